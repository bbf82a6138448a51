//! What every endpoint's fixtures are held to. One line per endpoint, at the end.

use crate::fixture::{cases, read, text, wire};
use crate::given::{parse, with};
use crate::status_table::{
    a_retry_that_succeeds_is_the_answer, a_stated_time_makes_a_rate_limit_retried_and_nothing_else,
    every_status_has_its_code_its_retries_and_its_retryable, with_max_retries_0_nothing_is_sent_twice,
};
use crate::world::{World, answer};
use linkedin_status::endpoint::Endpoint;
use linkedin_status::error::ErrorCode;
use serde_json::{Map, Value, json};

fn requests_are_sent_to_the_letter<E: Endpoint>(endpoint: &str) {
    let example = read(endpoint, "endpoint")["example"].clone();
    for case in cases(endpoint, "requests") {
        let name = text(&case, "name");
        let call = parse::<E>(&case["options"]).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let world = World::new([answer(200, wire(&example))]);
        // What comes back is not the point here.
        let _ = world.call(&call);
        let sent = world.sent.borrow();
        assert_eq!(sent[0].url, text(&case, "url"), "{name}");
        assert_eq!(json!([sent[0].header.0, sent[0].header.1]), case["header"], "{name}");
        assert_eq!(sent.len(), 1, "{name}");
    }
}

fn the_documented_answer_comes_through_untouched<E: Endpoint>(endpoint: &str) {
    let fixture = read(endpoint, "endpoint");
    assert_eq!(ask::<E>(&fixture["options"], &fixture["example"]), Ok(fixture["example"].clone()));
}

fn answers_are_held_to_the_contract<E: Endpoint>(endpoint: &str) {
    let usual = &read(endpoint, "endpoint")["options"];
    for case in cases(endpoint, "answers") {
        let name = text(&case, "name");
        let body = &case["body"];
        let outcome = ask::<E>(case.get("options").unwrap_or(usual), body);
        match case.get("refused") {
            None => assert_eq!(outcome.as_ref(), Ok(body), "{name}"),
            Some(why) => {
                let message = outcome.expect_err(name);
                assert!(message.contains(why.as_str().unwrap()), "{name}: {message}");
            }
        }
    }
}

/// Every documented field with every kind of value, against the table in `endpoint.json`.
fn every_documented_field_has_its_type_and_may_be_missing_or_null_unless_required<E: Endpoint>(endpoint: &str) {
    let fixture = read(endpoint, "endpoint");
    let example = &fixture["example"];
    let required = fixture["required"].as_array().unwrap();
    let samples = [
        ("null", json!(null)),
        ("boolean", json!(true)),
        ("integer", json!(7)),
        ("number", json!(7.5)),
        ("string", json!("text")),
        ("string", json!("")),
        ("array", json!([])),
        ("array", json!([true, 7, "text"])),
        ("object", json!({})),
        ("object", json!({ "deeper": { "still": [] } })),
    ];
    let fields = fixture["fields"].as_object().unwrap();
    assert_eq!(fields.keys().cloned().collect::<Vec<_>>().len(), paths(example).len(), "the example has every field");
    for (path, kind) in fields {
        let must = required.contains(&json!(path));
        let missing = ask::<E>(&fixture["options"], &replaced(example, path, None));
        assert_eq!(missing.is_ok(), !must, "{path} missing: {missing:?}");
        for (found, value) in &samples {
            let outcome = ask::<E>(&fixture["options"], &replaced(example, path, Some(value.clone())));
            let fits = kind == found || (*found == "null" && !must);
            match outcome {
                Ok(answer) => {
                    assert!(fits, "{path} was taken with {value}");
                    assert_eq!(answer, replaced(example, path, Some(value.clone())));
                }
                Err(message) => {
                    assert!(!fits, "{path} was refused with {value}: {message}");
                    let says = format!("{path} must be a");
                    assert!(message.contains(&says), "{message}");
                }
            }
        }
    }
}

fn every_documented_error_has_its_code<E: Endpoint>(endpoint: &str) {
    let usual = &read(endpoint, "endpoint")["options"];
    let call = parse::<E>(&with(usual, json!({ "maxRetries": 0 }))).unwrap();
    for case in cases(endpoint, "errors") {
        let name = text(&case, "name");
        let status = u16::try_from(case["status"].as_u64().unwrap()).unwrap();
        let world = World::new([answer(status, wire(&case["body"]))]);
        let error = world.call(&call).expect_err(name).error;
        assert_eq!(json!(error.code), case["code"], "{name}");
        assert_eq!(json!(error.vendor_message), case["vendorMessage"], "{name}");
        assert_eq!((error.status, error.vendor, error.attempts), (Some(status), Some(E::VENDOR), 1), "{name}");
        if let Some(text) = case["vendorMessage"].as_str() {
            assert!(error.message.contains(text), "{name}: {}", error.message);
        }
        assert!(!error.message.contains('<'), "{name}: {}", error.message);
        // A key that is a part of the text takes nothing away from what it means.
        let call = parse::<E>(&with(usual, json!({ "apiKey": "i", "maxRetries": 0 }))).unwrap();
        let error = World::new([answer(status, wire(&case["body"]))]).call(&call).expect_err(name).error;
        assert_eq!(json!(error.code), case["code"], "{name}: {}", error.message);
    }
}

