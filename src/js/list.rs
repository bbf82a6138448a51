//! A run over many prospects at the border. Which prospect is next, and how many at once, is the hand-written side's
//! business, where the iterables are; how fast is this side's.

use super::host::Host;
use super::transport::JsTransport;
use super::value::Snapshot;
use super::{fault, finish, promise, set};
use crate::call::{self, Deadline, Transport};
use crate::list::{self, ListOptions, Pace};
use crate::options::positive;
use crate::seleqt::ConnectionStatus;
use crate::verdict::{Verdict, verdict};
use js_sys::{Date, Object, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// One run: its question, and the pace that all its calls share.
#[wasm_bindgen]
pub struct ConnectionRun {
    options: Rc<ListOptions>,
    pace: Rc<RefCell<Pace>>,
}

#[wasm_bindgen]
impl ConnectionRun {
    /// Validates the options, all but the ids.
    ///
    /// # Errors
    /// The fields of an error.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Result<Self, JsValue> {
        let options = list::parse(&Snapshot::of(options)).map_err(|error| fault(&error, None))?;
        let pace = Rc::new(RefCell::new(Pace::new(options.per_minute)));
        Ok(Self { options: Rc::new(options), pace })
    }

    /// Requests open at once.
    #[wasm_bindgen(getter)]
    pub fn concurrency(&self) -> u32 {
        self.options.concurrency
    }

    /// Asks about one prospect, the `position`th of the list, when its turn comes. Resolves to a `ConnectionCheck`.
    pub fn check(&self, prospect_id: &JsValue, position: f64, host: Host) -> Promise {
        let Some(id) = prospect_id.as_f64().and_then(positive) else {
            return Promise::reject(&fault(&list::bad_id(position), None));
        };
        let (options, pace) = (Rc::clone(&self.options), Rc::clone(&self.pace));
        let prospect_id = prospect_id.clone();
        promise(async move {
            let answer = ask(id, &options, pace, host).await?;
            let check = JsValue::from(Object::new());
            set(&check, "prospectId", &prospect_id);
            set(&check, "ok", &JsValue::TRUE);
            let verdict = ConnectionStatus::read(&answer).map_or(Verdict::Unknown, |answer| verdict(&answer));
            set(&check, "verdict", &verdict.as_str().into());
            set(&check, "connection", &answer);
            set(&check, "checkedAt", &Date::new_0().to_iso_string());
            Ok(check)
        })
    }
}

async fn ask(id: u64, options: &ListOptions, pace: Rc<RefCell<Pace>>, host: Host) -> Result<JsValue, JsValue> {
    let transport = JsTransport::paced(host, Rc::clone(&pace));
    // The prospect's own clock starts with its first request.
    transport.turn(&Deadline::unset()).await.map_err(|_| JsValue::NULL)?;
    let deadline = Deadline::at(transport.now() + options.call.timeout_ms);
    let begun = call::begin(&transport, &options.question, Some(id), &options.call, &deadline);
    let answer = finish(begun, &transport, &options.question, &options.call, &deadline).await?;
    pace.borrow_mut().succeeded(answer.attempts > 1);
    Ok(answer.json)
}
