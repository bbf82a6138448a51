//! `checkInvite` and `decideInvite` at the border.

use super::host::Host;
use super::transport::JsTransport;
use super::value::{set, to_js};
use super::{fields, parse, promise, run};
use crate::connectsafely::{AccountStatus, AccountStatusOptions};
use crate::error::Error;
use crate::invite::{InviteDecision, decide};
use crate::seleqt::{ConnectionStatus, ConnectionStatusOptions};
use crate::text::joined;
use crate::vendor::Vendor;
use js_sys::Promise;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use wasm_bindgen::prelude::*;

/// Asks both at once. The first failure is the error, and cancels the other. Nothing is sent unless all options are good.
/// Rejects with the fields of an error, or null.
#[wasm_bindgen(js_name = checkInvite)]
pub fn check_invite(
    account: JsValue,
    connection: JsValue,
    account_host: Host,
    connection_host: Host,
    started: f64,
) -> Promise {
    promise(Box::pin(async move {
        let refused = |error: Error, option| fields(&error.within(option), None);
        let mut account = parse::<AccountStatusOptions>(&account).map_err(|error| refused(error, "account"))?;
        let mut connection =
            parse::<ConnectionStatusOptions>(&connection).map_err(|error| refused(error, "connection"))?;
        // Either service may echo the other's key, where both stand behind one proxy.
        account.secrets = Rc::new([account.secrets.as_slice(), &connection.secrets].concat());
        connection.secrets = Rc::clone(&account.secrets);
        let (account_transport, connection_transport) =
            (JsTransport::single(&account_host), JsTransport::single(&connection_host));
        let (account, connection) = both(
            run(&account_transport, &account, Some(started)),
            run(&connection_transport, &connection, Some(started)),
        )
        .await?;
        // The answers are the services' own objects.
        let check = to_js(&decided(&account.json, &connection.json)?);
        set(&check, "account", &account.json);
        set(&check, "connection", &connection.json);
        Ok(check)
    }))
}

/// The rule behind `checkInvite`, on plain copies of answers that the caller has.
///
/// # Errors
/// The fields of an error.
#[wasm_bindgen(js_name = decideInvite)]
pub fn decide_invite(account: &JsValue, connection: &JsValue) -> Result<JsValue, JsValue> {
    decided(account, connection).map(|decision| to_js(&decision))
}

fn decided(account: &JsValue, connection: &JsValue) -> Result<InviteDecision, JsValue> {
    let not_an_answer = |option, vendor, why: &str| {
        fields(&Error::option(Some(vendor), option, &joined(&["is not an answer of the service: ", why])), None)
    };
    let account = AccountStatus::read(account).map_err(|why| not_an_answer("account", Vendor::ConnectSafely, &why))?;
    let connection =
        ConnectionStatus::read(connection).map_err(|why| not_an_answer("connection", Vendor::Seleqt, &why))?;
    Ok(decide(&account, &connection))
}

/// Both results, or the first failure; the other future is dropped then, which cancels it.
async fn both<T, E>(
    first: impl Future<Output = Result<T, E>>,
    second: impl Future<Output = Result<T, E>>,
) -> Result<(T, T), E> {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut first_done, mut second_done) = (None, None);
    poll_fn(|context| {
        if first_done.is_none()
            && let Poll::Ready(result) = first.as_mut().poll(context)
        {
            first_done = Some(result?);
        }
        if second_done.is_none()
            && let Poll::Ready(result) = second.as_mut().poll(context)
        {
            second_done = Some(result?);
        }
        match (first_done.take(), second_done.take()) {
            (Some(first), Some(second)) => Poll::Ready(Ok((first, second))),
            (first, second) => {
                (first_done, second_done) = (first, second);
                Poll::Pending
            }
        }
    })
    .await
}
