//! What an answer tells of the service's own limit: the `X-RateLimit-*` headers, which ConnectSafely documents for its API and
//! other gateways send as well.

use crate::dates::whole_number;
use crate::stated;
use crate::text::trimmed;

/// The limit of requests, as far as the headers tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct RateLimit {
    /// Requests allowed in the service's window.
    pub limit: Option<f64>,
    /// Requests used of these.
    pub used: Option<f64>,
    /// Requests left of these.
    pub remaining: Option<f64>,
    /// When the window starts anew, in milliseconds since 1970.
    pub reset_at: Option<f64>,
}

/// What these headers tell; nothing where none of them is there. `unix_ms` is the time by the local clock.
pub fn read(header: &dyn Fn(&'static str) -> Option<String>, unix_ms: f64) -> Option<RateLimit> {
    let found = RateLimit {
        limit: number(header, "x-ratelimit-limit"),
        used: number(header, "x-ratelimit-used"),
        remaining: number(header, "x-ratelimit-remaining"),
        reset_at: stated::reset_at(header, unix_ms),
    };
    (found.limit.is_some() || found.used.is_some() || found.remaining.is_some() || found.reset_at.is_some())
        .then_some(found)
}

/// Milliseconds until the limit starts anew, where an answer says that nothing is left of it until then.
pub fn used_up_for(header: &dyn Fn(&'static str) -> Option<String>, unix_ms: f64) -> Option<f64> {
    if number(header, "x-ratelimit-remaining")? > 0.0 {
        return None;
    }
    stated::reset_wait_ms(header, unix_ms)
}

fn number(header: &dyn Fn(&'static str) -> Option<String>, name: &'static str) -> Option<f64> {
    whole_number(trimmed(&header(name)?).as_bytes()).filter(|number| *number <= crate::limits::MAX_SAFE_INTEGER)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: f64 = 1_771_908_793_000.0;

    fn of(headers: &[(&str, &str)]) -> Option<RateLimit> {
        read(&|name| headers.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()), NOW)
    }

    #[test]
    fn what_is_told_is_read_and_the_rest_left_out() {
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[("retry-after", "7")]), None);
        let all = [
            ("x-ratelimit-limit", "100"),
            ("x-ratelimit-used", " 40 "),
            ("x-ratelimit-remaining", "60"),
            ("x-ratelimit-reset", "1771908800"),
        ];
        let whole = RateLimit {
            limit: Some(100.0),
            used: Some(40.0),
            remaining: Some(60.0),
            reset_at: Some(1_771_908_800_000.0),
        };
        assert_eq!(of(&all), Some(whole.clone()));
        assert_eq!(of(&all[..1]), Some(RateLimit { used: None, remaining: None, reset_at: None, ..whole }));
        for odd in ["", "-1", "1.5", "100, 100;w=60", "9007199254740993", "many"] {
            assert_eq!(of(&[("x-ratelimit-remaining", odd)]), None, "{odd}");
        }
    }

    #[test]
    fn a_limit_is_used_up_where_nothing_is_left_and_the_reset_is_stated() {
        let wait = |remaining: &str, reset: &str| {
            let headers = [("x-ratelimit-remaining", remaining), ("x-ratelimit-reset", reset)];
            let header = |name| headers.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            used_up_for(&header, NOW)
        };
        assert_eq!(wait("0", "7"), Some(7_000.0));
        assert_eq!(wait("0", "1771908800000"), Some(7_000.0));
        assert_eq!(wait("1", "7"), None);
        assert_eq!(wait("", "7"), None);
        assert_eq!(wait("0", "soon"), None);
        assert_eq!(wait("0", "99999999999999"), None, "more than 31 days away");
    }
}
