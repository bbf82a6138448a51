//! Calls that belong together, at the border: the two of `checkInvite`, and those of a list. Which prospect is next, and what becomes of
//! the answers, is the hand-written side's business (`pkg/src/invite.js`, `pkg/src/list.js`); how fast, and when to try again,
//! is this side's.

use super::host::Host;
use super::invite::read_account;
use super::transport::JsTransport;
use super::value::Snapshot;
use super::{fields, parse, promise, run};
use crate::connectsafely::AccountStatusOptions;
use crate::endpoint::ParsedCall;
use crate::error::Error;
use crate::invite::{judge_account, not_fit};
use crate::json::positive;
use crate::list::{self, ListOptions, PaceOptions};
use crate::options::OptionReader;
use crate::pace::Pace;
use crate::vendor::Vendor;
use js_sys::Promise;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The options of all calls, checked, and the pace that they share.
#[wasm_bindgen]
pub struct Run {
    account: Option<Rc<ParsedCall<JsValue>>>,
    prospects: Rc<ListOptions>,
    single: bool,
    pace: Rc<RefCell<Pace>>,
}

#[wasm_bindgen]
impl Run {
    /// Checks all options, before anything is sent. `outer` are those of the pace and, where there is an account to ask about, those
    /// that stand for both services; `account` and `connection` hold the latter already. `single` is for one prospect, which
    /// `connection` names.
    ///
    /// # Errors
    /// The fields of an error.
    #[wasm_bindgen(constructor)]
    pub fn new(
        outer: &JsValue,
        connection: &JsValue,
        account: &JsValue,
        single: bool,
        least_pause_ms: f64,
        most_pause_ms: f64,
    ) -> Result<Self, JsValue> {
        let (outer, connection) = (Snapshot::of(outer), Snapshot::of(connection));
        let alone = account.is_undefined();
        let refused = |error: Error, option| fields(&if alone { error } else { error.within(option) }, None);
        let limits =
            PaceOptions::parse(&outer, alone.then_some(Vendor::Seleqt)).map_err(|error| fields(&error, None))?;
        if !alone {
            // On their own first, so that an error names the place where the option stands.
            let mut reader = OptionReader::new(&outer, None);
            reader.call("");
            reader.finish(()).map_err(|error| fields(&error, None))?;
        }
        let call = if alone { None } else { Some(parse::<AccountStatusOptions>(account)) };
        let mut call = call.transpose().map_err(|error| refused(error, "account"))?;
        let mut prospects = ListOptions::parse(&connection, single).map_err(|error| refused(error, "connection"))?;
        if let Some(call) = &mut call {
            // Either service may echo the other's key, where both stand behind one proxy.
            let mut secrets = Vec::new();
            secrets.extend_from_slice(&call.secrets);
            secrets.extend_from_slice(&prospects.secrets);
            call.secrets = Rc::new(secrets);
            prospects.secrets = Rc::clone(&call.secrets);
        }
        let pace = Rc::new(RefCell::new(Pace::new(&limits, (least_pause_ms, most_pause_ms))));
        Ok(Self { account: call.map(Rc::new), prospects: Rc::new(prospects), single, pace })
    }

    /// A request was sent at this time of the host's clock, before the run. To be told in their order.
    #[wasm_bindgen(js_name = sentBefore)]
    pub fn sent_before(&self, time: f64) {
        self.pace.borrow_mut().sent_before(time);
    }

    /// How many requests of the day are left.
    #[wasm_bindgen(js_name = leftToday)]
    pub fn left_today(&self, now: f64) -> f64 {
        self.pace.borrow_mut().left_today(now)
    }

    /// Asks about the account, at once. Resolves to the answer, which for a list says that the account is fit to send; rejects with the
    /// fields of an error, or null. `started` is the time on the host's clock from which the deadline counts.
    #[wasm_bindgen(js_name = askAccount)]
    pub fn ask_account(&self, host: Host, started: f64) -> Promise {
        let (call, single, pace) = (self.account.clone(), self.single, Rc::clone(&self.pace));
        promise(Box::pin(async move {
            let call = call.ok_or(JsValue::NULL)?;
            let transport = if single { JsTransport::single(&host) } else { JsTransport::beside(&host, &pace) };
            let answer = run(&transport, &call, Some(started)).await?;
            if !single && let Some(mut error) = not_fit(&judge_account(&read_account(&answer.json)?)) {
                error.attempts = answer.attempts;
                return Err(fields(&error, None));
            }
            Ok(answer.json)
        }))
    }

    /// Checks an id of a list, where it is the `position`th. An export of its own, since what is wrong with one has to end the run
    /// before anything of those behind it is sent.
    ///
    /// # Errors
    /// The fields of an error.
    #[wasm_bindgen(js_name = checkId)]
    pub fn check_id(&self, prospect_id: &JsValue, position: f64) -> Result<(), JsValue> {
        let id = prospect_id.as_f64().and_then(positive);
        id.map(|_| ()).ok_or_else(|| fields(&list::bad_id(position), None))
    }

    /// Asks about one prospect, whose id was checked: at once where `started` says when, else when its turn in the list comes. As
    /// [`Run::ask_account`]. Not an `async fn`, which would borrow the run until the answer is there: it may be freed before.
    #[wasm_bindgen(js_name = askProspect)]
    pub fn ask_prospect(&self, prospect_id: f64, host: Host, started: Option<f64>) -> Promise {
        let (prospects, pace) = (Rc::clone(&self.prospects), Rc::clone(&self.pace));
        promise(Box::pin(async move {
            let id = positive(prospect_id).ok_or(JsValue::NULL)?;
            let transport =
                if started.is_some() { JsTransport::single(&host) } else { JsTransport::paced(&host, &pace) };
            let answer = run(&transport, &prospects.call(id), started).await?;
            pace.borrow_mut().succeeded(answer.attempts > 1);
            Ok(answer.json)
        }))
    }
}
