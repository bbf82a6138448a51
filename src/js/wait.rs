//! Waiting for the host: it calls back once for each `ask` or `sleep`, and one closure serves a whole call. Promises would
//! take two more for each wait.

use super::host::Host;
use crate::call::Stopped;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};
use wasm_bindgen::prelude::*;

#[derive(Default)]
struct Slot {
    outcome: RefCell<Option<JsValue>>,
    waker: RefCell<Option<Waker>>,
}

/// One call's way to be called back.
pub struct Wait {
    slot: Rc<Slot>,
    then: Closure<dyn FnMut(JsValue)>,
    waiting: Cell<bool>,
}

impl Wait {
    /// For a call that starts.
    pub fn new() -> Self {
        let slot = Rc::new(Slot::default());
        let told = Rc::clone(&slot);
        let then = Closure::new(move |outcome| {
            told.outcome.replace(Some(outcome));
            let waker = told.waker.take();
            if let Some(waker) = waker {
                waker.wake();
            }
        });
        Self { slot, then, waiting: Cell::new(false) }
    }

    /// Has `begin` start something, and waits until it is over. The host says null for an abort, undefined for the deadline.
    pub async fn until(&self, begin: impl FnOnce(&JsValue)) -> Result<JsValue, Stopped> {
        self.waiting.set(true);
        begin(self.then.as_ref());
        let outcome = poll_fn(|context| match self.slot.outcome.take() {
            Some(outcome) => Poll::Ready(outcome),
            None => {
                self.slot.waker.replace(Some(context.waker().clone()));
                Poll::Pending
            }
        })
        .await;
        self.waiting.set(false);
        if outcome.is_null() {
            Err(Stopped::Aborted)
        } else if outcome.is_undefined() {
            Err(Stopped::TimedOut)
        } else {
            Ok(outcome)
        }
    }

    /// A call that is given up must not be called back any more.
    pub fn leave(&self, host: &Host) {
        if self.waiting.get() {
            host.end();
        }
    }
}
