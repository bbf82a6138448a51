//! The border to JavaScript. No logic here: options in, one promise out, and between them the loop of [`crate::call`] over
//! the platform's `fetch`, timers and clock.
//!
//! What the hand-written side (`pkg/src/call.js`) promises this one: options arrive as a snapshot without getters, the
//! functions of [`Host`] do not throw, and it closes what is open when a promise is settled. What this side promises: a promise rejects with the fields of an error, or with
//! `null` where a signal ended the call.

mod host;
mod invite;
mod list;
mod reply;
mod transport;
mod value;
mod wait;

pub use host::Host;
pub use invite::{check_invite, decide_invite};
pub use list::ConnectionRun;

use crate::call::{self, Answer, Deadline};
use crate::connectsafely::AccountStatusOptions;
use crate::endpoint::{Endpoint, Question};
use crate::error::Error;
use crate::options::{self, CallOptions};
use crate::seleqt::ConnectionStatusOptions;
use js_sys::{Promise, Reflect};
use std::future::Future;
use std::pin::Pin;
use transport::JsTransport;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// ConnectSafely: `GET /account/status`. Resolves to the checked answer, as the service sent it.
#[wasm_bindgen(js_name = getAccountStatus)]
pub fn get_account_status(options: &JsValue, host: Host) -> Promise {
    start(Asked::read::<AccountStatusOptions>(options), host)
}

/// Seleqt: `GET /api/v1/public/prospects/{id}/connection-status/`, or the JWT path. As above.
#[wasm_bindgen(js_name = getConnectionStatus)]
pub fn get_connection_status(options: &JsValue, host: Host) -> Promise {
    start(Asked::read::<ConnectionStatusOptions>(options), host)
}

fn start(asked: Result<Asked, Error>, host: Host) -> Promise {
    match asked {
        Ok(asked) => promise(single(asked, host)),
        Err(error) => Promise::reject(&fault(&error, None)),
    }
}

/// Good options: of one type for every endpoint, so that what follows is compiled once.
struct Asked {
    question: Box<dyn Question<JsValue>>,
    options: CallOptions,
}

impl Asked {
    fn read<E: Endpoint + 'static>(snapshot: &JsValue) -> Result<Self, Error> {
        let (question, options) = options::parse::<E>(&value::Snapshot::of(snapshot))?;
        Ok(Self { question: Box::new(question), options })
    }
}

/// What a promise is made of, of one type for the same reason.
type Work = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

fn promise(work: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    let work: Work = Box::pin(work);
    future_to_promise(work)
}

/// One call on its own: its clock starts when it is made.
async fn single(asked: Asked, host: Host) -> Result<JsValue, JsValue> {
    let deadline = Deadline::at(host.started() + asked.options.timeout_ms);
    let transport = JsTransport::single(host);
    make(&transport, &*asked.question, &asked.options, &deadline).await.map(|answer| answer.json)
}

/// One call, with what it rejects with: null where its signal ended it.
async fn make(
    transport: &JsTransport,
    question: &dyn Question<JsValue>,
    options: &CallOptions,
    deadline: &Deadline,
) -> Result<Answer<JsValue>, JsValue> {
    let ended = call::run(transport, question, options, deadline).await;
    ended.map_err(|failure| failure.map_or(JsValue::NULL, |failure| fault(&failure.error, failure.cause)))
}

/// The fields of a `LinkedInStatusError`.
fn fault(error: &Error, cause: Option<JsValue>) -> JsValue {
    let fields = value::plain(error);
    if let Some(cause) = cause {
        set(&fields, "cause", &cause);
    }
    fields
}

/// Sets a property of a fresh plain object, which cannot fail.
fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}
