//! Waiting for the host: it calls back once for each `ask` or `sleep`, and one closure serves a whole call. Promises would
//! take two more for each wait.

use super::host::Host;
use crate::call::Stopped;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
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

    /// What is to be called back by the next wait.
    pub fn begin(&self) -> &JsValue {
        self.waiting.set(true);
        self.then.as_ref()
    }

    /// Ready when it was called. The host says null for an abort, undefined for the deadline.
    pub fn poll(&self, context: &Context<'_>) -> Poll<Result<JsValue, Stopped>> {
        let Some(outcome) = self.slot.outcome.take() else {
            self.slot.waker.replace(Some(context.waker().clone()));
            return Poll::Pending;
        };
        self.waiting.set(false);
        Poll::Ready(if outcome.is_null() {
            Err(Stopped::Aborted)
        } else if outcome.is_undefined() {
            Err(Stopped::TimedOut)
        } else {
            Ok(outcome)
        })
    }

    /// A call that is given up must not be called back any more.
    pub fn leave(&self, host: &Host) {
        if self.waiting.get() {
            host.end();
        }
    }
}
