//! What a call is given by the hand-written side: everything that reaches into the runtime, behind functions that do not
//! throw. Each crossing costs as much as a hundred instructions, so there are few, and each does much.

use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;
use web_sys::RequestInit;

#[wasm_bindgen]
extern "C" {
    /// One call's view of the runtime: `pkg/src/host.js`. Whatever is open when the call ends is closed there.
    pub type Host;

    /// Milliseconds on a clock that only goes forward.
    #[wasm_bindgen(method, structural)]
    pub fn now(this: &Host) -> f64;

    /// What all requests have in common.
    #[wasm_bindgen(method, structural, js_name = takeCommon)]
    pub fn take_common(this: &Host, init: &RequestInit);

    /// The time at which `send` and `sleep` are to be stopped.
    #[wasm_bindgen(method, structural)]
    pub fn until(this: &Host, time: f64);

    /// The header that all requests of this host have beside those in common.
    #[wasm_bindgen(method, structural)]
    pub fn auth(this: &Host, name: &str, value: &str);

    /// Sends a request, and takes its answer, up to the end of the body. Calls [`told`](super::wait::told) with this number and
    /// a [`Reading`] and what it holds, whatever happens; with null where the signal ends it, and with undefined at the
    /// deadline.
    ///
    /// Gives 1 where it was sent, and 0 where the call is stopped. Or nothing is done before something else is called: for 4
    /// `auth`; `takeCommon` for 3 with the options that only browsers know, for 2 without them.
    #[wasm_bindgen(method, structural)]
    pub fn send(this: &Host, url: &str, until: f64, call: usize) -> u32;

    /// Calls [`told`](super::wait::told) after so many milliseconds; with null or undefined as `send` does.
    #[wasm_bindgen(method, structural)]
    pub fn sleep(this: &Host, ms: f64, call: usize);

    /// A promise of what `done` or `failed` will tell.
    #[wasm_bindgen(method, structural)]
    pub fn promise(this: &Host) -> Promise;

    /// Tells the answer.
    #[wasm_bindgen(method, structural)]
    pub fn done(this: &Host, answer: &JsValue);

    /// Tells the fields of the error, or null where a signal ended the call.
    #[wasm_bindgen(method, structural)]
    pub fn failed(this: &Host, fault: &JsValue);

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

    /// A body that is not JSON.
    #[wasm_bindgen(method, structural, getter)]
    pub fn text(this: &Reading) -> String;

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
    /// Two numbers for what stands in each field of the table of this number: `pkg/src/look.js`. False where there is no
    /// such table yet.
    #[wasm_bindgen(js_name = lookAt)]
    pub fn look_at(value: &JsValue, table: u32, looks: &mut [f64]) -> bool;

    /// The same for every option there is, then how many are given that nobody knows. Gives the texts among them, one after the
    /// other, and the name of the first of those: the number of a text is its length in bytes.
    #[wasm_bindgen(js_name = readOptions)]
    pub fn read_options(values: &JsValue, looks: &mut [f64]) -> String;

    /// Makes a table of paths to fields, with commas between them.
    #[wasm_bindgen(js_name = tellFields)]
    pub fn tell_fields(table: u32, paths: &str);

    /// The text in the field of this path.
    #[wasm_bindgen(js_name = textOf)]
    pub fn text_of(value: &JsValue, path: &str) -> Option<String>;
}
