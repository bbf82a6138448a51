//! [`Transport`] over the host. A request goes out as a URL and plain options rather than as a `Request`: that is what every
//! `fetch` takes, also one that is polyfilled, wrapped or mocked.

use super::fields;
use super::host::{Host, Response, ResponseKind, TIMED_OUT};
use super::value::{name, own, set};
use crate::body::{Body, TOO_DEEP, TOO_LARGE};
use crate::call::{Broken, Failure, Reply, Status, Stopped, Transport};
use crate::classify::Head;
use crate::endpoint::Request;
use crate::json::Json;
use crate::pace::{Pace, Wait};
use crate::rate_limit;
use gloo_net::http::Headers;
use js_sys::{Date, Math, Object, Promise};
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::RequestInit;

/// Shortest wait for the pace, in milliseconds, that is reported as a pause: a run at its limit waits a little all the time.
const REPORTED_PAUSE_MS: f64 = 1_000.0;

/// How often a request waits for the gate in one turn. The gate asks about the account where the last answer is too old, and that answer may
/// itself begin a pause after which it is too old again. Asked about each time, no prospect's request would ever start.
const MAX_GATES: u32 = 2;

/// The runtime's `fetch`, timers and clocks.
pub struct JsTransport<'a> {
    host: &'a Host,
    /// Of the run that this call belongs to.
    pace: Option<&'a RefCell<Pace>>,
    /// Whether the call's requests wait for their turn in it, and count.
    counts: bool,
}

impl<'a> JsTransport<'a> {
    /// For a call on its own.
    pub const fn single(host: &'a Host) -> Self {
        Self { host, pace: None, counts: false }
    }

    /// For a call of a run.
    pub const fn paced(host: &'a Host, pace: &'a RefCell<Pace>) -> Self {
        Self { host, pace: Some(pace), counts: true }
    }

    /// For a call on behalf of a run, to another service: it takes no turn, but it waits for a pause of the run, and what that service
    /// says of its limit begins one.
    pub const fn beside(host: &'a Host, pace: &'a RefCell<Pace>) -> Self {
        Self { host, pace: Some(pace), counts: false }
    }

    /// Awaits a promise of the host, which rejects as soon as the call is given up.
    async fn wait(&self, promise: Promise) -> Result<JsValue, Stopped> {
        let settled = JsFuture::from(promise).await;
        settled.map_err(|end| if end == *TIMED_OUT { Stopped::TimedOut } else { Stopped::Aborted })
    }
}

impl Transport for JsTransport<'_> {
    type Json = JsValue;
    type Cause = JsValue;
    type Reply = JsReply;

    async fn send(&self, request: &Request, timeout_ms: f64) -> Result<JsReply, Stopped> {
        let promise = self.host.send(&request.url, common_init(), &headers(request), timeout_ms);
        Ok(JsReply(self.wait(promise).await?.unchecked_into()))
    }

    async fn sleep(&self, ms: f64) -> Result<(), Stopped> {
        self.wait(self.host.sleep(ms)).await.map(|_| ())
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

    fn on_retry(&self, delay_ms: f64, failure: &Failure<JsValue>) {
        self.host.on_retry(&fields(&failure.error, failure.cause.as_ref()), delay_ms);
    }

    async fn turn(&self) -> Result<f64, Stopped> {
        let Some(pace) = self.pace else { return Ok(0.0) };
        let began = self.now();
        let place = self.counts.then(|| pace.borrow_mut().line_up());
        let mut gates = 0;
        loop {
            let now = self.now();
            let wait =
                if self.counts { pace.borrow_mut().wait(now) } else { pace.borrow().paused(now).map(Wait::Turn) };
            match wait {
                Some(Wait::Day(ms)) => return Err(Stopped::DayUsedUp(ms)),
                Some(Wait::Turn(ms)) => {
                    if ms >= REPORTED_PAUSE_MS {
                        self.host.on_pause(ms);
                    }
                    self.sleep(ms).await?;
                }
                None => match (self.counts && gates < MAX_GATES).then(|| self.host.gate()).flatten() {
                    // There may be a pause meanwhile.
                    Some(promise) => {
                        gates += 1;
                        self.wait(promise).await?;
                    }
                    // The timer of the one before rings any moment: it was set for the same time.
                    None if place.is_some_and(|place| !pace.borrow().is_first(place)) => self.sleep(1.0).await?,
                    None => {
                        if self.counts {
                            pace.borrow_mut().start(now, self.random());
                        }
                        return Ok(now - began);
                    }
                },
            }
        }
    }

    fn pause(&self, stated_ms: Option<f64>) -> Option<f64> {
        let now = self.now();
        let wait = self.pace?.borrow_mut().pause(now, stated_ms);
        if wait > 0.0 {
            self.host.on_pause(wait);
        }
        Some(wait)
    }

    fn on_headers(&self, head: &Head) {
        if self.pace.is_some()
            && let Some(wait) = rate_limit::used_up_for(head.header, head.unix_ms)
        {
            self.pause(Some(wait));
        }
    }

    fn affords_retry(&self) -> bool {
        !self.counts || self.pace.is_none_or(|pace| pace.borrow_mut().afford_retry(self.now()))
    }
}

