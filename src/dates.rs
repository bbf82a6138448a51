//! Dates as services write them, in milliseconds since 1970.

use crate::text::trimmed;

/// A date in one of the three formats of RFC 9110, section 5.6.7. A wrong day of the week makes it invalid.
pub fn http(text: &str) -> Option<f64> {
    let text = trimmed(text).as_bytes();
    let weekday = name(WEEKDAYS, text)?;
    let (month_at, [year, _, day, hour, minute, second]) =
        if let Some(parts) = scan("???, 22 ??? 0000 33:44:55 GMT", text) {
            (8, parts)
        } else if let Some(parts) =
            scan("??? ??? 22 33:44:55 0000", text).or_else(|| scan("??? ???  2 33:44:55 0000", text))
        {
            (4, parts)
        } else {
            // Tuesday, 24-Feb-26 04:53:13 GMT
            let start = text.len().checked_sub("24-Feb-26 04:53:13 GMT".len())?;
            let (long_weekday, date) = text.split_at_checked(start)?;
            let ends: [&[u8]; 7] = [b"day, ", b"sday, ", b"nesday, ", b"rsday, ", b"day, ", b"urday, ", b"day, "];
            if long_weekday.get(3..) != ends.get(weekday as usize).copied() {
                return None;
            }
            let mut parts = scan("22-???-00 33:44:55 GMT", date)?;
            // The RFC's own rule, at most 50 years ahead, needs a clock and differs only for dates that are decades away.
            let [year, ..] = &mut parts;
            *year += if *year < 70 { 2_000 } else { 1_900 };
            (start + 3, parts)
        };
    let month = 1 + name(MONTHS, text.get(month_at..)?)?;
    let days = days_since_1970(year, month, day).filter(|days| *days >= 0)?;
    // 1970 began on a Thursday.
    let fits = (days + 3) % 7 == weekday;
    let seconds = days * 86_400 + seconds_of_day(hour, minute, second)?;
    fits.then_some((seconds * 1_000) as f64)
}

const WEEKDAYS: &[u8] = b"MonTueWedThuFriSatSun";
const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";

/// Which of these names, of three letters each, the text starts with.
fn name(names: &[u8], text: &[u8]) -> Option<i64> {
    let place = names.chunks(3).position(|name| text.starts_with(name))?;
    Some(place as i64)
}

/// Reads a text of the template's form: a digit of the template stands for a digit of the number of that place, `?` for any
/// byte, everything else for itself. The numbers are year, month, day, hour, minute and second.
fn scan(template: &str, text: &[u8]) -> Option<[i64; 6]> {
    let mut numbers = [0; 6];
    if template.len() != text.len() {
        return None;
    }
    for (wanted, byte) in template.bytes().zip(text) {
        match wanted {
            b'?' => {}
            b'0'..=b'5' if byte.is_ascii_digit() => {
                let number = numbers.get_mut(usize::from(wanted - b'0'))?;
                *number = *number * 10 + i64::from(byte - b'0');
            }
            b'0'..=b'5' => return None,
            _ if wanted == *byte => {}
            _ => return None,
        }
    }
    Some(numbers)
}

/// ISO 8601 as RFC 3339 narrows it: `2026-02-24T04:53:13.750Z`, also with an offset, without seconds, or as a date alone.
/// Without an offset the time is read as UTC.
pub fn iso(text: &str) -> Option<f64> {
    let text = trimmed(text).as_bytes();
    let (date, time) = text.split_at_checked("2026-02-24".len())?;
    let [year, month, day, ..] = scan("0000-11-22", date)?;
    let days = days_since_1970(year, month, day)?;
    let in_day = match time {
        [] => 0,
        [b'T' | b't' | b' ', time @ ..] => time_with_offset(time)?,
        _ => return None,
    };
    Some((days * 86_400_000 + in_day) as f64)
}

/// `04:53:13.750+01:00`, in milliseconds of UTC from the start of the day that was written.
fn time_with_offset(text: &[u8]) -> Option<i64> {
    let zone = text.iter().position(|byte| b"Zz+-".contains(byte)).unwrap_or(text.len());
    let (clock, zone) = text.split_at_checked(zone)?;
    let (clock, fraction) = clock.split_at_checked("04:53:13".len()).unwrap_or((clock, &[]));
    let fraction = match fraction {
        [] => 0,
        [b'.' | b',', digits @ ..] => milliseconds(digits)?,
        _ => return None,
    };
    let [.., hour, minute, second] = scan("33:44:55", clock).or_else(|| scan("33:44", clock))?;
    Some(seconds_of_day(hour, minute, second)? * 1_000 + fraction - offset_minutes(zone)? * 60_000)
}

