//! The border to JavaScript, in wasm32 builds alone. Options in, one promise out, and between them the loop of [`crate::call`] over what
//! a [`Host`] lends of the runtime. The one piece of logic here is when a request of a list takes its turn (`transport.rs`), which asks
//! the host's clock and gate over and over.
//!
//! The hand-written side (`pkg/src/call.js`, `pkg/src/host.js`) promises: options arrive as a copy without getters, the
//! functions of [`Host`] do not throw, and none of the caller's own code runs while this side is on the stack. This side
//! promises: a promise rejects with the fields of a `LinkedInStatusError`, or with `null` where a signal ended the call.

mod endpoints;
mod host;
mod invite;
mod run;
mod transport;
mod value;

pub use endpoints::{get_account_status, get_connection_status};
pub use host::Host;
pub use invite::{account_verdict, connection_verdict, decide_invite};
pub use run::Run;

use crate::call::{self, Answer, Failure};
use crate::classify;
use crate::endpoint::{self, Endpoint, ParsedCall};
use crate::error::Error;
use crate::json::Json;
use crate::rate_limit;
use crate::secret;
use js_sys::{Date, Object, Promise};
use std::future::Future;
use std::pin::Pin;
use transport::JsTransport;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// `text` without the keys in this list: for what the hand-written side finds in the causes of network errors.
#[wasm_bindgen]
pub fn scrub(text: &JsValue, keys: &JsValue) -> JsValue {
    secret::scrub(&text.text().unwrap_or_default(), &texts(keys)).into()
}

/// What `onResponse` is told of an answer's headers: `requestId` without these keys, and `rateLimit`.
#[wasm_bindgen]
pub fn describe(headers: web_sys::Headers, keys: &JsValue) -> JsValue {
    let headers = gloo_net::http::Headers::from_raw(headers);
    let header = |name: &'static str| headers.get(name);
    let told = JsValue::from(Object::new());
    if let Some(id) = classify::request_id(&texts(keys), &header) {
        value::set(&told, "requestId", &id.into());
    }
    if let Some(limit) = rate_limit::read(&header, Date::now()) {
        value::set(&told, "rateLimit", &value::rate_limit(&limit));
    }
    told
}

/// The strings in a list.
fn texts(list: &JsValue) -> Vec<String> {
    list.entries(u32::MAX).iter().filter_map(Json::text).collect()
}

/// Reads and checks the options of one call.
fn parse<E: Endpoint>(options: &JsValue) -> Result<ParsedCall<JsValue>, Error> {
    endpoint::parse::<E>(&value::Snapshot::of(options)).map(|(endpoint, options)| ParsedCall::new(endpoint, options))
}

/// What the export for one endpoint does.
fn ask(call: Result<ParsedCall<JsValue>, Error>, host: Host, started: f64) -> Promise {
    promise(Box::pin(async move {
        let call = call.map_err(|error| fields(&error, None))?;
        run(&JsTransport::single(&host), &call, Some(started)).await.map(|answer| answer.json)
    }))
}

/// The promise for what this future comes to. Not an `async fn` for each export: what makes a promise of a future would be there
/// once for each of them.
fn promise(future: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>) -> Promise {
    future_to_promise(future)
}

/// Makes a call; rejects with the fields of its error, or with null where its signal ended it.
async fn run(
    transport: &JsTransport<'_>,
    call: &ParsedCall<JsValue>,
    started: Option<f64>,
) -> Result<Answer<JsValue>, JsValue> {
    let ended = call::run(transport, call, started).await;
    ended.map_err(|failure| failure.map_or(JsValue::NULL, |Failure { error, cause }| fields(&error, cause.as_ref())))
}

/// The fields of a `LinkedInStatusError`.
fn fields(error: &Error, cause: Option<&JsValue>) -> JsValue {
    let fields = value::to_js(error);
    if let Some(limit) = &error.rate_limit {
        value::set(&fields, "rateLimit", &value::rate_limit(limit));
    }
    if let Some(cause) = cause {
        value::set(&fields, "cause", cause);
    }
    fields
}
