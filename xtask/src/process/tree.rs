//! Killing a command that hangs, with everything it started: a test runner's browsers must not outlive it.
//!
//! By the process table, read with sysinfo. Crates that run commands (duct, process-wrap, command-group) kill a child or its
//! process group, which is not enough: browsers are put into a group of their own by the libraries that start them. And in a
//! group of its own the child would not get the Ctrl-C of the terminal.

use std::process::Child;

use sysinfo::{Pid, Process, ProcessRefreshKind, ProcessesToUpdate, System};

/// Kills the child and its descendants. It is no error if one has ended already.
pub fn kill(child: &mut Child) {
    // Read before the child is dead: the children of a dead process get another parent.
    let table = processes();
    let _ = child.kill();
    if let Some(table) = table {
        for process in descendants(Pid::from_u32(child.id()), &table) {
            process.kill();
        }
    }
    let _ = child.wait();
}

/// None where sysinfo cannot read the table of this system.
fn processes() -> Option<System> {
    let mut table = System::new().ok()?;
    let wanted = ProcessRefreshKind::nothing().without_tasks();
    table.refresh_processes_specifics(ProcessesToUpdate::All, true, wanted);
    Some(table)
}

/// Parents come before their children.
fn descendants(root: Pid, table: &System) -> Vec<&Process> {
    let Some(root) = table.process(root) else { return Vec::new() };
    let mut found = vec![root];
    let mut next = 0;
    while let Some(parent) = found.get(next).map(|process| process.pid()) {
        next += 1;
        // Windows leaves an orphan the number of its parent, which may be that of a younger process by now.
        let is_child = |one: &&Process| one.parent() == Some(parent) && one.start_time() >= root.start_time();
        let is_new = |one: &&Process| found.iter().all(|known| known.pid() != one.pid());
        let children: Vec<_> = table.processes().values().filter(is_child).filter(is_new).collect();
        found.extend(children);
    }
    found.split_off(1)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::Command;
    use std::thread::sleep;
    use std::time::Duration;

    use super::*;

    /// Calls `look` until it finds something.
    fn wait_for<T>(look: impl Fn() -> Option<T>) -> Option<T> {
        (0..100).find_map(|_| {
            sleep(Duration::from_millis(50));
            look()
        })
    }

    #[test]
    fn kills_grandchildren_too_and_nothing_else() {
        let (Ok(mut shell), Ok(mut bystander)) = (
            // A shell below the shell, in a session of its own, as a browser may be.
            Command::new("sh").args(["-c", "setsid sh -c 'sleep 300 & wait' & wait"]).spawn(),
            Command::new("sleep").arg("300").spawn(),
        ) else {
            panic!("no shell");
        };
        let root = Pid::from_u32(shell.id());
        let below = wait_for(|| {
            let table = processes()?;
            let found: Vec<Pid> = descendants(root, &table).into_iter().map(Process::pid).collect();
            (found.len() == 2).then_some(found)
        });
        kill(&mut shell);
        let below = below.unwrap_or_default();
        assert_eq!(below.len(), 2, "the inner shell and its sleep");
        let is_alive = |table: &System, pid: &Pid| {
            table.process(*pid).is_some_and(|process| process.status() != sysinfo::ProcessStatus::Zombie)
        };
        let gone = wait_for(|| {
            let table = processes()?;
            (!below.iter().any(|pid| is_alive(&table, pid))).then_some(())
        });
        assert!(gone.is_some(), "{below:?} still run");
        assert!(matches!(bystander.try_wait(), Ok(None)));
        let _ = bystander.kill();
        let _ = bystander.wait();
    }
}
