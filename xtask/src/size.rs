//! `cargo xtask size`: what the package weighs, and whether that is within the limits.

use std::process::ExitCode;

use crate::build::{self, Profile};
use crate::failure::Failure;
use crate::process::Job;
use crate::project::Project;
use crate::setup;

/// Sets up, builds and weighs.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    if let Some(word) = words.first() {
        return Err(Failure::usage(format!("`cargo xtask size` takes no `{word}`.")));
    }
    setup::prepare(project, build::NEEDS)?;
    build::build(project, Profile::Release)?;
    weigh(project, &[]).hand_over()
}

/// Weighs what is built. Fails over a limit.
pub fn job(project: &Project) -> Job {
    weigh(project, &["--limits"])
}

fn weigh(project: &Project, words: &[&str]) -> Job {
    Job::node(project).args(["xtask/js/size.mjs"]).args(words)
}
