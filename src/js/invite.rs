//! `checkInvite` and `decideInvite` at the border.

use super::host::Host;
use super::value::{Snapshot, plain};
use super::{fault, set, settle, single};
use crate::connectsafely::{AccountStatus, AccountStatusOptions};
use crate::endpoint::Vendor;
use crate::error::Error;
use crate::invite::decide;
use crate::options;
use crate::seleqt::{ConnectionStatus, ConnectionStatusOptions};
use crate::text::joined;
use js_sys::{Date, Promise};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use wasm_bindgen::prelude::*;

/// Asks both at once. The first failure is the error, and cancels the other. Nothing is sent unless all options are good.
#[wasm_bindgen(js_name = checkInvite)]
pub fn check_invite(account: &JsValue, connection: &JsValue, account_host: Host, connection_host: Host) -> Promise {
    let parse = || {
        let account = options::parse::<AccountStatusOptions>(&Snapshot::of(account));
        let connection = options::parse::<ConnectionStatusOptions>(&Snapshot::of(connection));
        Ok((account.map_err(|e| e.within("account"))?, connection.map_err(|e| e.within("connection"))?))
    };
    settle(parse(), |((account, account_options), (connection, connection_options))| async move {
        let (account, connection) = both(
            single(&account, &account_options, account_host),
            single(&connection, &connection_options, connection_host),
        )
        .await?;
        let check = decided(&account, &connection)?;
        set(&check, "account", &account);
        set(&check, "connection", &connection);
        set(&check, "checkedAt", &Date::new_0().to_iso_string());
        Ok(check)
    })
}

/// The rule behind `checkInvite`, on plain copies of answers that the caller has.
#[wasm_bindgen(js_name = decideInvite)]
pub fn decide_invite(account: &JsValue, connection: &JsValue) -> Promise {
    match decided(account, connection) {
        Ok(decision) => Promise::resolve(&decision),
        Err(error) => Promise::reject(&error),
    }
}

fn decided(account: &JsValue, connection: &JsValue) -> Result<JsValue, JsValue> {
    let not_an_answer = |option, vendor, why: &str| {
        fault(&Error::option(Some(vendor), option, &joined(&["is not an answer of the service: ", why])), None)
    };
    let wrong_account = |why: &str| not_an_answer("account", Vendor::ConnectSafely, why);
    let wrong_connection = |why: &str| not_an_answer("connection", Vendor::Seleqt, why);
    let account = AccountStatus::read(account).map_err(|why| wrong_account(&why))?;
    let connection = ConnectionStatus::read(connection).map_err(|why| wrong_connection(&why))?;
    Ok(plain(&decide(&account, &connection)))
}

/// Both results, or the first failure; the other future is dropped then, which cancels it.
async fn both<T, E>(
    first: impl Future<Output = Result<T, E>>,
    second: impl Future<Output = Result<T, E>>,
) -> Result<(T, T), E> {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut one, mut other) = (None, None);
    poll_fn(|context| {
        if one.is_none()
            && let Poll::Ready(done) = first.as_mut().poll(context)
        {
            match done {
                Ok(value) => one = Some(value),
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
        if other.is_none()
            && let Poll::Ready(done) = second.as_mut().poll(context)
        {
            match done {
                Ok(value) => other = Some(value),
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
        match (one.take(), other.take()) {
            (Some(one), Some(other)) => Poll::Ready(Ok((one, other))),
            (still_one, still_other) => {
                (one, other) = (still_one, still_other);
                Poll::Pending
            }
        }
    })
    .await
}
