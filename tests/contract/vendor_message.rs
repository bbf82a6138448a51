//! `vendorMessage`: in every shape that a service may choose, never a page, never the key, never too long.

use crate::given::parse;
use crate::world::{World, answer, status};
use linkedin_status::connectsafely::AccountStatusOptions;
use linkedin_status::error::{Error, ErrorCode};
use linkedin_status::vendor_message::MAX_MESSAGE;
use serde_json::json;

const KEY: &str = "cs_live.4f9c2e7ab1";

fn meet(status: u16, body: impl Into<Vec<u8>>) -> Error {
    meet_with(KEY, status, body)
}

fn meet_with(key: &str, status: u16, body: impl Into<Vec<u8>>) -> Error {
    let call = parse::<AccountStatusOptions>(&json!({ "apiKey": key, "maxRetries": 0 })).unwrap();
    World::new([answer(status, body)]).call(&call).err().unwrap().error
}

fn message(body: &str) -> Option<String> {
    meet(400, body).vendor_message.clone()
}

#[test]
fn every_shape_is_read_in_its_order() {
    for (body, text) in [
        (r#"{"error":"a","message":"b","detail":"c"}"#, "a"),
        (r#"{"message":"b","detail":"c"}"#, "b"),
        (r#"{"detail":"c"}"#, "c"),
        (r#"{"error":{"message":"d","issues":[{"message":"e"}]}}"#, "d"),
        (r#"{"error":{"issues":[{"message":"e"},{"message":"f"}]}}"#, "e"),
        (r#"{"error":{"issues":[null,1,"x",[],{"message":7},{"message":"f"}]}}"#, "f"),
        (r#"{"error":{"message":"d"},"message":"b"}"#, "b"),
        (r#"{"error":{"message":"d"},"detail":"c"}"#, "c"),
        (r#"{"success":false,"code":"X","message":"b"}"#, "b"),
        (r#"{"error":"a","holdUntil":"2026-02-24T04:53:20Z"}"#, "a"),
        (r#"{"error":"  a \n"}"#, "a"),
        (r#"{"error":"","message":"b"}"#, "b"),
        (r#"{"error":"  ","detail":"c"}"#, "c"),
        (r#"{"error":null,"message":null,"detail":"c"}"#, "c"),
        (r#"{"error":["a"],"message":"b"}"#, "b"),
        (r#"{"error":true,"message":1.5,"detail":"c"}"#, "c"),
        (r#"{"message":["b","c"]}"#, "b; c"),
        (r#"{"message":[" b ",null,7,"",["x"],"<p>","c"],"error":"Bad Request"}"#, "Bad Request"),
        (r#"{"message":[" b ",null,7,"",["x"],"<p>","c"],"error":null}"#, "b; c"),
        (r#"{"message":[],"detail":["c"]}"#, "c"),
        (r#"{"error":{"message":["d","e"]}}"#, "d; e"),
        (r#"{"accountId":["Required."],"prospectId":["Too large.","Odd."],"code":4}"#, "Required.; Too large.; Odd."),
        (r#"{"error":["a"]}"#, "a"),
        (r#"{"errors":["a","b"],"success":false}"#, "a; b"),
        (r#"{"field":["a"],"detail":"c"}"#, "c"),
        (r#"{"error":"<b>a</b>","message":"b"}"#, "b"),
        (r#""a JSON string""#, "a JSON string"),
        ("plain text\n", "plain text"),
        ("\u{feff}plain text", "plain text"),
        ("{\"error\": broken", "{\"error\": broken"),
        ("größer 😀", "größer 😀"),
        ("1 < 2", "1 < 2"),
        ("1<2 and 3>2", "1<2 and 3>2"),
    ] {
        assert_eq!(message(body).as_deref(), Some(text), "{body}");
    }
}

#[test]
fn where_nothing_is_said_there_is_no_message() {
    for body in [
        "",
        " \n",
        "\u{feff}",
        "null",
        "[]",
        "{}",
        "7",
        "true",
        r#"["error"]"#,
        r#"[{"error":"a"}]"#,
        r#"{"error":{}}"#,
        r#"{"error":{"issues":{}}}"#,
        r#"{"error":{"issues":[]}}"#,
        r#"{"error":{"issues":"x"}}"#,
        r#"{"error":{"message":{"message":"deeper"}}}"#,
        r#"{"Error":"another case"}"#,
        r#"{"message":[]}"#,
        r#"{"message":[["a"]]}"#,
        r#"{"field":[1,null,{"a":"b"},"</p>"],"other":"a"}"#,
        r#"" ""#,
    ] {
        assert_eq!(message(body), None, "{body}");
    }
    assert_eq!(meet(400, b"\xff\xfe".as_slice()).vendor_message, None, "not text");
}

#[test]
fn a_page_is_no_message_in_whichever_place() {
    for body in [
        "<!doctype html><title>502</title>",
        "  \n<html>",
        "\u{feff}<?xml version='1.0'?>",
        "502 <center>nginx</center>",
        "Bad Gateway <hr> nginx",
        "hello <script>alert(1)",
        "Error <br/> more",
        "gone <!-- proxy 7 -->",
        r#"{"error":"x <img src=x onerror=alert(1)> y"}"#,
        r#"{"error":"<html>x</html>"}"#,
        r#"{"message":" <p>"}"#,
        r#"{"error":{"message":"<p>","issues":[{"message":"</p>"}]}}"#,
        r#""<html>""#,
    ] {
        let error = meet(503, body);
        assert_eq!(error.vendor_message, None, "{body}");
        assert!(!error.message.contains('<'), "{}", error.message);
    }
}

#[test]
fn a_message_is_cut_at_1000_code_points() {
    for letter in ["a", "é", "😀"] {
        for (given, kept) in [(999, 999), (1_000, 1_000), (1_001, 1_000), (20_000, 1_000)] {
            let text = letter.repeat(given);
            assert_eq!(message(&json!({ "error": text }).to_string()), Some(letter.repeat(kept)));
            assert_eq!(message(&text), Some(letter.repeat(kept)));
        }
    }
}

#[test]
fn the_key_is_taken_out_before_the_cut_so_that_no_half_of_it_stays() {
    for before in 970..=1_010 {
        let text = ["x".repeat(before).as_str(), KEY, &"y".repeat(50)].concat();
        let shown = message(&json!({ "error": text }).to_string()).unwrap();
        let whole = ["x".repeat(before).as_str(), "***", &"y".repeat(50)].concat();
        assert_eq!(shown, whole.chars().take(MAX_MESSAGE).collect::<String>());
    }
}

#[test]
fn the_key_stands_in_no_part_of_an_error() {
    let tight = [KEY; 200].concat();
    for text in [KEY.to_owned(), ["Bearer ", KEY].concat(), ["bad key '", KEY, "', again ", KEY].concat(), tight] {
        for body in [
            json!({ "error": text }).to_string(),
            json!({ "message": text }).to_string(),
            json!({ "error": { "issues": [{ "message": text }] } }).to_string(),
            json!({ "message": ["first", text] }).to_string(),
            json!({ "field": [text] }).to_string(),
            text,
        ] {
            let error = meet(401, body.clone());
            assert!(!format!("{error:?}").contains(KEY), "{body}");
            assert!(error.vendor_message.clone().is_some_and(|shown| shown.contains("***")), "{body}");
        }
    }
}

#[test]
fn a_key_that_is_echoed_encoded_is_taken_out_however_it_was_encoded() {
    let key = "k+/=!'()*~";
    for echo in [
        "k+/=!'()*~",
        "k%2B%2F%3D%21%27%28%29%2A~",
        "k%2b%2f%3d%21%27%28%29%2a~",
        "k%2B%2F%3D!'()*~",
        "%6b+/=%21'()*%7E",
    ] {
        let text = ["at ?key=", echo, "&x"].concat();
        let error = meet_with(key, 401, json!({ "error": text }).to_string());
        assert_eq!(error.vendor_message.as_deref(), Some("at ?key=***&x"), "{echo}");
    }
}

#[test]
fn a_key_in_a_request_id_is_taken_out_too() {
    let call = parse::<AccountStatusOptions>(&json!({ "apiKey": KEY, "maxRetries": 0 })).unwrap();
    let world = World::new([status(401).header("x-request-id", ["req-", KEY].concat())]);
    let error = world.call(&call).err().unwrap().error;
    assert_eq!(error.request_id.as_deref(), Some("req-***"));
}

#[test]
fn the_first_header_that_names_the_request_wins_and_is_cut_at_200() {
    let call = parse::<AccountStatusOptions>(&json!({ "apiKey": KEY, "maxRetries": 0 })).unwrap();
    let id = |world: World| world.call(&call).err().unwrap().error.request_id.clone();
    for name in ["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "cf-ray"] {
        assert_eq!(id(World::new([status(500).header(name, "r-1")])).as_deref(), Some("r-1"), "{name}");
    }
    let both = status(500).header("cf-ray", "ray").header("x-request-id", "r-1");
    assert_eq!(id(World::new([both])).as_deref(), Some("r-1"));
    let empty = status(500).header("x-request-id", "").header("cf-ray", "ray");
    assert_eq!(id(World::new([empty])).as_deref(), Some("ray"));
    assert_eq!(id(World::new([status(500).header("x-request-id", "i".repeat(500))])), Some("i".repeat(200)));
    assert_eq!(id(World::new([answer(200, "damaged").header("x-request-id", "r-2")])).as_deref(), Some("r-2"));
}

#[test]
fn the_message_for_people_quotes_the_services_words_shortened() {
    let error = meet(400, json!({ "error": "w".repeat(301) }).to_string());
    assert!(
        error.message.starts_with(&["ConnectSafely answered 400: ", &"w".repeat(300), "… "].concat()),
        "{}",
        error.message
    );
    let error = meet(400, json!({ "error": "Why?" }).to_string());
    assert_eq!(
        error.message,
        "ConnectSafely answered 400: Why? Check the options against the service's documentation."
    );
}

#[test]
fn a_200_that_says_it_failed_or_nothing_but_an_error_is_quoted() {
    for (body, text) in [
        (r#"{"success":false,"message":"b","id":"x"}"#, Some("b")),
        (r#"{"error":"a"}"#, Some("a")),
        (r#"{"error":"a","id":"x"}"#, None),
        (r#"{"message":"b"}"#, None),
        (r#"{"success":true,"message":"b"}"#, None),
    ] {
        let error = meet(200, body);
        assert_eq!((error.code, error.vendor_message.as_deref()), (ErrorCode::InvalidResponse, text), "{body}");
        assert_eq!(error.message.contains("; it says: "), text.is_some(), "{}", error.message);
    }
}
