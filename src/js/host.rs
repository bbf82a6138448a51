//! What a call is given by the hand-written side: everything that reaches into the runtime, behind functions that do not
//! throw. Each crossing costs as much as a hundred instructions, so there are few, and each does much.

use js_sys::Object;
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

    /// Whether `takeCommon` is to be called first: 0 for no, 1 for yes, 2 with the options that only browsers know.
    #[wasm_bindgen(method, structural, js_name = wantsCommon)]
    pub fn wants_common(this: &Host) -> u32;

    /// What all requests have in common.
    #[wasm_bindgen(method, structural, js_name = takeCommon)]
    pub fn take_common(this: &Host, init: &RequestInit);

    /// The time at which `ask` and `sleep` are to be stopped.
    #[wasm_bindgen(method, structural)]
    pub fn until(this: &Host, time: f64);

    /// Sends a request with this header in it, and takes its answer, up to the end of the body.
    /// Calls `then` with a [`Reading`], whatever happens; with null where the signal ends it, and with undefined at the
    /// deadline.
    #[wasm_bindgen(method, structural)]
    pub fn ask(this: &Host, url: &str, header: &str, value: &str, then: &JsValue);

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

    /// What became of the body: 0 where `json` holds it, 6 where it is some other `text`, else what is wrong with it.
    #[wasm_bindgen(method, structural, getter)]
    pub fn found(this: &Reading) -> u32;

    /// The parsed body.
    #[wasm_bindgen(method, structural, getter)]
    pub fn json(this: &Reading) -> JsValue;

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

    /// Makes a table of paths to fields, with commas between them.
    #[wasm_bindgen(js_name = tellFields)]
    pub fn tell_fields(table: u32, paths: &str);

    /// The text in the field of this place in a table that was told.
    #[wasm_bindgen(js_name = textAt)]
    pub fn text_at(value: &JsValue, table: u32, place: u32) -> Option<String>;

    /// The text in the field of this path.
    #[wasm_bindgen(js_name = textOf)]
    pub fn text_of(value: &JsValue, path: &str) -> Option<String>;
}
