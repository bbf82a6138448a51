//! From two answers to a decision: should an invitation go out now? A table, no request.

use crate::connectsafely::AccountStatus;
use crate::decision::{Decision, Reason};
use crate::error::{Error, ErrorCode};
use crate::seleqt::ConnectionStatus;
use crate::vendor::Vendor;
use crate::verdict::{Verdict, verdict};

/// The decision and every row of the table that holds, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InviteDecision {
    /// Of the first row that holds.
    pub decision: Decision,
    /// Of all that hold.
    pub reasons: Vec<Reason>,
}

impl InviteDecision {
    const fn new() -> Self {
        Self { decision: Decision::Send, reasons: Vec::new() }
    }

    /// A row of the table. The first that holds decides; the reasons of all are kept.
    fn row(&mut self, holds: bool, decision: Decision, reason: Reason) {
        if holds {
            if self.reasons.is_empty() {
                self.decision = decision;
            }
            self.reasons.push(reason);
        }
    }

    /// With the warning that the two answers may be about two people's accounts, unless both were named.
    #[must_use]
    pub fn pinned(mut self, pinned: bool) -> Self {
        if self.decision == Decision::Send && !pinned {
            self.reasons.push(Reason::AccountsNotPinned);
        }
        self
    }

    /// The rows about the account alone.
    fn account(&mut self, account: &AccountStatus) {
        let (status, enabled, has_tokens) = (account.status.as_str(), account.enabled, account.has_tokens);
        let (error, busy, warming_up) = (status == "ERROR", status == "IN_USE", status == "WARMUP");
        let known = error || busy || warming_up || status == "AVAILABLE";
        let unknown = !known || enabled.is_none() || has_tokens.is_none();
        self.row(has_tokens == Some(false), Decision::Fix, Reason::AccountSessionMissing);
        self.row(error, Decision::Fix, Reason::AccountNeedsAttention);
        self.row(enabled == Some(false), Decision::Fix, Reason::AutomationDisabled);
        self.row(busy, Decision::Wait, Reason::AccountBusy);
        self.row(warming_up, Decision::Wait, Reason::AccountWarmingUp);
        self.row(unknown, Decision::Unknown, Reason::AccountStateUnknown);
    }
}

/// Whether an account is fit to send: the verdict, and every row that speaks against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountVerdict {
    /// `fit`, `wait`, `fix` or `unknown`.
    pub verdict: &'static str,
    /// Of all rows that hold.
    pub reasons: Vec<Reason>,
}

/// Is the account fit to send?
pub fn judge_account(account: &AccountStatus) -> AccountVerdict {
    let mut table = InviteDecision::new();
    table.account(account);
    let verdict = if table.decision == Decision::Send { "fit" } else { table.decision.into() };
    AccountVerdict { verdict, reasons: table.reasons }
}

/// The error of a list of invites whose account is not fit to send.
pub fn not_fit(judged: &AccountVerdict) -> Option<Error> {
    if judged.verdict == "fit" {
        return None;
    }
    let mut why = String::from("The account cannot send now");
    for (at, reason) in judged.reasons.iter().enumerate() {
        why.push_str(if at == 0 { ": " } else { ", " });
        why.push_str((*reason).into());
    }
    let mut error = Error::new(ErrorCode::AccountNotFit, Some(Vendor::ConnectSafely), &why);
    error.retryable = judged.verdict == "wait";
    Some(error)
}

