//! `cargo xtask mutants`: changes the code in small ways and counts how many of the changes a test notices.

use std::fs;
use std::process::ExitCode;
use std::time::Duration;

use crate::build::{self, Profile};
use crate::failure::Failure;
use crate::process::Job;
use crate::project::Project;
use crate::setup::{self, Need};

/// The least share of changes that tests must notice. xtask/quality/stryker.json has it for JavaScript.
const LEAST_PERCENT: usize = 85;
const LIMIT: Duration = Duration::from_secs(3 * 60 * 60);
/// Of the core. All of it takes hours.
const SAMPLE: &[&str] = &["--shard", "0/8"];
const OUTPUT: &str = "target/mutants";

/// Sets up, then runs one tool or both on a sample that takes less than an hour.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    let (rust, js, rest) = match words.split_first() {
        None => (true, true, words),
        Some((word, rest)) if word == "rust" => (true, false, rest),
        Some((word, rest)) if word == "js" => (false, true, rest),
        Some(_) => {
            return Err(Failure::usage(
                "`cargo xtask mutants` takes nothing, or `rust` or `js` and then options of cargo-mutants or Stryker.",
            ));
        }
    };
    setup::prepare(project, &[build::NEEDS, &[Need::MutantTools]].concat())?;
    if js {
        javascript(project, rest)?;
    }
    if rust {
        core(project, rest)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// pkg/src, by tests in Node. Stryker makes all changes at once, each behind a variable, so that one build does for all.
fn javascript(project: &Project, words: &[String]) -> Result<(), Failure> {
    build::build(project, Profile::Release)?;
    let stryker = "xtask/quality/node_modules/@stryker-mutator/core/bin/stryker.js";
    Job::node(project).args([stryker, "run", "xtask/quality/stryker.json"]).args(words).limit(LIMIT).run()
}

/// The core, by the native tests. .cargo/mutants.toml says which files and tests.
fn core(project: &Project, words: &[String]) -> Result<(), Failure> {
    let mut job = Job::cargo(project)?.args(["mutants", "--no-shuffle", "--output", OUTPUT]);
    job = if words.is_empty() { job.args(SAMPLE) } else { job.args(words) };
    // It fails where a single change goes unnoticed; what counts here is the share.
    let _ = job.limit(LIMIT).run();
    let count = |name: &str| {
        let file = project.path(OUTPUT).join("mutants.out").join(name);
        fs::read_to_string(file).map(|text| text.lines().count())
    };
    let unreadable = |error| Failure::new(format!("{OUTPUT}/mutants.out cannot be read: {error}"));
    let missed = count("missed.txt").map_err(unreadable)?;
    let noticed = count("caught.txt").map_err(unreadable)? + count("timeout.txt").map_err(unreadable)?;
    let all = missed + noticed;
    if all == 0 {
        return Err(Failure::new("cargo-mutants changed nothing."));
    }
    println!("Rust: {noticed} of {all} changes noticed, {} %", 100 * noticed / all);
    if 100 * noticed < LEAST_PERCENT * all {
        return Err(Failure::new(format!(
            "that is less than {LEAST_PERCENT} %. {OUTPUT}/mutants.out/missed.txt has the others."
        )));
    }
    Ok(())
}
