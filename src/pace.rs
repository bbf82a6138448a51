//! The pace of many calls: how many may start, when, and how often a failing service is asked again. Pure policy; the clock
//! is a number in milliseconds that the caller brings.

use crate::limits::UNSTATED_PAUSE_MS;
use crate::list::PaceOptions;
use crate::window::Window;

const MINUTE_MS: f64 = 60_000.0;
const DAY_MS: f64 = 86_400_000.0;

/// A budget of retries for a whole run, as in AWS's SDKs: a full bucket pays for a hundred retries, what succeeds refills
/// it, and an empty one means that the service is failing as a whole and is not hammered further.
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>
const BUDGET: u32 = 500;
const RETRY_COST: u32 = 5;

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
    /// How many places in the line were given, and how many of these have started.
    given: u32,
    started: u32,
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
            given: 0,
            started: 0,
        }
    }

    /// A request is to wait for its turn; its place in the line. It must start, or else the run end: nothing else moves the line on.
    pub fn line_up(&mut self) -> u32 {
        let place = self.given;
        self.given = place.wrapping_add(1);
        place
    }

    /// Whether all before this place have started. However their timers ring, requests start in the order in which they came: an
    /// id that others overtook for ever would be missing where the day's limit ends the run.
    pub fn is_first(&self, place: u32) -> bool {
        place == self.started
    }

    /// A request was sent at this time, before the run. To be told in their order.
    pub fn sent_before(&mut self, time: f64) {
        self.day.start(time);
    }

    /// How many requests of the day are left.
    pub fn left_today(&mut self, now: f64) -> f64 {
        if self.day.is_unlimited() { f64::INFINITY } else { self.day.left(now) as f64 }
    }

    /// Why no request may start now, if none may.
    pub fn wait(&mut self, now: f64) -> Option<Wait> {
        if let Some(ms) = self.day.wait(now) {
            return Some(Wait::Day(ms));
        }
        self.paused(now).or_else(|| self.minute.wait(now)).map(Wait::Turn)
    }

    /// Milliseconds that are left of a pause, if there is one.
    pub fn paused(&self, now: f64) -> Option<f64> {
        Some(self.paused_until - now).filter(|ms| *ms > 0.0)
    }

    /// The request that is first in the line starts; `random` is a number from 0 up to 1.
    pub fn start(&mut self, now: f64, random: f64) {
        self.started = self.started.wrapping_add(1);
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

    /// Pays for one retry, if the budget allows it. Nothing waits for a retry that the day has no request left for.
    pub fn afford_retry(&mut self, now: f64) -> bool {
        if self.budget < RETRY_COST || self.day.wait(now).is_some() {
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
        Pace::new(&PaceOptions { per_minute, per_day }, (0.0, 0.0))
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
    fn requests_start_in_the_order_in_which_they_came() {
        let mut pace = pace(50, 80);
        let places = [pace.line_up(), pace.line_up(), pace.line_up()];
        for first in places {
            assert_eq!(places.map(|place| pace.is_first(place)), places.map(|place| place == first));
            pace.start(0.0, 0.5);
        }
        let late = pace.line_up();
        assert!(pace.is_first(late));
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
        assert_eq!(wait, 6_400_250.0);
        assert_eq!(pace.wait(wait), None);
        pace.start(wait, 0.5);
        assert!(matches!(pace.wait(wait), Some(Wait::Day(_))));
    }

    #[test]
    fn between_two_starts_lies_a_random_wait_of_the_given_length() {
        let options = PaceOptions { per_minute: 50, per_day: 80 };
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
    fn no_retry_is_waited_for_that_the_day_has_no_request_left_for() {
        let mut pace = pace(50, 1);
        assert!(pace.afford_retry(0.0));
        pace.start(0.0, 0.5);
        assert!(!pace.afford_retry(1.0));
        assert!(pace.afford_retry(86_400_251.0));
    }

    #[test]
    fn a_failing_service_is_not_asked_again_for_ever() {
        let mut pace = pace(50, 80);
        let paid = (0..1_000).filter(|_| pace.afford_retry(0.0)).count();
        assert_eq!(paid, 100);
        pace.succeeded(true);
        assert!(pace.afford_retry(0.0));
        for _ in 0..5 {
            assert!(!pace.afford_retry(0.0));
            pace.succeeded(false);
        }
        assert!(pace.afford_retry(0.0));
    }
}
