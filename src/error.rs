//! The one error type. It knows what went wrong, whether another try makes sense and what to do next, and it never
//! holds a key.

use crate::plain::{Plain, PlainObject};
use crate::rate_limit::RateLimit;
use crate::text::joined;
use crate::vendor::Vendor;
use serde::{Serialize, Serializer};
use std::ops::{Deref, DerefMut};

pub use crate::error_code::ErrorCode;

/// A failed call, ready to become a `LinkedInStatusError`. Boxed, so that every `Result` with it stays small.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Error(Box<Fields>);

/// What is known of a failed call.
#[derive(Clone, Debug, PartialEq)]
pub struct Fields {
    /// What went wrong, for programs.
    pub code: ErrorCode,
    /// What went wrong and what to do next, for people.
    pub message: String,
    /// Whose answer it is about.
    pub vendor: Option<Vendor>,
    /// The HTTP status, where an answer came.
    pub status: Option<u16>,
    /// The text in the service's error body, at most 1,000 characters.
    pub vendor_message: Option<String>,
    /// Which option is wrong.
    pub option: Option<String>,
    /// The same call may succeed later, unchanged.
    pub retryable: bool,
    /// Milliseconds until the time that the service stated.
    pub retry_after_ms: Option<f64>,
    /// Requests sent.
    pub attempts: u32,
    /// The service's own name for the request.
    pub request_id: Option<String>,
    /// What the answer told of the service's limit.
    pub rate_limit: Option<RateLimit>,
}

impl Deref for Error {
    type Target = Fields;
    fn deref(&self) -> &Fields {
        &self.0
    }
}

impl DerefMut for Error {
    fn deref_mut(&mut self) -> &mut Fields {
        &mut self.0
    }
}

/// An object of JavaScript, without what is not known. `rate_limit` is added at the border, where dates are written.
impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        PlainObject(&[
            ("code", Some(Plain::Text(self.code.into()))),
            ("message", Some(Plain::Text(&self.message))),
            ("vendor", self.vendor.map(|vendor| Plain::Text(vendor.into()))),
            ("status", self.status.map(|status| Plain::Number(status.into()))),
            ("vendorMessage", self.vendor_message.as_deref().map(Plain::Text)),
            ("option", self.option.as_deref().map(Plain::Text)),
            ("retryable", Some(Plain::Flag(self.retryable))),
            ("retryAfterMs", self.retry_after_ms.map(Plain::Number)),
            ("attempts", Some(Plain::Number(self.attempts.into()))),
            ("requestId", self.request_id.as_deref().map(Plain::Text)),
        ])
        .serialize(serializer)
    }
}

impl Error {
    /// An error of this code about this vendor; `what` is its first sentence, without the full stop.
    pub fn new(code: ErrorCode, vendor: Option<Vendor>, what: &str) -> Self {
        let ended = matches!(what.as_bytes(), [.., b'.' | b'!' | b'?']) || what.ends_with("…");
        let gap = if ended { " " } else { ". " };
        Self(Box::new(Fields {
            code,
            message: joined(&[what, gap, code.advice()]),
            vendor,
            status: None,
            vendor_message: None,
            option: None,
            retryable: matches!(
                code,
                ErrorCode::Network
                    | ErrorCode::Timeout
                    | ErrorCode::RateLimited
                    | ErrorCode::ProviderFailed
                    | ErrorCode::ServerError
                    | ErrorCode::DailyLimit
            ),
            retry_after_ms: None,
            attempts: 0,
            request_id: None,
            rate_limit: None,
        }))
    }

    /// A bad option. `why` completes the sentence "`option` …" and never quotes the value, which may be a key.
    pub fn option(vendor: Option<Vendor>, option: &str, why: &str) -> Self {
        let mut error = Self::new(ErrorCode::InvalidOptions, vendor, &joined(&[option, " ", why]));
        error.option = Some(option.to_owned());
        error
    }

    /// The error of an option that stands inside another one.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        if let Some(option) = &self.option {
            let option = joined(&[outer, ".", option]);
            self.message = joined(&[outer, ".", &self.message]);
            self.option = Some(option);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_listed_once_and_has_advice() {
        for (at, code) in ErrorCode::ALL.iter().enumerate() {
            assert!(!ErrorCode::ALL[..at].contains(code));
            assert!(code.advice().ends_with('.'));
        }
    }

    #[test]
    fn a_message_says_what_happened_and_what_to_do_next() {
        let error = Error::option(None, "timeoutMs", "must be above 0");
        assert_eq!(error.message, "timeoutMs must be above 0. Correct the option and call again; nothing was sent.");
        assert_eq!(error.option.as_deref(), Some("timeoutMs"));
        assert!(!error.retryable);
    }
}
