//! What the runners really write, and what they write when they break.

use super::*;

fn captured(output: &str, success: bool) -> Captured {
    Captured { output: output.to_owned(), success }
}

fn numbers(count: &Count) -> (u64, u64, u64) {
    (count.passed, count.failed, count.skipped)
}

const CARGO: &str = "running 2 tests\n..\n\
    test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\n\
    test result: FAILED. 5 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.23s\n";

const SPEC: &str = "✔ one holds (1.0ms)\n✖ two fails (1.0ms)\n\
    ℹ tests 4\nℹ suites 0\nℹ pass 2\nℹ fail 1\nℹ cancelled 1\nℹ skipped 3\nℹ todo 1\nℹ duration_ms 250.05\n\n\
    ✖ failing tests:\n";

#[test]
fn cargo_results_add_up() {
    assert_eq!(numbers(&cargo(&captured(CARGO, false))), (7, 2, 1));
}

#[test]
fn colours_do_not_hide_results() {
    let output = "test result: \u{1b}[32mok\u{1b}[m. 3 passed; 0 failed; 0 ignored; finished in 0.01s";
    assert_eq!(numbers(&cargo(&captured(output, true))), (3, 0, 0));
}

#[test]
fn a_wasm_run_counts_like_a_native_one() {
    let output = "test result: ok. 4 passed; 0 failed; 0 ignored; 1 filtered out; finished in 0.05s\n";
    assert_eq!(numbers(&cargo(&captured(output, true))), (4, 0, 0));
}

#[test]
fn a_runner_that_runs_nothing_has_failed() {
    assert_eq!(numbers(&cargo(&captured("no tests to run!\n", true))), (0, 1, 0));
    assert_eq!(numbers(&node(&captured("ℹ tests 0\nℹ pass 0\nℹ fail 0\n", true))), (0, 1, 0));
    assert_eq!(numbers(&node(&captured("", true))), (0, 1, 0));
}

#[test]
fn a_crash_is_a_failure_whatever_was_written_before() {
    let output = "test result: ok. 2 passed; 0 failed; 0 ignored\nerror: process didn't exit successfully";
    assert_eq!(numbers(&cargo(&captured(output, false))), (2, 1, 0));
    assert_eq!(numbers(&cargo(&captured("error[E0308]: mismatched types", false))), (0, 1, 0));
    assert_eq!(numbers(&node(&captured("SyntaxError", false))), (0, 1, 0));
}

#[test]
fn node_summaries_are_read_from_both_reporters() {
    assert_eq!(numbers(&node(&captured(SPEC, false))), (2, 2, 4));
    assert_eq!(numbers(&node(&captured(&SPEC.replace('ℹ', "#"), false))), (2, 2, 4));
}

#[test]
fn a_line_that_a_test_prints_is_not_the_summary() {
    let output = format!("ℹ pass 99\n# fail 99\n{SPEC}");
    assert_eq!(numbers(&node(&captured(&output, false))), (2, 2, 4));
}

#[test]
fn a_file_without_tests_is_a_failure() {
    let output = "✔ /p/tests/node/a.test.mjs (72.5ms)\n✔ real (1ms)\nℹ pass 2\nℹ fail 0\n";
    let count = node(&captured(output, true));
    assert_eq!(numbers(&count), (1, 1, 0));
    assert!(count.note.contains("without a single test"));
}

#[test]
fn a_check_counts_as_one() {
    assert_eq!(numbers(&one(&captured("", true))), (1, 0, 0));
    assert_eq!(numbers(&one(&captured("", false))), (0, 1, 0));
    assert_eq!(numbers(&says(&captured("All good!", true), "All good!")), (1, 0, 0));
    assert_eq!(numbers(&says(&captured("Suggestions: ...", true), "All good!")), (0, 1, 0));
}
