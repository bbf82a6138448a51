//! The table of errors in docs/errors.md, status by status, written down here a second time and independently.

use crate::fixture::{cases, endpoints, read, text};
use crate::given::{parse, with};
use crate::world::{World, answer, status};
use linkedin_status::endpoint::Endpoint;
use linkedin_status::error::ErrorCode;
use serde_json::{Value, json};

/// Code, retried, retryable.
type Row = (String, bool, bool);

fn row(code: &str, retried: bool, retryable: bool) -> Row {
    (code.to_owned(), retried, retryable)
}

fn expected(own: &Value, status: u16) -> Row {
    if let Some(own) = own.get(status.to_string()) {
        let flag = |name: &str| own[name].as_bool().unwrap();
        return row(own["code"].as_str().unwrap(), flag("retried"), flag("retryable"));
    }
    match status {
        200 => row("invalid_response", false, false),
        300..=399 => row("redirected", false, false),
        400 | 422 => row("bad_request", false, false),
        401 => row("unauthorized", false, false),
        403 => row("forbidden", false, false),
        429 => row("rate_limited", false, true),
        501 | 505 => row("server_error", false, false),
        408 | 500..=599 => row("server_error", true, true),
        _ => row("unexpected_status", false, false),
    }
}

pub fn every_status_has_its_code_its_retries_and_its_retryable<E: Endpoint>(endpoint: &str) {
    let fixture = read(endpoint, "endpoint");
    let call = parse::<E>(&fixture["options"]).unwrap();
    for code in 100..=999 {
        let (name, retried, retryable) = expected(&fixture["ownStatuses"], code);
        let world = World::new(vec![status(code); 3]);
        let error = world.call(&call).err().unwrap_or_else(|| panic!("{code} is no answer")).error;
        assert_eq!(json!(error.code), json!(name), "{code}");
        assert_eq!(error.retryable, retryable, "{code}");
        assert_eq!(error.attempts, if retried { 3 } else { 1 }, "{code}");
        assert_eq!(world.requests(), error.attempts as usize, "{code}");
        assert_eq!((error.status, error.vendor), (Some(code), Some(E::VENDOR)), "{code}");
        assert_eq!(
            (error.vendor_message.clone(), error.option.clone(), error.request_id.clone()),
            (None, None, None),
            "{code}"
        );
        assert!(!error.message.is_empty());
        assert_eq!(world.open(), 0);
    }
}

pub fn a_stated_time_makes_a_rate_limit_retried_and_nothing_else<E: Endpoint>(endpoint: &str) {
    let fixture = read(endpoint, "endpoint");
    let call = parse::<E>(&fixture["options"]).unwrap();
    for code in 200..=599 {
        let (name, mut retried, retryable) = expected(&fixture["ownStatuses"], code);
        retried |= name == "rate_limited";
        let world = World::new(vec![status(code).header("retry-after", "1"); 3]);
        let error = world.call(&call).err().unwrap().error;
        assert_eq!(world.requests(), if retried { 3 } else { 1 }, "{code}");
        assert_eq!(error.retryable, retryable, "{code}");
    }
}

pub fn a_retry_that_succeeds_is_the_answer<E: Endpoint>(endpoint: &str) {
    let fixture = read(endpoint, "endpoint");
    let call = parse::<E>(&fixture["options"]).unwrap();
    for code in (200..=599).filter(|code| expected(&fixture["ownStatuses"], *code).1) {
        let world = World::new([status(code), answer(200, fixture["example"].to_string())]);
        assert!(world.call(&call).is_ok_and(|answer| answer == fixture["example"]), "{code}");
    }
}

pub fn with_max_retries_0_nothing_is_sent_twice<E: Endpoint>(endpoint: &str) {
    let fixture = read(endpoint, "endpoint");
    let call = parse::<E>(&with(&fixture["options"], json!({ "maxRetries": 0 }))).unwrap();
    for code in 200..=599 {
        let world = World::new([status(code).header("retry-after", "0")]);
        let error = world.call(&call).err().unwrap().error;
        assert_eq!(error.retryable, expected(&fixture["ownStatuses"], code).2, "{code}");
        assert_eq!(world.told.borrow().len(), 0);
    }
}

#[test]
fn every_code_but_those_without_an_answer_is_in_the_table() {
    let mut seen: Vec<String> = ["invalid_options", "network", "timeout", "daily_limit", "account_not_fit", "internal"]
        .map(str::to_owned)
        .to_vec();
    for endpoint in endpoints() {
        let own = &read(&endpoint, "endpoint")["ownStatuses"];
        seen.extend((100..=999).map(|status| expected(own, status).0));
    }
    // Some are told apart by their text.
    let errors = endpoints().into_iter().flat_map(|endpoint| cases(&endpoint, "errors"));
    seen.extend(errors.map(|case| text(&case, "code").to_owned()));
    for code in ErrorCode::ALL {
        assert!(seen.iter().any(|name| json!(name) == json!(code)), "{code:?}");
    }
}
