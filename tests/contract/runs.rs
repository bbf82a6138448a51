//! A call that belongs to a run: it waits for its turn, a 429 pauses all, and neither counts towards its own deadline.

use crate::given::parse;
use crate::world::{Step, World, answer, silence, status};
use linkedin_status::call;
use linkedin_status::connectsafely::AccountStatusOptions;
use linkedin_status::error::{Error, ErrorCode};
use serde_json::json;

const DONE: &str = r#"{"id":"x","status":"AVAILABLE"}"#;

/// Its deadline is two seconds after its first request; the error that it ends with, if there is one.
fn play(steps: impl IntoIterator<Item = Step>, turns: &[f64]) -> (World, Option<Box<Error>>) {
    let world = World::new(steps);
    world.in_a_run.set(true);
    world.turns.borrow_mut().extend(turns);
    let call = parse::<AccountStatusOptions>(&json!({ "apiKey": "k.1", "timeoutMs": 2_000 })).unwrap();
    let ended = world.play(call::run(&world, &call, None));
    let error = ended.err().map(|ended| Box::new(ended.expect("nobody aborts").error));
    (world, error)
}

#[test]
fn the_deadline_starts_with_the_first_request() {
    let (world, error) = play([silence()], &[5_000.0]);
    assert_eq!((error.unwrap().code, world.now()), (ErrorCode::Timeout, 7_000.0));
}

#[test]
fn waiting_for_another_turn_does_not_count() {
    let (world, error) = play([status(500).takes(700.0, 0.0), silence()], &[5_000.0, 3_000.0]);
    assert_eq!((error.unwrap().code, world.now()), (ErrorCode::Timeout, 10_000.0));
}

#[test]
fn a_pause_after_a_429_does_not_count_whether_stated_or_not() {
    for (limited, pause) in [(status(429).header("retry-after", "30"), 30_000.0), (status(429), 60_000.0)] {
        let (world, error) = play([limited.clone().takes(500.0, 0.0), silence()], &[]);
        assert_eq!((error.unwrap().code, world.now()), (ErrorCode::Timeout, 2_000.0 + pause));
        assert_eq!(world.sent.borrow()[1].at, 500.0 + pause);
        let (world, error) = play([limited, answer(200, DONE)], &[]);
        assert_eq!((error, world.now()), (None, pause));
    }
}

#[test]
fn nothing_but_a_429_pauses_the_run() {
    let (world, error) = play([status(500), answer(200, DONE)], &[]);
    assert_eq!((error, world.now()), (None, 250.0));
}
