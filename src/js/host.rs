//! What a call is given by the hand-written side: everything that reaches into the runtime, behind functions that do not
//! throw. Each crossing costs as much as a hundred instructions, so there are few, and each does much.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;
use web_sys::RequestInit;

#[wasm_bindgen]
extern "C" {
    /// One call's view of the runtime: `pkg/src/host.js`. Whatever is open when the call ends is closed there.
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

    /// The time at which `ask` and `sleep` are to be stopped.
    #[wasm_bindgen(method, structural)]
    pub fn until(this: &Host, time: f64);

    /// Sends a request, made of a copy of `init` with this header in it, and takes its answer, up to the end of the body.
    /// Calls `then` with a [`Reading`], whatever happens; with null where the signal ends it, and with undefined at the
    /// deadline.
    #[wasm_bindgen(method, structural)]
    pub fn ask(this: &Host, url: &str, header: &str, value: &str, init: &RequestInit, then: &JsValue);

    /// Calls `then` after so many milliseconds; with null or undefined as `ask` does.
    #[wasm_bindgen(method, structural)]
    pub fn sleep(this: &Host, ms: f64, then: &JsValue);

    /// Closes what is open, and calls nothing back.
    #[wasm_bindgen(method, structural)]
    pub fn end(this: &Host);

    /// Told that the run waits, before another request may start. Only runs have it.
    #[wasm_bindgen(method, structural)]
    pub fn pausing(this: &Host, ms: f64);

    /// Tells `onRetry` about a failed attempt.
    #[wasm_bindgen(method, structural)]
    pub fn retrying(this: &Host, fault: &JsValue, delay_ms: f64);
}

#[wasm_bindgen]
extern "C" {
    /// What came of a request: `pkg/src/reading.js`.
    pub type Reading;

    /// 0 for a redirect without a status, -1 for what is no response, -2 where `fetch` rejected.
    #[wasm_bindgen(method, structural, getter)]
    pub fn status(this: &Reading) -> f64;

    /// The body's bytes, its text, or a number for what is wrong with it.
    #[wasm_bindgen(method, structural, getter)]
    pub fn body(this: &Reading) -> JsValue;

    /// What `fetch` or the body rejected with.
    #[wasm_bindgen(method, structural, getter)]
    pub fn cause(this: &Reading) -> JsValue;

    /// A header, where the answer tells it.
    #[wasm_bindgen(method, structural)]
    pub fn header(this: &Reading, name: &str) -> Option<String>;

    /// Headers that do not tell one by themselves, but that the platform can make headers of.
    #[wasm_bindgen(method, structural)]
    pub fn headers(this: &Reading) -> Option<Object>;
}

#[wasm_bindgen]
extern "C" {
    /// The paths of fields, separated by commas, prepared for the two below: `pkg/src/look.js`.
    #[wasm_bindgen(js_name = fieldTable)]
    pub fn field_table(paths: &str) -> Array;

    /// Two numbers for what stands in each field of a table.
    #[wasm_bindgen(js_name = lookAt)]
    pub fn look_at(value: &JsValue, table: &Array, looks: &mut [f64]);

    /// The text in the field of this place in the table.
    #[wasm_bindgen(js_name = textAt)]
    pub fn text_at(value: &JsValue, table: &Array, place: u32) -> Option<String>;
}
