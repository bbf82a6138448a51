//! `cargo xtask <command>`: one way to build, run and test this project, on every platform.
//!
//! A command sets up what it needs by itself, into `target/tools` and `node_modules`, says what it does, and keeps it for the
//! next run. Dependencies are few, since a fresh clone compiles them before the first command: sysinfo reads the process table.

// A command line program prints; the library must not.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod bench;
mod build;
mod coverage;
mod demo;
mod docs;
mod extension;
mod failure;
mod find;
mod format;
mod hook;
mod lockfile;
mod mutants;
mod pack;
mod pictures;
mod process;
mod project;
mod setup;
mod size;
mod test;

use std::process::ExitCode;

use failure::Failure;
use project::Project;

/// A command: the first word after `cargo xtask`.
struct Command {
    name: &'static str,
    arguments: &'static str,
    help: &'static str,
    run: fn(&Project, &[String]) -> Result<ExitCode, Failure>,
}

/// All commands. A new one is a module and an entry here.
const COMMANDS: &[Command] = &[
    Command {
        name: "demo",
        arguments: "[--once] [--live] [--port N]",
        help: "Set up, build, and serve the demo page; --once prints two answers and ends",
        run: demo::run,
    },
    Command {
        name: "test",
        arguments: "[--quick] [WORD...]",
        help: "Set up and run every check and test; --quick leaves out what needs wasm or a browser; \
               a word picks the steps whose name contains it",
        run: test::run,
    },
    Command {
        name: "check",
        arguments: "[WORD...]",
        help: "Check the source in a minute or two, before a commit: format, lints, types, spelling, links, licences, what is unused; \
               a word picks checks",
        run: test::check,
    },
    Command {
        name: "hook",
        arguments: "",
        help: "Have git run `cargo xtask check` before each commit; `git commit --no-verify` leaves it out",
        run: hook::run,
    },
    Command {
        name: "build",
        arguments: "[--dev]",
        help: "Set up what building needs and leave pkg/ ready for `npm pack`",
        run: build::run,
    },
    Command {
        name: "pack",
        arguments: "",
        help: "Build the tarball of the last commit twice, in clean folders, compare them, and leave it in target/pack",
        run: pack::run,
    },
    Command {
        name: "extension",
        arguments: "",
        help: "Set up and build the example extension: folders and zips for Chrome and Firefox in target/extension",
        run: extension::run,
    },
    Command {
        name: "pictures",
        arguments: "",
        help: "Build, and take the pictures of docs/pictures anew; needs Chromium",
        run: pictures::run,
    },
    Command {
        name: "bench",
        arguments: "[--json] [--quick]",
        help: "Measure calls beside bare fetch and other clients (three to ten minutes); --quick takes one",
        run: bench::run,
    },
    Command {
        name: "size",
        arguments: "",
        help: "Weigh the package, list what weighs most in it, and fail over a limit",
        run: size::run,
    },
    Command {
        name: "docs",
        arguments: "",
        help: "Make the API reference of the crate and of the npm package, in target/doc; a warning is a failure",
        run: docs::run,
    },
    Command {
        name: "coverage",
        arguments: "[rust | js]",
        help: "Print which part of the code the native tests and the tests in Node run",
        run: coverage::run,
    },
    Command {
        name: "mutants",
        arguments: "[rust | js [OPTION...]]",
        help: "Change a sample of the code in small ways and print how many changes a test notices; fails under 85 %. \
               Options go to cargo-mutants (`rust --shard 3/8`) or Stryker (`js --mutate pkg/src/csv.js`)",
        run: mutants::run,
    },
    Command { name: "fmt", arguments: "", help: "Format the Rust and the JavaScript", run: format::run },
    Command {
        name: "setup",
        arguments: "",
        help: "Only set up: all that the other commands need, browsers included",
        run: setup::run,
    },
    Command { name: "help", arguments: "", help: "Print this list", run: help },
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&words) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("\nerror: {failure}");
            failure.exit_code()
        }
    }
}

fn dispatch(words: &[String]) -> Result<ExitCode, Failure> {
    let project = Project::locate();
    let Some((name, rest)) = words.split_first() else {
        return help(&project, &[]);
    };
    if matches!(name.as_str(), "--help" | "-h") || rest.iter().any(|word| word == "--help") {
        return help(&project, &[]);
    }
    match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => (command.run)(&project, rest),
        None => Err(Failure::usage(format!("there is no command `{name}`. `cargo xtask help` lists them."))),
    }
}

fn help(_: &Project, _: &[String]) -> Result<ExitCode, Failure> {
    println!("cargo xtask <command>\n");
    for command in COMMANDS {
        println!("  {} {}", command.name, command.arguments);
        println!("      {}", command.help);
    }
    Ok(ExitCode::SUCCESS)
}
