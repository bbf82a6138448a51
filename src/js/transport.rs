//! One request through `fetch`. It goes out as a URL and plain options rather than as a `Request`: that is what every
//! `fetch` takes, also one that is polyfilled, wrapped or mocked, and it spares building a `Request` twice.

use super::event::Timer;
use super::fault;
use super::host::{Host, Reading};
use super::reply::JsReply;
use crate::call::{Broken, Deadline, Failure, Transport};
use crate::endpoint::Request;
use crate::list::Pace;
use js_sys::{Date, JsString, Math, Object, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestRedirect};

/// Waits for a place in the minute are told as a pause from this length on: a run at its limit waits a little all the time.
const TOLD_MS: f64 = 1_000.0;

/// The runtime's `fetch`, timers and clocks.
pub struct JsTransport {
    host: Host,
    pace: Option<Rc<RefCell<Pace>>>,
}

impl JsTransport {
    /// For a call on its own.
    pub const fn single(host: Host) -> Self {
        Self { host, pace: None }
    }

    /// For a call of a run.
    pub const fn paced(host: Host, pace: Rc<RefCell<Pace>>) -> Self {
        Self { host, pace: Some(pace) }
    }
}

impl Transport for JsTransport {
    type Json = JsValue;
    type Cause = JsValue;
    type Reply = JsReply;

    async fn send(&self, request: &Request) -> Result<JsReply, Broken<JsValue>> {
        let exchange = Exchange::open(self.host.controller());
        let init = init(request, &exchange.controller, self.host.takes_browser_options());
        match JsFuture::from(self.host.send(&request.url, &init)).await {
            Ok(answer) => {
                let reading = self.host.read(&answer);
                exchange.reading.replace(Some(reading.clone().unchecked_into()));
                JsReply::new(reading, exchange)
            }
            Err(cause) => {
                exchange.close();
                Err(Broken { what: "no answer came", cause: Some(cause) })
            }
        }
    }

    async fn sleep(&self, ms: f64) {
        Timer::start(ms).await;
    }

    fn now(&self) -> f64 {
        self.host.now()
    }

    fn unix_ms(&self) -> f64 {
        Date::now()
    }

    fn random(&self) -> f64 {
        Math::random()
    }

    fn retrying(&self, delay_ms: f64, failure: &Failure<JsValue>) {
        self.host.retrying(&fault(&failure.error, failure.cause.clone()), delay_ms);
    }

    async fn turn(&self, deadline: &Deadline) {
        let Some(pace) = &self.pace else { return };
        loop {
            let time = self.now();
            let started = pace.borrow_mut().start(time);
            let Err(wait) = started else { return };
            deadline.extend(wait);
            if wait >= TOLD_MS {
                self.host.pausing(wait);
            }
            self.sleep(wait).await;
            // A timer may ring much later, as after the machine slept. That is time of the pause, too.
            deadline.extend(self.now() - time - wait);
        }
    }

    fn pauses(&self, stated_ms: Option<f64>) -> bool {
        let Some(pace) = &self.pace else { return false };
        let wait = pace.borrow_mut().pause(self.now(), stated_ms);
        if wait > 0.0 {
            self.host.pausing(wait);
        }
        true
    }

    fn affords_retry(&self) -> bool {
        self.pace.as_ref().is_none_or(|pace| pace.borrow_mut().afford_retry())
    }
}

fn init(request: &Request, controller: &AbortController, browser: bool) -> RequestInit {
    let headers = Object::new();
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(&headers, &"Accept".into(), &"application/json".into());
    let _ = Reflect::set(&headers, &JsString::from(request.auth_header), &JsString::from(request.auth_value.as_str()));
    let init = RequestInit::new();
    init.set_method("GET");
    init.set_headers(&headers);
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&controller.signal()));
    if browser {
        init.set_credentials(RequestCredentials::Omit);
        init.set_cache(RequestCache::NoStore);
        init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    }
    init
}

/// A request under way, up to the end of its answer. Dropped before that, it is cancelled on the network, too.
pub struct Exchange {
    controller: AbortController,
    reading: RefCell<Option<Reading>>,
    closed: Cell<bool>,
}

impl Exchange {
    const fn open(controller: AbortController) -> Self {
        Self { controller, reading: RefCell::new(None), closed: Cell::new(false) }
    }

    /// Nothing is open any more.
    pub fn close(&self) {
        self.closed.set(true);
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if self.closed.get() {
            return;
        }
        if let Some(reading) = self.reading.take() {
            reading.cancel();
        }
        self.controller.abort();
    }
}
