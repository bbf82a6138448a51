//! The codes of errors, and what to do about each.

use serde::Serialize;

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
    /// A list used up its requests of the day.
    DailyLimit,
    /// A list of invites: the account cannot send now.
    AccountNotFit,
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
            ErrorCode::DailyLimit => "daily_limit",
            ErrorCode::AccountNotFit => "account_not_fit",
            ErrorCode::Internal => "internal",
        }
    }
}

impl ErrorCode {
    /// Every code, in the order of the documentation.
    pub const ALL: [Self; 20] = [
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
        Self::DailyLimit,
        Self::AccountNotFit,
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
            Self::DailyLimit => "Go on after retryAfterMs; nothing more was sent.",
            Self::AccountNotFit => "See to the account first; no prospect was asked since.",
            Self::Internal => "Please report it, with the code that made the call.",
        }
    }
}
