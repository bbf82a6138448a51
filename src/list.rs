//! The pace of many calls: how many may start, when, and how often a failing service is asked again. Pure policy; the clock
//! is a number in milliseconds that the caller brings.

use crate::endpoint::{Endpoint, ParsedCall};
use crate::error::Error;
use crate::json::Json;
use crate::limits::{DEFAULT_CONCURRENCY, DEFAULT_PER_DAY, DEFAULT_PER_MINUTE, MAX_CONCURRENCY, MAX_SAFE_INTEGER};
use crate::options::{CallOptions, OptionReader, Source};
use crate::seleqt::{ConnectionStatusOptions, View, prospect_id};
use crate::text::{decimal, joined};
use crate::vendor::Vendor;
use std::rc::Rc;

/// How long a run pauses after a 429 that states no time.
pub const UNSTATED_PAUSE_MS: f64 = 60_000.0;

const MINUTE_MS: f64 = 60_000.0;
const DAY_MS: f64 = 86_400_000.0;
/// Windows are this much longer: what started a minute apart may arrive closer together.
const SLACK_MS: f64 = 250.0;
/// Starts that lie within this part of their window share an entry, so that a window of any size takes little memory.
const GRAINS: f64 = 1_200.0;

/// A budget of retries for a whole run, as in AWS's SDKs: a full bucket pays for a hundred retries, what succeeds refills
/// it, and an empty one means that the service is failing as a whole and is not hammered further.
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>
const BUDGET: u32 = 500;
const RETRY_COST: u32 = 5;

/// What a list asks about each prospect.
pub struct ListOptions {
    /// From where the prospects are looked at.
    view: Rc<View>,
    /// How each call is made.
    call: Rc<CallOptions>,
    /// Keys that must not show in an error.
    pub secrets: Rc<Vec<String>>,
}

impl ListOptions {
    /// Reads and checks the options about the prospects; those of a single call name theirs.
    ///
    /// # Errors
    /// `invalid_options`, naming the first option that is wrong.
    pub fn parse(source: &dyn Source, single: bool) -> Result<Self, Error> {
        let mut reader = OptionReader::new(source, Some(ConnectionStatusOptions::VENDOR));
        if single {
            prospect_id(&mut reader);
        }
        let view = View::read(&mut reader);
        let call = reader.call(ConnectionStatusOptions::BASE_URL);
        let secrets = Rc::new(vec![view.secret().to_owned()]);
        reader.finish(Self { view: Rc::new(view), call: Rc::new(call), secrets })
    }

    /// The call about one prospect.
    pub fn call<J: Json>(&self, prospect_id: u64) -> ParsedCall<J> {
        ParsedCall {
            endpoint: Rc::new(ConnectionStatusOptions::new(Rc::clone(&self.view), prospect_id)),
            options: Rc::clone(&self.call),
            secrets: Rc::clone(&self.secrets),
        }
    }
}

/// How fast a list goes.
pub struct PaceOptions {
    /// Requests open at once.
    pub concurrency: u32,
    /// Starts in any minute.
    pub per_minute: u64,
    /// Starts in any 24 hours.
    pub per_day: u64,
    /// A list of invites ends after so many that may be sent.
    pub take: u64,
}

impl PaceOptions {
    /// Reads and checks the options of the pace; ids, times and pauses are read where the iterables are.
    ///
    /// # Errors
    /// `invalid_options`, naming the first option that is wrong.
    pub fn parse(source: &dyn Source, vendor: Option<Vendor>) -> Result<Self, Error> {
        let mut reader = OptionReader::new(source, vendor);
        reader.function("onProgress", "must be a function");
        let most = f64::from(MAX_CONCURRENCY);
        let concurrency = reader.whole("concurrency", 1.0, most, "must be an integer from 1 to 100");
        let per_minute = reader.whole("perMinute", 1.0, f64::MAX, AT_LEAST_1);
        let per_day = reader.whole("perDay", 1.0, f64::INFINITY, "must be an integer of at least 1, or Infinity");
        let take = reader.whole("take", 1.0, f64::MAX, AT_LEAST_1);
        reader.finish(Self {
            concurrency: concurrency.and_then(|most| u32::try_from(most).ok()).unwrap_or(DEFAULT_CONCURRENCY),
            per_minute: per_minute.unwrap_or(DEFAULT_PER_MINUTE),
            per_day: per_day.unwrap_or(DEFAULT_PER_DAY),
            take: take.unwrap_or(u64::MAX),
        })
    }
}

