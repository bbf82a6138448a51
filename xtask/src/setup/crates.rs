//! Programs of crates.io, in pinned versions, below target/tools.

use std::fs;

use crate::failure::Failure;
use crate::process::Job;
use crate::project::Project;

/// Programs that come in one package.
pub struct Tool<'a> {
    pub package: &'a str,
    pub version: &'a str,
    pub programs: &'a [&'a str],
    /// What makes a program say its version.
    pub ask: &'a [&'a str],
    /// A crate of this project that has the programs, with a lock file of its own; where there is none, the published package.
    pub path: Option<&'a str>,
}

/// Installs what is missing or of another version.
pub fn install(project: &Project, tools: &[Tool]) -> Result<(), Failure> {
    tools.iter().try_for_each(|tool| tool.install(project))?;
    // Close to a gigabyte, and of no use once all are installed.
    let _ = fs::remove_dir_all(project.tools().join("build"));
    Ok(())
}

impl Tool<'_> {
    fn install(&self, project: &Project) -> Result<(), Failure> {
        let Self { package, version, .. } = self;
        if self.is_current(project) {
            return Ok(());
        }
        eprintln!("set-up: installing {package} {version} into target/tools (once; a minute or two)");
        let published = format!("{package}@={version}");
        let source = self.path.map_or(vec![published.as_str()], |path| vec!["--path", path]);
        Job::cargo(project)?
            // Without optimisation the tools compile in a third of the time, and are fast enough here.
            .args(["install", "--debug", "--locked", "--force"])
            .args(source)
            // One build folder for all: they share many of their dependencies.
            .args(["--root", "target/tools", "--target-dir", "target/tools/build"])
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .env("CARGO_INCREMENTAL", "0")
            .run_briefly()?;
        if self.is_current(project) {
            return Ok(());
        }
        Err(Failure::new(format!(
            "{package} {version} was installed into target/tools but does not start. \
             Delete the folder target/tools and run this again."
        )))
    }

    fn is_current(&self, project: &Project) -> bool {
        self.programs.iter().all(|name| {
            let path = project.tool(name);
            // A missing program must not be looked for elsewhere on PATH.
            path.is_file()
                && Job::new(project, &path)
                    .args(self.ask)
                    .answer()
                    .is_some_and(|answer| names_version(&answer, self.version))
        })
    }
}

/// `wasm-pack 0.15.1`, or the version alone.
fn names_version(answer: &str, version: &str) -> bool {
    answer.split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::names_version;

    #[test]
    fn reads_what_the_tools_say_of_themselves() {
        assert!(names_version("wasm-pack 0.15.1\n", "0.15.1"));
        assert!(names_version("wasm-bindgen 0.2.130 (abc)", "0.2.130"));
        assert!(names_version("0.9.2", "0.9.2"));
        assert!(!names_version("wasm-bindgen 0.2.130", "0.2.13"));
        assert!(!names_version("", "0.9.2"));
    }
}
