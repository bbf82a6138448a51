//! Dates and numbers of seconds: valid ones are read exactly, and anything else is a finite time or none.

use crate::generate::Source;
use crate::run::fuzz;
use linkedin_status::dates::{http, iso};
use linkedin_status::stated::Stated;
use std::time::{Duration, UNIX_EPOCH};

#[test]
fn dates_written_by_the_book() {
    fuzz("dates_written_by_the_book", |source| {
        let second = source.between(0, 253_402_300_799);
        let date = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(second.unsigned_abs()));
        assert_eq!(http(&padded(source, &date)), Some(second as f64 * 1_000.0), "{date}");

        let second = source.between(-62_135_596_800, 253_402_300_799);
        let (text, ms) = written(source, second);
        assert_eq!(iso(&text), Some(ms), "{text}");
        assert_eq!(Stated::from_text(&text), Some(Stated::At(ms)), "{text}");
    });
}

#[test]
fn dates_of_any_text() {
    fuzz("dates_of_any_text", |source| {
        let second = source.between(-62_135_596_800, 253_402_300_799);
        let text = match source.below(5) {
            0 => source.text(),
            1 => source.between(i64::MIN, i64::MAX).to_string(),
            2 => httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(second.unsigned_abs() % 253_402_300_800)),
            _ => written(source, second).0,
        };
        let text = if source.once_in(3) { text } else { source.mutated(&text) };
        if let Some(ms) = http(&text) {
            assert!((0.0..253_402_300_801_000.0).contains(&ms), "{text}: {ms}");
        }
        if let Some(ms) = iso(&text) {
            // The years 0 to 9999, give or take an offset of a day.
            assert!(
                (-62_167_219_200_000.0 - 86_400_000.0..=253_402_300_800_000.0 + 86_400_000.0).contains(&ms),
                "{text}: {ms}"
            );
            assert_eq!(ms.fract(), 0.0);
        }
        assert!(http(&text).is_none() || Stated::from_text(&text).is_none(), "{text} is read in two ways");
    });
}

#[test]
fn numbers_by_size() {
    fuzz("numbers_by_size", |source| {
        let magnitude = 10_i64.pow(u32::try_from(source.between(0, 18)).unwrap());
        let number = source.between(magnitude / 10, magnitude);
        let digits = source.over(&["0", "1", "5", "9"], 12);
        let text = if digits.is_empty() { number.to_string() } else { format!("{number}.{digits}") };
        let zeros = "0".repeat(source.below(3));
        let text = padded(source, &[zeros, text].concat());
        let stated = Stated::from_text(&text).unwrap_or_else(|| panic!("{text} is a number"));
        let value: f64 = text.trim().parse().unwrap();
        let (ms, exact) = match stated {
            Stated::In(ms) if value < 1e9 => (ms, value * 1_000.0),
            Stated::At(ms) if (1e9..1e11).contains(&value) => (ms, value * 1_000.0),
            Stated::At(ms) if value >= 1e11 => (ms, value),
            other => panic!("{text}: {other:?}"),
        };
        // Up by less than a millisecond, give or take what a float cannot hold.
        let inexact = exact * f64::EPSILON * 4.0;
        assert!(ms >= exact - inexact && ms <= exact + 2.0 + inexact, "{text}: {ms}, {exact}");
        assert_eq!(ms.fract(), 0.0, "{text}");
        let now = source.between(0, 4_000_000_000_000) as f64;
        if let Some(wait) = stated.wait_ms(now) {
            assert!((0.0..=31.0 * 86_400_000.0).contains(&wait), "{text}: {wait}");
        }
    });
}

fn padded(source: &mut Source, text: &str) -> String {
    let blank = |source: &mut Source| *source.pick(&["", "", " ", "\t"]);
    [blank(source), text, blank(source)].concat()
}

/// A time in one of the ways of ISO 8601, and its milliseconds.
fn written(source: &mut Source, second: i64) -> (String, f64) {
    // Where it is written down, clocks show something else.
    let offset = if source.once_in(2) { 0 } else { source.between(-23 * 60 - 59, 23 * 60 + 59) };
    let shown = second + offset * 60;
    let (year, month, day) = civil(shown.div_euclid(86_400));
    if !(1..=9_999).contains(&year) {
        return ("1970-01-01T00:00:00Z".into(), 0.0);
    }
    let (hour, minute, rest) = (shown.rem_euclid(86_400) / 3_600, shown.rem_euclid(3_600) / 60, shown.rem_euclid(60));
    let between = source.pick(&["T", "t", " "]);
    let digits = source.over(&["0", "1", "5", "9"], 12);
    let fraction = if digits.is_empty() { String::new() } else { [source.pick(&[".", ","]), digits.as_str()].concat() };
    let sign = if offset < 0 { '-' } else { '+' };
    let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
    let zone = match source.below(3) {
        0 if offset == 0 => source.pick(&["Z", "z", ""]).to_string(),
        1 => format!("{sign}{hours:02}{minutes:02}"),
        2 if minutes == 0 => format!("{sign}{hours:02}"),
        _ => format!("{sign}{hours:02}:{minutes:02}"),
    };
    let text = format!("{year:04}-{month:02}-{day:02}{between}{hour:02}:{minute:02}:{rest:02}{fraction}{zone}");
    // Rounded up to the millisecond, in decimal.
    let thousandths = |digits: &str| [digits, "000"].concat()[..3].parse::<i64>().unwrap();
    let more = digits.get(3..).is_some_and(|rest| rest.bytes().any(|digit| digit != b'0'));
    let ms = second * 1_000 + thousandths(&digits) + i64::from(more);
    (padded(source, &text), ms as f64)
}

/// Hinnant's `civil_from_days`: the way back from what the crate does.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}
