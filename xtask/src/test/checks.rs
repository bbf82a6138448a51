//! The checks of the source: no build and no test. `cargo xtask check` runs them before a commit.

use super::steps::Run::{Check, Full, Quick};
use super::steps::{CHECK, Step, bin, cargo};
use super::wasm;
use crate::process::Job;
use crate::setup::Need::{CheckTools, Node, Rust, WasmTarget};

/// In the order of a run. Those that `cargo xtask test` leaves out need tools of their own, which take minutes to install.
pub const CHECKS: &[Step] = &[
    Step {
        name: "rustfmt",
        about: "the Rust is formatted",
        runs: &[Full, Quick, Check],
        needs: &[Rust],
        jobs: |project| cargo(project, &["fmt", "--all", "--check"]),
        ..CHECK
    },
    Step {
        name: "clippy",
        about: "no warning, in native code",
        runs: &[Full, Quick, Check],
        needs: &[Rust],
        jobs: |project| cargo(project, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
        ..CHECK
    },
    Step {
        name: "clippy-wasm",
        about: "no warning, in wasm32 code",
        runs: &[Full, Check],
        needs: &[Rust, WasmTarget],
        jobs: |project| {
            let mut job = wasm::cargo(project, "clippy")?;
            job = job.args(["--lib", "--test", "wasm", "--", "-D", "warnings"]);
            Ok(vec![job])
        },
        ..CHECK
    },
    Step {
        name: "prettier",
        about: "everything else is formatted",
        runs: &[Full, Quick, Check],
        needs: &[Node],
        jobs: |project| Ok(vec![bin(project, "prettier", &["--check", "."])]),
        ..CHECK
    },
    Step {
        name: "types",
        about: "the JavaScript and the shipped types pass tsc",
        runs: &[Full, Quick, Check],
        needs: &[Node],
        // The tests import the built package: of that, tsc needs the types alone, which are copies.
        jobs: |project| {
            Ok(vec![Job::node(project).args(["xtask/js/types.mjs"]), bin(project, "tsc", &["-p", "tsconfig.json"])])
        },
        ..CHECK
    },
    Step {
        name: "lint",
        about: "oxlint finds nothing in the JavaScript",
        runs: &[Full, Quick, Check],
        needs: &[Node],
        jobs: |project| {
            let types = Job::node(project).args(["xtask/js/types.mjs"]);
            Ok(vec![types, bin(project, "oxlint", &["--deny-warnings", "."])])
        },
        ..CHECK
    },
    Step {
        name: "links",
        about: "what the Markdown files link to is there",
        runs: &[Full, Quick, Check],
        needs: &[Node],
        jobs: |project| Ok(vec![Job::node(project).args(["xtask/js/links.mjs"])]),
        ..CHECK
    },
    Step {
        name: "spelling",
        about: "typos finds no misspelt word",
        runs: &[Check],
        needs: &[CheckTools],
        jobs: |project| Ok(vec![Job::new(project, &project.tool("typos"))]),
        ..CHECK
    },
    Step {
        name: "licences",
        about: "cargo deny accepts the licences and sources of all crates",
        runs: &[Check],
        needs: &[CheckTools],
        // Not advisories: their database is fetched anew each time. The workflow asks for them.
        jobs: |project| cargo(project, &["deny", "--all-features", "check", "licenses", "bans", "sources"]),
        ..CHECK
    },
    Step {
        name: "unused-rust",
        about: "no crate depends on what it does not use",
        runs: &[Check],
        needs: &[CheckTools],
        jobs: |project| Ok(vec![Job::new(project, &project.tool("cargo-machete"))]),
        ..CHECK
    },
    Step {
        name: "unused-js",
        about: "knip finds no unused package, file or export",
        runs: &[Check],
        needs: &[Node, CheckTools],
        jobs: |project| {
            let knip = "xtask/quality/node_modules/knip/bin/knip.js";
            Ok(vec![Job::node(project).args([knip])])
        },
        ..CHECK
    },
];
