//! `cargo xtask build`: from the Rust sources to `pkg/dist`.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::process::ExitCode;

use crate::failure::Failure;
use crate::process::Job;
use crate::project::Project;
use crate::setup::{self, Need};

/// What a build needs.
pub const NEEDS: &[Need] = &[Need::Node, Need::WasmTarget, Need::WasmTools];

/// How to compile.
#[derive(Clone, Copy)]
pub enum Profile {
    /// Optimised for size, as it ships.
    Release,
    /// Quick to compile, with debug information.
    Dev,
}

/// Sets up and builds.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    let profile = match words {
        [] => Profile::Release,
        [flag] if flag == "--dev" => Profile::Dev,
        _ => return Err(Failure::usage("`cargo xtask build` takes nothing but --dev.")),
    };
    setup::prepare(project, NEEDS)?;
    build(project, profile)?;
    Ok(ExitCode::SUCCESS)
}

/// Builds, showing the output. The set-up is done already.
pub fn build(project: &Project, profile: Profile) -> Result<(), Failure> {
    jobs(project, profile).into_iter().try_for_each(Job::run)
}

/// The two stages: wasm-pack compiles and runs wasm-bindgen; bundle.mjs runs wasm-opt and esbuild and makes the package.
pub fn jobs(project: &Project, profile: Profile) -> Vec<Job> {
    let (profile, words) = match profile {
        Profile::Release => ("--release", None),
        Profile::Dev => ("--dev", Some("--dev")),
    };
    let wasm_pack = Job::new(project, &project.tool("wasm-pack"))
        .args(["build", ".", "--target", "web", profile])
        // Not pkg/ itself: wasm-pack deletes the package.json it finds in its output folder.
        .args(["--no-pack", "--out-dir", "target/wasm-pack", "--out-name", "linkedin_status"])
        // Without it a tool that wasm-pack misses would be fetched from a code host, unpinned.
        .args(["--mode", "no-install"])
        .env("WASM_PACK_CACHE", project.tools().join("cache"))
        .env("CARGO_ENCODED_RUSTFLAGS", without_home());
    vec![wasm_pack, Job::node(project).args(["xtask/js/bundle.mjs"]).args(words)]
}

/// Flags for the compiler, each after a U+001F. Messages of panics name source files; those of dependencies lie in the
/// builder's home folder, whose name must not ship.
fn without_home() -> OsString {
    let home = env::home_dir();
    let cargo = env::var_os("CARGO_HOME").map(Into::into).or_else(|| Some(home.as_ref()?.join(".cargo")));
    let registries = cargo.iter().filter_map(|cargo| fs::read_dir(cargo.join("registry/src")).ok()).flatten().flatten();
    let sources = registries.map(|registry| (registry.path(), "crates")).collect::<Vec<_>>();
    // Where one lies inside the other, the last that fits counts.
    let folders = [home.map(|folder| (folder, "home")), cargo.map(|folder| (folder, "cargo"))];
    let flags = folders.into_iter().flatten().chain(sources).map(|(folder, name)| {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(folder);
        flag.push(format!("={name}"));
        flag
    });
    flags.flat_map(|flag| [OsString::from("\u{1f}"), flag]).skip(1).collect()
}
