//! `cargo xtask test`: every check and test, one step after the other.
//!
//! All steps run, also after one that fails. The very last line is `N passed, N failed`; the exit code is 1
//! if anything failed, if a runner found no test to run, or if something that a step needs is not there.

mod checks;
mod count;
mod report;
mod steps;
mod wasm;

use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use crate::build;
use crate::failure::Failure;
use crate::process::{Captured, short};
use crate::project::Project;
use crate::setup::{self, Need};
use count::Count;
use report::{Report, Row};
pub use steps::files;
use steps::{BUILD, Run, Step, all};

/// `cargo xtask test`: runs the chosen steps and reports on them.
pub fn run(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    let quick = words.iter().any(|word| word == "--quick");
    let filters: Vec<&String> = words.iter().filter(|word| *word != "--quick").collect();
    if quick {
        let left = all().filter(|step| step.runs == [Run::Full]).map(|step| step.name);
        println!("--quick leaves out: {}", left.collect::<Vec<_>>().join(", "));
    }
    run_steps(project, if quick { Run::Quick } else { Run::Full }, &filters)
}

/// `cargo xtask check`: the same, for what to check before a commit.
pub fn check(project: &Project, words: &[String]) -> Result<ExitCode, Failure> {
    run_steps(project, Run::Check, &words.iter().collect::<Vec<_>>())
}

/// The tools of the wasm build take minutes to compile, and the first steps do without: they are set up while those run.
const MEANWHILE: Need = Need::WasmTools;

