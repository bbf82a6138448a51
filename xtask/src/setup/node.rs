//! Node, npm, and the packages of package-lock.json.

use std::fs;

use crate::failure::Failure;
use crate::find;
use crate::process::Job;
use crate::project::Project;

/// The oldest Node, major and minor version, whose test runner, `fetch` and file functions the project's tools use. The package itself
/// runs in any 20.
const OLDEST_NODE: (u32, u32) = (20, 12);
/// A copy of the lock file that node_modules was installed from. Inside that folder, so that both are deleted together.
const STAMP: &str = "node_modules/.xtask-stamp";
const LOCK: &str = "package-lock.json";
const ADVICE: &str = "Install Node.js 20.12 or later, which brings npm, from https://nodejs.org or with your system's \
                      package manager, open a new terminal, and run this again.";

/// Checks Node and npm, and installs the packages if they are not those of the lock file.
pub fn prepare(project: &Project) -> Result<(), Failure> {
    let node = find::on_path("node").ok_or_else(|| Failure::new(format!("Node.js is missing. {ADVICE}")))?;
    let version = Job::new(project, &node).args(["--version"]).answer().unwrap_or_default();
    match version_of(&version) {
        Some(found) if found >= OLDEST_NODE => {}
        Some(_) => {
            return Err(Failure::new(format!("Node.js {version} at {} is too old. {ADVICE}", node.display())));
        }
        None => {
            return Err(Failure::new(format!("{} does not tell its version. {ADVICE}", node.display())));
        }
    }
    packages(project, ".")
}

/// Installs the packages of a folder's lock file beside it, if they are not there.
pub fn packages(project: &Project, folder: &str) -> Result<(), Failure> {
    let npm = find::on_path("npm").ok_or_else(|| Failure::new(format!("npm is missing. {ADVICE}")))?;
    let place = project.path(folder);
    let lock =
        fs::read(place.join(LOCK)).map_err(|error| Failure::new(format!("{folder}/{LOCK} cannot be read: {error}")))?;
    if fs::read(place.join(STAMP)).is_ok_and(|stamp| stamp == lock) {
        return Ok(());
    }
    eprintln!("set-up: installing the npm packages of {folder}/{LOCK}");
    // None of the packages needs its install script, and a malicious package would run its code there.
    Job::new(project, &npm).args(["ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"]).run()?;
    fs::write(place.join(STAMP), lock).map_err(|error| Failure::new(format!("{STAMP} cannot be written: {error}")))
}

fn version_of(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.strip_prefix('v')?.split('.').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??))
}

#[cfg(test)]
mod tests {
    use super::version_of;

    #[test]
    fn reads_major_and_minor_version() {
        assert_eq!(version_of("v20.20.2"), Some((20, 20)));
        assert_eq!(version_of("v8.0.0-nightly"), Some((8, 0)));
        assert_eq!(version_of("20.1.0"), None);
        assert_eq!(version_of(""), None);
    }
}
