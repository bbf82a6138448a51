//! The options of every call, at their limits. What belongs to one vendor is in its `options.json`.

use crate::given::{parse, with};
use linkedin_status::connectsafely::AccountStatusOptions;
use linkedin_status::error::{Error, ErrorCode};
use linkedin_status::limits::CALL_OPTIONS;
use linkedin_status::options::CallOptions;
use linkedin_status::seleqt::ConnectionStatusOptions;
use serde_json::{Value, json};

/// The same options for both endpoints: they must agree on everything but the vendor.
fn given(more: Value) -> Result<CallOptions, Error> {
    let seleqt = with(&json!({ "apiKey": "k.1", "prospectId": 1 }), more.clone());
    let connectsafely = with(&json!({ "apiKey": "k.1" }), more);
    let other = parse::<ConnectionStatusOptions>(&seleqt).map(|call| (*call.options).clone());
    let one = parse::<AccountStatusOptions>(&connectsafely).map(|call| (*call.options).clone());
    match (&one, &other) {
        (Ok(one), Ok(other)) => assert_eq!((one.timeout_ms, one.max_retries), (other.timeout_ms, other.max_retries)),
        (Err(one), Err(other)) => assert_eq!((&one.option, one.code), (&other.option, other.code)),
        _ => panic!("the endpoints disagree: {one:?} {other:?}"),
    }
    one
}

fn refused(name: &str, value: &Value) -> Error {
    let mut more = json!({});
    more[name] = value.clone();
    let error = given(more).err().unwrap_or_else(|| panic!("{name}: {value} was taken"));
    assert_eq!((error.code, error.option.as_deref()), (ErrorCode::InvalidOptions, Some(name)), "{value}");
    error
}

fn unusual(kind: &str) -> Value {
    json!({ "$": kind })
}

#[test]
fn what_is_left_out_or_undefined_has_its_default() {
    for more in [
        json!({}),
        json!({ "timeoutMs": { "$": "undefined" }, "maxRetries": { "$": "undefined" }, "baseUrl": { "$": "undefined" }, "nobody": { "$": "undefined" } }),
    ] {
        let options = given(more).unwrap();
        assert_eq!((options.timeout_ms, options.max_retries), (25_000.0, 2));
        assert_eq!(options.base_url.as_str(), "https://api.connectsafely.ai/linkedin");
    }
}

#[test]
fn null_and_other_types_are_refused_for_every_option_by_its_name() {
    for &name in CALL_OPTIONS {
        for value in [json!(null), json!([]), json!({})] {
            refused(name, &value);
        }
    }
    for name in ["baseUrl", "signal", "fetch", "allowInsecureHttp", "onRetry"] {
        refused(name, &json!(1));
    }
    for name in ["timeoutMs", "maxRetries", "signal", "fetch", "allowInsecureHttp", "onRetry"] {
        refused(name, &json!("1"));
    }
    for name in ["baseUrl", "timeoutMs", "maxRetries", "signal", "fetch", "onRetry"] {
        refused(name, &json!(true));
    }
    refused("signal", &unusual("function"));
    refused("fetch", &unusual("signal"));
}

#[test]
fn the_right_types_are_taken() {
    let more = json!({
        "signal": { "$": "signal" }, "fetch": { "$": "function" }, "onRetry": { "$": "function" }, "allowInsecureHttp": false,
    });
    assert!(given(more).is_ok());
}

#[test]
fn timeout_ms_is_above_0_and_at_most_what_a_timer_takes() {
    for ms in [json!(0.001), json!(1), json!(25_000.5), json!(2_147_483_647)] {
        assert_eq!(Some(given(json!({ "timeoutMs": ms })).unwrap().timeout_ms), ms.as_f64());
    }
    for ms in [
        json!(0),
        json!(-0.0),
        json!(-1),
        json!(2_147_483_647.5),
        json!(2_147_483_648_u32),
        json!(1e300),
        unusual("NaN"),
        unusual("Infinity"),
    ] {
        refused("timeoutMs", &ms);
    }
}

