//! `cargo xtask pictures`: takes the pictures of docs/pictures anew.

use std::process::ExitCode;

use crate::build::{self, Profile};
use crate::failure::Failure;
use crate::process::Job;
use crate::project::Project;
use crate::setup;

/// Sets up, builds the package, and takes pictures of the page, the popup and the options against the sandbox.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    if let Some(word) = words.first() {
        return Err(Failure::usage(format!("`cargo xtask pictures` takes no `{word}`.")));
    }
    setup::prepare(project, build::NEEDS)?;
    build::build(project, Profile::Release)?;
    Job::node(project).args(["xtask/js/pictures.mjs"]).run()?;
    Ok(ExitCode::SUCCESS)
}
