//! The pace of many calls: how many may start, when, and how often a failing service is asked again. Pure policy; the clock
//! is a number in milliseconds that the caller brings.

use crate::endpoint::{Endpoint, ParsedCall};
use crate::error::Error;
use crate::json::Json;
use crate::limits::{DEFAULT_CONCURRENCY, DEFAULT_PER_MINUTE, MAX_CONCURRENCY, MAX_SAFE_INTEGER};
use crate::options::{CallOptions, OptionReader, Source};
use crate::seleqt::{ConnectionStatusOptions, View};
use crate::text::{decimal, joined};
use std::rc::Rc;

/// How long a run pauses after a 429 that states no time.
pub const UNSTATED_PAUSE_MS: f64 = 60_000.0;

/// The window is a little longer than a minute: what started a minute apart may arrive closer together.
const WINDOW_MS: f64 = 60_250.0;
/// Starts this close together share an entry, so that a window of any size takes little memory.
const GRAIN_MS: f64 = 50.0;

/// A budget of retries for a whole run, as in AWS's SDKs: a full bucket pays for a hundred retries, what succeeds refills
/// it, and an empty one means that the service is failing as a whole and is not hammered further.
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>
const BUDGET: u32 = 500;
const RETRY_COST: u32 = 5;

/// What `checkConnections` asks.
pub struct ListOptions {
    /// From where the prospects are looked at.
    view: Rc<View>,
    /// How each call is made.
    call: Rc<CallOptions>,
    /// Keys that must not show in an error.
    secrets: Rc<Vec<String>>,
    /// Requests open at once.
    pub concurrency: u32,
    /// Starts in any minute.
    pub per_minute: u64,
}

impl ListOptions {
    /// The call about one prospect.
    pub fn call<J: Json>(&self, prospect_id: u64) -> ParsedCall<J> {
        ParsedCall {
            endpoint: Rc::new(ConnectionStatusOptions::new(Rc::clone(&self.view), prospect_id)),
            options: Rc::clone(&self.call),
            secrets: Rc::clone(&self.secrets),
        }
    }
}

/// Reads and checks the options of a list, all but the ids themselves, which are read one by one where the iterable is.
///
/// # Errors
/// `invalid_options`, naming the first option that is wrong.
pub fn parse(source: &dyn Source) -> Result<ListOptions, Error> {
    let mut reader = OptionReader::new(source, ConnectionStatusOptions::VENDOR);
    let view = View::read(&mut reader);
    let call = reader.call(ConnectionStatusOptions::BASE_URL);
    reader.function("onProgress", "must be a function");
    let most = f64::from(MAX_CONCURRENCY);
    let concurrency = reader.whole("concurrency", 1.0, most, "must be an integer from 1 to 100");
    let per_minute = reader.whole("perMinute", 1.0, f64::MAX, "must be an integer of at least 1");
    reader.finish(ListOptions {
        secrets: Rc::new(vec![view.secret().to_owned()]),
        view: Rc::new(view),
        call: Rc::new(call),
        concurrency: concurrency.and_then(|most| u32::try_from(most).ok()).unwrap_or(DEFAULT_CONCURRENCY),
        per_minute: per_minute.unwrap_or(DEFAULT_PER_MINUTE),
    })
}

/// The error for an entry of the list that is no prospect id; places are counted from 1.
pub fn bad_id(position: f64) -> Error {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counted from 1")]
    let position = decimal(position.min(MAX_SAFE_INTEGER) as u64);
    let mut error = Error::option(Some(ConnectionStatusOptions::VENDOR), "prospectIds", "");
    error.message = joined(&[
        "prospectIds holds, in place ",
        &position,
        ", something that is not a positive integer, at most 9007199254740991. Correct the list and go on from there; \
         nothing was sent for it.",
    ]);
    error
}

/// The pace of one run.
#[derive(Debug)]
pub struct Pace {
    per_minute: u64,
    /// Time of the last start of an entry, and its number of starts.
    starts: Vec<(f64, u64)>,
    paused_until: f64,
    budget: u32,
}

impl Pace {
    /// At most `per_minute` starts in any minute.
    pub const fn new(per_minute: u64) -> Self {
        Self { per_minute, starts: Vec::new(), paused_until: f64::NEG_INFINITY, budget: BUDGET }
    }

