//! Adds components and the wasm32 target to the toolchain that rust-toolchain.toml pins.

use std::path::Path;

use crate::failure::Failure;
use crate::find;
use crate::process::Job;
use crate::project::Project;

const TARGET: &str = "wasm32-unknown-unknown";

/// rustfmt and clippy. rust-toolchain.toml lists them, but a toolchain that was there before may lack them.
pub fn components(project: &Project) -> Result<(), Failure> {
    let missing: Vec<&str> = [("rustfmt", "fmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(_, subcommand)| {
            Job::cargo(project).ok().and_then(|job| job.args([*subcommand, "--version"]).answer()).is_none()
        })
        .map(|(component, _)| component)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    eprintln!("set-up: adding {} to the Rust toolchain", missing.join(" and "));
    rustup(project, &[&["component", "add"], missing.as_slice()].concat())
}

/// The wasm32 target. Whether it is installed, rustc says without rustup and network.
pub fn wasm_target(project: &Project) -> Result<(), Failure> {
    let rustc = find::on_path("rustc").ok_or_else(|| {
        Failure::new("rustc is not on PATH. Install Rust from https://rustup.rs and open a new terminal.")
    })?;
    let folder = Job::new(project, &rustc).args(["--print", "target-libdir", "--target", TARGET]).answer();
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    eprintln!("set-up: adding the target {TARGET} to the Rust toolchain");
    rustup(project, &["target", "add", TARGET])
}

fn rustup(project: &Project, args: &[&str]) -> Result<(), Failure> {
    let rustup = find::on_path("rustup").ok_or_else(|| {
        Failure::new(format!(
            "rustup is missing, and without it this cannot be added: {}.\n\
             Install Rust with rustup from https://rustup.rs, open a new terminal, and run this again.",
            args.join(" ")
        ))
    })?;
    Job::new(project, &rustup).args(args).run()
}
