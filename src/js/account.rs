//! `getAccountStatus` at the border.

use super::{Host, ask, parse};
use crate::connectsafely::AccountStatusOptions;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

/// ConnectSafely: `GET /account/status`. Resolves to the checked answer, as the service sent it. `started` is the time on the
/// host's clock from which the deadline counts, in milliseconds. Rejects with the fields of an error, or null.
#[wasm_bindgen(js_name = getAccountStatus)]
pub fn get_account_status(options: JsValue, host: Host, started: f64) -> Promise {
    ask(parse::<AccountStatusOptions>(&options), host, started)
}
