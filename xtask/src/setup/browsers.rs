//! Finds the browsers that the tests drive. On Debian they are installed if missing; elsewhere the error says how to do that.

use std::env;
use std::path::PathBuf;

use super::apt;
use super::places::{self, CHROMEDRIVER, CHROMIUM, FIREFOX, Place};
use crate::failure::Failure;
use crate::find;
use crate::process::Job;
use crate::project::Project;

/// Their paths.
pub struct Browsers {
    pub chromium: PathBuf,
    chromedriver: PathBuf,
    firefox: PathBuf,
}

impl Browsers {
    /// Adds their paths to the environment of a command.
    pub fn add_to(&self, job: Job) -> Job {
        job.env("LINKEDIN_STATUS_CHROMIUM", &self.chromium)
            .env("LINKEDIN_STATUS_FIREFOX", &self.firefox)
            .env("CHROMEDRIVER", &self.chromedriver)
    }
}

/// Finds all three. On Debian, as root, what is missing is installed first.
pub fn prepare(project: &Project) -> Result<Browsers, Failure> {
    let missing = missing()?;
    if !missing.is_empty() && apt::can_install(project) {
        let packages: Vec<&str> = missing.iter().flat_map(|place| place.debian).copied().collect();
        apt::install(project, &packages)?;
    }
    find_all()
}

/// Finds all three without installing anything.
pub fn find_all() -> Result<Browsers, Failure> {
    match (find_one(&CHROMIUM)?, find_one(&CHROMEDRIVER)?, find_one(&FIREFOX)?) {
        (Some(chromium), Some(chromedriver), Some(firefox)) => Ok(Browsers { chromium, chromedriver, firefox }),
        _ => Err(Failure::new(advice(&missing()?))),
    }
}

fn missing() -> Result<Vec<&'static Place>, Failure> {
    let mut missing = Vec::new();
    for place in [&CHROMIUM, &CHROMEDRIVER, &FIREFOX] {
        if find_one(place)?.is_none() {
            missing.push(place);
        }
    }
    Ok(missing)
}

fn find_one(place: &Place) -> Result<Option<PathBuf>, Failure> {
    if let Some(named) = env::var_os(place.variable).filter(|value| !value.is_empty()) {
        let path = PathBuf::from(named);
        if find::is_program(&path) {
            return Ok(Some(path));
        }
        return Err(Failure::new(format!(
            "{} names {}, which is not a program. Correct it, or unset it to have {} looked for.",
            place.variable,
            path.display(),
            place.name
        )));
    }
    let on_path = place.names.iter().find_map(|name| find::on_path(name));
    Ok(on_path.or_else(|| places::usual(place).into_iter().find(|path| find::is_program(path))))
}

fn advice(missing: &[&Place]) -> String {
    let mut text = String::from("the browser tests need programs that are not on this machine:\n");
    for place in missing {
        text.push_str(&format!(
            "  {} (looked for in {}, on PATH, and in the usual places)\n",
            place.name, place.variable
        ));
    }
    let debian: Vec<&str> = missing.iter().flat_map(|place| place.debian).copied().collect();
    let command = |prefix: &str, pick: fn(&Place) -> &'static str| {
        let names: Vec<&str> = missing.iter().map(|place| pick(place)).collect();
        format!("{prefix} {}", names.join(" "))
    };
    text.push_str("Install them, for example with\n  ");
    if cfg!(target_os = "macos") {
        text.push_str(&command("brew install --cask", |place| place.homebrew));
    } else if cfg!(windows) {
        text.push_str(&command("winget install", |place| place.winget));
    } else {
        text.push_str(&format!("sudo apt-get update && sudo apt-get install {}\n", debian.join(" ")));
        text.push_str("on Debian, or as your system does it");
    }
    text.push_str(
        "\nand run this again. Programs elsewhere can be named with CHROMIUM_BIN, CHROMEDRIVER and FIREFOX_BIN; \
         the driver must be of the browser's own major version.\n\
         `cargo xtask test --quick` runs what needs no browser.",
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_advice_names_what_is_missing_and_a_command_for_it() {
        let text = advice(&[&FIREFOX]);
        assert!(text.contains("Firefox"));
        assert!(text.contains("FIREFOX_BIN"));
        assert!(text.contains("install"));
        assert!(!text.contains("chromium-driver"));
    }
}
