//! A scripted world: answers in the order in which they are written down, timers that ring when nothing else can happen,
//! and a clock that is a number. A call that would hang in it panics.

use crate::tree::{Tree, body};
use linkedin_status::body::{Body, TOO_LARGE};
use linkedin_status::call::{self, Answer, Broken, Failure, Reply, Status, Stopped, Transport};
use linkedin_status::endpoint::{ParsedCall, Request};
use linkedin_status::error::Error;
use linkedin_status::limits::{MAX_BODY, UNSTATED_PAUSE_MS};
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// Milliseconds since 1970 when a world begins: 2026-02-24T04:53:13Z.
pub const BIRTH: f64 = 1_771_908_793_000.0;

/// What comes of one request.
#[derive(Clone)]
pub struct Step {
    status: Option<Status>,
    headers: Vec<(&'static str, String)>,
    chunks: Vec<Vec<u8>>,
    end: End,
    head_ms: f64,
    body_ms: f64,
}

#[derive(Clone, PartialEq)]
enum End {
    Complete,
    BreaksOff,
    Never,
}

/// An answer with this status and no body.
pub fn status(status: u16) -> Step {
    Step {
        status: Some(Status::Code(status)),
        headers: Vec::new(),
        chunks: Vec::new(),
        end: End::Complete,
        head_ms: 0.0,
        body_ms: 0.0,
    }
}

/// An answer with this status and body.
pub fn answer(code: u16, body: impl Into<Vec<u8>>) -> Step {
    Step { chunks: vec![body.into()], ..status(code) }
}

/// A redirect whose status stays hidden.
pub fn elsewhere() -> Step {
    Step { status: Some(Status::HiddenRedirect), ..status(0) }
}

/// A request that fails.
pub fn broken() -> Step {
    Step { status: None, end: End::BreaksOff, ..status(0) }
}

/// A request to which no answer ever comes.
pub fn silence() -> Step {
    Step { status: None, end: End::Never, ..status(0) }
}

impl Step {
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub fn chunks(mut self, chunks: impl IntoIterator<Item = Vec<u8>>) -> Self {
        self.chunks = chunks.into_iter().collect();
        self
    }

    /// The body breaks off instead of ending.
    pub fn breaks_off(mut self) -> Self {
        self.end = End::BreaksOff;
        self
    }

    /// The body neither goes on nor ends.
    pub fn stalls(mut self) -> Self {
        self.end = End::Never;
        self
    }

    /// Headers and body take this long.
    pub fn takes(mut self, head_ms: f64, body_ms: f64) -> Self {
        (self.head_ms, self.body_ms) = (head_ms, body_ms);
        self
    }
}

/// What was sent, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    pub url: String,
    pub header: (&'static str, String),
    pub at: f64,
}

/// What `on_retry` was called with, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub delay_ms: f64,
    pub error: Error,
    pub cause: Option<&'static str>,
    pub at: f64,
}

struct Clock {
    now: Cell<f64>,
    timers: RefCell<Vec<f64>>,
    abort_at: Cell<f64>,
    deadline: Cell<f64>,
}

/// How a call in a world ended.
pub type Outcome = Result<Value, Failure<&'static str>>;

pub struct World {
    clock: Rc<Clock>,
    steps: RefCell<VecDeque<Step>>,
    /// Requests whose answer is neither read to its end nor dropped.
    open: Rc<Cell<i32>>,
    pub sent: RefCell<Vec<Sent>>,
    pub told: RefCell<Vec<Told>>,
    /// What `random` gives.
    pub random: Cell<f64>,
    /// Timers ring this much too early.
    pub early: Cell<f64>,
    /// How long the next requests wait for their turn in the run of this call, if there is one.
    pub turns: RefCell<VecDeque<f64>>,
    /// Whether there is one, which a 429 pauses.
    pub in_a_run: Cell<bool>,
}

impl World {
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            clock: Rc::new(Clock {
                now: Cell::new(0.0),
                timers: RefCell::default(),
                abort_at: Cell::new(f64::INFINITY),
                deadline: Cell::new(f64::INFINITY),
            }),
            steps: RefCell::new(steps.into_iter().collect()),
            open: Rc::default(),
            sent: RefCell::default(),
            told: RefCell::default(),
            random: Cell::new(0.0),
            early: Cell::new(0.0),
            turns: RefCell::default(),
            in_a_run: Cell::new(false),
        }
    }

    pub fn now(&self) -> f64 {
        self.clock.now.get()
    }

    pub fn open(&self) -> i32 {
        self.open.get()
    }

    /// Plays a future to its end.
    pub fn play<F: Future>(&self, future: F) -> F::Output {
        self.clock.play(future)
    }

    pub fn requests(&self) -> usize {
        self.sent.borrow().len()
    }

    /// Makes a call as `src/js.rs` does, under its deadline.
    pub fn call(&self, call: &ParsedCall<Tree>) -> Outcome {
        self.call_until(call, f64::INFINITY).expect("nobody aborts")
    }

    /// The same with a signal that aborts at `abort_at`; `None` is an abort.
    pub fn call_until(&self, call: &ParsedCall<Tree>, abort_at: f64) -> Option<Outcome> {
        self.clock.abort_at.set(abort_at);
        match self.play(call::run(self, call, Some(self.now()))) {
            Ok(Answer { json: Tree(answer), attempts }) => {
                assert_eq!(attempts as usize, self.requests());
                Some(Ok(answer.expect("an answer is something")))
            }
            Err(ended) => ended.map(Err),
        }
    }
}

