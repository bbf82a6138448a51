//! Waiting for a child process: collecting its output, showing progress, killing it at a time limit.

use std::io::{IsTerminal, PipeReader, Read, stderr};
use std::process::{Child, ExitStatus};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::tree;
use crate::failure::Failure;

const POLL: Duration = Duration::from_millis(50);
/// Between two lines of progress.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How long output is still read after the child has ended. Only a process that it left behind keeps the pipe open longer,
/// and that one may never end.
const GRACE: Duration = Duration::from_secs(5);

/// What a captured command wrote, and whether it succeeded.
pub struct Captured {
    pub output: String,
    pub success: bool,
}

/// How a child ended.
pub enum End {
    Exit(ExitStatus),
    TimedOut,
}

/// Waits for a child that writes to the terminal itself.
pub fn in_view(mut child: Child, title: &str, limit: Duration) -> Result<End, Failure> {
    // At a terminal tools draw their own progress, which a line of ours would tear.
    let quiet = stderr().is_terminal();
    until_end(&mut child, limit, |progress| {
        if let Some(passed) = progress
            && !quiet
        {
            let name: Vec<&str> = title.split(' ').take(3).collect();
            eprintln!("  ... {} so far: {}", short(passed), name.join(" "));
        }
        thread::sleep(POLL);
    })
}

/// Waits for a child whose both streams end in `reader`.
pub fn captured(
    mut child: Child,
    reader: PipeReader,
    limit: Duration,
    on_progress: &mut dyn FnMut(Duration, &str),
) -> Result<(String, End), Failure> {
    let chunks = read_in_background(reader);
    let mut output = Vec::new();
    let end = until_end(&mut child, limit, |progress| {
        take(&chunks, &mut output);
        if let Some(passed) = progress {
            on_progress(passed, last_line(&String::from_utf8_lossy(&output)));
        }
    })?;
    let last_call = Instant::now() + GRACE;
    while !take(&chunks, &mut output) {
        if Instant::now() > last_call {
            output.extend_from_slice(b"\nnote: the command has ended, but a process that it started still runs\n");
            break;
        }
    }
    Ok((String::from_utf8_lossy(&output).into_owned(), end))
}

/// Waits for the end of a child, and kills it at the limit. Calls `turn` again and again meanwhile, which must wait a moment;
/// every [`HEARTBEAT`] with the time passed.
fn until_end(child: &mut Child, limit: Duration, mut turn: impl FnMut(Option<Duration>)) -> Result<End, Failure> {
    let start = Instant::now();
    let mut next = HEARTBEAT;
    loop {
        let fail = |error| Failure::new(format!("a command cannot be waited for: {error}"));
        if let Some(status) = child.try_wait().map_err(fail)? {
            return Ok(End::Exit(status));
        }
        let passed = start.elapsed();
        if passed > limit {
            tree::kill(child);
            return Ok(End::TimedOut);
        }
        let is_due = passed >= next;
        if is_due {
            next = passed + HEARTBEAT;
        }
        turn(is_due.then_some(passed));
    }
}

fn read_in_background(mut reader: PipeReader) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut buffer = [0; 16 * 1024];
        while let Ok(count) = reader.read(&mut buffer) {
            let chunk = buffer.get(..count).unwrap_or_default();
            if chunk.is_empty() || sender.send(chunk.to_vec()).is_err() {
                break;
            }
        }
    });
    receiver
}

/// Collects the next piece of output, waiting at most [`POLL`] for it. True once the pipe is closed.
fn take(chunks: &Receiver<Vec<u8>>, output: &mut Vec<u8>) -> bool {
    match chunks.recv_timeout(POLL) {
        Ok(chunk) => output.extend(chunk),
        Err(RecvTimeoutError::Timeout) => {}
        Err(RecvTimeoutError::Disconnected) => {
            // A child may close its output long before it ends.
            thread::sleep(POLL);
            return true;
        }
    }
    false
}

fn last_line(output: &str) -> &str {
    output.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default()
}

/// A duration for people.
pub fn short(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(short(Duration::from_millis(1240)), "1.2 s");
        assert_eq!(short(Duration::from_secs(65)), "1 min 05 s");
    }

    #[test]
    fn the_last_line_is_the_last_with_text() {
        assert_eq!(last_line("one\n two \n\n"), "two");
        assert_eq!(last_line(""), "");
    }
}
