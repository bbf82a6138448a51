//! Tools of `cargo xtask check`, `coverage` and `mutants`. Building and testing need none of them, so that those wait for none.

use std::path::Path;

use super::crates::{self, Tool};
use super::node;
use crate::failure::Failure;
use crate::find;
use crate::process::Job;
use crate::project::Project;

/// The npm packages: knip, monocart-coverage-reports and Stryker, with a lock file of their own.
const PACKAGES: &str = "xtask/quality";

const TOOL: Tool = Tool { package: "", version: "", programs: &[], ask: &["--version"], path: None };

/// typos, cargo-deny and cargo-machete, and knip.
pub fn check(project: &Project) -> Result<(), Failure> {
    let tools = [
        Tool { package: "typos-cli", version: "1.52.0", programs: &["typos"], ..TOOL },
        Tool { package: "cargo-deny", version: "0.20.2", programs: &["cargo-deny"], ..TOOL },
        Tool { package: "cargo-machete", version: "0.9.2", programs: &["cargo-machete"], ..TOOL },
    ];
    crates::install(project, &tools)?;
    node::packages(project, PACKAGES)
}

/// cargo-llvm-cov with what it needs of the toolchain.
pub fn rust_coverage(project: &Project) -> Result<(), Failure> {
    let tool = Tool {
        package: "cargo-llvm-cov",
        version: "0.9.1",
        programs: &["cargo-llvm-cov"],
        ask: &["llvm-cov", "--version"],
        ..TOOL
    };
    llvm_tools(project)?;
    crates::install(project, &[tool])
}

/// The reports of V8's coverage.
pub fn js_coverage(project: &Project) -> Result<(), Failure> {
    node::packages(project, PACKAGES)
}

/// cargo-mutants and Stryker.
pub fn mutants(project: &Project) -> Result<(), Failure> {
    let tool = Tool {
        package: "cargo-mutants",
        version: "27.1.0",
        programs: &["cargo-mutants"],
        ask: &["mutants", "--version"],
        ..TOOL
    };
    crates::install(project, &[tool])?;
    node::packages(project, PACKAGES)
}

/// The component that reads what an instrumented program leaves. It is not added without asking: nothing else here needs it.
fn llvm_tools(project: &Project) -> Result<(), Failure> {
    let rustc = find::on_path("rustc").ok_or_else(|| Failure::new("rustc is not on PATH."))?;
    let folder = Job::new(project, &rustc).args(["--print", "target-libdir"]).answer().unwrap_or_default();
    let tools = Path::new(&folder).with_file_name("bin");
    if tools.join(format!("llvm-profdata{}", std::env::consts::EXE_SUFFIX)).is_file() {
        return Ok(());
    }
    Err(Failure::new(
        "the Rust toolchain lacks the component that coverage needs. Add it with\n  rustup component add llvm-tools",
    ))
}
