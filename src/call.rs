//! The one loop: send, weigh, wait, again. It knows no JavaScript; what it needs of the world is a [`Transport`].

use crate::body::{Body, Json};
use crate::classify::{self, Verdict};
use crate::endpoint::{Question, Request, Vendor};
use crate::error::{Error, ErrorCode};
use crate::options::CallOptions;
use crate::retry::{self, Failed, Retry};
use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

/// What the loop needs of the world around it.
pub trait Transport {
    /// Parsed JSON of the runtime's own kind.
    type Json: Json;
    /// What a failed request leaves behind.
    type Cause;
    /// An answer whose body may still be open; dropping it gives the rest up.
    type Reply: Reply<Json = Self::Json, Cause = Self::Cause>;

    /// Sends a request, up to the end of the answer's headers. Dropping the future cancels it.
    fn send(&self, request: &Request) -> impl Future<Output = Result<Self::Reply, Broken<Self::Cause>>>;
    /// Waits, at least roughly, this many milliseconds.
    fn sleep(&self, ms: f64) -> impl Future<Output = ()>;
    /// Milliseconds on a clock that only goes forward.
    fn now(&self) -> f64;
    /// Milliseconds since 1970, for dates that a service states.
    fn unix_ms(&self) -> f64;
    /// From 0 up to 1.
    fn random(&self) -> f64;
    /// Told before each wait.
    fn retrying(&self, delay_ms: f64, failure: &Failure<Self::Cause>);

    /// Waits until the run that this call belongs to lets another request start. Meanwhile the call's clock stands still.
    fn turn(&self, _: &Deadline) -> impl Future<Output = ()> {
        std::future::ready(())
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

    /// Moves it away by what does not count.
    pub fn extend(&self, ms: f64) {
        self.0.set(self.0.get() + ms);
    }

    /// Milliseconds left.
    pub fn left(&self, now: f64) -> f64 {
        self.0.get() - now
    }

    /// Ready when it has passed.
    pub async fn passed<T: Transport>(&self, transport: &T) {
        wait_until(transport, || self.0.get()).await;
    }
}

/// What adding and subtracting times may leave over: less than a clock can tell, and no reason to set another timer.
pub const ROUNDING_MS: f64 = 0.001;

/// Timers may ring a little early, and a time may move while one waits for it.
async fn wait_until<T: Transport>(transport: &T, time: impl Fn() -> f64) {
    loop {
        let left = time() - transport.now();
        if left <= ROUNDING_MS {
            break;
        }
        transport.sleep(left).await;
    }
}

/// An answer.
pub trait Reply {
    /// Parsed JSON of the runtime's own kind.
    type Json: Json;
    /// What a body that breaks off leaves behind.
    type Cause;

    /// Its first line.
    fn head(&self) -> Head;
    /// A header by its lower-case name.
    fn header(&self, name: &'static str) -> Option<String>;
    /// Reads the body to its end, or to the limit.
    fn body(&mut self) -> impl Future<Output = Result<Body<Self::Json>, Broken<Self::Cause>>>;
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

/// How far a call has come, for whoever waits for it or ends it.
#[derive(Debug, Default)]
pub struct Progress {
    attempts: Cell<u32>,
    last: Cell<Option<ErrorCode>>,
}

/// Makes one call, up to its answer or its final error. Waits respect the deadline; [`bounded`] holds requests and bodies to
/// it.
pub async fn run<T: Transport>(
    transport: &T,
    question: &dyn Question<T::Json>,
    options: &CallOptions,
    deadline: &Deadline,
    progress: &Progress,
) -> Result<T::Json, Failure<T::Cause>> {
    let request = question.request(options.base_url.as_str());
    loop {
        let attempts = progress.attempts.get() + 1;
        progress.attempts.set(attempts);
        let (mut failure, retry) = match attempt(transport, question, &request).await {
            Ok(json) => return Ok(json),
            Err(failed) => failed,
        };
        failure.error.attempts = attempts;
        let stated_ms = failure.error.retry_after_ms;
        let paused = failure.error.code == ErrorCode::RateLimited && transport.pauses(stated_ms);
        let wait = retry::wait(Failed {
            retry,
            attempts,
            max_retries: options.max_retries,
            stated_ms,
            left_ms: if paused { f64::INFINITY } else { deadline.left(transport.now()) },
            random: transport.random(),
        });
        let Some(wait) = wait else { return Err(failure) };
        if !transport.affords_retry() {
            return Err(failure);
        }
        progress.last.set(Some(failure.error.code));
        let until = transport.now() + wait;
        transport.retrying(wait, &failure);
        drop(failure);
        if paused {
            deadline.extend(wait);
        }
        // A stated time must not be met early.
        wait_until(transport, || until).await;
        transport.turn(deadline).await;
    }
}

async fn attempt<T: Transport>(
    transport: &T,
    question: &dyn Question<T::Json>,
    request: &Request,
) -> Result<T::Json, (Failure<T::Cause>, Retry)> {
    let final_error = |error| (Failure { error, cause: None }, Retry::Never);
    let broken = |broken: Broken<T::Cause>| {
        let error = classify::broken(question.vendor(), broken.what);
        (Failure { error, cause: broken.cause }, Retry::Backoff)
    };
    let mut reply = transport.send(request).await.map_err(broken)?;
    let status = match reply.head() {
        Head::Elsewhere => return Err(final_error(classify::redirected(question.vendor(), None))),
        Head::Status(status @ 300..=399) => {
            let mut error = classify::redirected(question.vendor(), Some(status));
            error.request_id = classify::request_id(question.secret(), &|name| reply.header(name));
            return Err(final_error(error));
        }
        Head::Status(status) => status,
    };
    let body = match reply.body().await {
        Ok(body) => body,
        Err(cut) if status == 200 => {
            let (mut failure, retry) = broken(cut);
            failure.error.status = Some(status);
            failure.error.request_id = classify::request_id(question.secret(), &|name| reply.header(name));
            return Err((failure, retry));
        }
        // An error is known by its status; what its body would have added is lost, and no reason to ask again.
        Err(_) => Body::Damaged("the body broke off"),
    };
    match classify::answer(question, status, &|name| reply.header(name), body, transport.unix_ms()) {
        Verdict::Done(json) => Ok(json),
        Verdict::Failed(error, retry) => Err((Failure { error, cause: None }, retry)),
    }
}

impl Progress {
    /// Whether it took, or takes, more than one attempt.
    pub const fn retried(&self) -> bool {
        self.attempts.get() > 1
    }
}

/// Runs `work` until `stop` is ready, whichever comes first. Dropped work cancels what it has open.
pub async fn bounded<R>(stop: impl Future<Output = Stopped>, work: impl Future<Output = R>) -> Result<R, Stopped> {
    let (mut stop, mut work) = (pin!(stop), pin!(work));
    poll_fn(|context| {
        if let Poll::Ready(stopped) = stop.as_mut().poll(context) {
            return Poll::Ready(Err(stopped));
        }
        work.as_mut().poll(context).map(Ok)
    })
    .await
}

/// The error of a call that met its deadline.
pub fn timed_out(vendor: Vendor, options: &CallOptions, progress: &Progress) -> Error {
    Error { attempts: progress.attempts.get(), ..classify::timed_out(vendor, options.timeout_ms, progress.last.get()) }
}
