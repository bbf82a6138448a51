//! How often and when a call is made again, and what is told about it.

use crate::given::{parse, with};
use crate::world::{Outcome, Step, World, answer, broken, silence, status};
use linkedin_status::error::ErrorCode;
use linkedin_status::seleqt::ConnectionStatusOptions;
use serde_json::{Value, json};

const DONE: &str = r#"{"success":true,"is_connected":false,"checked_with_account_id":42}"#;

fn play(more: Value, random: f64, steps: impl IntoIterator<Item = Step>) -> (World, Outcome) {
    let world = World::new(steps);
    world.random.set(random);
    let given = with(&json!({ "apiKey": "k.1", "prospectId": 7 }), more);
    let call = parse::<ConnectionStatusOptions>(&given).unwrap();
    let outcome = world.call(&call);
    (world, outcome)
}

#[test]
fn max_retries_counts_the_attempts_after_the_first() {
    for max in [0_u32, 1, 2, 3, 10] {
        let more = json!({ "maxRetries": max, "timeoutMs": 1_000_000 });
        let (world, outcome) = play(more, 0.5, vec![status(500); 11]);
        assert_eq!(outcome.err().unwrap().error.attempts, max + 1);
        assert_eq!(world.requests(), max as usize + 1);
        assert_eq!(world.told.borrow().len(), max as usize);
    }
    let (_, outcome) = play(json!({}), 0.5, vec![status(500); 11]);
    assert_eq!(outcome.err().unwrap().error.attempts, 3, "the default");
}

#[test]
fn waits_double_from_half_a_second_up_to_eight_times_a_half_to_one() {
    for (random, factor) in [(0.0, 0.5), (0.5, 0.75), (0.999_999_999, 1.0)] {
        let more = json!({ "maxRetries": 7, "timeoutMs": 1_000_000 });
        let (world, _) = play(more, random, vec![status(503); 8]);
        let sent = world.sent.borrow();
        let gaps: Vec<f64> = sent.windows(2).map(|pair| pair[1].at - pair[0].at).collect();
        let full = [500.0, 1_000.0, 2_000.0, 4_000.0, 8_000.0, 8_000.0, 8_000.0];
        assert_eq!(gaps, full.map(|ms: f64| (ms * factor).ceil()));
    }
}

#[test]
fn every_retry_sends_the_very_same_request() {
    let (world, _) = play(json!({ "accountId": 42 }), 0.5, [status(500), broken(), answer(200, DONE)]);
    let sent = world.sent.borrow();
    assert_eq!(sent.len(), 3);
    assert!(sent.iter().all(|request| (&request.url, &request.header) == (&sent[0].url, &sent[0].header)));
}

#[test]
fn on_retry_is_told_before_each_wait_which_attempt_failed_why_and_for_how_long() {
    let steps = [broken(), answer(502, r#"{"error":"Provider down"}"#), answer(200, DONE)];
    let (world, outcome) = play(json!({}), 0.0, steps);
    assert!(outcome.is_ok());
    let told = world.told.borrow();
    assert_eq!(told.len(), 2);
    assert_eq!(
        (told[0].error.code, told[0].error.attempts, told[0].delay_ms, told[0].at),
        (ErrorCode::Network, 1, 250.0, 0.0)
    );
    assert_eq!(told[0].cause, Some("ECONNRESET"));
    assert_eq!(
        (told[1].error.code, told[1].error.attempts, told[1].delay_ms, told[1].at),
        (ErrorCode::ProviderFailed, 2, 500.0, 250.0)
    );
    assert_eq!(told[1].error.vendor_message.as_deref(), Some("Provider down"));
    assert_eq!(told[1].cause, None);
}

#[test]
fn a_request_that_fails_is_a_network_error_with_its_cause_and_without_a_status() {
    let (_, outcome) = play(json!({}), 0.5, vec![broken(); 3]);
    let failure = outcome.err().unwrap();
    assert_eq!((failure.error.code, failure.error.attempts), (ErrorCode::Network, 3));
    assert_eq!((failure.error.status, failure.error.retryable), (None, true));
    assert_eq!(failure.cause, Some("ECONNRESET"));
    assert!(failure.error.message.contains("Seleqt failed: no answer came (ECONNRESET)"), "{}", failure.error.message);
}

#[test]
fn a_200_whose_body_breaks_off_is_a_network_error_and_asked_again() {
    let cut = || answer(200, "{\"success\":tr").breaks_off();
    let (_, outcome) = play(json!({}), 0.5, [cut(), cut(), answer(200, DONE)]);
    assert!(outcome.is_ok());
    let failure = play(json!({}), 0.5, [cut(), cut(), cut()]).1.err().unwrap();
    assert_eq!((failure.error.code, failure.error.attempts), (ErrorCode::Network, 3));
    assert_eq!((failure.error.status, failure.error.retryable), (Some(200), true));
    assert_eq!(failure.cause, Some("ECONNRESET"));
}

#[test]
fn an_error_whose_body_breaks_off_is_still_that_error() {
    for (code, expected, attempts) in [
        (401, ErrorCode::Unauthorized, 1),
        (404, ErrorCode::ProspectNotFound, 1),
        (400, ErrorCode::BadRequest, 1),
        (429, ErrorCode::RateLimited, 1),
        (500, ErrorCode::ServerError, 3),
        (502, ErrorCode::ProviderFailed, 3),
    ] {
        let cut =
            answer(code, "{\"error\":\"No active LinkedIn account is connected to this workspace\"}").breaks_off();
        let failure = play(json!({}), 0.5, vec![cut; 3]).1.err().unwrap();
        assert_eq!((failure.error.code, failure.error.attempts), (expected, attempts), "{code}");
        assert_eq!(
            (failure.error.status, failure.error.vendor_message.clone(), failure.cause),
            (Some(code), None, None)
        );
    }
}

#[test]
fn the_last_failure_is_the_one_that_is_reported() {
    let (_, outcome) = play(json!({}), 0.5, [broken(), status(503), status(401)]);
    let failure = outcome.err().unwrap();
    assert_eq!((failure.error.code, failure.error.attempts), (ErrorCode::Unauthorized, 3));
    assert_eq!(failure.cause, None);
}

#[test]
fn a_backoff_that_would_pass_the_deadline_is_not_begun() {
    let (world, outcome) = play(json!({ "timeoutMs": 700 }), 0.999, vec![status(500); 3]);
    let error = outcome.err().unwrap().error;
    assert_eq!(
        (error.code, error.attempts),
        (ErrorCode::ServerError, 2),
        "1,000 ms do not fit into what is left of 700"
    );
    assert_eq!(world.now(), 500.0);
}

#[test]
fn every_attempt_is_closed_before_the_next_begins() {
    for step in [broken(), status(500), answer(200, "{").breaks_off(), answer(503, "{").breaks_off()] {
        // The second request hangs; at its deadline nothing may be open, and while it ran only itself was.
        let (world, outcome) = play(json!({ "timeoutMs": 5_000 }), 0.5, [step, silence()]);
        assert_eq!(outcome.err().unwrap().error.code, ErrorCode::Timeout);
        assert_eq!((world.requests(), world.open()), (2, 0));
    }
}
