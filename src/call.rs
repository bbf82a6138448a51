//! The one loop: send, classify, wait, again. It knows no JavaScript; what it needs of the world is a [`Transport`].

use crate::body::Body;
use crate::classify::{self, Head, Outcome};
use crate::endpoint::{ParsedCall, Request};
use crate::error::{Error, ErrorCode};
use crate::json::Json;
use crate::retry::{self, Failed, Retry};
use std::future::{Future, ready};

/// What the loop needs of the world around it.
pub trait Transport {
    /// Parsed JSON of the runtime's own kind.
    type Json: Json;
    /// What a failed request leaves behind.
    type Cause;
    /// A complete answer.
    type Reply: Reply<Json = Self::Json, Cause = Self::Cause>;

    /// Sends a request and reads its answer up to the end of the body. Dropping the future cancels the request.
    fn send(&self, request: &Request, timeout_ms: f64) -> impl Future<Output = Result<Self::Reply, Stopped>>;
    /// Waits this many milliseconds, or a little less: timers may fire early.
    fn sleep(&self, ms: f64) -> impl Future<Output = Result<(), Stopped>>;
    /// Milliseconds on a clock that only goes forward.
    fn now(&self) -> f64;
    /// Milliseconds since 1970, for dates that a service states.
    fn unix_ms(&self) -> f64;
    /// A random number from 0 up to 1.
    fn random(&self) -> f64;
    /// Called before each wait for another attempt.
    fn on_retry(&self, delay_ms: f64, failure: &Failure<Self::Cause>);

    /// Waits until the run that this call belongs to lets another request start; the milliseconds that took. They do not count
    /// towards the call's deadline.
    fn turn(&self) -> impl Future<Output = Result<f64, Stopped>> {
        ready(Ok(0.0))
    }
    /// Called for a 429. The milliseconds for which the whole run pauses now; nothing for a call on its own.
    fn pause(&self, _stated_ms: Option<f64>) -> Option<f64> {
        None
    }
    /// Called for each answer, before anything is made of it.
    fn on_headers(&self, _head: &Head) {}
    /// Whether the run's budget allows another retry.
    fn affords_retry(&self) -> bool {
        true
    }
}

/// What adding and subtracting times may leave over, in milliseconds: less than a clock can tell, and no reason for another timer.
pub const ROUNDING_MS: f64 = 0.001;

/// An answer, read to its end or as far as it may be read; or what came instead of one.
pub trait Reply {
    /// Parsed JSON of the runtime's own kind.
    type Json: Json;
    /// What a body that breaks off leaves behind.
    type Cause;

    /// Status of the answer.
    ///
    /// # Errors
    /// No answer arrived.
    fn status(&self) -> Result<Status, Broken<Self::Cause>>;
    /// A header by its lower-case name.
    fn header(&self, name: &'static str) -> Option<String>;
    /// Body of the answer; that of a redirect is not read.
    ///
    /// # Errors
    /// It broke off.
    fn body(&self) -> Result<Body<Self::Json>, Broken<Self::Cause>>;
}

/// The status of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// As the service sent it.
    Code(u16),
    /// A redirect whose status a browser does not tell, or one that was followed although that was forbidden.
    HiddenRedirect,
}

/// A request that failed, or a body that broke off.
pub struct Broken<C> {
    /// What happened, as a clause.
    pub what: &'static str,
    /// The reason that the platform gives, such as `ECONNREFUSED`.
    pub reason: Option<String>,
    /// What `fetch` or the body rejected with, if anything.
    pub cause: Option<C>,
}

/// An error with what the platform said about it.
pub struct Failure<C> {
    /// The error.
    pub error: Error,
    /// What `fetch` rejected with.
    pub cause: Option<C>,
}

/// Why a wait ended before its time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stopped {
    /// The call's signal was aborted.
    Aborted,
    /// The deadline passed.
    TimedOut,
    /// The run has no requests left for so many milliseconds.
    DayUsedUp(f64),
}

/// The checked answer, and how many requests it took.
pub struct Answer<J> {
    /// As the service sent it.
    pub json: J,
    /// Requests sent.
    pub attempts: u32,
}

/// Why there is no answer; nothing where the call's signal ended it.
pub type Ended<C> = Option<Failure<C>>;