    /// Starts a request now, or says how many milliseconds it has to wait before it may ask again.
    ///
    /// # Errors
    /// The wait, above 0.
    pub fn start(&mut self, now: f64) -> Result<(), f64> {
        self.starts.retain(|(last, _)| now - last < WINDOW_MS);
        let in_window: u64 = self.starts.iter().map(|(_, count)| count).sum();
        let wait = self.paused_until - now;
        if wait > 0.0 {
            return Err(wait);
        }
        if in_window >= self.per_minute
            && let Some(&(last, _)) = self.starts.first()
        {
            return Err((last + WINDOW_MS - now).max(1.0));
        }
        match self.starts.last_mut() {
            // Only a window that is far from full is kept coarsely: the entries of a small one all count.
            Some((last, count))
                if self.per_minute > 1_000 && now - *last < GRAIN_MS && *count < self.per_minute / 100 =>
            {
                *last = now;
                *count += 1;
            }
            _ => self.starts.push((now, 1)),
        }
        Ok(())
    }

    /// A 429 came: nothing starts until the stated time, or for a minute. Returns how long the run waits now.
    pub fn pause(&mut self, now: f64, stated_ms: Option<f64>) -> f64 {
        self.paused_until = self.paused_until.max(now + stated_ms.unwrap_or(UNSTATED_PAUSE_MS));
        self.paused_until - now
    }

    /// Pays for one retry, if the budget allows it.
    pub const fn afford_retry(&mut self) -> bool {
        if self.budget < RETRY_COST {
            return false;
        }
        self.budget -= RETRY_COST;
        true
    }

    /// A call succeeded: after a retry that gives its price back, else a little.
    pub fn succeeded(&mut self, retried: bool) {
        self.budget = (self.budget + if retried { RETRY_COST } else { 1 }).min(BUDGET);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_per_minute_start_in_any_sixty_seconds() {
        let mut pace = Pace::new(3);
        let mut now = 0.0;
        let mut starts = Vec::new();
        while starts.len() < 20 {
            match pace.start(now) {
                Ok(()) => {
                    starts.push(now);
                    now += 700.0;
                }
                Err(wait) => now += wait,
            }
        }
        for window in starts.windows(4) {
            assert!(window[3] - window[0] > 60_000.0, "{window:?}");
        }
        assert_eq!(starts[..3], [0.0, 700.0, 1_400.0], "a burst within the limit is allowed");
    }

    #[test]
    fn a_large_window_takes_little_memory_and_still_holds() {
        let mut pace = Pace::new(100_000);
        let mut now = 0.0;
        let mut started = 0;
        while pace.start(now).is_ok() {
            started += 1;
            now += 0.1;
        }
        assert_eq!(started, 100_000);
        assert!(pace.starts.len() < 1_000, "{}", pace.starts.len());
        assert!(pace.start(60_000.0).is_err());
        let wait = pace.start(now).unwrap_err();
        assert!(pace.start(now + wait + 1.0).is_ok());
    }

    #[test]
    fn a_pause_holds_everything_until_its_end_and_only_grows() {
        let mut pace = Pace::new(50);
        assert_eq!(pace.pause(1_000.0, Some(5_000.0)), 5_000.0);
        assert_eq!(pace.pause(1_000.0, Some(2_000.0)), 5_000.0);
        assert_eq!(pace.start(1_000.0), Err(5_000.0));
        assert_eq!(pace.start(5_999.0), Err(1.0));
        assert_eq!(pace.start(6_000.0), Ok(()));
        pace.pause(7_000.0, None);
        assert_eq!(pace.start(7_000.0), Err(60_000.0));
    }

    #[test]
    fn a_failing_service_is_not_asked_again_for_ever() {
        let mut pace = Pace::new(50);
        let paid = (0..1_000).filter(|_| pace.afford_retry()).count();
        assert_eq!(paid, 100);
        pace.succeeded(true);
        assert!(pace.afford_retry());
        for _ in 0..5 {
            assert!(!pace.afford_retry());
            pace.succeeded(false);
        }
        assert!(pace.afford_retry());
    }
}