const AT_LEAST_1: &str = "must be an integer of at least 1";

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

/// The starts in the latest minute, or day. `u64::MAX` stands for no limit.
#[derive(Debug)]
struct Window {
    length_ms: f64,
    most: u64,
    /// Time of the last start of an entry, and its number of starts.
    starts: Vec<(f64, u64)>,
}

impl Window {
    const fn new(length_ms: f64, most: u64) -> Self {
        Self { length_ms: length_ms + SLACK_MS, most, starts: Vec::new() }
    }

    /// How many more may start now.
    fn left(&mut self, now: f64) -> u64 {
        self.starts.retain(|(last, _)| now - last < self.length_ms);
        self.most.saturating_sub(self.starts.iter().map(|(_, count)| count).sum())
    }

    /// Milliseconds until another may start; nothing where it may now.
    fn wait(&mut self, now: f64) -> Option<f64> {
        let full = self.left(now) == 0;
        let (first, _) = self.starts.first().filter(|_| full)?;
        Some((first + self.length_ms - now).max(1.0))
    }

    fn start(&mut self, now: f64) {
        let grain_ms = self.length_ms / GRAINS;
        match self.starts.last_mut() {
            _ if self.most == u64::MAX => {}
            // Only a window that is far from full is kept coarsely: the entries of a small one all count.
            Some((last, count)) if self.most > 1_000 && now - *last < grain_ms && *count < self.most / 100 => {
                *last = now;
                *count += 1;
            }
            _ => self.starts.push((now, 1)),
        }
    }
}

/// Why a request has to wait, and for how many milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wait {
    /// For its turn.
    Turn(f64),
    /// For another day: the run ends.
    Day(f64),
}

/// The pace of one run.
#[derive(Debug)]
pub struct Pace {
    minute: Window,
    day: Window,
    /// Least and most milliseconds between two starts.
    between_ms: (f64, f64),
    paused_until: f64,
    budget: u32,
}

impl Pace {
    /// Of these limits, with a random wait of so many milliseconds between two starts.
    pub const fn new(options: &PaceOptions, between_ms: (f64, f64)) -> Self {
        Self {
            minute: Window::new(MINUTE_MS, options.per_minute),
            day: Window::new(DAY_MS, options.per_day),
            between_ms,
            paused_until: f64::NEG_INFINITY,
            budget: BUDGET,
        }
    }

    /// A request was sent at this time, before the run. To be told in their order.
    pub fn sent_before(&mut self, time: f64) {
        self.day.start(time);
    }

    /// How many requests of the day are left.
    pub fn left_today(&mut self, now: f64) -> f64 {
        if self.day.most == u64::MAX { f64::INFINITY } else { self.day.left(now) as f64 }
    }

    /// Why no request may start now, if none may.
    pub fn wait(&mut self, now: f64) -> Option<Wait> {
        if let Some(ms) = self.day.wait(now) {
            return Some(Wait::Day(ms));
        }
        let pause = Some(self.paused_until - now).filter(|ms| *ms > 0.0);
        pause.or_else(|| self.minute.wait(now)).map(Wait::Turn)
    }

