//! `cargo xtask extension`: builds the example extension for Chrome and Firefox.

use std::process::ExitCode;

use crate::build::{self, Profile};
use crate::failure::Failure;
use crate::process::Job;
use crate::project::Project;
use crate::setup;

/// Sets up, builds the package, and makes folders and zips below target/extension.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    if let Some(word) = words.first() {
        return Err(Failure::usage(format!("`cargo xtask extension` takes no `{word}`.")));
    }
    setup::prepare(project, build::NEEDS)?;
    build::build(project, Profile::Release)?;
    Job::node(project).args(["xtask/js/extension.mjs"]).run()?;
    Ok(ExitCode::SUCCESS)
}
