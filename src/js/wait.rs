//! Waiting for the host: it calls [`told`] once for each `send` or `sleep`, with the number that the call goes by. Promises would
//! take closures for each wait, and closures crossings to be made and freed.

use super::host::{Host, Reading};
use super::reply::JsReply;
use super::single::Driver;
use crate::call::Stopped;
use std::cell::{Cell, RefCell};
use std::mem::replace;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use wasm_bindgen::prelude::*;

/// Where what a call waits for arrives, and who is told.
#[derive(Default)]
pub struct Slot {
    outcome: RefCell<Option<JsReply>>,
    waker: RefCell<Option<Waker>>,
    driver: RefCell<Option<Driver>>,
}

impl Slot {
    /// Has this future go on now, and whenever something arrives.
    pub fn drive(&self, driver: Driver) {
        let driver = driver.step();
        self.driver.replace(driver);
    }
}

thread_local! {
    /// By the numbers that calls go by.
    static SLOTS: Cell<Vec<Option<Rc<Slot>>>> = const { Cell::new(Vec::new()) };
}

/// Puts something into this place, and gives what stood there.
fn place(call: usize, slot: Option<Rc<Slot>>) -> Option<Rc<Slot>> {
    let mut slots = SLOTS.take();
    let before = slots.get_mut(call).and_then(|place| replace(place, slot));
    SLOTS.replace(slots);
    before
}

/// What the call that goes by this number waits for: see [`Host::send`].
#[wasm_bindgen]
pub fn told(call: usize, reading: Reading, status: f64, found: u32, json: JsValue) {
    let Some(slot) = place(call, None) else { return };
    place(call, Some(Rc::clone(&slot)));
    slot.outcome.replace(Some(JsReply { reading, status, found, json }));
    // A host may call back at once, while a step is under way: that step finds what has arrived.
    if let Some(driver) = slot.driver.take() {
        slot.drive(driver);
    }
    if let Some(waker) = slot.waker.take() {
        waker.wake();
    }
}

/// One call's way to be called back.
pub struct Wait {
    slot: Rc<Slot>,
    number: usize,
    waiting: Cell<bool>,
}

impl Wait {
    /// For a call that starts.
    pub fn new() -> Self {
        let slot = Rc::<Slot>::default();
        let mut slots = SLOTS.take();
        let free = slots.iter().position(Option::is_none);
        let number = free.unwrap_or_else(|| {
            slots.push(None);
            slots.len() - 1
        });
        SLOTS.replace(slots);
        place(number, Some(Rc::clone(&slot)));
        Self { slot, number, waiting: Cell::new(false) }
    }

    /// Where answers arrive.
    pub fn slot(&self) -> Rc<Slot> {
        Rc::clone(&self.slot)
    }

    /// The number by which the next wait is told.
    pub fn begin(&self) -> usize {
        self.waiting.set(true);
        self.number
    }

    /// Ready when it was told. The host says null for an abort, undefined for the deadline.
    pub fn poll(&self, context: &Context<'_>) -> Poll<Result<JsReply, Stopped>> {
        let Some(outcome) = self.slot.outcome.take() else {
            self.slot.waker.replace(Some(context.waker().clone()));
            return Poll::Pending;
        };
        self.waiting.set(false);
        Poll::Ready(if outcome.reading.is_null() {
            Err(Stopped::Aborted)
        } else if outcome.reading.is_undefined() {
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
        place(self.number, None);
    }
}
