//! `cargo xtask hook`: git then runs .githooks/pre-commit, in this clone, before each commit.

use std::process::ExitCode;

use crate::failure::Failure;
use crate::find;
use crate::process::Job;
use crate::project::Project;

/// Points git to the hooks of the project.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    if let Some(word) = words.first() {
        return Err(Failure::usage(format!("`cargo xtask hook` takes no `{word}`.")));
    }
    let git = find::on_path("git").ok_or_else(|| Failure::new("git is not on PATH."))?;
    Job::new(project, &git).args(["config", "core.hooksPath", ".githooks"]).run()?;
    println!("Before each commit, git runs `cargo xtask check`. `git config --unset core.hooksPath` ends that.");
    Ok(ExitCode::SUCCESS)
}
