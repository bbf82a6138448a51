//! The words of a decision: what to do about an invitation, and why.

use serde::Serialize;

/// What to do about an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "&'static str")]
pub enum Decision {
    /// Send it.
    Send,
    /// It is not needed.
    Skip,
    /// Not now.
    Wait,
    /// Someone must see to the account first.
    Fix,
    /// Not known; do not guess.
    Unknown,
}

impl From<Decision> for &'static str {
    fn from(value: Decision) -> Self {
        match value {
            Decision::Send => "send",
            Decision::Skip => "skip",
            Decision::Wait => "wait",
            Decision::Fix => "fix",
            Decision::Unknown => "unknown",
        }
    }
}

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "&'static str")]
pub enum Reason {
    /// They are connected.
    AlreadyConnected,
    /// The prospect is the account's own profile.
    OwnProfile,
    /// `hasTokens` is false.
    AccountSessionMissing,
    /// The account's status is `ERROR`.
    AccountNeedsAttention,
    /// `enabled` is false.
    AutomationDisabled,
    /// The account's status is `IN_USE`.
    AccountBusy,
    /// The account's status is `WARMUP`.
    AccountWarmingUp,
    /// A status that nobody knows, or `enabled` or `hasTokens` is not said.
    AccountStateUnknown,
    /// The verdict is unknown.
    ConnectionUnknown,
    /// They are not connected.
    NotConnected,
    /// An invitation may be pending already; the service cannot tell.
    MayBePending,
    /// One of the services chose its account itself, so that the two answers may be about two people's accounts.
    AccountsNotPinned,
}

impl From<Reason> for &'static str {
    fn from(value: Reason) -> Self {
        match value {
            Reason::AlreadyConnected => "already_connected",
            Reason::OwnProfile => "own_profile",
            Reason::AccountSessionMissing => "account_session_missing",
            Reason::AccountNeedsAttention => "account_needs_attention",
            Reason::AutomationDisabled => "automation_disabled",
            Reason::AccountBusy => "account_busy",
            Reason::AccountWarmingUp => "account_warming_up",
            Reason::AccountStateUnknown => "account_state_unknown",
            Reason::ConnectionUnknown => "connection_unknown",
            Reason::NotConnected => "not_connected",
            Reason::MayBePending => "may_be_pending",
            Reason::AccountsNotPinned => "accounts_not_pinned",
        }
    }
}
