//! One deadline, and the signal, over everything.

use crate::given::{parse, with};
use crate::world::{Outcome, Step, World, answer, broken, silence, status};
use linkedin_status::call;
use linkedin_status::connectsafely::AccountStatusOptions;
use linkedin_status::error::ErrorCode;
use serde_json::{Value, json};

const DONE: &str = r#"{"id":"x","status":"AVAILABLE"}"#;

fn play(more: Value, abort_at: f64, steps: impl IntoIterator<Item = Step>) -> (World, Option<Outcome>) {
    let world = World::new(steps);
    let given = with(&json!({ "apiKey": "k.1", "timeoutMs": 2_000 }), more);
    let call = parse::<AccountStatusOptions>(&given).unwrap();
    let outcome = world.call_until(&call, abort_at);
    (world, outcome)
}

/// Every phase in which a call can be caught, with the requests sent by then.
fn phases() -> Vec<(&'static str, Vec<Step>, u32)> {
    let wait = || status(429).header("retry-after", "1").takes(500.0, 0.0);
    vec![
        ("headers never come", vec![silence()], 1),
        ("headers come too late", vec![answer(200, DONE).takes(9_000.0, 0.0)], 1),
        ("the body stalls", vec![answer(200, "{\"id\"").stalls()], 1),
        ("the body comes too late", vec![answer(200, DONE).takes(0.0, 9_000.0)], 1),
        ("the body of an error stalls", vec![answer(500, "{\"error\"").stalls()], 1),
        ("the retry hangs", vec![broken(), silence()], 2),
        ("the retry after a stated wait hangs", vec![wait(), answer(200, "{").stalls()], 2),
    ]
}

#[test]
fn the_deadline_ends_every_phase_on_time_and_leaves_nothing_open() {
    for (phase, steps, attempts) in phases() {
        let (world, outcome) = play(json!({}), f64::INFINITY, steps);
        let failure = outcome.unwrap().expect_err(phase);
        let error = failure.error;
        assert_eq!((error.code, error.attempts), (ErrorCode::Timeout, attempts), "{phase}");
        assert_eq!((error.status, error.retryable, error.retry_after_ms), (None, true, None), "{phase}");
        assert!(error.message.starts_with("ConnectSafely gave no complete answer within 2000 ms"), "{}", error.message);
        assert_eq!(error.message.contains("earlier attempts failed, too"), attempts > 1, "{phase}: {}", error.message);
        assert_eq!((world.now(), world.open()), (2_000.0, 0), "{phase}");
    }
}

#[test]
fn an_abort_ends_every_phase_at_once_and_leaves_nothing_open() {
    for (phase, steps, _) in phases() {
        for at in [0.0, 1.0, 100.0, 700.0, 1_999.0] {
            let (world, outcome) = play(json!({}), at, steps.clone());
            assert!(outcome.is_none(), "{phase} at {at}");
            assert_eq!((world.now(), world.open()), (at, 0), "{phase} at {at}");
        }
    }
}

#[test]
fn an_abort_ends_a_wait_at_once() {
    let (world, outcome) = play(json!({ "timeoutMs": 60_000 }), 4_321.0, [status(429).header("retry-after", "30")]);
    assert!(outcome.is_none());
    assert_eq!((world.now(), world.requests(), world.open()), (4_321.0, 1, 0));
}

#[test]
fn the_deadline_covers_all_attempts_together() {
    let slow = status(500).takes(700.0, 0.0);
    let (world, outcome) = play(json!({ "maxRetries": 100 }), f64::INFINITY, vec![slow; 20]);
    let error = outcome.unwrap().err().unwrap().error;
    // 700, wait 250, 700 to 1650; the next wait of 500 would pass 2000.
    assert_eq!((error.code, error.attempts), (ErrorCode::ServerError, 2));
    assert_eq!(world.now(), 1_650.0);
}

#[test]
fn an_answer_just_before_the_deadline_is_an_answer() {
    let (world, outcome) = play(json!({}), f64::INFINITY, [answer(200, DONE).takes(1_000.0, 999.0)]);
    assert!(outcome.unwrap().is_ok());
    assert_eq!(world.now(), 1_999.0);
}

#[test]
fn a_call_whose_time_is_over_before_it_starts_sends_nothing() {
    let call = parse::<AccountStatusOptions>(&json!({ "apiKey": "k.1" })).unwrap();
    let world = World::new([]);
    let started = world.now() - call.options.timeout_ms;
    let ended = world.play(call::run(&world, &call, Some(started)));
    let error = ended.err().unwrap().unwrap().error;
    assert_eq!((error.code, error.attempts, world.requests()), (ErrorCode::Timeout, 0, 0));
    assert!(!error.message.contains("earlier attempts failed"), "{}", error.message);
}

#[test]
fn a_call_whose_time_is_over_after_a_wait_sends_nothing_more() {
    let world = World::new([status(500)]);
    // A machine that sleeps, say.
    world.early.set(-60_000.0);
    let error = world.call(&parse::<AccountStatusOptions>(&json!({ "apiKey": "k.1" })).unwrap()).unwrap_err().error;
    assert_eq!((error.code, error.attempts, world.requests()), (ErrorCode::Timeout, 1, 1));
    assert!(error.message.contains("earlier attempts failed, too"), "{}", error.message);
}

#[test]
fn a_deadline_of_less_than_a_millisecond_is_told_as_one() {
    let (_, outcome) = play(json!({ "timeoutMs": 0.25 }), f64::INFINITY, [silence()]);
    let message = outcome.unwrap().err().unwrap().error.message.clone();
    assert!(message.contains("within 1 ms"), "{message}");
}