    /// A request starts; `random` is a number from 0 up to 1.
    pub fn start(&mut self, now: f64, random: f64) {
        self.minute.start(now);
        self.day.start(now);
        let (least, most) = self.between_ms;
        self.pause(now, Some(least + random * (most - least)));
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

    fn pace(per_minute: u64, per_day: u64) -> Pace {
        Pace::new(&PaceOptions { concurrency: 1, per_minute, per_day, take: 1 }, (0.0, 0.0))
    }

    #[test]
    fn no_more_than_per_minute_start_in_any_sixty_seconds() {
        let mut pace = pace(3, u64::MAX);
        let mut now = 0.0;
        let mut starts = Vec::new();
        while starts.len() < 20 {
            match pace.wait(now) {
                None => {
                    pace.start(now, 0.0);
                    starts.push(now);
                    now += 700.0;
                }
                Some(Wait::Turn(wait)) => now += wait,
                Some(Wait::Day(_)) => panic!("there is no such limit"),
            }
        }
        for window in starts.windows(4) {
            assert!(window[3] - window[0] > 60_000.0, "{window:?}");
        }
        assert_eq!(starts[..3], [0.0, 700.0, 1_400.0], "a burst within the limit is allowed");
    }

    #[test]
    fn a_day_has_so_many_starts_what_was_sent_before_counted_in() {
        let mut pace = pace(1_000, 5);
        pace.sent_before(-80_000_000.0);
        pace.sent_before(-1_000.0);
        for left in [3.0, 2.0, 1.0] {
            assert_eq!(pace.left_today(0.0), left);
            assert_eq!(pace.wait(0.0), None);
            pace.start(0.0, 0.5);
        }
        assert_eq!(pace.left_today(0.0), 0.0);
        let Some(Wait::Day(wait)) = pace.wait(0.0) else { panic!("the day is used up") };
        assert_eq!(wait, 6_400_000.0 + SLACK_MS);
        assert_eq!(pace.wait(wait), None);
        pace.start(wait, 0.5);
        assert!(matches!(pace.wait(wait), Some(Wait::Day(_))));
    }

    #[test]
    fn a_large_window_takes_little_memory_and_still_holds() {
        let mut pace = pace(100_000, 100_000);
        let mut now = 0.0;
        let mut started = 0;
        while pace.wait(now).is_none() {
            pace.start(now, 0.0);
            started += 1;
            now += 0.1;
        }
        assert_eq!(started, 100_000);
        assert!(pace.minute.starts.len() < 1_300, "{}", pace.minute.starts.len());
        assert!(pace.day.starts.len() < 200, "{}", pace.day.starts.len());
        assert!(pace.wait(60_000.0).is_some());
    }

    #[test]
    fn without_a_limit_nothing_is_kept() {
        let mut pace = pace(u64::MAX, u64::MAX);
        for now in 0..100_000 {
            assert_eq!(pace.wait(f64::from(now)), None);
            pace.start(f64::from(now), 0.0);
        }
        assert!(pace.minute.starts.is_empty() && pace.day.starts.is_empty());
        assert_eq!(pace.left_today(0.0), f64::INFINITY);
    }

    #[test]
    fn between_two_starts_lies_a_random_wait_of_the_given_length() {
        let options = PaceOptions { concurrency: 1, per_minute: 50, per_day: 80, take: 1 };
        for (random, wait) in [(0.0, 30_000.0), (0.5, 60_000.0)] {
            let mut pace = Pace::new(&options, (30_000.0, 90_000.0));
            assert_eq!(pace.wait(1_000.0), None);
            pace.start(1_000.0, random);
            assert_eq!(pace.wait(1_000.0), Some(Wait::Turn(wait)));
            assert_eq!(pace.wait(1_000.0 + wait), None);
        }
    }

    #[test]
    fn a_pause_holds_everything_until_its_end_and_only_grows() {
        let mut pace = pace(50, 80);
        assert_eq!(pace.pause(1_000.0, Some(5_000.0)), 5_000.0);
        assert_eq!(pace.pause(1_000.0, Some(2_000.0)), 5_000.0);
        assert_eq!(pace.wait(1_000.0), Some(Wait::Turn(5_000.0)));
        assert_eq!(pace.wait(5_999.0), Some(Wait::Turn(1.0)));
        assert_eq!(pace.wait(6_000.0), None);
        pace.pause(7_000.0, None);
        assert_eq!(pace.wait(7_000.0), Some(Wait::Turn(60_000.0)));
    }

    #[test]
    fn a_failing_service_is_not_asked_again_for_ever() {
        let mut pace = pace(50, 80);
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
