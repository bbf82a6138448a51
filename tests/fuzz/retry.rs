//! The arithmetic of waits, for every combination of numbers that a call can be in.

use crate::run::fuzz;
use linkedin_status::retry::{Failed, Retry, wait};

#[test]
fn retry_waits() {
    fuzz("retry_waits", |source| {
        let failed = Failed {
            retry: *source.pick(&[Retry::Never, Retry::Backoff, Retry::WhenStated]),
            attempts: u32::try_from(source.between(1, 101)).unwrap(),
            max_retries: u32::try_from(source.between(0, 100)).unwrap(),
            stated_ms: match source.below(4) {
                0 => None,
                1 => Some(source.between(0, 10_000) as f64),
                2 => Some(source.fraction() * 100_000.0),
                _ => Some(source.between(0, 9_007_199_254_740_991) as f64),
            },
            left_ms: match source.below(3) {
                0 => source.number(),
                1 => f64::INFINITY,
                _ => source.fraction() * 40_000.0,
            },
            random: source.fraction(),
        };
        let allowed = failed.attempts <= failed.max_retries
            && match failed.retry {
                Retry::Never => false,
                Retry::Backoff => true,
                Retry::WhenStated => failed.stated_ms.is_some(),
            };
        let full = (500.0 * 2_f64.powi(i32::try_from(failed.attempts).unwrap() - 1)).min(8_000.0);
        let stated = failed.stated_ms.unwrap_or(0.0);
        let most = if stated >= full / 2.0 { full.max(stated + (stated / 10.0).min(1_000.0)) } else { full };
        match wait(failed) {
            Some(ms) => {
                assert!(allowed, "{failed:?}");
                assert!(ms.is_finite() && ms < failed.left_ms, "{failed:?}: {ms} passes the deadline");
                assert!(ms >= stated, "{failed:?}: {ms} is early");
                assert!(ms >= full / 2.0 && ms <= most.ceil(), "{failed:?}: {ms}");
            }
            // A wait that surely fits is begun.
            None => assert!(!allowed || failed.left_ms.is_nan() || failed.left_ms <= full.max(stated), "{failed:?}"),
        }
    });
}
