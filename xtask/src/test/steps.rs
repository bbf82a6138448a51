//! The list of steps. A new one is an entry here.

use std::fs;

use Run::{Full, Quick};

use super::count::{self, Count};
use super::wasm;
use crate::build::{self, Profile};
use crate::docs;
use crate::failure::Failure;
use crate::process::{Captured, Job};
use crate::project::Project;
use crate::setup::Need::{self, Browsers, Node, WasmTarget, WasmTools};
use crate::setup::browsers;
use crate::size;

/// The commands that run steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// `cargo xtask test`
    Full,
    /// `cargo xtask test --quick`: no step that needs a browser, or takes minutes.
    Quick,
    /// `cargo xtask check`: what to run before a commit. No test, no build.
    Check,
}

/// One check or one run of tests.
pub struct Step {
    pub name: &'static str,
    pub about: &'static str,
    /// Which commands run it.
    pub runs: &'static [Run],
    /// It uses pkg/dist, which the build step makes. `cargo xtask check` does not build.
    pub after_build: bool,
    pub needs: &'static [Need],
    pub jobs: fn(&Project) -> Result<Vec<Job>, Failure>,
    pub count: fn(&Captured) -> Count,
}

/// The name of the step that others depend on.
pub const BUILD: &str = "build";

/// The defaults of a command that counts as one check.
pub const CHECK: Step = Step {
    name: "",
    about: "",
    runs: &[Full, Quick],
    after_build: false,
    needs: &[],
    jobs: |_| Ok(Vec::new()),
    count: count::one,
};

/// The defaults of Node tests of the built package.
const SUITE: Step = Step { runs: &[Full], after_build: true, needs: &[Node], count: count::node, ..CHECK };

/// All steps: the checks of the source, which are cheap, come first.
pub fn all() -> impl Iterator<Item = &'static Step> {
    super::checks::CHECKS.iter().chain(STEPS)
}

/// What needs a build or runs tests.
const STEPS: &[Step] = &[
    Step {
        name: "rust-tests",
        about: "native tests and doc tests",
        jobs: |project| cargo(project, &["test", "--workspace", "--no-fail-fast"]),
        count: count::cargo,
        ..CHECK
    },
    Step {
        name: "docs",
        about: "the API reference has no warning: Rust, native and wasm32, and the shipped types",
        runs: &[Full],
        needs: docs::NEEDS,
        jobs: docs::jobs,
        ..CHECK
    },
    Step {
        name: BUILD,
        about: "wasm-pack and the bundle make pkg/dist",
        jobs: |project| Ok(build::jobs(project, Profile::Release)),
        ..CHECK
    },
    Step {
        name: "size",
        about: "the package is within its limits of size",
        runs: &[Full, Quick],
        count: count::one,
        jobs: |project| Ok(vec![size::job(project)]),
        ..SUITE
    },
    Step {
        name: "publint",
        about: "the package is one that every tool can read",
        runs: &[Full, Quick],
        count: |captured| count::says(captured, "All good!"),
        jobs: |project| Ok(vec![bin(project, "publint", &["run", "pkg", "--strict"])]),
        ..SUITE
    },
    Step {
        name: "wasm-node",
        about: "wasm tests in Node",
        runs: &[Full],
        needs: &[Node, WasmTarget, WasmTools],
        jobs: |project| Ok(vec![wasm::in_node(project)?]),
        count: count::cargo,
        ..CHECK
    },
    Step {
        name: "wasm-chromium",
        about: "wasm tests in headless Chromium",
        runs: &[Full],
        needs: &[Node, WasmTarget, WasmTools, Browsers],
        jobs: |project| Ok(vec![wasm::in_chromium(project)?]),
        count: count::cargo,
        ..CHECK
    },
    Step {
        name: "node-tests",
        about: "the package in Node, against the sandbox",
        // Three files at once: much of their time is waiting.
        jobs: |project| Ok(vec![node_tests(project, "tests/node", 3)?]),
        ..SUITE
    },
    Step {
        name: "package-quick",
        about: "the tarball, installed where that takes seconds",
        runs: &[Quick],
        jobs: |project| Ok(vec![node_tests(project, "tests/package", 2)?.env("LINKEDIN_STATUS_QUICK", "1")]),
        ..SUITE
    },
    Step {
        name: "package-tests",
        about: "the tarball, installed where users install it",
        needs: &[Node, Browsers],
        jobs: |project| Ok(vec![browsers::find_all()?.add_to(node_tests(project, "tests/package", 2)?)]),
        ..SUITE
    },
    Step {
        name: "extension-tests",
        about: "the example extension in Chromium and Firefox, and what web-ext says of it",
        needs: &[Node, Browsers],
        jobs: |project| Ok(vec![browsers::find_all()?.add_to(node_tests(project, "tests/extension", 1)?)]),
        ..SUITE
    },
    Step {
        name: "browser-tests",
        about: "the demo page in Chromium and Firefox",
        needs: &[Node, Browsers],
        jobs: |project| {
            // One file at a time: two browsers starting at once are what makes a small machine miss deadlines.
            let job = node_tests(project, "tests/browser", 1)?;
            Ok(vec![browsers::find_all()?.add_to(job)])
        },
        ..SUITE
    },
];

pub fn cargo(project: &Project, args: &[&str]) -> Result<Vec<Job>, Failure> {
    Ok(vec![Job::cargo(project)?.args(args)])
}

pub fn bin(project: &Project, name: &str, args: &[&str]) -> Job {
    Job::new(project, &project.node_bin(name)).args(args)
}

/// Node's own runner over the test files of a folder, so many of them at once. They are listed here since Node 20 expands no `*`.
fn node_tests(project: &Project, folder: &str, at_once: u32) -> Result<Job, Failure> {
    let job =
        Job::node(project).args(["--test", "--test-reporter=spec"]).args([format!("--test-concurrency={at_once}")]);
    Ok(job.args(files(project, folder)?))
}

/// The test files of a folder.
pub fn files(project: &Project, folder: &str) -> Result<Vec<String>, Failure> {
    let entries = fs::read_dir(project.path(folder))
        .map_err(|error| Failure::new(format!("{folder} cannot be read: {error}")))?;
    let mut files: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(count::TEST_FILE))
        .map(|name| format!("{folder}/{name}"))
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(Failure::new(format!("{folder} holds no file *{}.", count::TEST_FILE)));
    }
    Ok(files)
}
