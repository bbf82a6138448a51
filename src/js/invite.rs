//! `checkInvite` and `decideInvite` at the border.

use super::host::Host;
use super::value::plain;
use super::{Asked, fault, promise, set, single};
use crate::connectsafely::{AccountStatus, AccountStatusOptions};
use crate::endpoint::Vendor;
use crate::error::Error;
use crate::invite::decide;
use crate::seleqt::{ConnectionStatus, ConnectionStatusOptions};
use crate::text::joined;
use js_sys::{Date, Promise};
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use wasm_bindgen::prelude::*;

/// Asks both at once. The first failure is the error, and cancels the other. Nothing is sent unless all options are good.
#[wasm_bindgen(js_name = checkInvite)]
pub fn check_invite(
    account: &JsValue,
    connection: &JsValue,
    account_host: Host,
    connection_host: Host,
    started: f64,
) -> Promise {
    let account = Asked::read::<AccountStatusOptions>(account).map_err(|error| error.within("account"));
    let connection = Asked::read::<ConnectionStatusOptions>(connection).map_err(|error| error.within("connection"));
    match (account, connection) {
        (Ok(account), Ok(connection)) => {
            let (account, _) = single(account, None, account_host, started);
            let (connection, _) = single(connection, None, connection_host, started);
            promise(async move {
                let (account, connection) = both(account, connection).await?;
                let check = decided(&account, &connection)?;
                set(&check, "account", &account);
                set(&check, "connection", &connection);
                set(&check, "checkedAt", &Date::new_0().to_iso_string());
                Ok(check)
            })
        }
        (Err(error), _) | (_, Err(error)) => Promise::reject(&fault(&error, None)),
    }
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
async fn both(
    first: impl Future<Output = Result<JsValue, JsValue>>,
    second: impl Future<Output = Result<JsValue, JsValue>>,
) -> Result<(JsValue, JsValue), JsValue> {
    let mut futures: [Pin<&mut dyn Future<Output = Result<JsValue, JsValue>>>; 2] = [pin!(first), pin!(second)];
    let mut done = [None, None];
    poll_fn(|context| {
        for (future, done) in futures.iter_mut().zip(&mut done) {
            if done.is_none()
                && let Poll::Ready(result) = future.as_mut().poll(context)
            {
                *done = Some(result?);
            }
        }
        match &done {
            [Some(first), Some(second)] => Poll::Ready(Ok((first.clone(), second.clone()))),
            _ => Poll::Pending,
        }
    })
    .await
}
