//! The table at the end, and the last line, which scripts read.

use std::fs;
use std::time::Duration;

use super::count::Count;
use crate::process::short;
use crate::project::Project;

/// The result of one step.
pub struct Row {
    pub name: &'static str,
    pub count: Count,
    pub time: Duration,
}

/// The results of the steps so far.
#[derive(Default)]
pub struct Report {
    rows: Vec<Row>,
}

impl Report {
    pub fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub fn has_failed(&self, name: &str) -> bool {
        self.rows.iter().any(|row| row.name == name && row.count.failed > 0)
    }

    pub fn is_good(&self) -> bool {
        self.rows.iter().all(|row| row.count.failed == 0)
    }

    pub fn print(&self) {
        println!("\n{:<14} {:>7} {:>7} {:>8} {:>13}", "step", "passed", "failed", "skipped", "time");
        for Row { name, count, time } in &self.rows {
            let Count { passed, failed, skipped, note } = count;
            let mark = if *failed > 0 { "  <- failed" } else { "" };
            let colon = if note.is_empty() { "" } else { ": " };
            println!("{name:<14} {passed:>7} {failed:>7} {skipped:>8} {:>13}{mark}{colon}{note}", short(*time));
        }
        println!("\nThe output of each step is in target/xtask/logs.");
        println!("{}", self.last_line());
    }

    fn last_line(&self) -> String {
        let sum = |pick: fn(&Count) -> u64| self.rows.iter().map(|row| pick(&row.count)).sum::<u64>();
        format!("{} passed, {} failed", sum(|count| count.passed), sum(|count| count.failed))
    }
}

/// Writes the output of a step into a log file, also where it passed. No step fails because that cannot be written.
pub fn keep(project: &Project, name: &str, output: &str) {
    let folder = project.scratch().join("logs");
    let _ = fs::create_dir_all(&folder);
    let _ = fs::write(folder.join(format!("{name}.log")), output);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_the_sum() {
        let mut report = Report::default();
        let row = |name, passed, failed| Row {
            name,
            count: Count { passed, failed, ..Count::default() },
            time: Duration::ZERO,
        };
        report.add(row("a", 3, 0));
        assert!(report.is_good());
        report.add(row("b", 1, 2));
        assert_eq!(report.last_line(), "4 passed, 2 failed");
        assert!(!report.is_good());
        assert!(report.has_failed("b") && !report.has_failed("a"));
    }
}
