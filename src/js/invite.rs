//! The rules on answers at the border. No request.

use super::fields;
use super::value::to_js;
use crate::connectsafely::AccountStatus;
use crate::decision::Reason;
use crate::error::Error;
use crate::invite::{decide, judge_account};
use crate::plain::{Plain, PlainObject};
use crate::seleqt::ConnectionStatus;
use crate::text::joined;
use crate::vendor::Vendor;
use crate::verdict::verdict;
use wasm_bindgen::prelude::*;

/// Should an invitation go out now? `pinned` says that both services were told whose account it is about.
///
/// # Errors
/// The fields of an error.
#[wasm_bindgen(js_name = decideInvite)]
pub fn decide_invite(account: &JsValue, connection: &JsValue, pinned: bool) -> Result<JsValue, JsValue> {
    let made = decide(&read_account(account)?, &read_connection(connection)?).pinned(pinned);
    Ok(with_reasons("decision", made.decision.into(), &made.reasons))
}

/// What the account alone says: `verdict` and `reasons`.
///
/// # Errors
/// The fields of an error.
#[wasm_bindgen(js_name = accountVerdict)]
pub fn account_verdict(account: &JsValue) -> Result<JsValue, JsValue> {
    let judged = judge_account(&read_account(account)?);
    Ok(with_reasons("verdict", judged.verdict, &judged.reasons))
}

/// What the connection alone says, in one word.
///
/// # Errors
/// The fields of an error.
#[wasm_bindgen(js_name = connectionVerdict)]
pub fn connection_verdict(connection: &JsValue) -> Result<JsValue, JsValue> {
    let word: &str = verdict(&read_connection(connection)?).into();
    Ok(word.into())
}

fn with_reasons(name: &'static str, word: &str, reasons: &[Reason]) -> JsValue {
    let reasons: Vec<&str> = reasons.iter().map(|reason| (*reason).into()).collect();
    to_js(&PlainObject(&[(name, Some(Plain::Text(word))), ("reasons", Some(Plain::Texts(&reasons)))]))
}

/// Reads an answer about an account.
///
/// # Errors
/// The fields of an error: it is no such answer.
pub fn read_account(answer: &JsValue) -> Result<AccountStatus, JsValue> {
    AccountStatus::read(answer).map_err(|why| not_an_answer("account", Vendor::ConnectSafely, &why))
}

fn read_connection(answer: &JsValue) -> Result<ConnectionStatus, JsValue> {
    ConnectionStatus::read(answer).map_err(|why| not_an_answer("connection", Vendor::Seleqt, &why))
}

fn not_an_answer(option: &str, vendor: Vendor, why: &str) -> JsValue {
    fields(&Error::option(Some(vendor), option, &joined(&["is not an answer of the service: ", why])), None)
}