fn bad_options_are_refused_by_name<E: Endpoint>(endpoint: &str) {
    for case in cases(endpoint, "options") {
        let name = text(&case, "name");
        let error = parse::<E>(&case["options"]).err().unwrap_or_else(|| panic!("{name} was accepted"));
        assert_eq!(error.code, ErrorCode::InvalidOptions, "{name}");
        assert_eq!(error.option.as_deref(), case["option"].as_str(), "{name}");
        assert!(error.message.contains(text(&case, "says")), "{name}: {}", error.message);
        assert_eq!((error.attempts, error.retryable, error.status), (0, false, None), "{name}");
        assert_eq!(error.vendor, Some(E::VENDOR), "{name}");
    }
}

fn the_default_base_url_and_the_name_of_the_vendor_are_the_fixtures<E: Endpoint>(endpoint: &str) {
    let fixture = read(endpoint, "endpoint");
    assert_eq!(E::BASE_URL, text(&fixture, "baseUrl"));
    assert_eq!(json!(E::VENDOR), fixture["vendor"]);
    let call = parse::<E>(&fixture["options"]).unwrap();
    assert_eq!(call.options.base_url.as_str(), E::BASE_URL);
    assert_eq!(*call.secrets, [text(&fixture, "secret")]);
}

/// One call that meets `body` with status 200.
fn ask<E: Endpoint>(options: &Value, body: &Value) -> Result<Value, String> {
    let call = parse::<E>(options).unwrap();
    let world = World::new([answer(200, body.to_string())]);
    match world.call(&call) {
        Ok(answer) => Ok(answer),
        Err(failure) => {
            let error = failure.error;
            assert_eq!((error.code, error.status), (ErrorCode::InvalidResponse, Some(200)), "{}", error.message);
            assert_eq!((error.attempts, error.retryable, error.vendor), (1, false, Some(E::VENDOR)));
            Err(error.message.clone())
        }
    }
}

/// `object` with another value at `a` or `a.b`, or without it.
fn replaced(object: &Value, path: &str, value: Option<Value>) -> Value {
    let mut copy = object.clone();
    let (parent, name) = match path.split_once('.') {
        Some((outer, inner)) => (copy[outer].as_object_mut().unwrap(), inner),
        None => (copy.as_object_mut().unwrap(), path),
    };
    match value {
        Some(value) => {
            parent.insert(name.to_owned(), value);
        }
        None => {
            parent.remove(name).expect("the example has every field");
        }
    }
    copy
}

/// Every field of an example, `a` and `a.b`.
fn paths(example: &Value) -> Vec<String> {
    let inner = |outer: &str, object: &Map<String, Value>| {
        object.keys().map(|name| format!("{outer}.{name}")).collect::<Vec<_>>()
    };
    let mut all = Vec::new();
    for (name, value) in example.as_object().unwrap() {
        all.push(name.clone());
        all.extend(value.as_object().map(|object| inner(name, object)).unwrap_or_default());
    }
    all
}

macro_rules! endpoint {
    ($name:ident: $endpoint:ty) => {
        mod $name {
            $crate::endpoints::endpoint!(
                $name, $endpoint:
                requests_are_sent_to_the_letter,
                the_documented_answer_comes_through_untouched,
                answers_are_held_to_the_contract,
                every_documented_field_has_its_type_and_may_be_missing_or_null_unless_required,
                every_documented_error_has_its_code,
                bad_options_are_refused_by_name,
                the_default_base_url_and_the_name_of_the_vendor_are_the_fixtures,
                every_status_has_its_code_its_retries_and_its_retryable,
                a_stated_time_makes_a_rate_limit_retried_and_nothing_else,
                a_retry_that_succeeds_is_the_answer,
                with_max_retries_0_nothing_is_sent_twice
            );
        }
    };
    ($name:ident, $endpoint:ty: $($test:ident),*) => {
        $(#[test] fn $test() { super::$test::<$endpoint>(stringify!($name)); })*
    };
}
use endpoint;

endpoint!(account_status: linkedin_status::connectsafely::AccountStatusOptions);
endpoint!(connection_status: linkedin_status::seleqt::ConnectionStatusOptions);
