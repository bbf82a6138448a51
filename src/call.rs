//! The one loop: send, weigh, wait, again. It knows no JavaScript; what it needs of the world is a [`Transport`].

use crate::body::{Body, Json};
use crate::classify::{self, Verdict};
use crate::endpoint::{Question, Request};
use crate::error::{Error, ErrorCode};
use crate::options::CallOptions;
use crate::retry::{self, Failed, Retry};
use std::cell::Cell;
use std::future::Future;

/// What the loop needs of the world around it.
pub trait Transport {
    /// Parsed JSON of the runtime's own kind.
    type Json: Json;
    /// What a failed request leaves behind.
    type Cause;
    /// A complete answer.
    type Reply: Reply<Json = Self::Json, Cause = Self::Cause>;

    /// Sends a request, at once: what the caller has to do besides is done while the network is busy. False where nothing
    /// is sent, because the call is stopped; then `answer` says so.
    fn send(&self, request: &Request, deadline: &Deadline) -> bool;
    /// Takes the answer to what was sent, up to the end of the body. Whatever ends it early, or drops the future, cancels
    /// the request.
    fn answer(&self) -> impl Future<Output = Result<Self::Reply, Stopped>>;
    /// Waits, at least roughly, this many milliseconds.
    fn sleep(&self, ms: f64) -> impl Future<Output = Result<(), Stopped>>;
    /// Tells the time at which `answer` and `sleep` are to be stopped.
    fn until(&self, deadline: &Deadline);
    /// Milliseconds on a clock that only goes forward.
    fn now(&self) -> f64;
    /// Milliseconds since 1970, for dates that a service states.
    fn unix_ms(&self) -> f64;
    /// From 0 up to 1.
    fn random(&self) -> f64;
    /// Told before each wait.
    fn retrying(&self, delay_ms: f64, failure: &Failure<Self::Cause>);

    /// Waits until the run that this call belongs to lets another request start. Meanwhile the call's clock stands still.
    fn turn(&self, _: &Deadline) -> impl Future<Output = Result<(), Stopped>> {
        std::future::ready(Ok(()))
    }
    /// Told of a 429. True if the whole run waits the stated time, so that the wait is not this call's own.
    fn pauses(&self, _stated_ms: Option<f64>) -> bool {
        false
    }
    /// Whether the run's budget allows another retry.
    fn affords_retry(&self) -> bool {
        true
    }
}

/// The time by which a call must be done, on its transport's clock.
#[derive(Debug)]
pub struct Deadline(Cell<f64>);

impl Deadline {
    /// At this time.
    pub const fn at(time: f64) -> Self {
        Self(Cell::new(time))
    }

    /// Never, or not yet known.
    pub const fn unset() -> Self {
        Self::at(f64::INFINITY)
    }

    /// The time.
    pub const fn time(&self) -> f64 {
        self.0.get()
    }

    /// Moves it away by what does not count.
    pub fn extend(&self, ms: f64) {
        self.0.set(self.0.get() + ms);
    }
}

/// What adding and subtracting times may leave over: less than a clock can tell, and no reason to set another timer.
pub const ROUNDING_MS: f64 = 0.001;

/// An answer, read to its end or as far as it may be read; or what came instead of one.
pub trait Reply {
    /// Parsed JSON of the runtime's own kind.
    type Json: Json;
    /// What a body that breaks off leaves behind.
    type Cause;

    /// Its first line.
    ///
    /// # Errors
    /// There is none.
    fn head(&self) -> Result<Head, Broken<Self::Cause>>;
    /// A header by its lower-case name.
    fn header(&self, name: &'static str) -> Option<String>;
    /// Its body. That of a redirect is not there.
    ///
    /// # Errors
    /// It did not come to its end.
    fn body(&self) -> Result<Body<Self::Json>, Broken<Self::Cause>>;
}

/// The first line of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// A status.
    Status(u16),
    /// A redirect whose status a browser keeps to itself, or one that was followed against our word.
    Elsewhere,
}

/// A request that failed, or a body that broke off.
pub struct Broken<C> {
    /// What happened, as a clause.
    pub what: &'static str,
    /// What the platform said, if anything.
    pub cause: Option<C>,
}

/// An error with what the platform said about it.
pub struct Failure<C> {
    /// The error.
    pub error: Error,
    /// What `fetch` rejected with.
    pub cause: Option<C>,
}

/// Why a call ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// By its signal.
    Aborted,
    /// By its deadline.
    TimedOut,
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

/// A call that has begun.
pub struct Begun {
    request: Request,
    attempts: u32,
}

