//! What a body may be: any bytes. The content type is not looked at, and there is a limit.

use crate::given::parse;
use crate::world::{Outcome, Step, World, answer, status};
use linkedin_status::connectsafely::AccountStatusOptions;
use linkedin_status::error::ErrorCode;
use linkedin_status::limits::MAX_BODY;
use serde_json::json;

const DONE: &str = r#"{"id":"x","status":"AVAILABLE"}"#;

fn meet(step: Step) -> Outcome {
    let call = parse::<AccountStatusOptions>(&json!({ "apiKey": "k.1" })).unwrap();
    World::new([step]).call(&call)
}

fn refused(step: Step) -> String {
    let error = meet(step).expect_err("a damaged body was taken").error;
    assert_eq!(
        (error.code, error.attempts, error.retryable),
        (ErrorCode::InvalidResponse, 1, false),
        "{}",
        error.message
    );
    assert_eq!(error.vendor_message, None);
    error.message.clone()
}

#[test]
fn a_body_counts_by_what_it_is_whatever_its_content_type_says() {
    for content_type in ["text/html", "application/json; charset=latin1", ""] {
        assert!(meet(answer(200, DONE).header("content-type", content_type)).is_ok());
    }
    assert!(refused(answer(200, "<html>").header("content-type", "application/json")).contains("web page"));
}

#[test]
fn one_byte_order_mark_is_skipped_and_no_more() {
    assert!(meet(answer(200, ["\u{feff}", DONE].concat())).is_ok());
    assert!(refused(answer(200, ["\u{feff}\u{feff}", DONE].concat())).contains("not JSON"));
    assert!(refused(answer(200, "\u{feff}")).contains("the body is empty"));
}

#[test]
fn chunks_may_be_cut_anywhere_also_within_a_character() {
    let body = r#"{"id":"größer 😀","status":"AVAILABLE"}"#.as_bytes();
    for size in 1..body.len() {
        let chunks: Vec<Vec<u8>> = body.chunks(size).map(<[u8]>::to_vec).collect();
        assert!(meet(status(200).chunks(chunks)).is_ok_and(|answer| answer["id"] == "größer 😀"), "{size}");
    }
    assert!(meet(status(200).chunks([Vec::new(), DONE.into(), Vec::new()])).is_ok());
}

#[test]
fn what_is_not_json_says_what_it_is() {
    for (body, why) in [
        ("", "the body is empty"),
        (" \r\n\t", "the body is empty"),
        ("<!doctype html>", "the body is a web page, not JSON"),
        ("\n <html>", "the body is a web page, not JSON"),
        ("{\"id\":\"x\",\"status\":\"AVAILABLE\"", "the body is not JSON"),
        ("{\"id\":\"x\",\"status\":\"AVAILABLE\"}}", "the body is not JSON"),
        ("{'id':'x'}", "the body is not JSON"),
        ("{\"id\":NaN}", "the body is not JSON"),
        ("OK", "the body is not JSON"),
    ] {
        let message = refused(answer(200, body));
        assert!(message.contains(why), "{body}: {message}");
    }
}

#[test]
fn invalid_utf8_is_not_json_even_where_it_could_be_mended() {
    for bytes in [
        b"\xff".as_slice(),
        b"{\"id\":\"\xc3\x28\",\"status\":\"A\"}",
        b"{\"id\":\"\xed\xa0\x80\",\"status\":\"A\"}",
        b"{\"id\":\"x\"}\xe2\x82",
    ] {
        assert!(refused(answer(200, bytes)).contains("not valid UTF-8"));
    }
}

#[test]
fn the_limit_is_1_mib_to_the_byte_in_one_chunk_or_many() {
    let padded = |length: usize| [DONE.as_bytes(), &vec![b' '; length - DONE.len()]].concat();
    assert!(meet(answer(200, padded(MAX_BODY))).is_ok());
    assert!(refused(answer(200, padded(MAX_BODY + 1))).contains("longer than 1048576 bytes"));
    let chunks = |bytes: Vec<u8>| status(200).chunks(bytes.chunks(65_536).map(<[u8]>::to_vec).collect::<Vec<_>>());
    assert!(meet(chunks(padded(MAX_BODY))).is_ok());
    assert!(refused(chunks(padded(MAX_BODY + 1))).contains("longer than 1048576 bytes"));
    let endless = status(200).chunks(vec![vec![b' '; 65_536]; 17]).stalls();
    assert!(refused(endless).contains("longer than"), "reading stops at the limit");
}

#[test]
fn an_error_with_a_damaged_body_is_still_that_error() {
    for body in [vec![b'x'; MAX_BODY + 1], b"\xff\xff".to_vec(), Vec::new()] {
        let error = meet(answer(401, body)).err().unwrap().error;
        assert_eq!((error.code, error.vendor_message.clone()), (ErrorCode::Unauthorized, None));
    }
}

#[test]
fn deep_nesting_is_refused_or_passed_over_but_never_a_trap() {
    for depth in [10, 100, 127, 128, 10_000, 300_000] {
        let deep = ["[".repeat(depth), "]".repeat(depth)].concat();
        let body = [r#"{"id":"x","status":"AVAILABLE","more":"#, &deep, "}"].concat();
        match meet(answer(200, body)) {
            Ok(_) => assert!(depth < 128, "serde_json stops there"),
            Err(failure) => assert_eq!(failure.error.code, ErrorCode::InvalidResponse),
        }
        let error = meet(answer(400, [r#"{"error":"#, &deep, "}"].concat())).err().unwrap().error;
        assert_eq!(error.code, ErrorCode::BadRequest);
    }
}
