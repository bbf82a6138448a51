//! Whether a failed attempt is retried, and after which wait. Pure: clock and random numbers come from the caller.

/// Whether a failure is retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// No: another attempt would fail in the same way.
    Never,
    /// After an exponential backoff, or at the stated time if that is later.
    Backoff,
    /// Only at a time that the service stated.
    WhenStated,
}

/// A failed attempt, and what the call has left. Times in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Failed {
    /// Whether this failure is retried.
    pub retry: Retry,
    /// Attempts so far, this one included.
    pub attempts: u32,
    /// Further attempts allowed after the first.
    pub max_retries: u32,
    /// Left until the time that the service stated.
    pub stated_ms: Option<f64>,
    /// Left until the deadline.
    pub left_ms: f64,
    /// A random number from 0 up to 1, for the jitter.
    pub random: f64,
}

const FIRST_WAIT_MS: f64 = 500.0;
const LONGEST_WAIT_MS: f64 = 8_000.0;

/// Milliseconds to wait before the next attempt; nothing when the failure is final.
///
/// A backoff is `min(8 s, 0.5 s · 2^n)` times 0.5 to 1. No retry comes before a stated time: its jitter only adds, at most a tenth
/// of the wait and at most a second, and is left out where it would pass the deadline. A wait that would pass the deadline
/// is not begun.
pub fn wait(failed: Failed) -> Option<f64> {
    if failed.attempts > failed.max_retries {
        return None;
    }
    match (failed.retry, failed.stated_ms) {
        (Retry::Never, _) | (Retry::WhenStated, None) => return None,
        _ => {}
    }
    let mut doubled = FIRST_WAIT_MS;
    for _ in 1..failed.attempts.min(8) {
        doubled *= 2.0;
    }
    let backoff = (doubled.min(LONGEST_WAIT_MS) * (0.5 + failed.random / 2.0)).ceil();
    let wait = match failed.stated_ms {
        Some(stated) if stated >= backoff => {
            let jittered = stated + (failed.random * (stated / 10.0).min(1_000.0)).floor();
            if jittered < failed.left_ms { jittered } else { stated }
        }
        _ => backoff,
    };
    (wait < failed.left_ms).then_some(wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAILED: Failed = Failed {
        retry: Retry::Backoff,
        attempts: 1,
        max_retries: 100,
        stated_ms: None,
        left_ms: 25_000.0,
        random: 1.0,
    };

    #[test]
    fn a_backoff_doubles_up_to_eight_seconds_times_a_half_to_one() {
        for (attempts, most) in
            [(1, 500.0), (2, 1_000.0), (3, 2_000.0), (4, 4_000.0), (5, 8_000.0), (6, 8_000.0), (100, 8_000.0)]
        {
            assert_eq!(wait(Failed { attempts, ..FAILED }), Some(most));
            assert_eq!(wait(Failed { attempts, random: 0.0, ..FAILED }), Some(most / 2.0));
        }
    }

    #[test]
    fn attempts_end_after_max_retries() {
        assert_eq!(wait(Failed { max_retries: 0, ..FAILED }), None);
        assert!(wait(Failed { attempts: 2, max_retries: 2, ..FAILED }).is_some());
        assert_eq!(wait(Failed { attempts: 3, max_retries: 2, ..FAILED }), None);
    }

    #[test]
    fn a_stated_time_counts_where_it_is_later_and_is_never_met_early() {
        assert_eq!(wait(Failed { stated_ms: Some(3_000.0), random: 0.0, ..FAILED }), Some(3_000.0));
        assert_eq!(wait(Failed { stated_ms: Some(3_000.0), ..FAILED }), Some(3_300.0));
        assert_eq!(wait(Failed { stated_ms: Some(20_000.0), ..FAILED }), Some(21_000.0));
        assert_eq!(wait(Failed { stated_ms: Some(0.0), ..FAILED }), Some(500.0));
    }

    #[test]
    fn a_rate_limit_without_a_statement_is_final() {
        assert_eq!(wait(Failed { retry: Retry::WhenStated, ..FAILED }), None);
        assert!(wait(Failed { retry: Retry::WhenStated, stated_ms: Some(1.0), ..FAILED }).is_some());
        assert_eq!(wait(Failed { retry: Retry::Never, stated_ms: Some(1.0), ..FAILED }), None);
    }

    #[test]
    fn a_wait_that_would_pass_the_deadline_is_not_begun() {
        assert_eq!(wait(Failed { left_ms: 500.0, ..FAILED }), None);
        assert_eq!(wait(Failed { stated_ms: Some(30_000.0), ..FAILED }), None);
        assert_eq!(wait(Failed { stated_ms: Some(24_500.0), ..FAILED }), Some(24_500.0), "jitter gives way");
    }
}
