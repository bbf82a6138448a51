//! A run over many prospects at the border. Which prospect is next, and how many at once, is the hand-written side's
//! business, where the iterables are; how fast is this side's.

use super::host::Host;
use super::transport::JsTransport;
use super::value::{Snapshot, set, to_js};
use super::{fields, promise, run};
use crate::json::positive;
use crate::list::{self, ListOptions, Pace};
use crate::seleqt::ConnectionStatus;
use crate::verdict::{Verdict, verdict};
use js_sys::{Object, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// One run: its options, and the pace that all its calls share.
#[wasm_bindgen]
pub struct ConnectionRun {
    options: Rc<ListOptions>,
    pace: Rc<RefCell<Pace>>,
}

#[wasm_bindgen]
impl ConnectionRun {
    /// Checks the options, all but the ids.
    ///
    /// # Errors
    /// The fields of an error.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Result<Self, JsValue> {
        let options = list::parse(&Snapshot::of(options)).map_err(|error| fields(&error, None))?;
        let pace = Rc::new(RefCell::new(Pace::new(options.per_minute)));
        Ok(Self { options: Rc::new(options), pace })
    }

    /// Requests open at once.
    #[wasm_bindgen(getter)]
    pub fn concurrency(&self) -> u32 {
        self.options.concurrency
    }

    /// Asks about one prospect, the `position`th of the list, when its turn comes. Resolves to the verdict and the answer; rejects with
    /// the fields of an error, or null. Not an `async fn`, which would borrow the run until the answer is there: a run may be
    /// freed before.
    pub fn check(&self, prospect_id: JsValue, position: f64, host: Host) -> Promise {
        let (options, pace) = (Rc::clone(&self.options), Rc::clone(&self.pace));
        promise(Box::pin(async move {
            let given = prospect_id.as_f64().unwrap_or(f64::NAN);
            let id = positive(given).ok_or_else(|| fields(&list::bad_id(position), None))?;
            let answer = run(&JsTransport::paced(&host, &pace), &options.call(id), None).await?;
            pace.borrow_mut().succeeded(answer.attempts > 1);
            let verdict = ConnectionStatus::read(&answer.json).map_or(Verdict::Unknown, |answer| verdict(&answer));
            let check = JsValue::from(Object::new());
            set(&check, "verdict", &to_js(&verdict));
            // The service's own object.
            set(&check, "connection", &answer.json);
            Ok(check)
        }))
    }
}
