//! `cargo xtask demo`: sets up, builds, and serves the demo page.

use std::process::ExitCode;

use crate::build::{self, Profile};
use crate::failure::Failure;
use crate::process::Job;
use crate::project::Project;
use crate::setup;

/// Sets up, builds, and hands over to the demo server.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    // Before the set-up, which may take minutes.
    check(words)?;
    setup::prepare(project, build::NEEDS)?;
    build::build(project, Profile::Release)?;
    Job::node(project).args(["www/serve.mjs"]).args(words).hand_over()
}

fn check(words: &[String]) -> Result<(), Failure> {
    let mut words = words.iter().map(String::as_str);
    while let Some(word) = words.next() {
        match word {
            "--once" | "--live" => {}
            "--port" => match words.next().map(str::parse::<u16>) {
                Some(Ok(_)) => {}
                _ => return Err(Failure::usage("--port takes a number from 0 to 65535.")),
            },
            other => {
                return Err(Failure::usage(format!(
                    "`cargo xtask demo` does not know `{other}`. It takes --once, --live and --port N."
                )));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    fn accepts(line: &str) -> bool {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        super::check(&words).is_ok()
    }

    #[test]
    fn takes_the_flags_of_the_server_and_nothing_else() {
        assert!(accepts(""));
        assert!(accepts("--once"));
        assert!(accepts("--live --port 8080"));
        assert!(!accepts("--port"));
        assert!(!accepts("--port 70000"));
        assert!(!accepts("--one"));
    }
}
