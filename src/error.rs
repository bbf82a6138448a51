//! The one error type. It knows what went wrong, whether another try makes sense and what to do next, and it never
//! holds a key.

use crate::endpoint::Vendor;
use crate::plain::{Plain, serialize};
use crate::text::joined;
use serde::{Serialize, Serializer};
use std::ops::{Deref, DerefMut};

/// What went wrong, as a stable word for programs. See `LinkedInStatusErrorCode` in the package's types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "&'static str")]
pub enum ErrorCode {
    /// A bad option; nothing was sent.
    InvalidOptions,
    /// The request failed, or the body broke off.
    Network,
    /// The deadline passed.
    Timeout,
    /// The service pointed elsewhere. Never followed, since the key would go with it.
    Redirected,
    /// 401.
    Unauthorized,
    /// 403.
    Forbidden,
    /// ConnectSafely 404.
    AccountNotFound,
    /// Seleqt 404.
    ProspectNotFound,
    /// Seleqt 400: the prospect has no LinkedIn profile URL.
    ProspectHasNoProfileUrl,
    /// Seleqt 400: the workspace has no active LinkedIn account.
    NoActiveAccount,
    /// Seleqt 400: the requested LinkedIn account is not active in the workspace.
    AccountNotActive,
    /// Any other 400, and 422.
    BadRequest,
    /// 429.
    RateLimited,
    /// Seleqt 502.
    ProviderFailed,
    /// Any other 5xx, and 408.
    ServerError,
    /// Any other status.
    UnexpectedStatus,
    /// A 200 that breaks the contract.
    InvalidResponse,
    /// A fault of this package.
    Internal,
}

impl From<ErrorCode> for &'static str {
    fn from(value: ErrorCode) -> Self {
        match value {
            ErrorCode::InvalidOptions => "invalid_options",
            ErrorCode::Network => "network",
            ErrorCode::Timeout => "timeout",
            ErrorCode::Redirected => "redirected",
            ErrorCode::Unauthorized => "unauthorized",
            ErrorCode::Forbidden => "forbidden",
            ErrorCode::AccountNotFound => "account_not_found",
            ErrorCode::ProspectNotFound => "prospect_not_found",
            ErrorCode::ProspectHasNoProfileUrl => "prospect_has_no_profile_url",
            ErrorCode::NoActiveAccount => "no_active_account",
            ErrorCode::AccountNotActive => "account_not_active",
            ErrorCode::BadRequest => "bad_request",
            ErrorCode::RateLimited => "rate_limited",
            ErrorCode::ProviderFailed => "provider_failed",
            ErrorCode::ServerError => "server_error",
            ErrorCode::UnexpectedStatus => "unexpected_status",
            ErrorCode::InvalidResponse => "invalid_response",
            ErrorCode::Internal => "internal",
        }
    }
}

impl ErrorCode {
    /// Every code, in the order of the documentation.
    pub const ALL: [Self; 18] = [
        Self::InvalidOptions,
        Self::Network,
        Self::Timeout,
        Self::Redirected,
        Self::Unauthorized,
        Self::Forbidden,
        Self::AccountNotFound,
        Self::ProspectNotFound,
        Self::ProspectHasNoProfileUrl,
        Self::NoActiveAccount,
        Self::AccountNotActive,
        Self::BadRequest,
        Self::RateLimited,
        Self::ProviderFailed,
        Self::ServerError,
        Self::UnexpectedStatus,
        Self::InvalidResponse,
        Self::Internal,
    ];

    /// The next step for whoever meets this error, as one sentence.
    pub(crate) const fn advice(self) -> &'static str {
        match self {
            Self::InvalidOptions => "Correct the option and call again; nothing was sent.",
            Self::Network => {
                "Check the connection, the base URL and, in a page, the service's CORS policy; then try again."
            }
            Self::Timeout => "Try again, or allow more time with timeoutMs.",
            Self::Redirected => {
                "Redirects are not followed, so that the key stays with the service: set baseUrl to the final address."
            }
            Self::Unauthorized => "Check that the key is complete, current and meant for this service.",
            Self::Forbidden => "Check that the key's workspace owns what was asked for and that its plan is active.",
            Self::AccountNotFound => "Check accountId, or connect a LinkedIn account to the service first.",
            Self::ProspectNotFound => "Check prospectId.",
            Self::ProspectHasNoProfileUrl => "Add the prospect's LinkedIn profile URL in Seleqt.",
            Self::NoActiveAccount => "Connect a LinkedIn account to the Seleqt workspace.",
            Self::AccountNotActive => "Choose an accountId that is active in the Seleqt workspace, or leave it out.",
            Self::BadRequest => "Check the options against the service's documentation.",
            Self::RateLimited => "Wait before the next call; see retryAfterMs where it is set.",
            Self::ProviderFailed => "LinkedIn could not be asked just now; try again later.",
            Self::ServerError => "The service has a problem; try again later.",
            Self::UnexpectedStatus | Self::InvalidResponse => {
                "Check the base URL, and that no proxy or login page answers in the service's place."
            }
            Self::Internal => "Please report it, with the code that made the call.",
        }
    }
}

/// A failed call, ready to become a `LinkedInStatusError`. Behind a pointer, since it goes through many hands.
#[derive(Clone, Debug, PartialEq)]
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

/// As an object of JavaScript; what is not known is left out.
impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(
            serializer,
            &[
                ("code", Plain::Text(self.code.into())),
                ("message", Plain::Text(&self.message)),
                ("vendor", self.vendor.map_or(Plain::Missing, |vendor| Plain::Text(vendor.into()))),
                ("status", self.status.map_or(Plain::Missing, |status| Plain::Number(status.into()))),
                ("vendorMessage", self.vendor_message.as_deref().map_or(Plain::Missing, Plain::Text)),
                ("option", self.option.as_deref().map_or(Plain::Missing, Plain::Text)),
                ("retryable", Plain::Flag(self.retryable)),
                ("retryAfterMs", self.retry_after_ms.map_or(Plain::Missing, Plain::Number)),
                ("attempts", Plain::Number(self.attempts.into())),
                ("requestId", self.request_id.as_deref().map_or(Plain::Missing, Plain::Text)),
            ],
        )
    }
}

impl Error {
    /// An error of this code about this vendor; `what` is its first sentence, without the full stop.
    #[inline(never)]
    pub fn new(code: ErrorCode, vendor: Option<Vendor>, what: &str) -> Self {
        let gap = if [".", "!", "?", "…"].into_iter().any(|end| what.as_bytes().ends_with(end.as_bytes())) {
            " "
        } else {
            ". "
        };
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
            ),
            retry_after_ms: None,
            attempts: 0,
            request_id: None,
        }))
    }

    /// A bad option. `why` completes the sentence "`option` …" and never quotes the value, which may be a key.
    #[inline(never)]
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
            self.option = Some(option);
            self.message = joined(&[outer, ".", &self.message]);
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
