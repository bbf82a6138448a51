//! When a service says that it may be asked again.

use crate::answer::{Field, Kind, optional};
use crate::body::{Body, Json, Look};
use crate::dates;

/// Where ConnectSafely's 429 says it: an ISO date, or Unix seconds.
const HOLD: &[Field] = &[optional("holdUntil", Kind::Text)];

/// Milliseconds from `unix_ms` until the stated time, at least 0; nothing where none is stated.
///
/// `Retry-After` counts on every status (RFC 9110, section 10.2.3); `X-RateLimit-Reset` and the body's `holdUntil` on 429
/// alone, where ConnectSafely was seen to send them.
pub fn wait_ms<J: Json>(
    status: u16,
    header: &dyn Fn(&'static str) -> Option<String>,
    body: &Body<J>,
    unix_ms: f64,
) -> Option<f64> {
    let from_now = |time: f64| (time - unix_ms).clamp(0.0, dates::FAR);
    let retry_after = || {
        let text = header("retry-after")?;
        dates::seconds(&text).or_else(|| dates::http(&text).map(from_now))
    };
    let reset = || {
        let text = header("x-ratelimit-reset")?;
        moment(&text).map(from_now)
    };
    let hold = || {
        let Body::Json(json) = body else { return None };
        match json.looks(HOLD).1.first()? {
            Look::Text => moment(&json.text("holdUntil")?).map(from_now),
            Look::Number(seconds) => Some(from_now(seconds * 1_000.0)),
            _ => None,
        }
    };
    retry_after().or_else(|| if status == 429 { reset().or_else(hold) } else { None })
}

/// An ISO date or Unix seconds.
fn moment(text: &str) -> Option<f64> {
    dates::unix_seconds(text).or_else(|| dates::iso(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const NOW: f64 = 1_771_908_793_000.0;

    fn wait(status: u16, retry_after: Option<&str>, reset: Option<&str>, hold: Value) -> Option<f64> {
        let header = |name| match name {
            "retry-after" => retry_after.map(str::to_owned),
            _ => reset.map(str::to_owned),
        };
        let body = if hold.is_null() { json!({}) } else { json!({ "holdUntil": hold }) };
        wait_ms(status, &header, &Body::Json(body), NOW)
    }

    #[test]
    fn all_four_forms_are_read() {
        assert_eq!(wait(429, Some("7"), None, Value::Null), Some(7_000.0));
        assert_eq!(wait(503, Some("Tue, 24 Feb 2026 04:53:20 GMT"), None, Value::Null), Some(7_000.0));
        assert_eq!(wait(429, None, Some("1771908800"), Value::Null), Some(7_000.0));
        assert_eq!(wait(429, None, Some("2026-02-24T04:53:20Z"), Value::Null), Some(7_000.0));
        assert_eq!(wait(429, None, None, json!("2026-02-24T04:53:20Z")), Some(7_000.0));
        assert_eq!(wait(429, None, None, json!(1_771_908_800)), Some(7_000.0));
        assert_eq!(wait(429, None, None, json!(1_771_908_793.5)), Some(500.0));
    }

    #[test]
    fn the_past_means_now() {
        assert_eq!(wait(429, Some("0"), None, Value::Null), Some(0.0));
        assert_eq!(wait(429, Some("Sun, 06 Nov 1994 08:49:37 GMT"), None, Value::Null), Some(0.0));
        assert_eq!(wait(429, None, Some("12"), Value::Null), Some(0.0));
    }

    #[test]
    fn what_is_malformed_is_no_statement_and_the_next_form_is_asked() {
        for text in ["soon", "1.5", "-1", "", "2026-02-24T04:53:20Z"] {
            assert_eq!(wait(429, Some(text), None, Value::Null), None, "{text}");
        }
        assert_eq!(wait(429, Some("soon"), Some("1771908800"), Value::Null), Some(7_000.0));
        assert_eq!(wait(429, None, Some("later"), json!(1_771_908_800)), Some(7_000.0));
    }

    #[test]
    fn reset_and_hold_until_count_on_429_alone() {
        assert_eq!(wait(503, None, Some("1771908800"), json!(1_771_908_800)), None);
    }
}
