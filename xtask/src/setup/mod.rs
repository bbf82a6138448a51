//! Set-up: what a command needs and the machine lacks is installed into the project's own folders.
//!
//! What is installed already takes a short check and no network. What cannot be installed is an error that names the command
//! to install it: nothing is skipped silently.

mod apt;
pub mod browsers;
mod node;
mod places;
mod rust;
mod tools;

use std::process::ExitCode;

use crate::failure::Failure;
use crate::project::Project;

/// One thing that commands need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

/// Everything, in an order in which each can rely on those before.
pub const ALL: &[Need] = &[Need::Rust, Need::Node, Need::WasmTarget, Need::WasmTools, Need::Browsers];

/// `cargo xtask setup`.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    if let Some(word) = words.first() {
        return Err(Failure::usage(format!("`cargo xtask setup` takes no `{word}`.")));
    }
    prepare(project, ALL)?;
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
    }
}
