//! `getConnectionStatus` at the border.

use super::{Host, ask, parse};
use crate::seleqt::ConnectionStatusOptions;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

/// Seleqt: `GET /api/v1/public/prospects/{id}/connection-status/`, or the JWT path. As [`super::get_account_status`].
#[wasm_bindgen(js_name = getConnectionStatus)]
pub fn get_connection_status(options: JsValue, host: Host, started: f64) -> Promise {
    ask(parse::<ConnectionStatusOptions>(&options), host, started)
}
