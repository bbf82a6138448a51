//! One request through `fetch`. It goes out as a URL and plain options rather than as a `Request`: that is what every
//! `fetch` takes, also one that is polyfilled, wrapped or mocked, and it spares building a `Request` twice.

use super::event::Timer;
use super::fault;
use super::host::Host;
use super::reply::JsReply;
use crate::call::{Broken, Deadline, Failure, Transport};
use crate::endpoint::Request;
use crate::list::Pace;
use js_sys::{Date, JsString, Math, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
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
            Ok(answer) => JsReply::read(&answer, exchange),
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
    /// How to give up the body, and what it is read through.
    open: RefCell<Vec<Cancel>>,
    closed: Cell<bool>,
}

/// Gives up a body; what that comes to is nobody's business.
pub type Cancel = Box<dyn FnOnce() -> Option<JsValue>>;

/// Waits for whatever a method returned. A promise of another realm, or one whose `then` is not its own, is no promise of
/// ours: only what a fresh one makes of it is sure to come back without throwing.
pub async fn settle(value: &JsValue) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, _| {
        // The platform's own function does not throw.
        let _ = resolve.call1(&JsValue::UNDEFINED, value);
    });
    JsFuture::from(promise).await
}

impl Exchange {
    const fn open(controller: AbortController) -> Self {
        Self { controller, open: RefCell::new(Vec::new()), closed: Cell::new(false) }
    }

    /// Nothing is open any more.
    pub fn close(&self) {
        self.closed.set(true);
    }

    /// How to give up what was opened last, beside aborting: a body that a custom `fetch` made may not know our signal.
    pub fn opened(&self, cancel: Cancel) {
        self.open.borrow_mut().push(cancel);
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if self.closed.get() {
            return;
        }
        for outcome in self.open.take().into_iter().rev().filter_map(|cancel| cancel()) {
            // Nobody waits for this, but its rejection must not go unhandled.
            spawn_local(async move {
                let _ = settle(&outcome).await;
            });
        }
        self.controller.abort();
    }
}
