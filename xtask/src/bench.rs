//! `cargo xtask bench`: what a call costs, beside bare fetch and other clients.

use std::process::ExitCode;
use std::time::Duration;

use crate::build::{self, Profile};
use crate::failure::Failure;
use crate::process::Job;
use crate::project::Project;
use crate::setup::{self, Need};

/// The whole run takes ten minutes, and more on a slow machine.
const LIMIT: Duration = Duration::from_secs(60 * 60);

/// Sets up, builds and measures.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    if let Some(word) = words.iter().find(|word| !matches!(word.as_str(), "--json" | "--quick")) {
        return Err(Failure::usage(format!(
            "`cargo xtask bench` does not know `{word}`. It takes --json and --quick."
        )));
    }
    setup::prepare(project, &[Need::Node, Need::WasmTarget, Need::WasmTools, Need::Browsers])?;
    build::build(project, Profile::Release)?;
    Job::node(project).args(["tests/bench/bench.mjs"]).args(words).limit(LIMIT).hand_over()
}
