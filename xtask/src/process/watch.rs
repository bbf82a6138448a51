//! Waiting for a child: collecting its output, showing that it lives, ending it when it hangs.

use std::io::{IsTerminal, PipeReader, Read, stderr};
use std::process::{Child, ExitStatus};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::tree;
use crate::failure::Failure;

const POLL: Duration = Duration::from_millis(50);
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How long output may still come after the child's end. Only a process that the child left behind keeps
/// the pipe open longer, and that may live for ever.
const GRACE: Duration = Duration::from_secs(5);

/// What a captured command wrote, and whether it succeeded.
pub struct Captured {
    pub output: String,
    pub success: bool,
}

/// How a child came to its end.
pub enum End {
    Exit(ExitStatus),
    TimedOut,
}

/// Waits for a child that writes to the terminal itself.
pub fn in_view(mut child: Child, title: &str, limit: Duration) -> Result<End, Failure> {
    // At a terminal tools draw their own progress, which a line of ours would tear.
    let quiet = stderr().is_terminal();
    let mut pulse = Pulse::new(limit);
    loop {
        if let Some(status) = poll(&mut child)? {
            return Ok(End::Exit(status));
        }
        if pulse.is_over() {
            tree::kill(&mut child);
            return Ok(End::TimedOut);
        }
        if let Some(passed) = pulse.beat()
            && !quiet
        {
            let name: Vec<&str> = title.split(' ').take(3).collect();
            eprintln!("  ... {} so far: {}", short(passed), name.join(" "));
        }
        thread::sleep(POLL);
    }
}

/// Waits for a child whose both streams end in `reader`.
pub fn captured(
    mut child: Child,
    reader: PipeReader,
    limit: Duration,
    beat: &mut dyn FnMut(Duration, &str),
) -> Result<(String, End), Failure> {
    let chunks = read_in_background(reader);
    let mut output = Vec::new();
    let mut pulse = Pulse::new(limit);
    let end = loop {
        take(&chunks, &mut output);
        if let Some(status) = poll(&mut child)? {
            break End::Exit(status);
        }
        if pulse.is_over() {
            tree::kill(&mut child);
            break End::TimedOut;
        }
        if let Some(passed) = pulse.beat() {
            beat(passed, last_line(&String::from_utf8_lossy(&output)));
        }
    };
    let last_call = Instant::now() + GRACE;
    while !take(&chunks, &mut output) {
        if Instant::now() > last_call {
            output.extend_from_slice(b"\nnote: the command is over, but a process that it started still runs\n");
            break;
        }
    }
    Ok((String::from_utf8_lossy(&output).into_owned(), end))
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

/// Collects the next piece of output, waiting a moment for it. True once nothing more can come.
fn take(chunks: &Receiver<Vec<u8>>, output: &mut Vec<u8>) -> bool {
    match chunks.recv_timeout(POLL) {
        Ok(chunk) => output.extend(chunk),
        Err(RecvTimeoutError::Timeout) => {}
        Err(RecvTimeoutError::Disconnected) => {
            thread::sleep(POLL);
            return true;
        }
    }
    false
}

fn poll(child: &mut Child) -> Result<Option<ExitStatus>, Failure> {
    child.try_wait().map_err(|error| Failure::new(format!("a command cannot be waited for: {error}")))
}

/// When to show life, and when to give up.
struct Pulse {
    start: Instant,
    next: Duration,
    limit: Duration,
}

impl Pulse {
    fn new(limit: Duration) -> Self {
        Self { start: Instant::now(), next: HEARTBEAT, limit }
    }

    fn is_over(&self) -> bool {
        self.start.elapsed() > self.limit
    }

    fn beat(&mut self) -> Option<Duration> {
        let passed = self.start.elapsed();
        (passed >= self.next).then(|| {
            self.next = passed + HEARTBEAT;
            passed
        })
    }
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
