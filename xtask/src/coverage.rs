//! `cargo xtask coverage`: which lines the tests run, in Rust and in JavaScript.

use std::process::ExitCode;

use crate::build::{self, Profile};
use crate::failure::Failure;
use crate::process::Job;
use crate::project::Project;
use crate::setup::{self, Need};
use crate::test;

/// Sets up, then prints a summary of each language.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    let (rust, js) = match words {
        [] => (true, true),
        [word] if word == "rust" => (true, false),
        [word] if word == "js" => (false, true),
        _ => return Err(Failure::usage("`cargo xtask coverage` takes nothing, or `rust`, or `js`.")),
    };
    if rust {
        setup::prepare(project, &[Need::Rust, Need::RustCoverage])?;
        native(project)?;
    }
    if js {
        setup::prepare(project, &[build::NEEDS, &[Need::JsCoverage]].concat())?;
        node(project)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The core, by the native tests. What is in src/js runs in wasm32 alone, where nothing counts.
fn native(project: &Project) -> Result<(), Failure> {
    Job::cargo(project)?.args(["llvm-cov", "--package", "linkedin-status", "--summary-only"]).run()
}

/// pkg/src, by the tests in Node. They run the bundles, and the report finds the sources by the bundles' source
/// maps. (c8 is of no use for that: of a bundle it counts functions that nothing called as run.)
fn node(project: &Project) -> Result<(), Failure> {
    build::build(project, Profile::Release)?;
    let bundle = |words: &[&str]| Job::node(project).args(["xtask/js/bundle.mjs"]).args(words).run();
    bundle(&["--measured"])?;
    let result = report(project)?.run();
    // As it ships, also where a test failed.
    bundle(&[])?;
    result
}

fn report(project: &Project) -> Result<Job, Failure> {
    Ok(Job::node(project)
        .args(["xtask/quality/node_modules/monocart-coverage-reports/lib/cli.js"])
        .args(["--config", "xtask/quality/mcr.config.mjs"])
        .args(["node", "--test", "--test-reporter=dot", "--test-concurrency=2"])
        .args(test::files(project, "tests/node")?))
}
