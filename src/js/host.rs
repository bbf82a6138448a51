//! What a call is given by the hand-written side: everything that reaches into the runtime, behind functions that do not
//! throw and that can be taken back should this module ever trap.

use js_sys::{Function, Object, Promise};
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, RequestInit};

#[wasm_bindgen]
extern "C" {
    /// One call's view of the runtime.
    pub type Host;

    /// When the call was made, on the clock of `now`.
    #[wasm_bindgen(method, structural, getter)]
    pub fn started(this: &Host) -> f64;

    /// Milliseconds on a clock that only goes forward.
    #[wasm_bindgen(method, structural)]
    pub fn now(this: &Host) -> f64;

    /// Whether `fetch` takes the options that only browsers know.
    #[wasm_bindgen(method, structural, getter, js_name = takesBrowserOptions)]
    pub fn takes_browser_options(this: &Host) -> bool;

    /// A fresh controller for one request.
    #[wasm_bindgen(method, structural)]
    pub fn controller(this: &Host) -> AbortController;

    /// `fetch`, with whatever it throws turned into a rejection.
    #[wasm_bindgen(method, structural)]
    pub fn send(this: &Host, url: &str, init: &RequestInit) -> Promise;

    /// Whether there is a signal that `listen` would listen to.
    #[wasm_bindgen(method, structural, getter)]
    pub fn hears(this: &Host) -> bool;

    /// Takes what `fetch` resolved to, whatever it is.
    #[wasm_bindgen(method, structural)]
    pub fn read(this: &Host, answer: &JsValue) -> Reading;

    /// Has `then` called once when the call's signal aborts; returns the way to take that back, or nothing without a signal.
    #[wasm_bindgen(method, structural)]
    pub fn listen(this: &Host, then: &JsValue) -> Option<Function>;

    /// Told that the run waits, before another request may start. Only runs have it.
    #[wasm_bindgen(method, structural)]
    pub fn pausing(this: &Host, ms: f64);

    /// Tells `onRetry` about a failed attempt.
    #[wasm_bindgen(method, structural)]
    pub fn retrying(this: &Host, fault: &JsValue, delay_ms: f64);
}

#[wasm_bindgen]
extern "C" {
    /// An answer under way: `pkg/src/reading.js`.
    #[derive(Clone)]
    pub type Reading;

    /// 0 for a redirect without a status, below that for what is no response.
    #[wasm_bindgen(method, structural, getter)]
    pub fn status(this: &Reading) -> f64;

    /// A header, where the answer tells it.
    #[wasm_bindgen(method, structural)]
    pub fn header(this: &Reading, name: &str) -> Option<String>;

    /// Headers that do not tell one by themselves, but that the platform can make headers of.
    #[wasm_bindgen(method, structural)]
    pub fn headers(this: &Reading) -> Option<Object>;

    /// Its bytes, its text, or a number for what is wrong with it. Rejects where it breaks off.
    #[wasm_bindgen(method, structural)]
    pub fn body(this: &Reading) -> Promise;

    /// Gives up what is still open.
    #[wasm_bindgen(method, structural)]
    pub fn cancel(this: &Reading);
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    pub fn set_timeout(then: &JsValue, ms: f64) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    pub fn clear_timeout(timer: &JsValue);
}