thread_local! {
    /// What the options of all requests have in common.
    static COMMON: Cell<Option<&'static RequestInit>> = const { Cell::new(None) };
}

fn common_init() -> &'static RequestInit {
    if let Some(init) = COMMON.get() {
        return init;
    }
    let init = Box::leak(Box::new(RequestInit::new()));
    // Not by the setters of `RequestInit`: each brings a table of all values that there are.
    let words = [
        ("method", "GET"),
        ("redirect", "manual"),
        ("credentials", "omit"),
        ("cache", "no-store"),
        ("referrerPolicy", "no-referrer"),
    ];
    for (property, word) in words {
        set(init, property, name(word));
    }
    COMMON.with(|common| common.set(Some(init)));
    init
}

fn headers(request: &Request) -> Object {
    let headers = Object::new();
    set(&headers, "Accept", name("application/json"));
    set(&headers, request.auth_header, &(&request.auth_value).into());
    headers
}

/// An answer, as the host has read it.
pub struct JsReply(Response);

impl JsReply {
    fn get(&self, property: &'static str) -> JsValue {
        own(self.0.as_ref(), property)
    }

    fn broken(&self, what: &'static str) -> Broken<JsValue> {
        Broken { what, reason: self.get("reason").text(), cause: Some(self.get("cause")) }
    }
}

impl Reply for JsReply {
    type Json = JsValue;
    type Cause = JsValue;

    fn status(&self) -> Result<Status, Broken<JsValue>> {
        match self.0.kind() {
            ResponseKind::HiddenRedirect => Ok(Status::HiddenRedirect),
            ResponseKind::Failed => Err(self.broken("no answer came")),
            ResponseKind::NoResponse => {
                Err(Broken { what: "fetch gave something that is not a response", reason: None, cause: None })
            }
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 100 to 999")]
            _ => Ok(Status::Code(self.get("status").number().unwrap_or_default() as u16)),
        }
    }

    fn header(&self, name: &'static str) -> Option<String> {
        Headers::from_raw(self.0.headers()).get(name)
    }

    fn body(&self) -> Result<Body<JsValue>, Broken<JsValue>> {
        Ok(match self.0.kind() {
            ResponseKind::Json => Body::Json(self.get("json")),
            ResponseKind::Text => Body::Text(self.get("text").text().unwrap_or_default()),
            ResponseKind::Broken => return Err(self.broken("the body broke off")),
            ResponseKind::TooLarge => Body::Damaged(TOO_LARGE),
            ResponseKind::TooDeep => Body::Damaged(TOO_DEEP),
            ResponseKind::NotJson => Body::Damaged("the body is not JSON"),
            ResponseKind::NotUtf8 => Body::Damaged("the body is not valid UTF-8"),
            _ => Body::Damaged("the answer has no body that can be read"),
        })
    }
}
