//! The border to JavaScript. No logic here: options in, one promise out, and between them the loop of [`crate::call`] over
//! the platform's `fetch`, timers and clock.
//!
//! What the hand-written side (`pkg/src/engine.js`, `pkg/src/host.js`) promises this one: options arrive as a snapshot without
//! getters, the functions of [`Host`] do not throw, [`told`] is called once for each wait, and what is open is closed when a
//! promise is settled. What this side promises: a promise rejects with the fields of an error, or with `null` where a signal
//! ended the call.

mod host;
mod invite;
mod list;
mod reply;
mod single;
mod transport;
mod value;
mod wait;

pub use host::Host;
pub use invite::{check_invite, decide_invite};
pub use list::ConnectionRun;
pub use single::{get_account_status, get_connection_status};
pub use wait::told;

use crate::call::{self, Answer, Begun, Deadline};
use crate::endpoint::{Endpoint, Question};
use crate::error::Error;
use crate::options::{self, CallOptions};
use js_sys::{Promise, Reflect};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use transport::JsTransport;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// Good options: of one type for every endpoint, so that what follows is compiled once.
#[derive(Clone)]
struct Asked {
    question: Rc<dyn Question<JsValue>>,
    options: Rc<CallOptions>,
}

impl Asked {
    fn read<E: Endpoint + 'static>(snapshot: &JsValue) -> Result<Self, Error> {
        let (question, options) = options::parse::<E>(&value::Snapshot::of(snapshot))?;
        Ok(Self { question: Rc::new(question), options: Rc::new(options) })
    }
}

/// What a promise is made of, of one type for the same reason.
type Work = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

fn promise(work: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    let work: Work = Box::pin(work);
    future_to_promise(work)
}

/// One call, whose clock has started when it was made. Its request goes out here; what is left to be set up for it is set up
/// while the network is busy.
fn single(
    asked: Asked,
    prospect: Option<u64>,
    host: Host,
    started: f64,
) -> (impl Future<Output = Result<JsValue, JsValue>> + 'static, Rc<wait::Slot>) {
    let Asked { question, options } = asked;
    let deadline = Deadline::at(started + options.timeout_ms);
    let transport = JsTransport::single(host);
    let begun = call::begin(&transport, &*question, prospect, &options, &deadline);
    let slot = transport.slot();
    let work =
        async move { finish(begun, &transport, &*question, &options, &deadline).await.map(|answer| answer.json) };
    (work, slot)
}

/// One call, with what it rejects with: null where its signal ended it.
async fn finish(
    begun: Begun,
    transport: &JsTransport,
    question: &dyn Question<JsValue>,
    options: &CallOptions,
    deadline: &Deadline,
) -> Result<Answer<JsValue>, JsValue> {
    let ended = call::finish(begun, transport, question, options, deadline).await;
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