#[test]
fn max_retries_is_an_integer_from_0_to_100() {
    for (count, kept) in [(json!(0), 0), (json!(-0.0), 0), (json!(1.0), 1), (json!(100), 100)] {
        assert_eq!(given(json!({ "maxRetries": count })).unwrap().max_retries, kept);
    }
    for count in [json!(-1), json!(0.5), json!(101), json!(4_294_967_296_u64), unusual("NaN"), unusual("Infinity")] {
        refused("maxRetries", &count);
    }
}

#[test]
fn a_base_url_is_refused_without_being_quoted() {
    for url in [
        "",
        "api.example.com",
        "http://example.com",
        "https://user:secret@h",
        "https://h/?key=secret",
        "https://h/#secret",
        "https://h/ secret",
        "ftp://secret",
    ] {
        let error = refused("baseUrl", &json!(url));
        assert!(!error.message.contains("secret"), "{}", error.message);
    }
    assert!(refused("baseUrl", &json!("https://user:pw@h")).message.contains("must not hold credentials"));
    assert!(given(json!({ "baseUrl": "http://example.com", "allowInsecureHttp": true })).is_ok());
    assert!(given(json!({ "baseUrl": "http://example.com", "allowInsecureHttp": false })).is_err());
}

#[test]
fn a_key_is_1_to_4096_characters_of_printable_ascii_and_never_echoed() {
    let key = |key: &str| {
        let public = parse::<ConnectionStatusOptions>(&json!({ "apiKey": key, "prospectId": 1 })).err();
        let jwt = parse::<ConnectionStatusOptions>(&json!({ "jwt": key, "prospectId": 1 })).err();
        let error = parse::<AccountStatusOptions>(&json!({ "apiKey": key })).err();
        assert_eq!(error.as_ref().map(|e| &e.message), public.as_ref().map(|e| &e.message));
        assert_eq!(error.is_some(), jwt.is_some());
        assert!(jwt.is_none_or(|error| error.option.as_deref() == Some("jwt")));
        error
    };
    for good in ["k", "!", "~", &"k".repeat(4_096)] {
        assert_eq!(key(good), None);
    }
    for (bad, says) in [
        ("", "is the environment variable set?"),
        ("s3cr3t\n", "line break"),
        ("s3cr3t\r\n", "line break"),
        ("\ns3cr3t", "line break"),
        (" s3cr3t", "white space"),
        ("s3cr3t\t", "white space"),
        ("s3cr3t s3cr3t", "printable ASCII"),
        ("s3cr3t\ns3cr3t", "printable ASCII"),
        ("s3cr3t\0", "printable ASCII"),
        ("s3cr3t\u{7f}", "printable ASCII"),
        // The trim is of ASCII only.
        ("s3cr3t\u{a0}", "printable ASCII"),
        ("s3cr3té", "printable ASCII"),
        ("s3cr3t\u{200b}", "printable ASCII"),
        ("s3cr3t😀", "printable ASCII"),
    ] {
        let error = key(bad).unwrap_or_else(|| panic!("{bad:?} was taken"));
        assert_eq!(error.option.as_deref(), Some("apiKey"));
        assert!(error.message.contains(says), "{bad:?}: {}", error.message);
        assert!(!format!("{error:?}").contains("s3cr3t"), "{}", error.message);
    }
    assert!(key(&"k".repeat(4_097)).unwrap().message.contains("4096"));
}

#[test]
fn an_account_of_connectsafely_is_1_to_256_characters_counted_as_people_do() {
    let account = |id: &str| parse::<AccountStatusOptions>(&json!({ "apiKey": "k", "accountId": id })).map(|_| ());
    for good in ["x", " ", "é", &"x".repeat(256), &"😀".repeat(256)] {
        assert_eq!(account(good), Ok(()), "{good}");
    }
    for bad in ["", "\0", "a\u{7f}", "\u{9f}", &"x".repeat(257), &"😀".repeat(257)] {
        assert_eq!(account(bad).unwrap_err().option.as_deref(), Some("accountId"), "{bad:?}");
    }
}