impl Clock {
    /// Until this time, the abort or the deadline.
    async fn ring(&self, at: f64) -> Result<(), Stopped> {
        poll_fn(|_| {
            let now = self.now.get();
            if now >= self.abort_at.get() {
                return Poll::Ready(Err(Stopped::Aborted));
            }
            if now >= self.deadline.get() {
                return Poll::Ready(Err(Stopped::TimedOut));
            }
            if now >= at {
                return Poll::Ready(Ok(()));
            }
            self.timers.borrow_mut().push(at.min(self.abort_at.get()).min(self.deadline.get()));
            Poll::Pending
        })
        .await
    }

    fn play<F: Future>(&self, future: F) -> F::Output {
        let mut future = pin!(future);
        let mut context = Context::from_waker(Waker::noop());
        loop {
            if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
                return output;
            }
            let next = self.timers.take().into_iter().fold(f64::INFINITY, f64::min);
            assert!(next.is_finite(), "the call hangs");
            self.now.set(next);
        }
    }
}

impl Transport for World {
    type Json = Tree;
    type Cause = &'static str;
    type Reply = Scripted;

    async fn send(&self, request: &Request, timeout_ms: f64) -> Result<Scripted, Stopped> {
        self.clock.deadline.set(self.now() + timeout_ms);
        if self.now() >= self.clock.abort_at.get() {
            return Err(Stopped::Aborted);
        }
        let header = (request.auth_header, request.auth_value.clone());
        self.sent.borrow_mut().push(Sent { url: request.url.clone(), header, at: self.now() });
        let step = self.steps.borrow_mut().pop_front().expect("a request more than the script has answers");
        let exchange = Exchange::open(&self.open);
        let head = self.now() + step.head_ms;
        let (body, too_large) = step.body();
        // Nobody waits for the body of a redirect, nor for the rest of one that is too long.
        let redirect = matches!(step.status, Some(Status::HiddenRedirect | Status::Code(300..=399)));
        self.clock
            .ring(match step.end {
                _ if redirect || too_large => head,
                End::Never => f64::INFINITY,
                _ => head + step.body_ms,
            })
            .await?;
        self.clock.deadline.set(f64::INFINITY);
        Ok(Scripted { step, body, _exchange: exchange })
    }

    async fn sleep(&self, ms: f64) -> Result<(), Stopped> {
        // What is left after a timer that rang too early is short, and is waited for to the end.
        let early = if ms > 10.0 { self.early.get() } else { 0.0 };
        self.clock.ring(self.now() + ms - early).await
    }

    fn now(&self) -> f64 {
        Self::now(self)
    }

    fn unix_ms(&self) -> f64 {
        BIRTH + self.now()
    }

    fn random(&self) -> f64 {
        self.random.get()
    }

    fn on_retry(&self, delay_ms: f64, failure: &Failure<&'static str>) {
        let told = Told { delay_ms, error: failure.error.clone(), cause: failure.cause, at: self.now() };
        self.told.borrow_mut().push(told);
    }

    async fn turn(&self) -> Result<f64, Stopped> {
        let wait = self.turns.borrow_mut().pop_front().unwrap_or_default();
        self.clock.ring(self.now() + wait).await?;
        Ok(wait)
    }

    fn pause(&self, stated_ms: Option<f64>) -> Option<f64> {
        self.in_a_run.get().then(|| stated_ms.unwrap_or(UNSTATED_PAUSE_MS))
    }
}

/// One answer of the script.
pub struct Scripted {
    step: Step,
    body: Option<Vec<u8>>,
    _exchange: Exchange,
}

impl Step {
    /// The body, or nothing if it is longer than it may be, which is known before its end.
    fn body(&self) -> (Option<Vec<u8>>, bool) {
        let mut bytes = Vec::new();
        for chunk in &self.chunks {
            if bytes.len() + chunk.len() > MAX_BODY {
                return (None, true);
            }
            bytes.extend_from_slice(chunk);
        }
        (Some(bytes), false)
    }
}

impl Reply for Scripted {
    type Json = Tree;
    type Cause = &'static str;

    fn status(&self) -> Result<Status, Broken<&'static str>> {
        let reason = Some("ECONNRESET".into());
        self.step.status.ok_or(Broken { what: "no answer came", reason, cause: Some("ECONNRESET") })
    }

    fn header(&self, name: &'static str) -> Option<String> {
        assert_eq!(name, name.to_ascii_lowercase(), "headers are asked for by their lower-case name");
        self.step.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
    }

    fn body(&self) -> Result<Body<Tree>, Broken<&'static str>> {
        let Some(bytes) = &self.body else { return Ok(Body::Damaged(TOO_LARGE)) };
        match self.step.end {
            End::BreaksOff => Err(Broken { what: "the body broke off", reason: None, cause: Some("ECONNRESET") }),
            _ => Ok(body(bytes)),
        }
    }
}

/// Counts what is open.
struct Exchange(Rc<Cell<i32>>);

impl Exchange {
    fn open(count: &Rc<Cell<i32>>) -> Self {
        count.set(count.get() + 1);
        Self(Rc::clone(count))
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}
