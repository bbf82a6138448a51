//! HTTP dates, compared with the `httpdate` crate.

use linkedin_status::dates::http;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const LONG_WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// What the `httpdate` crate reads. It takes any character in place of the space after a date of RFC 850.
fn oracle(text: &str) -> Option<f64> {
    let date = httpdate::parse_http_date(text).ok().filter(|_| text.split(' ').count() > 3)?;
    Some(date.duration_since(UNIX_EPOCH).unwrap().as_millis() as f64)
}

/// A time in one of the three formats.
fn written(time: SystemTime, format: usize) -> String {
    let text = httpdate::fmt_http_date(time);
    let [weekday, day, month, year, clock, _] = text.split(' ').collect::<Vec<_>>().try_into().unwrap();
    let weekday = &weekday[..3];
    match format {
        0 => text.clone(),
        1 => {
            let long = LONG_WEEKDAYS.iter().find(|name| name.starts_with(weekday)).unwrap();
            format!("{long}, {day}-{month}-{} {clock} GMT", &year[2..])
        }
        _ => format!("{weekday} {month} {:>2} {clock} {year}", day.trim_start_matches('0')),
    }
}

#[test]
fn http_dates_are_those_that_httpdate_reads() {
    let mut random = fastrand::Rng::with_seed(3);
    for _ in 0..100_000 {
        let second = random.u64(..253_402_300_800);
        let format = random.usize(..3);
        let mut text = written(UNIX_EPOCH + Duration::from_secs(second), format);
        assert_eq!(http(&text), oracle(&text), "{text}");
        if format != 1 {
            // A year of two digits does not say which century.
            assert_eq!(http(&text), Some(second as f64 * 1_000.0), "{text}");
        }
        // One or two characters are changed: most of these are no dates.
        for _ in 0..=random.usize(..2) {
            let at = random.usize(..text.len());
            let letter = *random.choice(b"0123456789 ,:-GMTFebrSundaySatX").unwrap();
            text.replace_range(at..=at, &char::from(letter).to_string());
        }
        if !text.contains(":60") {
            assert_eq!(http(&text), oracle(&text), "{text}");
        }
    }
}
