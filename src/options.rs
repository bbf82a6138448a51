//! Options as they come from JavaScript, where anything can stand in any place, and the few rules that turn them into
//! values. No message here quotes a value: it may be a key in the wrong field.

use crate::base_url::BaseUrl;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::reader::Reader;

/// What stands in an option.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// The option is left out: missing or `undefined`.
    Missing,
    /// `null`
    Null,
    /// A boolean.
    Flag(bool),
    /// A number, also NaN and the infinities.
    Number(f64),
    /// A string.
    Text(String),
    /// A string that is not read, because it is longer than any option may be.
    LongText,
    /// A string with half a surrogate pair in it, which no URL or header can carry.
    BrokenText,
    /// A function.
    Function,
    /// Something with the ways of an `AbortSignal`.
    Signal,
    /// Anything else.
    Other,
}

/// No option is longer, in UTF-16 units; longer strings are not even copied.
pub const MAX_TEXT: u32 = 16_384;

/// Where options are read from.
pub trait Source {
    /// What stands in the option of this name.
    fn get(&self, name: &'static str) -> Value;
    /// A name that is there, not `undefined`, and none that a call takes whose own options have these names: see [`takes`].
    fn unknown(&self, own: &[&str]) -> Option<String>;
}

/// The options of every call.
pub const CALL_OPTIONS: [&str; 7] =
    ["baseUrl", "timeoutMs", "maxRetries", "signal", "fetch", "allowInsecureHttp", "onRetry"];

/// Milliseconds in which a call must be done where `timeoutMs` is left out.
pub const DEFAULT_TIMEOUT_MS: f64 = 25_000.0;
/// Further attempts after the first where `maxRetries` is left out.
pub const DEFAULT_MAX_RETRIES: u32 = 2;
/// The longest time a timer can take, 2^31 - 1 ms.
pub const MAX_TIMEOUT_MS: f64 = 2_147_483_647.0;
/// JavaScript's `Number.MAX_SAFE_INTEGER`.
pub const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// How a call is made, whichever endpoint it asks.
#[derive(Clone, Debug, PartialEq)]
pub struct CallOptions {
    /// Where the service is.
    pub base_url: BaseUrl,
    /// One deadline for the whole call, in milliseconds.
    pub timeout_ms: f64,
    /// Further attempts after the first.
    pub max_retries: u32,
}

/// Reads and validates everything that one call of `E` takes.
///
/// # Errors
/// `invalid_options`, naming the first option that is wrong.
pub fn parse<E: Endpoint>(source: &dyn Source) -> Result<(E, CallOptions), Error> {
    let mut reader = Reader::new(source, E::VENDOR, E::OPTIONS);
    let endpoint = E::parse(&mut reader);
    let call = reader.call(E::BASE_URL);
    reader.done((endpoint, call))
}

/// Where a name stands among others.
pub fn place(names: &[&str], wanted: &str) -> Option<usize> {
    names.iter().position(|name| *name == wanted)
}

/// Whether a call whose own options have these names takes one of this name.
pub fn takes(own: &[&str], name: &str) -> bool {
    place(own, name).is_some() || place(&CALL_OPTIONS, name).is_some()
}

/// A positive safe integer, as an integer.
pub fn positive(number: f64) -> Option<u64> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked in the condition")]
    (number.fract() == 0.0 && (1.0..=MAX_SAFE_INTEGER).contains(&number)).then_some(number as u64)
}
