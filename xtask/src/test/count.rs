//! How many tests passed and failed, read from the output of the runners.
//!
//! Two rules hold for all of them: an exit status other than 0 is at least one failure, whatever was printed, and a run
//! without any test is a failure.

use std::fmt;

use crate::process::Captured;

/// How a test file's name ends.
pub const TEST_FILE: &str = ".test.mjs";

/// The result of one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
    /// Why it failed, where the output does not say.
    pub note: String,
}

impl Count {
    /// One failure, for a reason that is not in the output.
    pub fn failure(note: impl Into<String>) -> Self {
        Self { failed: 1, note: note.into(), ..Self::default() }
    }

    fn checked(mut self, success: bool) -> Self {
        if !success && self.failed == 0 {
            self.failed = 1;
            self.note = "the command failed outside its tests".into();
        } else if success && self.passed + self.failed == 0 {
            self.failed = 1;
            self.note = "not a single test was run".into();
        }
        self
    }
}

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(formatter, ", {} skipped", self.skipped)?;
        }
        if !self.note.is_empty() {
            write!(formatter, ": {}", self.note)?;
        }
        Ok(())
    }
}

/// A command that counts as one check.
pub fn one(captured: &Captured) -> Count {
    if captured.success { Count { passed: 1, ..Count::default() } } else { Count { failed: 1, ..Count::default() } }
}

/// A check that passes only if its output contains `words`: some tools exit with 0 although they warn.
pub fn says(captured: &Captured, words: &str) -> Count {
    let success = captured.success && captured.output.contains(words);
    one(&Captured { output: String::new(), success })
}

/// The sum of the `test result:` lines of cargo's test harness and of wasm-bindgen's, which writes the same.
pub fn cargo(captured: &Captured) -> Count {
    let mut count = Count::default();
    let output = without_colour(&captured.output);
    for line in output.lines().filter_map(|line| line.trim_start().strip_prefix("test result: ")) {
        // `ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s`
        for part in line.split(['.', ';']) {
            match part.trim().split_once(' ') {
                Some((number, "passed")) => count.passed += parse(number),
                Some((number, "failed")) => count.failed += parse(number),
                Some((number, "ignored")) => count.skipped += parse(number),
                _ => {}
            }
        }
    }
    count.checked(captured.success)
}

/// The summary of Node's test runner, at the end of its output: `# pass 3` (tap) or `ℹ pass 3` (spec).
pub fn node(captured: &Captured) -> Count {
    let output = without_colour(&captured.output);
    // The last of each: a test may print such a line of its own, but the summary comes after all tests.
    let last = |word: &str| {
        output.lines().rev().find_map(|line| {
            let line = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ "))?;
            line.strip_prefix(word)?.strip_prefix(' ')?.trim().parse().ok()
        })
    };
    let read = |word: &str| last(word).unwrap_or(0);
    let mut count = Count {
        passed: read("pass"),
        failed: read("fail") + read("cancelled"),
        skipped: read("skipped") + read("todo"),
        note: String::new(),
    };
    // Node counts a file that registers no test as one that passed.
    let empty = output.lines().filter(|line| is_empty_file(line)).count() as u64;
    if empty > 0 && count.passed >= empty {
        count.passed -= empty;
        count.failed += empty;
        count.note = format!("{empty} file(s) without a single test");
    }
    count.checked(captured.success)
}

/// `✔ /folder/name.test.mjs (12.3ms)`
fn is_empty_file(line: &str) -> bool {
    line.strip_prefix("✔ ").and_then(|rest| rest.rsplit_once(" (")).is_some_and(|(name, _)| name.ends_with(TEST_FILE))
}

fn parse(number: &str) -> u64 {
    number.parse().unwrap_or(0)
}

/// Takes out escape sequences, which end with a letter.
fn without_colour(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            clean.push(letter);
        }
    }
    clean
}

#[cfg(test)]
mod tests;
