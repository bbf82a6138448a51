//! An answer, as the hand-written side reads it (`pkg/src/reading.js`): that is where mocks, polyfills and responses of other
//! realms are met, and where every access to one is caught.

use super::host::Reading;
use super::transport::Exchange;
use crate::body::{Body, Bytes, TOO_LARGE, read};
use crate::call::{Broken, Head, Reply};
use gloo_net::http::Headers;
use js_sys::{JsString, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// An answer whose body is still open.
pub struct JsReply {
    head: Head,
    reading: Reading,
    exchange: Exchange,
}

impl JsReply {
    /// Takes the head of what `fetch` resolved to.
    pub fn new(reading: Reading, exchange: Exchange) -> Result<Self, Broken<JsValue>> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 100 to 999")]
        let head = match reading.status() {
            status if status < 0.0 => {
                return Err(Broken { what: "fetch gave something that is not a response", cause: None });
            }
            0.0 => Head::Elsewhere,
            status => Head::Status(status as u16),
        };
        Ok(Self { head, reading, exchange })
    }
}

impl Reply for JsReply {
    type Json = JsValue;
    type Cause = JsValue;

    fn head(&self) -> Head {
        self.head
    }

    fn header(&self, name: &'static str) -> Option<String> {
        let made = || {
            // In any letter case.
            let headers = web_sys::Headers::new_with_headers(self.reading.headers()?.unchecked_ref()).ok()?;
            Headers::from_raw(headers).get(name)
        };
        self.reading.header(name).or_else(made)
    }

    async fn body(&mut self) -> Result<Body<JsValue>, Broken<JsValue>> {
        let found = JsFuture::from(self.reading.body())
            .await
            .map_err(|cause| Broken { what: "the body broke off", cause: Some(cause) })?;
        let body = match found.as_f64() {
            // What is left of it is given up.
            Some(1.0) => return Ok(Body::Damaged(TOO_LARGE)),
            Some(2.0) => Body::Damaged("the body is not JSON"),
            Some(_) => Body::Damaged("the answer has no body that can be read"),
            None => match found.dyn_ref::<JsString>() {
                Some(text) => read(&String::from(text)),
                None => Bytes::from(Uint8Array::unchecked_from_js_ref(&found).to_vec()).finish(),
            },
        };
        self.exchange.close();
        Ok(body)
    }
}
