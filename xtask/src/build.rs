//! `cargo xtask build`: from the Rust sources to `pkg/dist`.

use std::process::ExitCode;

use crate::failure::Failure;
use crate::process::Job;
use crate::project::Project;
use crate::setup::{self, Need};

/// What a build takes.
pub const NEEDS: &[Need] = &[Need::Node, Need::WasmTarget, Need::WasmTools];

/// Small, or quick to build and full of debug information.
#[derive(Clone, Copy)]
pub enum Profile {
    /// What ships.
    Release,
    /// What one debugs.
    Dev,
}

/// Sets up and builds.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    let profile = match words {
        [] => Profile::Release,
        [flag] if flag == "--dev" => Profile::Dev,
        _ => return Err(Failure::usage("`cargo xtask build` takes nothing but --dev.")),
    };
    setup::prepare(project, NEEDS)?;
    build(project, profile)?;
    Ok(ExitCode::SUCCESS)
}

/// Builds, showing the output. The set-up is done already.
pub fn build(project: &Project, profile: Profile) -> Result<(), Failure> {
    jobs(project, profile).into_iter().try_for_each(Job::run)
}

/// The two stages: wasm-pack compiles, binds and shrinks; bundle.mjs makes the package of it.
pub fn jobs(project: &Project, profile: Profile) -> Vec<Job> {
    let profile = match profile {
        Profile::Release => "--release",
        Profile::Dev => "--dev",
    };
    let wasm_pack = Job::new(project, &project.tool("wasm-pack"))
        .args(["build", ".", "--target", "web", profile])
        // Not pkg/ itself: wasm-pack deletes the package.json it finds in its output folder.
        .args(["--no-pack", "--out-dir", "target/wasm-pack", "--out-name", "linkedin_status"])
        // Without it a tool that wasm-pack misses would be fetched from a code host, unpinned.
        .args(["--mode", "no-install"])
        .env("WASM_PACK_CACHE", project.tools().join("cache"));
    vec![wasm_pack, Job::node(project).args(["xtask/js/bundle.mjs"])]
}
