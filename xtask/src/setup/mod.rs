//! Set-up: what a command needs and the machine lacks is installed into the project's own folders.
//!
//! What is installed already takes a short check and no network. What cannot be installed is an error that names the command
//! to install it: nothing is skipped silently.

mod apt;
pub mod browsers;
mod crates;
mod node;
mod places;
mod quality;
mod rust;
mod tools;

use std::process::ExitCode;

use crate::failure::Failure;
use crate::project::Project;

/// One thing that commands need. Each can rely on those before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// rustfmt and clippy.
    Rust,
    /// Node, npm and the packages of package-lock.json.
    Node,
    /// The compiler's wasm32 target.
    WasmTarget,
    /// wasm-pack, wasm-bindgen with its test runner, and a wasm-opt that works.
    WasmTools,
    /// Chromium, its driver, and Firefox.
    Browsers,
    /// What `cargo xtask check` runs beyond that.
    CheckTools,
    /// What `cargo xtask coverage rust` runs beyond that.
    RustCoverage,
    /// What `cargo xtask coverage js` runs beyond that.
    JsCoverage,
    /// What `cargo xtask mutants` runs beyond that.
    MutantTools,
}

/// What building and testing need.
const BUILD_AND_TEST: &[Need] = &[Need::Rust, Need::Node, Need::WasmTarget, Need::WasmTools, Need::Browsers];

/// `cargo xtask setup`.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    if let Some(word) = words.first() {
        return Err(Failure::usage(format!("`cargo xtask setup` takes no `{word}`.")));
    }
    prepare(project, BUILD_AND_TEST)?;
    println!("Everything is set up.");
    Ok(ExitCode::SUCCESS)
}

/// Sets up all of these, or fails at the first that cannot be.
pub fn prepare(project: &Project, needs: &[Need]) -> Result<(), Failure> {
    needs.iter().try_for_each(|need| prepare_one(project, *need))
}

/// Sets up one of them.
pub fn prepare_one(project: &Project, need: Need) -> Result<(), Failure> {
    match need {
        Need::Rust => rust::components(project),
        Need::Node => node::prepare(project),
        Need::WasmTarget => rust::wasm_target(project),
        Need::WasmTools => tools::prepare(project),
        Need::Browsers => browsers::prepare(project).map(|_| ()),
        Need::CheckTools => quality::check(project),
        Need::RustCoverage => quality::rust_coverage(project),
        Need::JsCoverage => quality::js_coverage(project),
        Need::MutantTools => quality::mutants(project),
    }
}
