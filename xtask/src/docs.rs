//! `cargo xtask docs`: the API reference of the crate and of the npm package, in target/doc. A warning is a failure.

use std::process::ExitCode;

use crate::failure::Failure;
use crate::process::Job;
use crate::project::Project;
use crate::setup::{self, Need};

/// What it needs.
pub const NEEDS: &[Need] = &[Need::Node, Need::WasmTarget];

/// Sets up and makes the reference.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    if let Some(word) = words.first() {
        return Err(Failure::usage(format!("`cargo xtask docs` takes no `{word}`.")));
    }
    setup::prepare(project, NEEDS)?;
    jobs(project)?.into_iter().try_for_each(Job::run)?;
    Ok(ExitCode::SUCCESS)
}

/// Rustdoc of native code and of the border, which exists in wasm32 alone; TypeDoc of the shipped types.
pub fn jobs(project: &Project) -> Result<Vec<Job>, Failure> {
    let native = Job::cargo(project)?.args(["doc", "--workspace", "--no-deps"]);
    let border = ["doc", "--package", "linkedin-status", "--no-deps", "--target", "wasm32-unknown-unknown"];
    let border = Job::cargo(project)?.args(border);
    let rust = [native, border].map(|job| job.env("RUSTDOCFLAGS", "-D warnings"));
    Ok(rust.into_iter().chain([Job::node(project).args(["xtask/js/reference.mjs"])]).collect())
}
