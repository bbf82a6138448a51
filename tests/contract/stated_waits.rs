//! When a service says that it may be asked again: in all its forms, met neither early nor past the deadline.

use crate::given::parse;
use crate::world::{Outcome, Step, World, answer, status};
use linkedin_status::connectsafely::AccountStatusOptions;
use linkedin_status::error::{Error, ErrorCode};
use serde_json::{Value, json};

const DONE: &str = r#"{"id":"x","status":"AVAILABLE"}"#;

fn play(more: Value, random: f64, steps: impl IntoIterator<Item = Step>) -> (World, Outcome) {
    let world = World::new(steps);
    world.random.set(random);
    let given = crate::given::with(&json!({ "apiKey": "k.1" }), more);
    let call = parse::<AccountStatusOptions>(&given).unwrap();
    let outcome = world.call(&call);
    (world, outcome)
}

/// How long a first answer makes us wait before the second request, without jitter.
fn waited(first: Step) -> Option<f64> {
    let (world, outcome) = play(json!({ "timeoutMs": 60_000 }), 0.0, [first, answer(200, DONE)]);
    outcome.is_ok().then(|| world.sent.borrow()[1].at)
}

fn stated(first: Step) -> Error {
    play(json!({ "maxRetries": 0 }), 0.0, [first]).1.err().unwrap().error
}

fn hold(value: Value) -> Step {
    answer(429, json!({ "error": "Slow down", "holdUntil": value }).to_string())
}

// The world begins at 04:53:13 and Unix second 1771908793.

#[test]
fn every_form_is_met_on_time() {
    for (form, step) in [
        ("whole seconds", status(429).header("retry-after", "7")),
        ("whole seconds with blanks", status(429).header("retry-after", " 7 ")),
        ("an HTTP date", status(429).header("retry-after", "Tue, 24 Feb 2026 04:53:20 GMT")),
        ("an HTTP date of RFC 850", status(429).header("retry-after", "Tuesday, 24-Feb-26 04:53:20 GMT")),
        ("an HTTP date of asctime", status(429).header("retry-after", "Tue Feb 24 04:53:20 2026")),
        ("an ISO reset", status(429).header("x-ratelimit-reset", "2026-02-24T04:53:20.000Z")),
        ("an ISO reset with an offset", status(429).header("x-ratelimit-reset", "2026-02-24T05:53:20+01:00")),
        ("a reset in Unix seconds", status(429).header("x-ratelimit-reset", "1771908800")),
        ("an ISO holdUntil", hold(json!("2026-02-24T04:53:20Z"))),
        ("a holdUntil in Unix seconds", hold(json!(1_771_908_800))),
        ("a holdUntil in Unix seconds, as text", hold(json!("1771908800"))),
        ("a holdUntil with a fraction", hold(json!(1_771_908_800.0))),
        ("Unix seconds in Retry-After", status(429).header("retry-after", "1771908800")),
        ("Unix milliseconds in Retry-After", status(429).header("retry-after", "1771908800000")),
        ("a reset in seconds from now", status(429).header("x-ratelimit-reset", "7")),
        ("a reset in Unix milliseconds", status(429).header("x-ratelimit-reset", "1771908800000")),
        ("a holdUntil in seconds from now", hold(json!(7))),
        ("a holdUntil in Unix milliseconds", hold(json!(1_771_908_800_000_i64))),
        ("a holdUntil in Unix milliseconds, as text", hold(json!("1771908800000"))),
    ] {
        assert_eq!(waited(step.clone()), Some(7_000.0), "{form}");
        assert_eq!(stated(step).retry_after_ms, Some(7_000.0), "{form}");
    }
}

#[test]
fn retry_after_goes_before_the_reset_and_the_reset_before_hold_until() {
    let all = hold(json!(1_771_908_796)).header("x-ratelimit-reset", "1771908795").header("retry-after", "1");
    assert_eq!(stated(all).retry_after_ms, Some(1_000.0));
    assert_eq!(
        stated(hold(json!(1_771_908_796)).header("x-ratelimit-reset", "1771908795")).retry_after_ms,
        Some(2_000.0)
    );
    let malformed = hold(json!(1_771_908_796)).header("x-ratelimit-reset", "soon").header("retry-after", "later");
    assert_eq!(stated(malformed).retry_after_ms, Some(3_000.0));
}

#[test]
fn a_time_more_than_31_days_away_is_no_statement() {
    for step in [
        status(429).header("retry-after", "2678401"),
        status(429).header("retry-after", "99999999999999999999999999"),
        status(429).header("retry-after", "Fri, 27 Mar 2026 04:53:14 GMT"),
        status(429).header("x-ratelimit-reset", "2026-03-27T04:53:14Z"),
        status(429).header("x-ratelimit-reset", "1771908793000000"),
        hold(json!(1_774_587_194)),
        hold(json!("9999-12-31T23:59:59Z")),
    ] {
        assert_eq!(stated(step).retry_after_ms, None);
    }
    let far = hold(json!(1_771_908_800)).header("x-ratelimit-reset", "2036-02-24").header("retry-after", "3000000");
    assert_eq!(stated(far).retry_after_ms, Some(7_000.0), "the next source counts");
}

