//! Points in time as services write them, in milliseconds since 1970.

use crate::cursor::Cursor;
use crate::text::{split, trimmed};

/// The largest time that is told apart; later ones are as good as never.
pub const FAR: f64 = 9_007_199_254_740_991.0;

/// One of the three date formats of RFC 9110, section 5.6.7. The day of the week must be right, too.
pub fn http(text: &str) -> Option<f64> {
    let mut rest = Cursor::new(text);
    let weekday = rest.name(b"MonTueWedThuFriSatSun");
    let (year, month, day, seconds);
    if rest.eats(b" ") {
        // Tue Feb 24 04:53:13 2026
        month = rest.name(MONTHS);
        rest.word(b" ");
        day = if rest.eats(b" ") { rest.digits(1) } else { rest.digits(2) };
        rest.word(b" ");
        seconds = rest.time();
        rest.word(b" ");
        year = rest.digits(4);
    } else {
        // Tue, 24 Feb 2026 04:53:13 GMT or Tuesday, 24-Feb-26 04:53:13 GMT
        let long = !rest.eats(b", ");
        if long {
            let ends: [&[u8]; 7] = [b"day, ", b"sday, ", b"nesday, ", b"rsday, ", b"day, ", b"urday, ", b"day, "];
            rest.word(ends.get(weekday as usize).copied().unwrap_or(b"?"));
        }
        let between: &[u8] = if long { b"-" } else { b" " };
        day = rest.digits(2);
        rest.word(between);
        month = rest.name(MONTHS);
        rest.word(between);
        year = if long { century(rest.digits(2)) } else { rest.digits(4) };
        rest.word(b" ");
        seconds = rest.time();
        rest.word(b" GMT");
    }
    if !rest.is_done() || year < 1970 || !(1..=days_in(year, month + 1)).contains(&day) {
        return None;
    }
    let days = days_since_1970(year, month + 1, day);
    ((days + 3) % 7 == weekday).then(|| (f64::from(days) * 86_400.0 + f64::from(seconds)) * 1_000.0)
}

const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";

/// Years of two digits, as they were meant when dates had them.
const fn century(year: u32) -> u32 {
    if year < 70 { 2_000 + year } else { 1_900 + year }
}

/// Whole seconds, of any length.
pub fn seconds(text: &str) -> Option<f64> {
    let text = trimmed(text);
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut value = 0.0;
    for digit in text.bytes() {
        value = value * 10.0 + f64::from(digit - b'0');
    }
    Some((value * 1_000.0_f64).min(FAR))
}

/// Unix seconds, also with a fraction, which is rounded up: a stated time must not be met early.
pub fn unix_seconds(text: &str) -> Option<f64> {
    match split(trimmed(text), b'.') {
        None => seconds(text),
        Some((whole, fraction)) => {
            seconds(fraction)?;
            Some((seconds(whole)? + 1_000.0).min(FAR))
        }
    }
}

/// ISO 8601 as RFC 3339 narrows it: `2026-02-24T04:53:13.750Z`, also with an offset, without seconds, or as a date alone.
/// Without an offset the time is read as UTC.
pub fn iso(text: &str) -> Option<f64> {
    let mut rest = Cursor::new(text);
    let year = rest.digits(4);
    rest.word(b"-");
    let month = rest.digits(2);
    rest.word(b"-");
    let day = rest.digits(2);
    if rest.has_failed() || !(1..=12).contains(&month) || !(1..=days_in(year, month)).contains(&day) {
        return None;
    }
    // Counted from the year 0, where no number is below 0.
    let mut ms = (f64::from(days(year, month, day)) - f64::from(BEFORE_1970)) * 86_400_000.0;
    if rest.is_done() {
        return Some(ms);
    }
    if !rest.eats(b"T") && !rest.eats(b"t") {
        rest.word(b" ");
    }
    let hour = rest.digits(2);
    rest.word(b":");
    let minute = rest.digits(2);
    let second = if rest.eats(b":") { rest.digits(2) } else { 0 };
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    ms += f64::from((hour * 60 + minute) * 60 + second) * 1_000.0 + f64::from(rest.fraction());
    ms -= rest.offset_minutes() * 60_000.0;
    rest.is_done().then_some(ms)
}

const fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// What `days` gives for 1970-01-01.
const BEFORE_1970: u32 = days(1970, 1, 1);

const fn days_since_1970(year: u32, month: u32, day: u32) -> u32 {
    days(year, month, day) - BEFORE_1970
}

/// Howard Hinnant's `days_from_civil`, <https://howardhinnant.github.io/date_algorithms.html>, 400 years later: those make a
/// whole number of weeks.
const fn days(year: u32, month: u32, day: u32) -> u32 {
    let year = if month <= 2 { year + 399 } else { year + 400 };
    year * 365 + year / 4 - year / 100 + year / 400 + (153 * ((month + 9) % 12) + 2) / 5 + day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_dates_are_read_in_all_the_ways_that_services_write_them() {
        for (text, ms) in [
            ("1970-01-01T00:00:00Z", 0.0),
            ("2026-02-24T04:53:13.750Z", 1_771_908_793_750.0),
            ("2026-02-24t04:53:13.75z", 1_771_908_793_750.0),
            ("2026-02-24T05:53:13.750+01:00", 1_771_908_793_750.0),
            ("2026-02-24T05:53:13.750+0100", 1_771_908_793_750.0),
            ("2026-02-24T05:53:13.750+01", 1_771_908_793_750.0),
            ("2026-02-23T23:53:13.7500001-05:00", 1_771_908_793_751.0),
            ("2026-02-24 04:53:13", 1_771_908_793_000.0),
            ("2026-02-24T04:53Z", 1_771_908_780_000.0),
            ("2026-02-24", 1_771_891_200_000.0),
            ("2024-02-29T23:59:60Z", 1_709_251_200_000.0),
            ("1969-12-31T23:59:59Z", -1_000.0),
        ] {
            assert_eq!(iso(text), Some(ms), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "soon",
            "2026-02-24T04:53:61Z",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "2026-02-24T",
            "2026-02-24T25:00:00Z",
            "2026-02-24T04:53:13.Z",
            "2026-02-24T04:53:13Zx",
            "2026-02-24T04:53:13+1",
            "2026-02-24T04:53:13+99:00",
            "éééé-02-24",
            "-026-02-24",
        ] {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    #[test]
    fn seconds_are_whole_and_of_any_length() {
        assert_eq!(seconds(" 120 "), Some(120_000.0));
        assert_eq!(seconds("0"), Some(0.0));
        assert_eq!(seconds(&"9".repeat(400)), Some(FAR));
        for text in ["", "1.5", "-1", "+1", "1e3", "0x10", "５"] {
            assert_eq!(seconds(text), None, "{text}");
        }
        assert_eq!(unix_seconds("1771908793.25"), Some(1_771_908_794_000.0));
        assert_eq!(unix_seconds("1."), None);
    }

    #[test]
    fn http_dates_are_read_in_all_three_forms() {
        for text in ["Tue, 24 Feb 2026 04:53:13 GMT", "Tuesday, 24-Feb-26 04:53:13 GMT", "Tue Feb 24 04:53:13 2026"] {
            assert_eq!(http(text), Some(1_771_908_793_000.0), "{text}");
        }
        assert_eq!(http("2026-02-24T04:53:13Z"), None);
    }
}
