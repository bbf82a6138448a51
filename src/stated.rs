//! When a service says that it may be asked again.

use crate::body::Body;
use crate::dates::{self, whole_number};
use crate::json::Json;
use crate::text::{split, trimmed};

/// 31 days. A time farther away is a mistake of the service, such as a wrong unit, and counts as not stated.
pub const MAX_WAIT_MS: f64 = 31.0 * 86_400_000.0;

/// A time that a service states.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stated {
    /// Milliseconds from now.
    In(f64),
    /// Milliseconds since 1970, by the service's clock.
    At(f64),
}

impl Stated {
    /// A number in a place for Unix seconds. Services also send seconds from now or milliseconds there, and the size tells
    /// which: 1e9 seconds is the year 2001, or 31 years from now; 1e11 milliseconds is 1973, and as many seconds the year 5138.
    pub fn by_size(number: f64) -> Self {
        match number {
            ..1e9 => Self::In((number * 1_000.0).ceil()),
            ..1e11 => Self::At((number * 1_000.0).ceil()),
            _ => Self::At(number.ceil()),
        }
    }

    /// An ISO date, or a number as in [`Stated::by_size`].
    pub fn from_text(text: &str) -> Option<Self> {
        let number = trimmed(text);
        let (whole, fraction) = split(number, b'.').unwrap_or((number, "0"));
        match (whole_number(whole.as_bytes()), dates::milliseconds(fraction.as_bytes())) {
            (Some(whole), Some(ms)) => Some(Self::by_size(whole + ms as f64 / 1_000.0)),
            _ => dates::iso(text).map(Self::At),
        }
    }

    /// `Retry-After`: a whole number of seconds, or an HTTP date. Some services send a date as a number there.
    fn from_retry_after(text: &str) -> Option<Self> {
        whole_number(trimmed(text).as_bytes()).map(Self::by_size).or_else(|| dates::http(text).map(Self::At))
    }

    /// Milliseconds left when the service's clock shows `now_ms`; 0 where the time has passed. Nothing where it is too far away
    /// to be meant.
    pub fn wait_ms(self, now_ms: f64) -> Option<f64> {
        let wait = match self {
            Self::In(ms) => ms,
            Self::At(ms) => ms - now_ms,
        };
        (wait <= MAX_WAIT_MS).then_some(wait.max(0.0))
    }
}

