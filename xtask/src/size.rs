//! `cargo xtask size`: what the package weighs, and whether it has grown.

use std::process::ExitCode;

use crate::build::{self, Profile};
use crate::failure::Failure;
use crate::process::Job;
use crate::project::Project;
use crate::setup;

/// Sets up, builds and weighs; `--record` makes the result the one that later ones are held against.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    if let Some(word) = words.iter().find(|word| *word != "--record") {
        return Err(Failure::usage(format!("`cargo xtask size` does not know `{word}`. It takes --record.")));
    }
    setup::prepare(project, build::NEEDS)?;
    build::build(project, Profile::Release)?;
    Job::node(project).args(["xtask/js/size.mjs"]).args(words).hand_over()
}

/// Fails where the default entry has grown by more than a fiftieth. The build is done already.
pub fn check(project: &Project) -> Job {
    Job::node(project).args(["xtask/js/size.mjs", "--check"])
}