/// `+01:00`, `+0100`, `+01`, `Z` or nothing.
fn offset_minutes(text: &[u8]) -> Option<i64> {
    let (sign, offset) = match text {
        [] | [b'Z' | b'z'] => return Some(0),
        [b'+', offset @ ..] => (1, offset),
        [b'-', offset @ ..] => (-1, offset),
        _ => return None,
    };
    let [.., hours, minutes, _] = ["33:44", "3344", "33"].into_iter().find_map(|template| scan(template, offset))?;
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// A leap second is at 23:59:60 alone.
fn seconds_of_day(hour: i64, minute: i64, second: i64) -> Option<i64> {
    let valid = hour < 24 && minute < 60 && second < 60 || (hour, minute, second) == (23, 59, 60);
    valid.then_some((hour * 60 + minute) * 60 + second)
}

/// A number of digits alone, of any length; one beyond 2^53 is rounded.
pub fn whole_number(digits: &[u8]) -> Option<f64> {
    let mut number = 0.0;
    for digit in digits {
        number = number * 10.0 + f64::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    (!digits.is_empty()).then_some(number)
}

/// What stands after the decimal point of a number of seconds, in milliseconds. Rounded up: nobody must come back before a
/// stated time.
pub fn milliseconds(digits: &[u8]) -> Option<i64> {
    let (mut ms, mut unit, mut more) = (0, 100, false);
    for digit in digits {
        let digit = i64::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?);
        ms += digit * unit;
        more |= unit == 0 && digit > 0;
        unit /= 10;
    }
    (!digits.is_empty()).then_some(ms + i64::from(more))
}

/// Days from 1970-01-01 to a date of the Gregorian calendar, by Howard Hinnant's `days_from_civil`:
/// <https://howardhinnant.github.io/date_algorithms.html>
fn days_since_1970(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days_in_month = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    // Years begin in March, so that the leap day is the last one.
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year;
    (1..=days_in_month).contains(&day).then_some(days - 719_468)
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
            ("2000-02-29", 951_782_400_000.0),
            ("1970-01-01T00:00:00-23:59", 86_340_000.0),
        ] {
            assert_eq!(iso(text), Some(ms), "{text}");
        }
    }

    #[test]
    fn what_is_no_iso_date_is_none() {
        for text in [
            "",
            "soon",
            "2026-02-24T04:53:61Z",
            "2026-02-24T04:53:60Z",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "2026-02-24T",
            "2026-02-24T24:00:00Z",
            "2026-02-24T25:00:00Z",
            "2026-02-24T04:60:00Z",
            "2026-02-29",
            "2025-02-29",
            "1900-02-29",
            "2100-02-29",
            "2026-02-24T04:53:13+24:00",
            "2026-02-24T04:53:13+01:60",
            "2026-02-24T04:53.5Z",
            "2026-02-24T04:53:13.Z",
            "2026-02-24T04:53:13Zx",
            "2026-02-24T04:53:13+1",
            "2026-02-24T04:53:13+01:",
            "2026-02-24T04:53:13+99:00",
            "éééé-02-24",
            "-026-02-24",
            "+026-02-24",
        ] {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    #[test]
    fn fractions_are_rounded_up_to_milliseconds() {
        for (fraction, ms) in [("5", 500), ("25", 250), ("007", 7), ("0000", 0), ("0001", 1), ("9990000001", 1_000)] {
            assert_eq!(milliseconds(fraction.as_bytes()), Some(ms), "{fraction}");
        }
        for text in ["", "x", "1x", "1234x", "-1", "１"] {
            assert_eq!(milliseconds(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn http_dates_are_read_in_all_three_formats() {
        for text in ["Tue, 24 Feb 2026 04:53:13 GMT", "Tuesday, 24-Feb-26 04:53:13 GMT", "Tue Feb 24 04:53:13 2026"] {
            assert_eq!(http(text), Some(1_771_908_793_000.0), "{text}");
        }
        assert_eq!(http("Tue Feb  3 04:53:13 2026"), Some(1_770_094_393_000.0));
        assert_eq!(http("Sat, 31 Dec 2016 23:59:60 GMT"), Some(1_483_228_800_000.0), "a leap second");
        assert_eq!(http("2026-02-24T04:53:13Z"), None);
    }
}
