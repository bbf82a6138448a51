//! Reads versions from `Cargo.lock`.

use std::fs;

use crate::failure::Failure;
use crate::project::Project;

/// The version of a dependency in `Cargo.lock`.
pub fn version_of(project: &Project, package: &str) -> Result<String, Failure> {
    version_in(project, "Cargo.lock", package)
}

/// The version of a dependency in a lock file of the project.
pub fn version_in(project: &Project, file: &str, package: &str) -> Result<String, Failure> {
    let path = project.path(file);
    let text = fs::read_to_string(&path)
        .map_err(|error| Failure::new(format!("{} cannot be read: {error}", path.display())))?;
    locked_version(&text, package)
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("{file} holds no package `{package}`.")))
}

/// Cargo writes `version` right below `name`: no TOML parser is needed for a file that only Cargo writes.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().map(str::trim);
    lines.find(|line| *line == name)?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    const LOCK: &str = "version = 4\n\n\
        [[package]]\nname = \"wasm-bindgen-test\"\nversion = \"0.3.80\"\n\n\
        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"registry\"\n";

    #[test]
    fn takes_the_version_of_exactly_that_package() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm-bindgen-test"), Some("0.3.80"));
    }

    #[test]
    fn reads_windows_line_ends() {
        let lock = LOCK.replace('\n', "\r\n");
        assert_eq!(locked_version(&lock, "wasm-bindgen"), Some("0.2.130"));
    }

    #[test]
    fn knows_nothing_of_a_package_that_is_not_there() {
        assert_eq!(locked_version(LOCK, "wasm"), None);
        assert_eq!(locked_version("name = \"wasm\"\nsource = \"x\"", "wasm"), None);
    }

    #[test]
    fn the_lock_file_of_this_project_names_wasm_bindgen() {
        let version = super::version_of(&crate::project::Project::locate(), "wasm-bindgen");
        assert!(version.is_ok_and(|text| text.split('.').count() == 3));
    }
}
