//! Things that happen once, as futures that clean up after themselves: a timer, and the signal's abort.

use super::host::{Host, clear_timeout, set_timeout};
use crate::call::{ROUNDING_MS, Stopped};
use crate::options::MAX_TIMEOUT_MS;
use js_sys::Function;
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use wasm_bindgen::prelude::*;

/// Set once by a callback, awaited by a future.
#[derive(Default)]
struct Flag {
    set: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Flag {
    fn raise(&self) {
        self.set.set(true);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    fn poll(&self, context: &Context<'_>) -> Poll<()> {
        if self.set.get() {
            return Poll::Ready(());
        }
        *self.waker.borrow_mut() = Some(context.waker().clone());
        Poll::Pending
    }
}

fn flag() -> (Rc<Flag>, Closure<dyn FnMut()>) {
    let flag = Rc::new(Flag::default());
    let raised = Rc::clone(&flag);
    (flag, Closure::new(move || raised.raise()))
}

/// Ready when its time has passed; dropped, it leaves no timer behind.
pub struct Timer {
    flag: Rc<Flag>,
    handle: JsValue,
    _then: Closure<dyn FnMut()>,
}

impl Timer {
    /// Starts now. No timer takes more than 2^31 - 1 ms: one that shall ring later rings then.
    pub fn start(ms: f64) -> Self {
        let (flag, then) = flag();
        let handle = set_timeout(then.as_ref(), (ms - ROUNDING_MS).clamp(0.0, MAX_TIMEOUT_MS).ceil());
        Self { flag, handle, _then: then }
    }
}

impl Future for Timer {
    type Output = ();
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.flag.poll(context)
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if !self.flag.set.get() {
            clear_timeout(&self.handle);
        }
    }
}

/// Ready when the call's signal aborts; dropped, it leaves no listener behind.
pub struct Listener {
    flag: Rc<Flag>,
    stop: Option<Function>,
    _then: Option<Closure<dyn FnMut()>>,
}

impl Listener {
    /// Listens to the signal of this call, if it has one.
    pub fn on(host: &Host) -> Self {
        if !host.hears() {
            return Self { flag: Rc::default(), stop: None, _then: None };
        }
        let (flag, then) = flag();
        let stop = host.listen(then.as_ref());
        Self { flag, stop, _then: Some(then) }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The host's functions do not throw.
            let _ = stop.call0(&JsValue::UNDEFINED);
        }
    }
}

impl Listener {
    fn poll(&self, context: &Context<'_>) -> Poll<()> {
        self.flag.poll(context)
    }
}

/// Whichever ends the call first.
pub async fn first(listener: &Listener, passed: impl Future<Output = ()>) -> Stopped {
    let mut passed = pin!(passed);
    poll_fn(|context| {
        if listener.poll(context).is_ready() {
            return Poll::Ready(Stopped::Aborted);
        }
        passed.as_mut().poll(context).map(|()| Stopped::TimedOut)
    })
    .await
}