/// Begins a call: its first request goes out here, before anybody waits. It asks about this prospect, where one is given,
/// instead of the question's own.
pub fn begin<T: Transport>(
    transport: &T,
    question: &dyn Question<T::Json>,
    prospect: Option<u64>,
    options: &CallOptions,
    deadline: &Deadline,
) -> Begun {
    let request = question.request(options.base_url.as_str(), prospect);
    let attempts = u32::from(transport.send(&request, deadline));
    Begun { request, attempts }
}

/// Brings a call that has begun to its answer or its final error.
///
/// # Errors
/// The last failure, or that the deadline passed, or nothing if the signal ended it.
pub async fn finish<T: Transport>(
    begun: Begun,
    transport: &T,
    question: &dyn Question<T::Json>,
    options: &CallOptions,
    deadline: &Deadline,
) -> Result<Answer<T::Json>, Ended<T::Cause>> {
    let Begun { request, mut attempts } = begun;
    let mut last = None;
    let stopped = loop {
        let (mut failure, retry) = match transport.answer().await {
            Ok(reply) => match weigh(question, &reply, &|| transport.unix_ms()) {
                Ok(json) => return Ok(Answer { json, attempts }),
                Err(failed) => failed,
            },
            Err(stopped) => break stopped,
        };
        failure.error.attempts = attempts;
        last = Some(failure.error.code);
        let Some((wait, paused)) = wait(transport, options, deadline, retry, &failure.error) else {
            return Err(Some(failure));
        };
        let until = transport.now() + wait;
        transport.retrying(wait, &failure);
        drop(failure);
        if paused {
            deadline.extend(wait);
            transport.until(deadline);
        }
        if let Err(stopped) = rest(transport, until, deadline).await {
            break stopped;
        }
        attempts += u32::from(transport.send(&request, deadline));
    };
    match stopped {
        Stopped::Aborted => Err(None),
        Stopped::TimedOut => {
            let mut error = classify::timed_out(question.vendor(), options.timeout_ms, last);
            error.attempts = attempts;
            Err(Some(Failure { error, cause: None }))
        }
    }
}

/// Milliseconds until the next attempt, if there is one, and whether the whole run waits as long.
fn wait<T: Transport>(
    transport: &T,
    options: &CallOptions,
    deadline: &Deadline,
    retry: Retry,
    error: &Error,
) -> Option<(f64, bool)> {
    let stated_ms = error.retry_after_ms;
    let paused = error.code == ErrorCode::RateLimited && transport.pauses(stated_ms);
    let wait = retry::wait(Failed {
        retry,
        attempts: error.attempts,
        max_retries: options.max_retries,
        stated_ms,
        left_ms: if paused { f64::INFINITY } else { deadline.time() - transport.now() },
        random: transport.random(),
    })?;
    transport.affords_retry().then_some((wait, paused))
}

/// Waits for this time, and for the run. Timers may ring a little early, and a stated time must not be met early.
async fn rest<T: Transport>(transport: &T, until: f64, deadline: &Deadline) -> Result<(), Stopped> {
    loop {
        let left = until - transport.now();
        if left <= ROUNDING_MS {
            return transport.turn(deadline).await;
        }
        transport.sleep(left).await?;
    }
}

fn weigh<J: Json, C>(
    question: &dyn Question<J>,
    reply: &dyn Reply<Json = J, Cause = C>,
    unix_ms: &dyn Fn() -> f64,
) -> Result<J, (Failure<C>, Retry)> {
    let vendor = question.vendor();
    let request_id = || classify::request_id(question.secret(), &|name| reply.header(name));
    let broken = |broken: Broken<C>, status, request_id| {
        let mut error = classify::broken(vendor, broken.what);
        error.status = status;
        error.request_id = request_id;
        (Failure { error, cause: broken.cause }, Retry::Backoff)
    };
    let final_error = |error| (Failure { error, cause: None }, Retry::Never);
    let status = match reply.head() {
        Err(what) => return Err(broken(what, None, None)),
        Ok(Head::Elsewhere) => return Err(final_error(classify::redirected(vendor, None))),
        Ok(Head::Status(status @ 300..=399)) => {
            let mut error = classify::redirected(vendor, Some(status));
            error.request_id = request_id();
            return Err(final_error(error));
        }
        Ok(Head::Status(status)) => status,
    };
    let body = match reply.body() {
        Ok(body) => body,
        Err(cut) if status == 200 => return Err(broken(cut, Some(status), request_id())),
        // An error is known by its status; what its body would have added is lost, and no reason to ask again.
        Err(_) => Body::Damaged("the body broke off"),
    };
    match classify::answer(question, status, &|name| reply.header(name), body, unix_ms) {
        Verdict::Done(json) => Ok(json),
        Verdict::Failed(error, retry) => Err((Failure { error, cause: None }, retry)),
    }
}
