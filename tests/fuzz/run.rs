//! Runs one target: over a number of inputs, or for a short time.

use crate::generate::Source;
use std::fmt::Display;
use std::str::FromStr;
use std::time::{Duration, Instant};

const SHORT: Duration = Duration::from_secs(2);

/// Calls `target` with source after source of random input.
pub fn fuzz(name: &str, mut target: impl FnMut(&mut Source)) {
    let seed: u64 = variable("FUZZ_SEED").unwrap_or(0);
    let only: Option<u64> = variable("FUZZ_ONLY");
    let inputs: Option<u64> = variable("FUZZ_INPUTS");
    let started = Instant::now();
    let mut number = only.unwrap_or(0);
    loop {
        let told = Told { name, seed, number };
        target(&mut Source::new(seed, number));
        drop(told);
        number += 1;
        let done = match (only, inputs) {
            (Some(_), _) => true,
            (None, Some(inputs)) => number >= inputs,
            (None, None) => number.is_multiple_of(64) && started.elapsed() >= SHORT,
        };
        if done {
            break;
        }
    }
    println!("{name}: {number} inputs in {:.1} s", started.elapsed().as_secs_f64());
}

fn variable<T: FromStr<Err: Display>>(name: &str) -> Option<T> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|error| panic!("{name}: {error}")))
}

/// Says which input it was, should the target panic.
struct Told<'a> {
    name: &'a str,
    seed: u64,
    number: u64,
}

impl Drop for Told<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let Self { name, seed, number } = self;
            eprintln!("again: FUZZ_SEED={seed} FUZZ_ONLY={number} cargo test --test fuzz {name}");
        }
    }
}
