//! Calls on their own. Their futures are driven by the host's calling back alone: nobody else ever wakes them, and a turn of
//! the microtask queue, as `future_to_promise` takes it, would come on top of each wait.

use super::host::Host;
use super::{Asked, fault, single};
use crate::connectsafely::AccountStatusOptions;
use crate::error::Error;
use crate::options::positive;
use crate::seleqt::ConnectionStatusOptions;
use js_sys::Promise;
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::thread::LocalKey;
use wasm_bindgen::prelude::*;

thread_local! {
    /// The last good options for ConnectSafely.
    static ACCOUNT: Cell<Option<Asked>> = const { Cell::new(None) };
    /// The last good options for Seleqt.
    static CONNECTION: Cell<Option<Asked>> = const { Cell::new(None) };
}

/// ConnectSafely: `GET /account/status`. Resolves to the checked answer, as the service sent it.
///
/// Programs ask with the same options over and over: they are read once. Where `again` is not 0, the last good ones are meant.
#[wasm_bindgen(js_name = getAccountStatus)]
pub fn get_account_status(options: &JsValue, again: f64, host: Host, started: f64) -> Promise {
    ask(options, Asked::read::<AccountStatusOptions>, &ACCOUNT, again, host, started)
}

/// Seleqt: `GET /api/v1/public/prospects/{id}/connection-status/`, or the JWT path. As above; `again` is the prospect.
#[wasm_bindgen(js_name = getConnectionStatus)]
pub fn get_connection_status(options: &JsValue, again: f64, host: Host, started: f64) -> Promise {
    ask(options, Asked::read::<ConnectionStatusOptions>, &CONNECTION, again, host, started)
}

fn ask(
    options: &JsValue,
    read: fn(&JsValue) -> Result<Asked, Error>,
    kept: &'static LocalKey<Cell<Option<Asked>>>,
    again: f64,
    host: Host,
    started: f64,
) -> Promise {
    let prospect = positive(again);
    let asked = match kept.take().filter(|_| prospect.is_some()) {
        Some(asked) => Ok(asked),
        None => read(options),
    };
    match asked {
        Ok(asked) => {
            kept.replace(Some(asked.clone()));
            call(asked, prospect, host, started)
        }
        Err(error) => Promise::reject(&fault(&error, None)),
    }
}

fn call(asked: Asked, prospect: Option<u64>, host: Host, started: f64) -> Promise {
    let teller = host.clone().unchecked_into::<Host>();
    let (work, slot) = single(asked, prospect, host, started);
    let promise = teller.promise();
    slot.drive(Driver { work: Box::pin(work), host: teller });
    promise
}

/// A future, and whom to tell what came of it.
pub struct Driver {
    work: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>,
    host: Host,
}

impl Driver {
    /// A step further; nothing where that was the last.
    pub fn step(mut self) -> Option<Self> {
        match self.work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => return Some(self),
            Poll::Ready(Ok(answer)) => self.host.done(&answer),
            Poll::Ready(Err(fault)) => self.host.failed(&fault),
        }
        None
    }
}
