//! The border to JavaScript. No logic here: options in, one promise out, and between them the loop of [`crate::call`] over
//! the platform's `fetch`, timers and clock.
//!
//! What the hand-written side (`pkg/src/call.js`) promises this one: options arrive as a snapshot without getters, and the
//! functions of [`Host`] do not throw. What this side promises: a promise rejects with the fields of an error, or with
//! `null` where a signal ended the call.

mod event;
mod host;
mod invite;
mod list;
mod reply;
mod transport;
mod value;

pub use host::Host;
pub use invite::{check_invite, decide_invite};
pub use list::ConnectionRun;

use crate::call::{self, Deadline, Failure, Progress, Stopped};
use crate::connectsafely::AccountStatusOptions;
use crate::endpoint::{Endpoint, Question};
use crate::error::Error;
use crate::options::{self, CallOptions};
use crate::seleqt::ConnectionStatusOptions;
use event::Listener;
use js_sys::{Promise, Reflect};
use std::future::Future;
use std::pin::Pin;
use transport::JsTransport;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// ConnectSafely: `GET /account/status`. Resolves to the checked answer, as the service sent it.
#[wasm_bindgen(js_name = getAccountStatus)]
pub fn get_account_status(options: &JsValue, host: Host) -> Promise {
    start::<AccountStatusOptions>(options, host)
}

/// Seleqt: `GET /api/v1/public/prospects/{id}/connection-status/`, or the JWT path. As above.
#[wasm_bindgen(js_name = getConnectionStatus)]
pub fn get_connection_status(options: &JsValue, host: Host) -> Promise {
    start::<ConnectionStatusOptions>(options, host)
}

fn start<E: Endpoint + 'static>(snapshot: &JsValue, host: Host) -> Promise {
    settle(options::parse::<E>(&value::Snapshot(snapshot)), |(endpoint, options)| async move {
        single(&endpoint, &options, host).await
    })
}

/// What a promise is made of: one type, so that the way into JavaScript is compiled once and not for every call there is.
type Work = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

fn promise(work: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    let work: Work = Box::pin(work);
    future_to_promise(work)
}

/// Goes on where the options are good, else rejects at once.
fn settle<O, F: Future<Output = Result<JsValue, JsValue>> + 'static>(
    parsed: Result<O, Error>,
    go_on: impl FnOnce(O) -> F,
) -> Promise {
    match parsed {
        Ok(options) => promise(go_on(options)),
        Err(error) => Promise::reject(&fault(&error, None)),
    }
}

/// One call on its own: its clock starts when it is made.
async fn single(question: &dyn Question<JsValue>, options: &CallOptions, host: Host) -> Result<JsValue, JsValue> {
    let deadline = Deadline::at(host.started() + options.timeout_ms);
    let listener = Listener::on(&host);
    let progress = Progress::default();
    make(&JsTransport::single(host), question, options, &listener, &deadline, &progress).await
}

/// One call, held to its deadline and its signal.
async fn make(
    transport: &JsTransport,
    question: &dyn Question<JsValue>,
    options: &CallOptions,
    listener: &Listener,
    deadline: &Deadline,
    progress: &Progress,
) -> Result<JsValue, JsValue> {
    let work = call::run(transport, question, options, deadline, progress);
    match call::bounded(event::first(listener, deadline.passed(transport)), work).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(Failure { error, cause })) => Err(fault(&error, cause)),
        Err(Stopped::TimedOut) => Err(fault(&call::timed_out(question.vendor(), options, progress), None)),
        Err(Stopped::Aborted) => Err(JsValue::NULL),
    }
}

/// The fields of a `LinkedInStatusError`.
fn fault(error: &Error, cause: Option<JsValue>) -> JsValue {
    let fields = serde_wasm_bindgen::to_value(error).unwrap_or(JsValue::UNDEFINED);
    if let Some(cause) = cause {
        set(&fields, "cause", &cause);
    }
    fields
}

/// Sets a property of a fresh plain object, which cannot fail.
fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}