/// Milliseconds until the time that an answer states, at least 0; nothing where it states none. `unix_ms` is the time by the
/// local clock.
///
/// `Retry-After` counts on every status (RFC 9110, section 10.2.3); `X-RateLimit-Reset` and the body's `holdUntil` on 429
/// alone, where ConnectSafely was seen to send them.
pub fn wait_ms<J: Json>(
    status: u16,
    header: &dyn Fn(&'static str) -> Option<String>,
    body: &Body<J>,
    unix_ms: f64,
) -> Option<f64> {
    let now_ms = service_time(header, unix_ms);
    let retry_after = || Stated::from_retry_after(&header("retry-after")?)?.wait_ms(now_ms);
    let reset = || reset(header)?.wait_ms(now_ms);
    let hold = || {
        let Body::Json(json) = body else { return None };
        let hold = json.field("holdUntil");
        let stated = match hold.text() {
            Some(text) => Stated::from_text(&text)?,
            None => Stated::by_size(hold.number()?),
        };
        stated.wait_ms(now_ms)
    };
    retry_after().or_else(|| if status == 429 { reset().or_else(hold) } else { None })
}

/// When the limit of requests starts anew by `X-RateLimit-Reset`, in milliseconds since 1970. `unix_ms` is the time by the
/// local clock.
pub fn reset_at(header: &dyn Fn(&'static str) -> Option<String>, unix_ms: f64) -> Option<f64> {
    let stated = reset(header)?;
    stated.wait_ms(service_time(header, unix_ms))?;
    Some(match stated {
        Stated::In(ms) => unix_ms + ms,
        Stated::At(ms) => ms,
    })
}

/// Milliseconds until then, at least 0.
pub fn reset_wait_ms(header: &dyn Fn(&'static str) -> Option<String>, unix_ms: f64) -> Option<f64> {
    reset(header)?.wait_ms(service_time(header, unix_ms))
}

fn reset(header: &dyn Fn(&'static str) -> Option<String>) -> Option<Stated> {
    Stated::from_text(&header("x-ratelimit-reset")?)
}

/// The time when the answer was made, in milliseconds since 1970. Where the answer tells it, dates in the answer are compared with
/// that, so that a wrong clock on either side changes no wait.
fn service_time(header: &dyn Fn(&'static str) -> Option<String>, unix_ms: f64) -> f64 {
    header("date").and_then(|date| dates::http(&date)).unwrap_or(unix_ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const NOW: f64 = 1_771_908_793_000.0;
    const DAY: f64 = 86_400.0;

    /// The wait by these headers and this `holdUntil`.
    fn wait(status: u16, headers: &[(&str, &str)], hold: Value) -> Option<f64> {
        let header = |name| headers.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let body = if hold.is_null() { json!({}) } else { json!({ "holdUntil": hold }) };
        wait_ms(status, &header, &Body::Json(Some(body)), NOW)
    }

    fn retry_after(text: &str) -> Option<f64> {
        wait(503, &[("retry-after", text)], Value::Null)
    }

    fn reset_and_hold(text: &str) -> Option<f64> {
        let reset = wait(429, &[("x-ratelimit-reset", text)], Value::Null);
        assert_eq!(reset, wait(429, &[], text.into()), "holdUntil as text: {text}");
        if let Ok(number @ Value::Number(_)) = serde_json::from_str(text) {
            assert_eq!(reset, wait(429, &[], number), "holdUntil as a number: {text}");
        }
        reset
    }

    #[test]
    fn a_number_is_read_by_its_size() {
        for (seconds_from_now, text) in [
            (7.0, "7"),
            (7.0, "1771908800"),
            (7.0, "1771908800000"),
            (0.0, "1771908793"),
            (0.0, "1771908793000"),
            (0.0, "1000000000"),
            (0.0, "100000000000"),
            (31.0 * DAY, "2678400"),
            (31.0 * DAY, "1774587193"),
            (31.0 * DAY, "1774587193000"),
        ] {
            assert_eq!(retry_after(text), Some(seconds_from_now * 1_000.0), "Retry-After: {text}");
            assert_eq!(reset_and_hold(text), Some(seconds_from_now * 1_000.0), "{text}");
        }
    }

    #[test]
    fn what_is_more_than_31_days_away_is_no_statement() {
        for text in [
            "2678401",
            "999999999",
            "1774587194",
            "1774587193001",
            "99999999999",
            "9007199254740991",
            "99999999999999999999999999",
        ] {
            assert_eq!(retry_after(text), None, "Retry-After: {text}");
            assert_eq!(reset_and_hold(text), None, "{text}");
        }
        assert_eq!(retry_after("Fri, 27 Mar 2026 04:53:13 GMT"), Some(31.0 * DAY * 1_000.0));
        assert_eq!(retry_after("Fri, 27 Mar 2026 04:53:14 GMT"), None);
        assert_eq!(reset_and_hold("9999-12-31T23:59:59Z"), None);
        assert_eq!(wait(429, &[], json!(1e300)), None);
    }

    #[test]
    fn fractions_are_rounded_up() {
        assert_eq!(reset_and_hold("1771908800.25"), Some(7_250.0));
        assert_eq!(reset_and_hold("1771908800.000"), Some(7_000.0));
        assert_eq!(reset_and_hold("1771908800000.5"), Some(7_001.0));
        assert_eq!(reset_and_hold("0.5"), Some(500.0));
        assert_eq!(wait(429, &[("x-ratelimit-reset", "0.0001")], Value::Null), Some(1.0));
    }

    #[test]
    fn the_past_means_now() {
        for text in ["0", "Sun, 06 Nov 1994 08:49:37 GMT"] {
            assert_eq!(retry_after(text), Some(0.0), "{text}");
        }
        for text in ["0", "1500000000", "1969-07-20T20:17:40Z"] {
            assert_eq!(reset_and_hold(text), Some(0.0), "{text}");
        }
        assert_eq!(wait(429, &[], json!(-5)), Some(0.0));
    }

    #[test]
    fn what_is_malformed_is_no_statement() {
        for text in ["soon", "1.5", "-1", "+1", "1e3", "0x10", "５", "", "7 8", "2026-02-24T04:53:20Z"] {
            assert_eq!(retry_after(text), None, "{text}");
        }
        for text in ["soon", "-1", "+1", "1.", ".5", "1.5.2", "1e3", "0x10", "５", "", "Tue, 24 Feb 2026 04:53:20 GMT"]
        {
            assert_eq!(wait(429, &[("x-ratelimit-reset", text)], Value::Null), None, "{text}");
            assert_eq!(wait(429, &[], text.into()), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_compared_with_the_services_own_clock() {
        // Its clock is an hour ahead.
        let date = ("date", "Tue, 24 Feb 2026 05:53:13 GMT");
        for (name, text, ms) in [
            ("retry-after", "Tue, 24 Feb 2026 05:53:14 GMT", 1_000.0),
            ("retry-after", "1771912394", 1_000.0),
            ("x-ratelimit-reset", "2026-02-24T05:53:14.5Z", 1_500.0),
            ("x-ratelimit-reset", "1771912394000", 1_000.0),
            // Seconds from now need no clock.
            ("retry-after", "7", 7_000.0),
            ("x-ratelimit-reset", "7", 7_000.0),
        ] {
            assert_eq!(wait(429, &[date, (name, text)], Value::Null), Some(ms), "{name}: {text}");
        }
        assert_eq!(wait(429, &[date], json!(1_771_912_394)), Some(1_000.0));
        let unreadable = ("date", "yesterday");
        assert_eq!(wait(429, &[unreadable], json!(1_771_908_800)), Some(7_000.0), "by the local clock");
    }

    #[test]
    fn the_reset_is_told_as_a_date() {
        let at = |date: &str, reset: &str| {
            let (date, reset) = (date.to_owned(), reset.to_owned());
            reset_at(&|name| Some(if name == "date" { date.clone() } else { reset.clone() }), NOW)
        };
        for reset in ["7", "1771908800", "1771908800000", "2026-02-24T04:53:20Z"] {
            assert_eq!(at("", reset), Some(NOW + 7_000.0), "{reset}");
        }
        assert_eq!(at("", "1771908700"), Some(NOW - 93_000.0), "the past stays what it is");
        for reset in ["", "soon", "9999-12-31T23:59:59Z", "99999999999999"] {
            assert_eq!(at("", reset), None, "{reset}");
        }
        assert_eq!(at("Sun, 24 Feb 2036 04:53:13 GMT", "2036-02-24T04:53:20Z"), Some(2_087_441_600_000.0));
    }
}
