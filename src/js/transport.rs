//! One request through `fetch`. It goes out as a URL and plain options rather than as a `Request`: that is what every
//! `fetch` takes, also one that is polyfilled, wrapped or mocked, and it spares building a `Request` twice.

use super::fault;
use super::host::Host;
use super::reply::JsReply;
use super::wait::{Slot, Wait};
use crate::call::{Deadline, Failure, Stopped, Transport};
use crate::endpoint::Request;
use crate::list::Pace;
use js_sys::{Date, Math, Object, Reflect};
use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestRedirect};

/// Waits for a place in the minute are told as a pause from this length on: a run at its limit waits a little all the time.
const TOLD_MS: f64 = 1_000.0;

/// The runtime's `fetch`, timers and clocks.
pub struct JsTransport {
    host: Host,
    wait: Wait,
    pace: Option<Rc<RefCell<Pace>>>,
}

impl JsTransport {
    /// For a call on its own.
    pub fn single(host: Host) -> Self {
        Self { host, wait: Wait::new(), pace: None }
    }

    /// Where answers arrive.
    pub fn slot(&self) -> Rc<Slot> {
        self.wait.slot()
    }

    /// For a call of a run.
    pub fn paced(host: Host, pace: Rc<RefCell<Pace>>) -> Self {
        Self { host, wait: Wait::new(), pace: Some(pace) }
    }
}

impl Drop for JsTransport {
    fn drop(&mut self) {
        self.wait.leave(&self.host);
    }
}

impl Transport for JsTransport {
    type Json = JsValue;
    type Cause = JsValue;
    type Reply = JsReply;

    fn send(&self, request: &Request, deadline: &Deadline) -> bool {
        let Request { url, auth_header, auth_value } = request;
        let call = self.wait.begin();
        loop {
            match self.host.send(url, deadline.time(), call) {
                4 => self.host.auth(auth_header, auth_value),
                wanted @ 2.. => self.host.take_common(&common(wanted == 3)),
                sent => return sent == 1,
            }
        }
    }

    async fn answer(&self) -> Result<JsReply, Stopped> {
        poll_fn(|context| self.wait.poll(context)).await
    }

    async fn sleep(&self, ms: f64) -> Result<(), Stopped> {
        self.host.sleep(ms, self.wait.begin());
        poll_fn(|context| self.wait.poll(context)).await.map(|_| ())
    }

    fn until(&self, deadline: &Deadline) {
        self.host.until(deadline.time());
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

    async fn turn(&self, deadline: &Deadline) -> Result<(), Stopped> {
        let Some(pace) = &self.pace else { return Ok(()) };
        loop {
            let time = self.now();
            let started = pace.borrow_mut().start(time);
            let Err(wait) = started else { return Ok(()) };
            deadline.extend(wait);
            self.until(deadline);
            if wait >= TOLD_MS {
                self.host.pausing(wait);
            }
            self.sleep(wait).await?;
            // A timer may ring much later, as after the machine slept. That is time of the pause, too.
            deadline.extend(self.now() - time - wait);
            self.until(deadline);
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

/// What all requests have in common. The host keeps it, and copies it for each.
fn common(browser: bool) -> RequestInit {
    let headers = Object::new();
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(&headers, &"Accept".into(), &"application/json".into());
    let init = RequestInit::new();
    init.set_method("GET");
    init.set_headers(&headers);
    init.set_redirect(RequestRedirect::Manual);
    if browser {
        init.set_credentials(RequestCredentials::Omit);
        init.set_cache(RequestCache::NoStore);
        init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    }
    init
}
