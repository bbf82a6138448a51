//! Finds programs on `PATH`, as a shell does.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The first program of that name on `PATH`. On Windows a script (`npm.cmd`) counts as well as an `.exe`:
/// `Command::new("npm")` alone would not find it.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .flat_map(|folder| endings.iter().map(move |ending| folder.join(format!("{name}{ending}"))))
        .find(|candidate| is_program(candidate))
}

/// Cargo as the user starts it: under rustup the one on `PATH` is a proxy that obeys `rust-toolchain.toml`.
pub fn cargo() -> Result<PathBuf, Failure> {
    on_path("cargo").or_else(|| env::var_os("CARGO").map(PathBuf::from)).ok_or_else(|| {
        Failure::new("cargo is not on PATH. Install Rust from https://rustup.rs and open a new terminal.")
    })
}

/// A file that may be started.
pub fn is_program(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        path.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    {
        path.is_file()
    }
}
