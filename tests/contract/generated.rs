//! `pkg/src/limits.js` is written from `src/limits.rs`, so that both languages have the same limits and option names.

use linkedin_status::limits;
use std::fmt::Write;
use std::{fs, path::Path};

const HEAD: &str =
    "// Written by the test tests/contract/generated.rs from src/limits.rs. Change that file, not this one.\n";

fn limits_js() -> String {
    let mut text = HEAD.to_owned();
    for (name, value) in [
        ("MAX_BODY", limits::MAX_BODY),
        ("MAX_DEPTH", limits::MAX_DEPTH),
        ("MAX_TEXT", limits::MAX_TEXT),
        ("DEFAULT_TIMEOUT_MS", limits::DEFAULT_TIMEOUT_MS as usize),
        ("MAX_TIMEOUT_MS", limits::MAX_TIMEOUT_MS as usize),
        ("DEFAULT_PER_MINUTE", limits::DEFAULT_PER_MINUTE as usize),
        ("DEFAULT_PER_DAY", limits::DEFAULT_PER_DAY as usize),
        ("DEFAULT_CONCURRENCY", limits::DEFAULT_CONCURRENCY as usize),
        ("MAX_PAUSE_MS", limits::MAX_PAUSE_MS),
        ("MAX_ACCOUNT_AGE_MS", limits::MAX_ACCOUNT_AGE_MS),
    ] {
        writeln!(text, "export const {name} = {value};").unwrap();
    }
    for (name, options) in [
        ("CALL_OPTIONS", limits::CALL_OPTIONS),
        ("ACCOUNT_OPTIONS", limits::ACCOUNT_OPTIONS),
        ("CONNECTION_OPTIONS", limits::CONNECTION_OPTIONS),
        ("VIEW_OPTIONS", limits::VIEW_OPTIONS),
        ("PACE_OPTIONS", limits::PACE_OPTIONS),
    ] {
        writeln!(text, "export const {name} = {};", serde_json::to_string(options).unwrap()).unwrap();
    }
    let headers = [limits::REQUEST_ID_HEADERS, limits::TIME_HEADERS, limits::RATE_LIMIT_HEADERS].concat();
    writeln!(text, "export const RESPONSE_HEADERS = {};", serde_json::to_string(&headers).unwrap()).unwrap();
    text
}

#[test]
fn the_generated_javascript_is_fresh() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("pkg/src/limits.js");
    let wanted = limits_js();
    if fs::read_to_string(&file).is_ok_and(|found| found.replace("\r\n", "\n") == wanted) {
        return;
    }
    fs::write(&file, wanted).unwrap();
    panic!("pkg/src/limits.js was out of date and has been written anew: run the tests again and commit the file");
}
