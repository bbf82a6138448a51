//! An answer, as the hand-written side has read it (`pkg/src/reading.js`): that is where mocks, polyfills and responses of
//! other realms are met, and where every access to one is caught.

use super::host::Reading;
use crate::body::{Body, Bytes, TOO_LARGE, read};
use crate::call::{Broken, Head, Reply};
use gloo_net::http::Headers;
use js_sys::{JsString, Uint8Array};
use wasm_bindgen::prelude::*;

/// What came of a request.
pub struct JsReply(pub Reading);

impl Reply for JsReply {
    type Json = JsValue;
    type Cause = JsValue;

    fn head(&self) -> Result<Head, Broken<JsValue>> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 100 to 999")]
        match self.0.status() {
            -2.0 => Err(Broken { what: "no answer came", cause: Some(self.0.cause()) }),
            status if status < 0.0 => Err(Broken { what: "fetch gave something that is not a response", cause: None }),
            0.0 => Ok(Head::Elsewhere),
            status => Ok(Head::Status(status as u16)),
        }
    }

    fn header(&self, name: &'static str) -> Option<String> {
        let made = || {
            // In any letter case.
            let headers = web_sys::Headers::new_with_headers(self.0.headers()?.unchecked_ref()).ok()?;
            Headers::from_raw(headers).get(name)
        };
        self.0.header(name).or_else(made)
    }

    fn body(&self) -> Result<Body<JsValue>, Broken<JsValue>> {
        let found = self.0.body();
        Ok(match found.as_f64() {
            Some(1.0) => Body::Damaged(TOO_LARGE),
            Some(2.0) => Body::Damaged("the body is not JSON"),
            Some(3.0) => return Err(Broken { what: "the body broke off", cause: Some(self.0.cause()) }),
            Some(_) => Body::Damaged("the answer has no body that can be read"),
            None => match found.dyn_ref::<JsString>() {
                Some(text) => read(&String::from(text)),
                None => Bytes::from(Uint8Array::unchecked_from_js_ref(&found).to_vec()).finish(),
            },
        })
    }
}