/// Should an invitation go out now?
pub fn decide(account: &AccountStatus, connection: &ConnectionStatus) -> InviteDecision {
    let verdict = verdict(connection);
    let mut table = InviteDecision::new();
    table.row(verdict == Verdict::Connected, Decision::Skip, Reason::AlreadyConnected);
    table.row(verdict == Verdict::Own, Decision::Skip, Reason::OwnProfile);
    table.account(account);
    table.row(verdict == Verdict::Unknown, Decision::Unknown, Reason::ConnectionUnknown);
    if table.reasons.is_empty() {
        table.reasons = vec![Reason::NotConnected, Reason::MayBePending];
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{Decision as D, Reason as R, *};
    use serde_json::{Value, json};

    fn connection(is_connected: bool, level: Value, distance: Value) -> ConnectionStatus {
        ConnectionStatus::read(&Some(json!({
            "success": true, "is_connected": is_connected, "connection_level": level,
            "network_distance": distance, "checked_with_account_id": 42
        })))
        .unwrap()
    }

    fn account(status: &str, enabled: Value, has_tokens: Value) -> AccountStatus {
        AccountStatus::read(&Some(json!({ "id": "x", "status": status, "enabled": enabled, "hasTokens": has_tokens })))
            .unwrap()
    }

    #[test]
    fn a_list_ends_where_the_account_is_not_fit_and_may_be_tried_again_where_it_is_to_wait() {
        for (status, ends) in [
            ("AVAILABLE", None),
            ("IN_USE", Some(("The account cannot send now: account_busy", true))),
            ("ERROR", Some(("The account cannot send now: account_needs_attention", false))),
            ("NEW", Some(("The account cannot send now: account_state_unknown", false))),
        ] {
            let error = not_fit(&judge_account(&account(status, json!(true), json!(true))));
            let told = error.as_ref().map(|error| (error.message.as_str(), error.retryable));
            assert_eq!(
                told.map(|(message, _)| message.split('.').next()),
                ends.map(|(words, _)| Some(words)),
                "{status}"
            );
            assert_eq!(told.map(|(_, retryable)| retryable), ends.map(|(_, retryable)| retryable), "{status}");
        }
        let both = not_fit(&judge_account(&account("IN_USE", json!(true), json!(false)))).unwrap();
        assert!(both.message.contains("account_session_missing, account_busy"), "{}", both.message);
    }

    #[test]
    fn accounts_that_were_not_both_named_are_told_beside_send_alone() {
        let fit = account("AVAILABLE", json!(true), json!(true));
        let far = || decide(&fit, &connection(false, 2.into(), Value::Null));
        let near = decide(&fit, &connection(true, 1.into(), Value::Null));
        assert_eq!(far().pinned(true).reasons, [R::NotConnected, R::MayBePending]);
        assert_eq!(far().pinned(false).reasons, [R::NotConnected, R::MayBePending, R::AccountsNotPinned]);
        assert_eq!(near.pinned(false).reasons, [R::AlreadyConnected]);
    }

    #[test]
    fn each_row_of_the_table_decides_alone() {
        let (far, near) =
            (|| connection(false, 2.into(), "SECOND_DEGREE".into()), || connection(true, 1.into(), Value::Null));
        let (own, dark) =
            (|| connection(false, Value::Null, "SELF".into()), || connection(false, Value::Null, Value::Null));
        let (yes, no, null) = (json!(true), json!(false), Value::Null);
        for (status, enabled, tokens, connection, decision, reasons) in [
            ("AVAILABLE", &yes, &yes, near(), D::Skip, vec![R::AlreadyConnected]),
            ("AVAILABLE", &yes, &yes, own(), D::Skip, vec![R::OwnProfile]),
            ("AVAILABLE", &yes, &no, far(), D::Fix, vec![R::AccountSessionMissing]),
            ("ERROR", &yes, &yes, far(), D::Fix, vec![R::AccountNeedsAttention]),
            ("AVAILABLE", &no, &yes, far(), D::Fix, vec![R::AutomationDisabled]),
            ("IN_USE", &yes, &yes, far(), D::Wait, vec![R::AccountBusy]),
            ("WARMUP", &yes, &yes, far(), D::Wait, vec![R::AccountWarmingUp]),
            ("FREE", &yes, &yes, far(), D::Unknown, vec![R::AccountStateUnknown]),
            ("available", &yes, &yes, far(), D::Unknown, vec![R::AccountStateUnknown]),
            ("AVAILABLE", &null, &yes, far(), D::Unknown, vec![R::AccountStateUnknown]),
            ("AVAILABLE", &yes, &null, far(), D::Unknown, vec![R::AccountStateUnknown]),
            ("AVAILABLE", &yes, &yes, dark(), D::Unknown, vec![R::ConnectionUnknown]),
            ("AVAILABLE", &yes, &yes, far(), D::Send, vec![R::NotConnected, R::MayBePending]),
        ] {
            let made = decide(&account(status, enabled.clone(), tokens.clone()), &connection);
            assert_eq!((made.decision, made.reasons), (decision, reasons), "{status} {enabled} {tokens}");
        }
    }

    #[test]
    fn the_first_row_decides_and_all_that_hold_are_told() {
        let made = decide(&account("ERROR", json!(false), json!(false)), &connection(true, 1.into(), Value::Null));
        assert_eq!(made.decision, D::Skip);
        assert_eq!(
            made.reasons,
            [R::AlreadyConnected, R::AccountSessionMissing, R::AccountNeedsAttention, R::AutomationDisabled]
        );
        let made = decide(&account("IN_USE", json!(null), json!(true)), &connection(false, Value::Null, Value::Null));
        assert_eq!(made.decision, D::Wait);
        assert_eq!(made.reasons, [R::AccountBusy, R::AccountStateUnknown, R::ConnectionUnknown]);
    }
}
