//! What JavaScript lends to one call: `pkg/src/host.js`. None of it throws.

use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;
use web_sys::RequestInit;

#[wasm_bindgen]
extern "C" {
    /// One call's view of the runtime.
    pub type Host;

    /// Milliseconds on a clock that only goes forward.
    #[wasm_bindgen(method, structural)]
    pub fn now(this: &Host) -> f64;

    /// Sends a request with these headers and reads its answer up to the end of the body. `init` is copied: it is the same for
    /// all requests, and the host takes out what its runtime does not know. Resolves to a [`Response`], whatever `fetch` does;
    /// may reject, see [`TIMED_OUT`].
    #[wasm_bindgen(method, structural)]
    pub fn send(this: &Host, url: &str, init: &RequestInit, headers: &Object, timeout_ms: f64) -> Promise;

    /// Resolves after this many milliseconds; may reject, see [`TIMED_OUT`].
    #[wasm_bindgen(method, structural)]
    pub fn sleep(this: &Host, ms: f64) -> Promise;

    /// What a request has to wait for besides its turn, if anything: a promise that resolves once it may start; may reject, see
    /// [`TIMED_OUT`].
    #[wasm_bindgen(method, structural)]
    pub fn gate(this: &Host) -> Option<Promise>;

    /// Tells `onRetry` about a failed attempt: the fields of its error, and the milliseconds until the next one.
    #[wasm_bindgen(method, structural, js_name = onRetry)]
    pub fn on_retry(this: &Host, fields: &JsValue, delay_ms: f64);

    /// Tells that the run of this call pauses for so many milliseconds.
    #[wasm_bindgen(method, structural, js_name = onPause)]
    pub fn on_pause(this: &Host, ms: f64);
}

/// What a promise of the host rejects with where the deadline passed. Anything else says that the call's signal was aborted, or
/// that the call was cancelled.
pub const TIMED_OUT: &str = "timed_out";

#[wasm_bindgen]
extern "C" {
    /// What a request gave: `ReadResponse` in `pkg/src/exchange.js`. What is not here is read by its name.
    pub type Response;

    /// What it is.
    #[wasm_bindgen(method, structural, getter)]
    pub fn kind(this: &Response) -> ResponseKind;

    /// The headers that this crate reads, whatever the answer's own are.
    #[wasm_bindgen(method, structural)]
    pub fn headers(this: &Response) -> web_sys::Headers;
}

/// What a request gave. All but the first three are answers with a status.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseKind {
    /// A redirect whose status the browser does not tell, or one that was followed although that was forbidden.
    HiddenRedirect = "hidden_redirect",
    /// `fetch` rejected or threw.
    Failed = "failed",
    /// `fetch` resolved to something that is no response.
    NoResponse = "no_response",
    /// The body is JSON.
    Json = "json",
    /// The body is text that is not JSON.
    Text = "text",
    /// The body broke off.
    Broken = "broken",
    /// The body has too many bytes.
    TooLarge = "too_large",
    /// The body is JSON that is nested too deeply.
    TooDeep = "too_deep",
    /// The body is something that JSON cannot say.
    NotJson = "not_json",
    /// The body is bytes that are not UTF-8.
    NotUtf8 = "not_utf8",
    /// The body cannot be read, or need not.
    Unreadable = "unreadable",
}
