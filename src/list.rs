//! What a list of prospects is asked with: about each of them, and how fast.

use crate::endpoint::{Endpoint, ParsedCall};
use crate::error::Error;
use crate::json::Json;
use crate::limits::{DEFAULT_PER_DAY, DEFAULT_PER_MINUTE, MAX_CONCURRENCY, MAX_SAFE_INTEGER};
use crate::options::{CallOptions, OptionReader, Source};
use crate::seleqt::{ConnectionStatusOptions, View, prospect_id};
use crate::text::{decimal, joined};
use crate::vendor::Vendor;
use std::rc::Rc;

/// What a list asks about each prospect.
pub struct ListOptions {
    /// From where the prospects are looked at.
    view: Rc<View>,
    /// How each call is made.
    call: Rc<CallOptions>,
    /// Keys that must not show in an error.
    pub secrets: Rc<Vec<String>>,
}

impl ListOptions {
    /// Reads and checks the options about the prospects; those of a single call name theirs.
    ///
    /// # Errors
    /// `invalid_options`, naming the first option that is wrong.
    pub fn parse(source: &dyn Source, single: bool) -> Result<Self, Error> {
        let mut reader = OptionReader::new(source, Some(ConnectionStatusOptions::VENDOR));
        if single {
            prospect_id(&mut reader);
        }
        let view = View::read(&mut reader);
        let call = reader.call(ConnectionStatusOptions::BASE_URL);
        let secrets = Rc::new(vec![view.secret().to_owned()]);
        reader.finish(Self { view: Rc::new(view), call: Rc::new(call), secrets })
    }

    /// The call about one prospect.
    pub fn call<J: Json>(&self, prospect_id: u64) -> ParsedCall<J> {
        ParsedCall {
            endpoint: Rc::new(ConnectionStatusOptions::new(Rc::clone(&self.view), prospect_id)),
            options: Rc::clone(&self.call),
            secrets: Rc::clone(&self.secrets),
        }
    }
}

/// How fast a list goes. How many requests it may have open, and when it has sent enough, is the hand-written side's business.
pub struct PaceOptions {
    /// Starts in any minute.
    pub per_minute: u64,
    /// Starts in any 24 hours.
    pub per_day: u64,
}

impl PaceOptions {
    /// Reads and checks the options of the pace; ids, times and pauses are read where the iterables are.
    ///
    /// # Errors
    /// `invalid_options`, naming the first option that is wrong.
    pub fn parse(source: &dyn Source, vendor: Option<Vendor>) -> Result<Self, Error> {
        let mut reader = OptionReader::new(source, vendor);
        reader.function("onProgress", "must be a function");
        let most = f64::from(MAX_CONCURRENCY);
        reader.whole("concurrency", 1.0, most, "must be an integer from 1 to 100");
        let per_minute = reader.whole("perMinute", 1.0, f64::MAX, AT_LEAST_1);
        let per_day = reader.whole("perDay", 1.0, f64::INFINITY, "must be an integer of at least 1, or Infinity");
        reader.whole("take", 1.0, f64::MAX, AT_LEAST_1);
        reader.finish(Self {
            per_minute: per_minute.unwrap_or(DEFAULT_PER_MINUTE),
            per_day: per_day.unwrap_or(DEFAULT_PER_DAY),
        })
    }
}

const AT_LEAST_1: &str = "must be an integer of at least 1";

/// The error for an entry of the list that is no prospect id; places are counted from 1.
pub fn bad_id(position: f64) -> Error {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counted from 1")]
    let position = decimal(position.min(MAX_SAFE_INTEGER) as u64);
    let mut error = Error::option(Some(ConnectionStatusOptions::VENDOR), "prospectIds", "");
    error.message = joined(&[
        "prospectIds holds, in place ",
        &position,
        ", something that is not a positive integer, at most 9007199254740991. Correct the list and go on from there; \
         nothing was sent for it.",
    ]);
    error
}
