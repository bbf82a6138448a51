//! The tools of the wasm build, in pinned versions, below target/tools.

use std::fs;

use crate::failure::Failure;
use crate::lockfile;
use crate::process::Job;
use crate::project::Project;

const WASM_PACK: &str = "0.15.1";

/// Installs wasm-pack and wasm-bindgen where they are missing or of another version, and checks that wasm-opt starts.
pub fn prepare(project: &Project) -> Result<(), Failure> {
    // wasm-bindgen refuses a module made by another version of itself.
    let wasm_bindgen = lockfile::version_of(project, "wasm-bindgen")?;
    install(project, "wasm-pack", WASM_PACK, &["wasm-pack"], &["--locked"])?;
    // Without --locked: the lock file that it is published with does not resolve.
    let programs = ["wasm-bindgen", "wasm-bindgen-test-runner"];
    install(project, "wasm-bindgen-cli", &wasm_bindgen, &programs, &[])?;
    // Close to a gigabyte, and of no use once both are installed.
    let _ = fs::remove_dir_all(project.tools().join("build"));
    // wasm-pack looks for a newer version of itself each day, and keeps the date here. The version is pinned.
    let _ = fs::write(project.tools().join("bin/wasm-pack.stamp"), "created 9999-01-01T00:00:00+00:00\n");
    wasm_opt(project)
}

fn install(project: &Project, package: &str, version: &str, programs: &[&str], flags: &[&str]) -> Result<(), Failure> {
    let current = || programs.iter().all(|name| version_of(project, name).as_deref() == Some(version));
    if current() {
        return Ok(());
    }
    eprintln!("set-up: installing {package} {version} into target/tools (once; a minute or two)");
    Job::cargo(project)?
        // Without optimisation the tools compile in a third of the time, and are fast enough for a module of this size.
        .args(["install", "--debug", package, "--version", &format!("={version}"), "--force"])
        .args(flags)
        // One build folder for both: they share many of their dependencies.
        .args(["--root", "target/tools", "--target-dir", "target/tools/build"])
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("CARGO_INCREMENTAL", "0")
        .run()?;
    if current() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{package} {version} was installed into target/tools but does not start. \
         Delete the folder target/tools and run this again."
    )))
}

fn version_of(project: &Project, program: &str) -> Option<String> {
    let path = project.tool(program);
    if !path.is_file() {
        return None;
    }
    let answer = Job::new(project, &path).args(["--version"]).answer()?;
    second_word(&answer).map(str::to_owned)
}

/// `wasm-pack 0.15.1`
fn second_word(answer: &str) -> Option<&str> {
    answer.split_whitespace().nth(1)
}

/// xtask/js/optimize.mjs runs it.
fn wasm_opt(project: &Project) -> Result<(), Failure> {
    let answer = Job::new(project, &project.node_bin("wasm-opt")).args(["--version"]).answer();
    if answer.is_some_and(|text| text.contains("version")) {
        return Ok(());
    }
    Err(Failure::new(
        "wasm-opt, from the npm package binaryen, does not start. Delete the folder node_modules and run this again.",
    ))
}

#[cfg(test)]
mod tests {
    use super::second_word;

    #[test]
    fn reads_what_the_tools_say_of_themselves() {
        assert_eq!(second_word("wasm-pack 0.15.1\n"), Some("0.15.1"));
        assert_eq!(second_word("wasm-bindgen 0.2.130 (abc)"), Some("0.2.130"));
        assert_eq!(second_word(""), None);
    }
}
