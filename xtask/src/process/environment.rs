//! The environment of child processes: the user's, without the variables that `cargo run` set for xtask.

use std::env;
use std::process::Command;

use crate::project::Project;

/// Set by rustup or cargo for xtask, and wrong for its children: `RUSTUP_TOOLCHAIN` would override `rust-toolchain.toml`. And
/// `CARGO_BUILD_TARGET`, which the user may have set: with it, the tools and the native tests would not run on this machine.
const UNWANTED: &[&str] = &[
    "CARGO",
    "CARGO_BIN_NAME",
    "CARGO_BUILD_TARGET",
    "CARGO_CRATE_NAME",
    "CARGO_PRIMARY_PACKAGE",
    "OUT_DIR",
    "RUSTUP_TOOLCHAIN",
    "RUSTUP_TOOLCHAIN_SOURCE",
    "RUST_RECURSION_COUNT",
];

const UNWANTED_STARTS: &[&str] = &["CARGO_PKG_", "CARGO_MANIFEST_"];

/// Prepares the environment of a command: the project's own tools come first on `PATH`.
pub fn clean(command: &mut Command, project: &Project) {
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(is_unwanted) {
            command.env_remove(name);
        }
    }
    let own = [project.tools().join("bin"), project.path("node_modules/.bin")];
    let inherited = env::var_os("PATH").unwrap_or_default();
    // A folder name with the separator in it cannot be listed: then the inherited PATH has to do.
    if let Ok(path) = env::join_paths(own.into_iter().chain(env::split_paths(&inherited))) {
        command.env("PATH", path);
    }
}

fn is_unwanted(name: &str) -> bool {
    UNWANTED.contains(&name) || UNWANTED_STARTS.iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::is_unwanted;

    #[test]
    fn drops_what_belongs_to_xtask_and_keeps_the_users_settings() {
        assert!(is_unwanted("CARGO"));
        assert!(is_unwanted("RUSTUP_TOOLCHAIN"));
        assert!(is_unwanted("CARGO_PKG_NAME"));
        assert!(is_unwanted("CARGO_MANIFEST_DIR"));
        assert!(!is_unwanted("CARGO_HOME"));
        assert!(!is_unwanted("CARGO_TARGET_DIR"));
        assert!(!is_unwanted("CARGO_NET_OFFLINE"));
        assert!(!is_unwanted("RUSTFLAGS"));
    }
}
