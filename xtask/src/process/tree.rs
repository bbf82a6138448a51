//! Ending a hung command with everything it started: a test runner's browsers must not outlive it.
//!
//! Process groups would not do: browsers get a group of their own from the libraries that start them, and a
//! group of its own would also keep Ctrl-C from the child. So the tree is read from the process table.

use std::process::{Child, Command, Stdio};

/// Kills the child and its descendants. What is gone already is no error.
pub fn kill(child: &mut Child) {
    let root = child.id();
    if cfg!(windows) {
        quietly(Command::new("taskkill").args(["/T", "/F", "/PID", &root.to_string()]));
    } else {
        // `kill` is built into every shell, while the program of that name may be missing.
        let pids = descendants(root, &parents()).into_iter().map(|pid| pid.to_string());
        quietly(Command::new("sh").args(["-c", "kill -KILL \"$@\"", "sh", &root.to_string()]).args(pids));
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn quietly(command: &mut Command) {
    let _ = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
}

/// Every process with its parent. From /proc on Linux, where `ps` may be missing; from `ps` on macOS.
fn parents() -> Vec<(u32, u32)> {
    if cfg!(target_os = "linux") {
        let Ok(entries) = std::fs::read_dir("/proc") else { return Vec::new() };
        entries
            .filter_map(|entry| std::fs::read_to_string(entry.ok()?.path().join("stat")).ok())
            .filter_map(|stat| parse_stat(&stat))
            .collect()
    } else {
        let Ok(output) = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output() else { return Vec::new() };
        String::from_utf8_lossy(&output.stdout).lines().filter_map(parse_pair).collect()
    }
}

/// `pid (name) state ppid ...`, where the name may hold blanks and brackets.
fn parse_stat(stat: &str) -> Option<(u32, u32)> {
    let (pid, _) = stat.split_once(' ')?;
    let (_, rest) = stat.rsplit_once(')')?;
    let parent = rest.split_whitespace().nth(1)?;
    Some((pid.parse().ok()?, parent.parse().ok()?))
}

fn parse_pair(line: &str) -> Option<(u32, u32)> {
    let mut numbers = line.split_whitespace();
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

fn descendants(root: u32, parents: &[(u32, u32)]) -> Vec<u32> {
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(parent) = open.pop() {
        for &(pid, of) in parents {
            if of == parent && pid != root && !found.contains(&pid) {
                found.push(pid);
                open.push(pid);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_children_of_children_and_no_one_else() {
        let table = [(1, 0), (10, 1), (11, 10), (12, 11), (20, 1), (13, 10)];
        let mut found = descendants(10, &table);
        found.sort_unstable();
        assert_eq!(found, [11, 12, 13]);
        assert_eq!(descendants(20, &table), []);
    }

    #[test]
    fn a_circle_in_the_table_ends() {
        assert_eq!(descendants(1, &[(1, 2), (2, 1)]), [2]);
    }

    #[test]
    fn reads_names_with_brackets() {
        assert_eq!(parse_stat("42 (a (b) c) S 7 42 42 0"), Some((42, 7)));
        assert_eq!(parse_pair("  42    7"), Some((42, 7)));
        assert_eq!(parse_stat("nonsense"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn kills_a_grandchild_too() {
        // The shell's child sleeps in a session of its own, as a browser does.
        let Ok(mut shell) = Command::new("sh").args(["-c", "setsid sleep 300 & wait"]).spawn() else {
            return;
        };
        let mut below = Vec::new();
        for _ in 0..100 {
            below = descendants(shell.id(), &parents());
            if !below.is_empty() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        kill(&mut shell);
        assert!(!below.is_empty());
        let alive =
            |pid: &u32| std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "));
        for _ in 0..100 {
            if !below.iter().any(alive) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        assert_eq!(below.iter().filter(|pid| alive(pid)).count(), 0);
    }
}
