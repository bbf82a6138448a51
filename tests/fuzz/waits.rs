//! The stated time, from any headers and any body.

use crate::generate::Source;
use crate::run::fuzz;
use crate::tree::Tree;
use linkedin_status::body::Body;
use linkedin_status::dates::{self, FAR};
use linkedin_status::stated::wait_ms;
use serde_json::json;

#[test]
fn stated_waits() {
    fuzz("stated_waits", |source| {
        let now = source.between(0, 4_000_000_000_000) as f64;
        let status = *source.pick(&[200, 401, 429, 429, 429, 500, 503]);
        let retry_after = source.once_in(2).then(|| time(source));
        let reset = source.once_in(2).then(|| time(source));
        let hold = source.once_in(2).then(|| if source.once_in(2) { json!(time(source)) } else { source.json(2) });
        let body = hold.as_ref().map_or_else(
            || Body::Text(source.text()),
            |hold| Body::Json(Tree(Some(json!({ "error": "Slow down", "holdUntil": hold })))),
        );
        let header = |name: &'static str| match name {
            "retry-after" => retry_after.clone(),
            "x-ratelimit-reset" => reset.clone(),
            other => panic!("nobody needs {other}"),
        };
        let stated = wait_ms(status, &header, &body, now);

        if let Some(ms) = stated {
            assert!((0.0..=FAR).contains(&ms), "{ms}");
        }
        let until = |time: f64| (time - now).clamp(0.0, FAR);
        let moment = |text: &String| dates::unix_seconds(text).or_else(|| dates::iso(text)).map(until);
        let first = retry_after.as_ref().and_then(|text| dates::seconds(text).or_else(|| dates::http(text).map(until)));
        let second = reset.as_ref().and_then(moment).filter(|_| status == 429);
        match (first, second) {
            (Some(first), _) => assert_eq!(stated, Some(first)),
            (None, Some(second)) => assert_eq!(stated, Some(second)),
            (None, None) if status != 429 || hold.is_none() => assert_eq!(stated, None),
            (None, None) => match hold.unwrap() {
                serde_json::Value::String(text) => assert_eq!(stated, moment(&text)),
                serde_json::Value::Number(number) => {
                    assert_eq!(stated, Some(until(number.as_f64().unwrap() * 1_000.0)))
                }
                other => assert_eq!(stated, None, "{other}"),
            },
        }
    });
}

/// Something that may be a time.
fn time(source: &mut Source) -> String {
    let text = match source.below(5) {
        0 => source.text(),
        1 => source.between(0, 3_000).to_string(),
        2 => source.between(0, 4_000_000_000).to_string(),
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
