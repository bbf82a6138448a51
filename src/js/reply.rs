//! An answer, as the hand-written side has read it (`pkg/src/reading.js`): that is where mocks, polyfills and responses of
//! other realms are met, and where every access to one is caught.

use super::host::Reading;
use crate::body::{Body, TOO_LARGE};
use crate::call::{Broken, Head, Reply};
use gloo_net::http::Headers;
use wasm_bindgen::prelude::*;

/// What came of a request. Most calls need no more of it than the three values that come along.
pub struct JsReply {
    /// Everything else about it.
    pub reading: Reading,
    /// 0 for a redirect without a status, -1 for what is no response, -2 where `fetch` rejected.
    pub status: f64,
    /// What became of the body: 0 where `json` holds it, 6 where it is some other text, else what is wrong with it.
    pub found: u32,
    /// The parsed body.
    pub json: JsValue,
}

impl Reply for JsReply {
    type Json = JsValue;
    type Cause = JsValue;

    fn head(&self) -> Result<Head, Broken<JsValue>> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 100 to 999")]
        match self.status {
            -2.0 => Err(Broken { what: "no answer came", cause: Some(self.reading.cause()) }),
            status if status < 0.0 => Err(Broken { what: "fetch gave something that is not a response", cause: None }),
            0.0 => Ok(Head::Elsewhere),
            status => Ok(Head::Status(status as u16)),
        }
    }

    fn header(&self, name: &'static str) -> Option<String> {
        let made = || {
            // In any letter case.
            let headers = web_sys::Headers::new_with_headers(self.reading.headers()?.unchecked_ref()).ok()?;
            Headers::from_raw(headers).get(name)
        };
        self.reading.header(name).or_else(made)
    }

    fn body(&self) -> Result<Body<JsValue>, Broken<JsValue>> {
        Ok(match self.found {
            0 => Body::Json(self.json.clone()),
            6 => Body::Text(self.reading.text()),
            3 => return Err(Broken { what: "the body broke off", cause: Some(self.reading.cause()) }),
            1 => Body::Damaged(TOO_LARGE),
            2 => Body::Damaged("the body is not JSON"),
            5 => Body::Damaged("the body is not valid UTF-8"),
            _ => Body::Damaged("the answer has no body that can be read"),
        })
    }
}
