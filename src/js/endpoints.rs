//! The exports that make one call: a line for each endpoint.

use super::{Host, ask, parse};
use crate::connectsafely::AccountStatusOptions;
use crate::seleqt::ConnectionStatusOptions;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

/// `getIt for Options`: an export that asks one endpoint. It resolves to the checked answer, as the service sent it, and rejects
/// with the fields of an error, or null. `started` is the time on the host's clock from which the deadline counts, in milliseconds.
macro_rules! export {
    ($name:ident as $js_name:ident for $options:ty) => {
        #[doc = concat!("Makes one call: [`", stringify!($options), "`].")]
        #[wasm_bindgen(js_name = $js_name)]
        pub fn $name(options: JsValue, host: Host, started: f64) -> Promise {
            ask(parse::<$options>(&options), host, started)
        }
    };
}

export!(get_account_status as getAccountStatus for AccountStatusOptions);
export!(get_connection_status as getConnectionStatus for ConnectionStatusOptions);
