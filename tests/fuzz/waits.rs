//! The stated time, from any headers and any body.

use crate::generate::Source;
use crate::run::fuzz;
use crate::tree::Tree;
use linkedin_status::body::Body;
use linkedin_status::dates;
use linkedin_status::stated::{MAX_WAIT_MS, wait_ms};
use serde_json::json;

#[test]
fn stated_waits() {
    fuzz("stated_waits", |source| {
        let unix_ms = source.between(0, 4_000_000_000_000) as f64;
        let status = *source.pick(&[200, 401, 429, 429, 429, 500, 503]);
        let retry_after = source.once_in(2).then(|| time(source));
        let date = source.once_in(2).then(|| time(source));
        let reset = source.once_in(2).then(|| time(source));
        let hold = source.once_in(2).then(|| if source.once_in(2) { json!(time(source)) } else { source.json(2) });
        let body = hold.as_ref().map_or_else(
            || Body::Text(source.text()),
            |hold| Body::Json(Tree(Some(json!({ "error": "Slow down", "holdUntil": hold })))),
        );
        let header = |name: &'static str| match name {
            "date" => date.clone(),
            "retry-after" => retry_after.clone(),
            "x-ratelimit-reset" => reset.clone(),
            other => panic!("nobody needs {other}"),
        };
        let stated = wait_ms(status, &header, &body, unix_ms);

        if let Some(ms) = stated {
            assert!((0.0..=MAX_WAIT_MS).contains(&ms), "{ms}");
        }
        let now = date.as_deref().and_then(dates::http).unwrap_or(unix_ms);
        let near = |wait: f64| Some(wait.max(0.0)).filter(|wait| *wait <= MAX_WAIT_MS);
        let by_size = |number: f64| match number {
            _ if number < 1e9 => near((number * 1_000.0).ceil()),
            _ if number < 1e11 => near((number * 1_000.0).ceil() - now),
            _ => near(number.ceil() - now),
        };
        let plain = |text: &str| text.trim_ascii().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let number = |text: &str| text.trim_ascii().parse::<f64>().ok().filter(|_| plain(text));
        let moment = |text: &str| match (text.trim_ascii().starts_with('.'), text.trim_ascii().ends_with('.')) {
            (false, false) => number(text).map_or_else(|| near(dates::iso(text)? - now), by_size),
            _ => None,
        };
        let first = retry_after.as_deref().and_then(|text| match number(text) {
            Some(seconds) if !text.contains('.') => by_size(seconds),
            _ => near(dates::http(text)? - now),
        });
        let second = reset.as_deref().and_then(moment).filter(|_| status == 429);
        let third = hold.filter(|_| status == 429).and_then(|hold| match hold {
            serde_json::Value::String(text) => moment(&text),
            serde_json::Value::Number(number) => by_size(number.as_f64().unwrap()),
            _ => None,
        });
        // A number with a fraction may be read a millisecond later than the float next to it says.
        match (stated, first.or(second).or(third)) {
            (Some(stated), Some(known)) => assert!((stated - known).abs() <= 1.0, "{stated} {known}"),
            (stated, known) => assert_eq!(stated, known),
        }
    });
}

/// Something that may be a time.
fn time(source: &mut Source) -> String {
    let text = match source.below(6) {
        0 => source.text(),
        1 => source.between(0, 3_000).to_string(),
        2 => source.between(0, 4_000_000_000).to_string(),
        3 => source.between(0, 4_000_000_000_000).to_string(),
        _ => {
            let known = [
                "Tue, 24 Feb 2026 04:53:20 GMT",
                "2026-02-24T04:53:13.750Z",
                "1771908800.5",
                "Tue Feb 24 04:53:20 2026",
            ];
            (*source.pick(&known)).to_owned()
        }
    };
    if source.once_in(3) { source.mutated(&text) } else { text }
}
