//! Paths: the project's root and the folders that xtask fills.

use std::env;
use std::path::{Path, PathBuf};

/// The checkout that a command works on.
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// The checkout that this xtask is part of, whatever the current folder is.
    pub fn locate() -> Self {
        // Cargo sets the variable for `cargo run`; the compiled-in value serves a directly started binary.
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().map_or(manifest.clone(), Path::to_path_buf);
        Self { root }
    }

    /// Another checkout.
    pub fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// The folder with the workspace's `Cargo.toml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A file or folder of the project.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Where `cargo install` puts the tools of the wasm build: not the user's own `~/.cargo/bin`.
    pub fn tools(&self) -> PathBuf {
        self.path("target/tools")
    }

    /// One of those tools.
    pub fn tool(&self, name: &str) -> PathBuf {
        self.tools().join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// A command of an npm package. npm writes a shell script here, and a `.cmd` beside it for Windows.
    pub fn node_bin(&self, name: &str) -> PathBuf {
        let suffix = if cfg!(windows) { ".cmd" } else { "" };
        self.path("node_modules/.bin").join(format!("{name}{suffix}"))
    }

    /// What xtask itself writes: logs and generated settings.
    pub fn scratch(&self) -> PathBuf {
        self.path("target/xtask")
    }
}
