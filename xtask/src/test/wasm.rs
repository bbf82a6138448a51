//! Runs cargo for wasm32, and wasm-bindgen's test runner in Node or in Chromium.

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::process::Job;
use crate::project::Project;
use crate::setup::browsers;

/// A cargo command on the crate itself, for wasm32.
pub fn cargo(project: &Project, subcommand: &str) -> Result<Job, Failure> {
    Ok(Job::cargo(project)?.args([subcommand, "--package", "linkedin-status", "--target", "wasm32-unknown-unknown"]))
}

/// tests/wasm.rs in Node, the runner's default.
pub fn in_node(project: &Project) -> Result<Job, Failure> {
    tests(project)
}

/// tests/wasm.rs in a headless Chromium.
pub fn in_chromium(project: &Project) -> Result<Job, Failure> {
    let browsers = browsers::find_all()?;
    let settings = settings(project, &browsers.chromium)?;
    let mut job = browsers
        .add_to(tests(project)?)
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings)
        // In seconds. The defaults, 5 and 20, are too little for a cold start on a busy machine.
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    // The runner would prefer each of these to CHROMEDRIVER, or show a window.
    for name in ["GECKODRIVER", "SAFARIDRIVER", "GECKODRIVER_REMOTE", "SAFARIDRIVER_REMOTE", "CHROMEDRIVER_REMOTE"] {
        job = job.without_env(name);
    }
    Ok(job.without_env("NO_HEADLESS"))
}

fn tests(project: &Project) -> Result<Job, Failure> {
    // By name, found on PATH: cargo cuts a path given here at its blanks.
    Ok(cargo(project, "test")?
        .args(["--test", "wasm"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner"))
}

/// webdriver.json with the path of the browser that was found: without it, ChromeDriver looks for one itself.
fn settings(project: &Project, chromium: &Path) -> Result<std::path::PathBuf, Failure> {
    let fail = |error: std::io::Error| Failure::new(format!("webdriver.json cannot be prepared: {error}"));
    let template = fs::read_to_string(project.path("webdriver.json")).map_err(fail)?;
    let text = with_binary(&template, &chromium.to_string_lossy())
        .ok_or_else(|| Failure::new("webdriver.json holds no \"args\" under \"goog:chromeOptions\"."))?;
    let path = project.scratch().join("webdriver.json");
    fs::create_dir_all(project.scratch()).map_err(fail)?;
    fs::write(&path, text).map_err(fail)?;
    Ok(path)
}

fn with_binary(template: &str, chromium: &str) -> Option<String> {
    let (before, after) = template.split_once("\"args\"")?;
    let escaped = chromium.replace('\\', "\\\\").replace('"', "\\\"");
    Some(format!("{before}\"binary\": \"{escaped}\", \"args\"{after}"))
}

#[cfg(test)]
mod tests {
    use super::with_binary;

    #[test]
    fn the_browser_is_put_beside_its_arguments() {
        let template = r#"{"goog:chromeOptions": {"args": ["--x"]}}"#;
        assert_eq!(
            with_binary(template, r"C:\Chrome\chrome.exe").as_deref(),
            Some(r#"{"goog:chromeOptions": {"binary": "C:\\Chrome\\chrome.exe", "args": ["--x"]}}"#)
        );
        assert_eq!(with_binary("{}", "x"), None);
    }
}