fn run_steps(project: &Project, run: Run, words: &[&String]) -> Result<ExitCode, Failure> {
    let chosen = choose(run, words)?;
    let (meanwhile, first): (Vec<Need>, _) = needs(&chosen).into_iter().partition(|need| *need == MEANWHILE);
    let mut unmet = set_up(project, &first);
    let report = thread::scope(|scope| {
        let mut meanwhile = Some(scope.spawn(|| set_up(project, &meanwhile)));
        let mut report = Report::default();
        for (index, step) in chosen.iter().enumerate() {
            println!("\n[{}/{}] {}: {}", index + 1, chosen.len(), step.name, step.about);
            let start = Instant::now();
            if step.needs().contains(&MEANWHILE)
                && let Some(tools) = meanwhile.take()
            {
                unmet.extend(tools.join().unwrap_or_else(|_| vec![(MEANWHILE, "the set-up panicked".into())]));
            }
            let count = match obstacle(step, &unmet, &report) {
                Some(why) => Count::failure(format!("not run: {why}")),
                None => attempt(project, step),
            };
            let row = Row { name: step.name, count, time: start.elapsed() };
            println!("  {} ({})", row.count, short(row.time));
            report.add(row);
        }
        report
    });
    report.print();
    Ok(if report.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Why a step cannot be run.
fn obstacle(step: &Step, unmet: &[(Need, String)], report: &Report) -> Option<String> {
    let missing = unmet.iter().find(|(need, _)| step.needs().contains(need)).map(|(_, why)| why.clone());
    // What is in pkg/dist is from an earlier build.
    missing.or_else(|| (step.after_build && report.has_failed(BUILD)).then(|| "the build failed".to_owned()))
}

/// The steps whose names contain a word of the command line, with the build if one of them depends on it.
fn choose(run: Run, words: &[&String]) -> Result<Vec<&'static Step>, Failure> {
    if let Some(flag) = words.iter().find(|word| word.starts_with('-')) {
        return Err(Failure::usage(format!("there is no `{flag}`. `cargo xtask help` lists what there is.")));
    }
    let wanted = |step: &Step| {
        step.runs.contains(&run) && (words.is_empty() || words.iter().any(|word| step.name.contains(word.as_str())))
    };
    let with_build = all().any(|step| wanted(step) && step.after_build);
    let mut chosen = Vec::new();
    for step in all() {
        if wanted(step) || (with_build && step.name == BUILD) {
            chosen.push(step);
        }
    }
    if chosen.is_empty() {
        let names: Vec<&str> = all().filter(|step| step.runs.contains(&run)).map(|step| step.name).collect();
        return Err(Failure::usage(format!("no step fits. The steps are: {}.", names.join(", "))));
    }
    Ok(chosen)
}

/// What these steps need. Each can rely on those before.
fn needs(chosen: &[&Step]) -> Vec<Need> {
    let mut needs: Vec<Need> = chosen.iter().flat_map(|step| step.needs()).collect();
    needs.sort_unstable();
    needs.dedup();
    needs
}

/// Sets up what is needed. What cannot be installed stops only the steps that need it.
fn set_up(project: &Project, needs: &[Need]) -> Vec<(Need, String)> {
    let mut unmet = Vec::new();
    for need in needs {
        if let Err(failure) = setup::prepare_one(project, *need) {
            println!("\nerror in the set-up: {failure}");
            unmet.push((*need, format!("the set-up failed ({need:?})")));
        }
    }
    unmet
}

/// Runs one step's commands in order, up to the first that fails, and counts.
fn attempt(project: &Project, step: &Step) -> Count {
    let jobs = match (step.jobs)(project) {
        Ok(jobs) => jobs,
        Err(failure) => return Count::failure(failure.to_string()),
    };
    let mut whole = Captured { output: String::new(), success: true };
    for job in jobs {
        println!("  $ {}", job.title());
        whole.output.push_str(&format!("$ {}\n", job.title()));
        match job.capture(&mut |passed, line| println!("  ... {}: {line}", short(passed))) {
            Ok(captured) => {
                whole.output.push_str(&captured.output);
                whole.success = captured.success;
            }
            Err(failure) => {
                whole.output.push_str(&failure.to_string());
                whole.success = false;
            }
        }
        if !whole.success {
            break;
        }
    }
    let count = (step.count)(&whole);
    report::keep(project, step.name, &whole.output);
    if count.failed > 0 {
        println!("{}", whole.output.trim_end());
    }
    count
}

impl Step {
    /// What must be set up for this step.
    fn needs(&self) -> Vec<Need> {
        let of_build: &[Need] = if self.name == BUILD { build::NEEDS } else { &[] };
        [self.needs, of_build].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(run: Run, line: &str) -> Option<Vec<&'static str>> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        let chosen = choose(run, &words.iter().collect::<Vec<_>>()).ok()?;
        Some(chosen.iter().map(|step| step.name).collect())
    }

    #[test]
    fn a_word_picks_the_steps_that_hold_it() {
        assert_eq!(names(Run::Full, "clippy"), Some(vec!["clippy", "clippy-wasm"]));
        assert_eq!(names(Run::Check, "rustfmt prettier"), Some(vec!["rustfmt", "prettier"]));
    }

    #[test]
    fn a_step_that_rests_on_the_build_brings_it_along() {
        assert_eq!(names(Run::Full, "browser-tests"), Some(vec!["build", "browser-tests"]));
    }

    #[test]
    fn quick_leaves_out_what_takes_minutes_and_the_rest_leaves_out_its_stand_ins() {
        let quick = names(Run::Quick, "").unwrap_or_default();
        assert!(quick.contains(&"rust-tests") && quick.contains(&"build") && quick.contains(&"package-quick"));
        assert!(!quick.contains(&"browser-tests") && !quick.contains(&"package-tests"));
        assert!(!names(Run::Full, "").unwrap_or_default().contains(&"package-quick"));
    }

    #[test]
    fn a_check_builds_nothing_and_a_test_waits_for_no_tool_of_the_checks() {
        let check = names(Run::Check, "").unwrap_or_default();
        assert!(check.contains(&"lint") && check.contains(&"licences") && !check.contains(&"build"));
        assert!(all().filter(|step| step.needs.contains(&Need::CheckTools)).all(|step| step.runs == [Run::Check]));
    }

    #[test]
    fn what_rests_on_the_build_comes_after_it() {
        let built = all().position(|step| step.name == BUILD);
        let early = all().position(|step| step.after_build);
        assert!(built.is_some() && early > built);
    }

    #[test]
    fn what_fits_no_step_is_refused() {
        assert_eq!(names(Run::Full, "nonsense"), None);
        assert_eq!(names(Run::Full, "--fast"), None);
    }
}