#[test]
fn a_date_is_held_against_the_services_own_clock() {
    // It is an hour ahead, then an hour behind.
    for (date, hour) in [("Tue, 24 Feb 2026 05:53:13 GMT", "05"), ("Tue, 24 Feb 2026 03:53:13 GMT", "03")] {
        for step in [
            status(429).header("retry-after", format!("Tue, 24 Feb 2026 {hour}:53:20 GMT")),
            status(429).header("x-ratelimit-reset", format!("2026-02-24T{hour}:53:20Z")),
            hold(json!(format!("2026-02-24T{hour}:53:20Z"))),
            status(429).header("retry-after", "7"),
        ] {
            assert_eq!(waited(step.header("date", date)), Some(7_000.0), "{date}");
        }
    }
    let unreadable = status(429).header("date", "now").header("x-ratelimit-reset", "1771908800");
    assert_eq!(waited(unreadable), Some(7_000.0));
}

#[test]
fn the_past_and_0_mean_now_which_is_after_the_usual_backoff() {
    for step in [
        status(429).header("retry-after", "0"),
        status(429).header("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"),
        status(429).header("x-ratelimit-reset", "2020-01-01T00:00:00Z"),
        status(429).header("x-ratelimit-reset", "0"),
        hold(json!(0)),
        hold(json!(-5)),
        hold(json!("1969-07-20T20:17:40Z")),
    ] {
        assert_eq!(stated(step.clone()).retry_after_ms, Some(0.0));
        assert_eq!(waited(step), Some(250.0));
    }
}

#[test]
fn anything_else_is_no_statement_and_a_rate_limit_without_one_is_final() {
    for text in [
        "",
        " ",
        "soon",
        "1.5",
        "-1",
        "+1",
        "1e3",
        "0x10",
        "１",
        "7 seconds",
        "7,8",
        "2026-02-24T04:53:20Z",
        "Tue, 24 Feb 2026 04:53:20 CET",
        "Tue, 32 Feb 2026 04:53:20 GMT",
    ] {
        let step = status(429).header("retry-after", text);
        assert_eq!(stated(step.clone()).retry_after_ms, None, "{text}");
        assert_eq!(play(json!({}), 0.0, [step]).1.err().unwrap().error.attempts, 1, "{text}");
    }
    for text in ["", "soon", "-1", "2026-02-30", "24 Feb 2026", "1771908800s"] {
        assert_eq!(stated(status(429).header("x-ratelimit-reset", text)).retry_after_ms, None, "{text}");
    }
    for value in [json!(null), json!(true), json!("soon"), json!([1_771_908_800]), json!({ "at": 1_771_908_800 })] {
        assert_eq!(stated(hold(value.clone())).retry_after_ms, None, "{value}");
    }
}

#[test]
fn retry_after_counts_on_a_503_while_reset_and_hold_until_count_on_429_alone() {
    assert_eq!(waited(status(503).header("retry-after", "7")), Some(7_000.0));
    assert_eq!(
        stated(status(401).header("retry-after", "7")).retry_after_ms,
        Some(7_000.0),
        "told, though not retried"
    );
    let elsewhere = answer(503, r#"{"holdUntil":1771908800}"#).header("x-ratelimit-reset", "1771908800");
    assert_eq!(stated(elsewhere.clone()).retry_after_ms, None);
    assert_eq!(waited(elsewhere), Some(250.0));
}

#[test]
fn a_stated_time_is_never_met_early_and_jitter_goes_upward_by_a_tenth_and_a_second_at_most() {
    for seconds in [1, 2, 5, 9, 10, 11, 30, 55] {
        for random in [0.0, 0.1, 0.5, 0.9, 0.999_999] {
            for early in [0.0, 0.4, 3.0] {
                let world = World::new([status(429).header("retry-after", seconds.to_string()), answer(200, DONE)]);
                world.random.set(random);
                world.early.set(early);
                let given = json!({ "apiKey": "k", "timeoutMs": 120_000 });
                let call = parse::<AccountStatusOptions>(&given).unwrap();
                assert!(world.call(&call).is_ok());
                let (at, stated) = (world.sent.borrow()[1].at, f64::from(seconds) * 1_000.0);
                assert!(at >= stated, "{at} {stated}");
                assert!(at <= stated + (stated / 10.0).min(1_000.0), "{at} {stated}");
            }
        }
    }
}

#[test]
fn a_stated_time_counts_from_the_moment_of_the_answer() {
    let slow = status(429).header("retry-after", "2").takes(3_000.0, 1_000.0);
    assert_eq!(waited(slow), Some(6_000.0));
    // 04:53:20 is 7 s after the world began, whenever the answer came.
    let slow = status(429).header("retry-after", "Tue, 24 Feb 2026 04:53:20 GMT").takes(3_000.0, 1_000.0);
    assert_eq!(waited(slow), Some(7_000.0));
}

#[test]
fn a_wait_past_the_deadline_fails_at_once_with_retry_after_ms() {
    for (header, value, ms) in [
        ("retry-after", "3600", 3_600_000.0),
        ("retry-after", "25", 25_000.0),
        ("retry-after", "2678400", 2_678_400_000.0),
        ("x-ratelimit-reset", "2026-03-27T04:53:13Z", 2_678_400_000.0),
    ] {
        let (world, outcome) = play(json!({}), 0.0, [status(429).header(header, value)]);
        let error = outcome.err().unwrap().error;
        assert_eq!((error.code, error.attempts), (ErrorCode::RateLimited, 1), "{value}");
        assert_eq!(error.retry_after_ms, Some(ms), "{value}");
        assert!(error.retryable);
        assert_eq!(world.now(), 0.0, "at once");
        assert!(world.told.borrow().is_empty());
    }
}

#[test]
fn jitter_gives_way_to_the_deadline() {
    let step = status(429).header("retry-after", "24");
    let (world, outcome) = play(json!({ "timeoutMs": 24_500 }), 0.99, [step, answer(200, DONE)]);
    assert!(outcome.is_ok());
    assert_eq!(world.sent.borrow()[1].at, 24_000.0);
}
