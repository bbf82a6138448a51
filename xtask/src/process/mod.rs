//! Child processes: one way to start them, in the project's root, with a clean environment and a time limit.
//!
//! With the standard library, which since 1.87 has a pipe that both streams can share. A crate would not make it shorter: a
//! step shows its last line every 15 s, has a time limit, and may leave a process behind that keeps the pipe open. xshell has no
//! time limit; duct's reader blocks, so that the thread and the loop in `watch` would remain. Only the process table is a
//! crate's: see `tree`.

mod environment;
#[cfg(all(test, unix))]
mod tests;
mod tree;
mod watch;

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use crate::failure::Failure;
use crate::find;
use crate::project::Project;
use watch::End;
pub use watch::{Captured, short};

/// How long any command may take before it counts as hung. Generous: a slow machine compiles for minutes.
const LIMIT: Duration = Duration::from_secs(15 * 60);

/// One command, ready to run.
pub struct Job {
    command: Command,
    title: String,
    limit: Duration,
}

impl Job {
    /// A program by its full path.
    pub fn new(project: &Project, program: &Path) -> Self {
        let mut command = Command::new(program);
        command.current_dir(project.root()).stdin(Stdio::null());
        environment::clean(&mut command, project);
        let title = program.file_stem().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
        Self { command, title, limit: LIMIT }
    }

    /// Cargo, with the compiler that `rust-toolchain.toml` names.
    pub fn cargo(project: &Project) -> Result<Self, Failure> {
        Ok(Self::new(project, &find::cargo()?))
    }

    /// Node. Where it is missing the set-up has said so already.
    pub fn node(project: &Project) -> Self {
        let node = find::on_path("node").unwrap_or_else(|| "node".into());
        Self::new(project, &node)
    }

    /// Adds arguments.
    pub fn args<I, S>(mut self, args: I) -> Self
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        for arg in args {
            self.title.push(' ');
            self.title.push_str(&arg.as_ref().to_string_lossy());
            self.command.arg(arg);
        }
        self
    }

    /// Sets a variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Takes a variable away.
    pub fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// A limit other than the usual one.
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// The command as one would type it.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Runs it and shows what it writes, all on stderr: stdout is for results, such as that of `bench --json`. Anything but
    /// success is a failure.
    pub fn run(mut self) -> Result<(), Failure> {
        eprintln!("$ {}", self.title);
        self.command.stdout(std::io::stderr());
        let child = self.command.spawn().map_err(|error| cannot_start(&self.title, &error))?;
        match watch::in_view(child, &self.title, self.limit)? {
            End::Exit(status) if status.success() => Ok(()),
            End::Exit(status) => Err(Failure::new(format!("`{}` failed ({status}).", self.title))),
            End::TimedOut => Err(Failure::new(timed_out(&self.title, self.limit))),
        }
    }

    /// Runs it and shows on stderr what it wrote last, now and then, and all of it where it fails.
    pub fn run_briefly(self) -> Result<(), Failure> {
        eprintln!("$ {}", self.title);
        let title = self.title.clone();
        let captured = self.capture(&mut |passed, line| eprintln!("  ... {}: {line}", short(passed)))?;
        if captured.success {
            return Ok(());
        }
        eprintln!("{}", captured.output.trim_end());
        Err(Failure::new(format!("`{title}` failed.")))
    }

    /// Runs it and returns what it writes, both streams in the order of writing.
    /// `on_progress` is called now and then with the time passed and the last line written.
    pub fn capture(mut self, on_progress: &mut dyn FnMut(Duration, &str)) -> Result<Captured, Failure> {
        let fail = |error: &std::io::Error| cannot_start(&self.title, error);
        let (reader, writer) = std::io::pipe().map_err(|error| fail(&error))?;
        self.command.stdout(writer.try_clone().map_err(|error| fail(&error))?).stderr(writer);
        let child = self.command.spawn().map_err(|error| fail(&error))?;
        // The command holds the pipe's writing end: while that is open, the reader sees no end.
        drop(self.command);
        let (mut output, end) = watch::captured(child, reader, self.limit, on_progress)?;
        let success = match end {
            End::Exit(status) if status.success() => true,
            End::Exit(status) => {
                output.push_str(&format!("\n`{}` ended with {status}\n", self.title));
                false
            }
            End::TimedOut => {
                output.push_str(&format!("\n{}\n", timed_out(&self.title, self.limit)));
                false
            }
        };
        Ok(Captured { output, success })
    }

    /// The answer to a short question such as `--version`; none if the program is missing or fails.
    pub fn answer(self) -> Option<String> {
        let captured = self.limit(Duration::from_secs(60)).capture(&mut |_, _| {}).ok()?;
        captured.success.then(|| captured.output.trim().to_owned())
    }

    /// Replaces this process by the command, so that Ctrl-C, signals and the exit code are the command's.
    pub fn hand_over(mut self) -> Result<ExitCode, Failure> {
        eprintln!("$ {}", self.title);
        self.command.stdin(Stdio::inherit());
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            let error = self.command.exec();
            Err(cannot_start(&self.title, &error))
        }
        // Windows cannot replace a process; there Ctrl-C reaches every process of the console by itself.
        #[cfg(not(unix))]
        {
            let status = self.command.status().map_err(|error| cannot_start(&self.title, &error))?;
            let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
            Ok(ExitCode::from(code))
        }
    }
}

fn cannot_start(title: &str, error: &std::io::Error) -> Failure {
    Failure::new(format!("`{title}` cannot be started: {error}"))
}

fn timed_out(title: &str, limit: Duration) -> String {
    format!("`{title}` was ended: it was still running after {}, the most a command may take here.", short(limit))
}
