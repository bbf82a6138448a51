//! The tools of the wasm build.

use std::fs;

use super::crates::{self, Tool};
use crate::failure::Failure;
use crate::lockfile;
use crate::process::Job;
use crate::project::Project;

const WASM_PACK: &str = "0.15.1";

/// Installs wasm-pack and wasm-bindgen where they are missing or of another version, and checks that wasm-opt starts.
pub fn prepare(project: &Project) -> Result<(), Failure> {
    // wasm-bindgen refuses a module made by another version of itself.
    let wasm_bindgen = lockfile::version_of(project, "wasm-bindgen")?;
    let tools = [
        Tool { package: "wasm-pack", version: WASM_PACK, programs: &["wasm-pack"], ask: &["--version"], path: None },
        Tool {
            package: "wasm-bindgen-cli",
            version: &wasm_bindgen,
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            ask: &["--version"],
            // The lock file that it is published with does not resolve everywhere: this one has the dependencies pinned.
            path: Some("xtask/wasm-bindgen"),
        },
    ];
    crates::install(project, &tools)?;
    // wasm-pack looks for a newer version of itself each day, and keeps the date here. The version is pinned.
    let _ = fs::write(project.tools().join("bin/wasm-pack.stamp"), "created 9999-01-01T00:00:00+00:00\n");
    wasm_opt(project)
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
    use crate::lockfile;
    use crate::project::Project;

    #[test]
    fn the_lock_file_of_wasm_bindgens_tools_has_the_version_that_the_library_has() {
        let project = Project::locate();
        let library = lockfile::version_of(&project, "wasm-bindgen");
        let tools = lockfile::version_in(&project, "xtask/wasm-bindgen/Cargo.lock", "wasm-bindgen-cli");
        assert!(library.is_ok());
        assert_eq!(tools, library);
    }
}
