//! `cargo xtask fmt`: the formatters write what `cargo xtask test` checks.

use std::process::ExitCode;

use crate::failure::Failure;
use crate::process::Job;
use crate::project::Project;
use crate::setup::{self, Need};

/// Formats everything.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    if let Some(word) = words.first() {
        return Err(Failure::usage(format!("`cargo xtask fmt` takes no `{word}`.")));
    }
    setup::prepare(project, &[Need::Rust, Need::Node])?;
    Job::cargo(project)?.args(["fmt", "--all"]).run()?;
    Job::new(project, &project.node_bin("prettier")).args(["--write", "--log-level=warn", "."]).run()?;
    Ok(ExitCode::SUCCESS)
}