/// Makes a call, from its first request to its answer or its final error. Its clock starts at `started`, or with its first
/// request where that is not given.
///
/// # Errors
/// The last failure, or that the deadline passed, or nothing if the signal ended it.
pub async fn run<T: Transport>(
    transport: &T,
    call: &ParsedCall<T::Json>,
    started: Option<f64>,
) -> Result<Answer<T::Json>, Ended<T::Cause>> {
    let timeout_ms = call.options.timeout_ms;
    let request = call.endpoint.request(&call.options.base_url);
    let mut deadline = started.map(|started| started + timeout_ms);
    let mut attempts = 0;
    let timed_out = |attempts, failed_before| {
        let mut error = classify::timed_out(call.endpoint.vendor(), timeout_ms, failed_before);
        error.attempts = attempts;
        Some(Failure { error, cause: None })
    };
    loop {
        let waited = match transport.turn().await {
            Ok(waited) => waited,
            Err(Stopped::DayUsedUp(ms)) => {
                let mut error = classify::day_used_up(call.endpoint.vendor(), ms);
                error.attempts = attempts;
                return Err(Some(Failure { error, cause: None }));
            }
            Err(_) => return Err(None),
        };
        let due = deadline.map_or_else(|| transport.now() + timeout_ms, |due| due + waited);
        deadline = Some(due);
        let left = due - transport.now();
        if left <= ROUNDING_MS {
            return Err(timed_out(attempts, attempts > 0));
        }
        attempts += 1;
        let reply = match transport.send(&request, left).await {
            Ok(reply) => reply,
            Err(Stopped::TimedOut) => return Err(timed_out(attempts, attempts > 1)),
            Err(_) => return Err(None),
        };
        let (mut failure, retry) = match classify_reply(call, &reply, transport) {
            Ok(json) => return Ok(Answer { json, attempts }),
            Err(failed) => failed,
        };
        failure.error.attempts = attempts;
        let pause = (failure.error.code == ErrorCode::RateLimited)
            .then(|| transport.pause(failure.error.retry_after_ms))
            .flatten();
        let wait = retry::wait(Failed {
            retry,
            attempts,
            max_retries: call.options.max_retries,
            stated_ms: pause.or(failure.error.retry_after_ms),
            left_ms: if pause.is_some() { f64::INFINITY } else { due - transport.now() },
            random: transport.random(),
        });
        let Some(wait) = wait.filter(|_| transport.affords_retry()) else { return Err(Some(failure)) };
        if pause.is_some() {
            deadline = Some(due + wait);
        }
        let until = transport.now() + wait;
        transport.on_retry(wait, &failure);
        if sleep_until(transport, until).await.is_err() {
            return Err(None);
        }
    }
}

/// Waits for this time: a stated time must not be met early, as timers may.
async fn sleep_until<T: Transport>(transport: &T, until: f64) -> Result<(), Stopped> {
    loop {
        let left = until - transport.now();
        if left <= ROUNDING_MS {
            return Ok(());
        }
        transport.sleep(left).await?;
    }
}

fn classify_reply<T: Transport>(
    call: &ParsedCall<T::Json>,
    reply: &T::Reply,
    transport: &T,
) -> Result<T::Json, (Failure<T::Cause>, Retry)> {
    let vendor = call.endpoint.vendor();
    let broken = |broken: Broken<T::Cause>| {
        let error = classify::broken(vendor, broken.what, broken.reason.as_deref(), &call.secrets);
        (Failure { error, cause: broken.cause }, Retry::Backoff)
    };
    let final_error = |error| Err((Failure { error, cause: None }, Retry::Never));
    let status = match reply.status() {
        Err(failed) => return Err(broken(failed)),
        // Browsers do not tell the status of a redirect.
        Ok(Status::HiddenRedirect) => return final_error(classify::redirected(vendor)),
        Ok(Status::Code(status)) => status,
    };
    let header = |name| reply.header(name);
    let head = Head { status, header: &header, unix_ms: transport.unix_ms() };
    transport.on_headers(&head);
    if (300..400).contains(&status) {
        return final_error(classify::of_answer(classify::redirected(vendor), &head, &call.secrets));
    }
    let body = match reply.body() {
        Ok(body) => body,
        Err(failed) if status == 200 => {
            let (Failure { error, cause }, retry) = broken(failed);
            return Err((Failure { error: classify::of_answer(error, &head, &call.secrets), cause }, retry));
        }
        // An error is known by its status; what its body would have added is lost, and no reason to ask again.
        Err(_) => Body::Damaged("the body broke off"),
    };
    match classify::classify(call, &head, body) {
        Outcome::Done(json) => Ok(json),
        Outcome::Failed(error, retry) => Err((Failure { error, cause: None }, retry)),
    }
}
