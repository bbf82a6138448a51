//! Points in time as services write them, in milliseconds since 1970.

use crate::text::split;

/// The largest time that is told apart; later ones are as good as never.
pub const FAR: f64 = 9_007_199_254_740_991.0;

/// One of the three date formats of RFC 9110, section 5.6.7. The day of the week must be right, too.
pub fn http(text: &str) -> Option<f64> {
    let mut rest = Cursor(text.trim().as_bytes());
    let weekday = rest.name(b"MonTueWedThuFriSatSun")?;
    let (year, month, day, seconds);
    if rest.word(b" ").is_some() {
        // Tue Feb 24 04:53:13 2026
        month = rest.name(MONTHS)?;
        rest.word(b" ")?;
        day = if rest.word(b" ").is_some() { rest.digits(1)? } else { rest.digits(2)? };
        rest.word(b" ")?;
        seconds = rest.time()?;
        year = rest.after(b" ", 4)?;
    } else {
        // Tue, 24 Feb 2026 04:53:13 GMT or Tuesday, 24-Feb-26 04:53:13 GMT
        let long = rest.word(b", ").is_none();
        if long {
            let ends: [&[u8]; 7] = [b"day, ", b"sday, ", b"nesday, ", b"rsday, ", b"day, ", b"urday, ", b"day, "];
            rest.word(ends.get(usize::try_from(weekday).ok()?)?)?;
        }
        let between: &[u8] = if long { b"-" } else { b" " };
        day = rest.digits(2)?;
        rest.word(between)?;
        month = rest.name(MONTHS)?;
        rest.word(between)?;
        year = if long { century(rest.digits(2)?) } else { rest.digits(4)? };
        rest.word(b" ")?;
        seconds = rest.time()?;
        rest.word(b" GMT")?;
    }
    let days = days_since_1970(year, month + 1, day);
    let valid = rest.0.is_empty()
        && year >= 1970
        && (1..=days_in(year, month + 1)).contains(&day)
        && (days + 3).rem_euclid(7) == weekday;
    valid.then_some((days * 86_400 + seconds) as f64 * 1_000.0)
}

const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";

/// Years of two digits, as they were meant when dates had them.
const fn century(year: i64) -> i64 {
    if year < 70 { 2_000 + year } else { 1_900 + year }
}

/// Whole seconds, of any length.
pub fn seconds(text: &str) -> Option<f64> {
    let text = text.trim();
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
    match split(text.trim(), b'.') {
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
    let mut rest = Cursor(text.trim().as_bytes());
    let (year, month, day) = (rest.digits(4)?, rest.after(b"-", 2)?, rest.after(b"-", 2)?);
    if !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) {
        return None;
    }
    let mut ms = days_since_1970(year, month, day) * 86_400_000;
    if rest.0.is_empty() {
        return Some(ms as f64);
    }
    let (hour, minute) = (rest.after(b"Tt ", 2)?, rest.after(b":", 2)?);
    let second = rest.after(b":", 2).unwrap_or(0);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    ms += (hour * 3_600 + minute * 60 + second) * 1_000 + rest.fraction()?;
    ms -= rest.offset_minutes()? * 60_000;
    rest.0.is_empty().then_some(ms as f64)
}

struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn word(&mut self, word: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(word)?;
        Some(())
    }

    /// Which of these names, of three letters each, comes next.
    fn name(&mut self, names: &[u8]) -> Option<i64> {
        let (name, rest) = self.0.split_at_checked(3)?;
        let at = names.chunks_exact(3).position(|known| known == name)?;
        self.0 = rest;
        i64::try_from(at).ok()
    }

    /// A time of day, in seconds.
    fn time(&mut self) -> Option<i64> {
        let (hour, minute, second) = (self.digits(2)?, self.after(b":", 2)?, self.after(b":", 2)?);
        (hour <= 23 && minute <= 59 && second <= 59).then_some(hour * 3_600 + minute * 60 + second)
    }

    fn eat(&mut self, any: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        any.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    fn digits(&mut self, count: usize) -> Option<i64> {
        let (head, rest) = self.0.split_at_checked(count)?;
        let mut value = 0;
        for digit in head {
            value = value * 10 + i64::from(digit.is_ascii_digit().then(|| digit - b'0')?);
        }
        self.0 = rest;
        Some(value)
    }

    fn after(&mut self, any: &[u8], count: usize) -> Option<i64> {
        let before = self.0;
        self.eat(any)?;
        let value = self.digits(count);
        if value.is_none() {
            self.0 = before;
        }
        value
    }

    /// Milliseconds after the point, rounded up.
    fn fraction(&mut self) -> Option<i64> {
        if self.eat(b".,").is_none() {
            return Some(0);
        }
        let (mut ms, mut unit, mut more) = (0, 100, false);
        let mut any = false;
        while let Some(digit) = self.digits(1) {
            any = true;
            ms += digit * unit;
            more |= unit == 0 && digit > 0;
            unit /= 10;
        }
        any.then_some(ms + i64::from(more))
    }

    fn offset_minutes(&mut self) -> Option<i64> {
        if self.0.is_empty() || self.eat(b"Zz").is_some() {
            return Some(0);
        }
        let sign = if self.eat(b"+-")? == b'-' { -1 } else { 1 };
        let hours = self.digits(2)?;
        let minutes = if self.0.is_empty() {
            0
        } else {
            self.eat(b":");
            self.digits(2)?
        };
        (hours <= 23 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
    }
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Howard Hinnant's `days_from_civil`, <https://howardhinnant.github.io/date_algorithms.html>.
const fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
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
