//! Real children: what is kept of them, and how they are ended.

use std::time::{Duration, Instant};

use super::{Captured, Job};
use crate::project::Project;

fn shell(script: &str) -> Job {
    Job::new(&Project::locate(), "/bin/sh".as_ref()).args(["-c", script])
}

fn captured(job: Job) -> Captured {
    let failed = |failure: crate::failure::Failure| Captured { output: failure.to_string(), success: false };
    job.capture(&mut |_, _| {}).unwrap_or_else(failed)
}

#[test]
fn both_streams_are_kept_in_the_order_of_writing() {
    let result = captured(shell("echo one; echo two >&2; echo three"));
    assert!(result.success);
    assert_eq!(result.output, "one\ntwo\nthree\n");
}

#[test]
fn much_output_is_kept_whole() {
    let result = captured(shell("i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done"));
    assert_eq!(result.output.len(), 20_000 * 11);
}

#[test]
fn a_failing_command_says_how_it_ended() {
    let result = captured(shell("exit 3"));
    assert!(!result.success);
    assert!(result.output.contains("exit status: 3"), "{}", result.output);
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let result = captured(Job::new(&Project::locate(), "/no/such/program".as_ref()));
    assert!(!result.success);
    assert!(result.output.contains("cannot be started"), "{}", result.output);
}

#[test]
fn a_hung_command_is_ended_with_a_word_about_it() {
    let start = Instant::now();
    let result = captured(shell("echo begun; sleep 300; echo never").limit(Duration::from_millis(200)));
    assert!(!result.success);
    assert!(result.output.starts_with("begun\n"), "{}", result.output);
    assert!(result.output.contains("was ended"), "{}", result.output);
    assert!(start.elapsed() < Duration::from_secs(200));
}

#[test]
fn a_process_left_behind_with_the_output_does_not_hold_up_the_rest() {
    let start = Instant::now();
    let result = captured(shell("echo done; sleep 120 & echo $! >&2"));
    assert!(result.success);
    assert!(result.output.contains("still runs"), "{}", result.output);
    assert!(start.elapsed() < Duration::from_secs(100));
    let left: String = result.output.chars().filter(char::is_ascii_digit).collect();
    let _ = captured(shell(&format!("kill {left}")));
}

#[test]
fn a_child_does_not_inherit_what_was_meant_for_xtask() {
    let result = captured(shell("echo \"[$CARGO_MANIFEST_DIR$CARGO_PKG_NAME$RUSTUP_TOOLCHAIN]\"; echo \"$PATH\""));
    assert!(result.output.starts_with("[]\n"), "{}", result.output);
    let first = Project::locate().tools().join("bin");
    assert!(result.output.contains(&*first.to_string_lossy()), "{}", result.output);
}
