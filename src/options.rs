//! Options as they come from JavaScript, where anything can stand in any place, and the few rules that turn them into
//! values. No message here quotes a value: it may be a key in the wrong field.

use crate::base_url::{self, BaseUrl};
use crate::endpoint::{Endpoint, Vendor};
use crate::error::Error;
use crate::text::{joined, places};

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
    /// The names that are there and not `undefined`.
    fn names(&self) -> Vec<String>;
    /// Whether all that are there are among these, as far as that can be told without reading the names.
    fn holds_only(&self, _own: &[&str]) -> bool {
        false
    }
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
    parse_named(source, E::OPTIONS)
}

/// Likewise, for a call whose own options have these names.
///
/// # Errors
/// As above.
pub fn parse_named<E: Endpoint>(source: &dyn Source, own: &[&str]) -> Result<(E, CallOptions), Error> {
    known(source, E::VENDOR, own)?;
    let endpoint = E::parse(source)?;
    Ok((endpoint, call_options(source, E::VENDOR, E::BASE_URL)?))
}

/// The options of every call, with this base URL where none is given.
fn call_options(source: &dyn Source, vendor: Vendor, base_url: &'static str) -> Result<CallOptions, Error> {
    let reader = Reader { source, vendor };
    let insecure = reader.flag("allowInsecureHttp")?.unwrap_or(false);
    let base_url = match reader.text("baseUrl")? {
        None => BaseUrl::trusted(base_url),
        Some(text) => base_url::parse(&text, insecure).map_err(|why| reader.wrong("baseUrl", why))?,
    };
    reader.is("signal", &Value::Signal, "must be an AbortSignal")?;
    reader.is("fetch", &Value::Function, "must be a function with the ways of the platform's fetch")?;
    reader.is("onRetry", &Value::Function, "must be a function")?;
    Ok(CallOptions {
        base_url,
        timeout_ms: reader
            .number("timeoutMs", "must be a number of milliseconds above 0, at most 2147483647", &|n| {
                n > 0.0 && n <= MAX_TIMEOUT_MS
            })?
            .unwrap_or(DEFAULT_TIMEOUT_MS),
        max_retries: reader
            .integer("maxRetries", 0, 100, "must be an integer from 0 to 100")?
            .unwrap_or(DEFAULT_MAX_RETRIES),
    })
}

/// Refuses names that nobody knows: a typo such as `acountId` would otherwise ask about another account in silence.
fn known(source: &dyn Source, vendor: Vendor, own: &[&str]) -> Result<(), Error> {
    if source.holds_only(own) {
        return Ok(());
    }
    for name in source.names() {
        let name = name.as_str();
        if CALL_OPTIONS.contains(&name) || own.contains(&name) {
            continue;
        }
        let mut why = String::from("is not an option of this call; it takes ");
        for (at, option) in own.iter().chain(&CALL_OPTIONS).enumerate() {
            why.push_str(if at == 0 { "" } else { ", " });
            why.push_str(option);
        }
        // A name that looks like nothing anyone would call an option may be a value in the wrong place.
        let plain =
            (1..=40).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.$".contains(&b));
        let is_key = |option| matches!(source.get(option), Value::Text(key) if !key.is_empty() && !places(name.as_bytes(), key.as_bytes()).is_empty());
        let named = plain && !["apiKey", "jwt"].into_iter().any(is_key);
        return Err(Error::option(Some(vendor), if named { name } else { "(unnamed)" }, &why));
    }
    Ok(())
}

/// A positive safe integer, as an integer.
pub fn positive(number: f64) -> Option<u64> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked in the condition")]
    (number.fract() == 0.0 && (1.0..=MAX_SAFE_INTEGER).contains(&number)).then_some(number as u64)
}

/// Reads single options for one vendor.
pub struct Reader<'a> {
    /// Where from.
    pub source: &'a dyn Source,
    /// For errors: whose call it is.
    pub vendor: Vendor,
}

impl Reader<'_> {
    /// The error for this option; `why` completes the sentence "`option` …".
    pub fn wrong(&self, name: &str, why: &str) -> Error {
        Error::option(Some(self.vendor), name, why)
    }

    /// A string, or nothing where the option is left out.
    pub fn text(&self, name: &'static str) -> Result<Option<String>, Error> {
        match self.source.get(name) {
            Value::Missing => Ok(None),
            Value::Text(text) => Ok(Some(text)),
            Value::LongText => Err(self.wrong(name, "is far too long")),
            Value::BrokenText => Err(self.wrong(name, "holds half of a surrogate pair; check how it was cut")),
            other => Err(self.mistyped(name, "must be a string", &other)),
        }
    }

    /// A boolean, or nothing where the option is left out.
    pub fn flag(&self, name: &'static str) -> Result<Option<bool>, Error> {
        match self.source.get(name) {
            Value::Missing => Ok(None),
            Value::Flag(flag) => Ok(Some(flag)),
            other => Err(self.mistyped(name, "must be true or false", &other)),
        }
    }

    /// A number that passes `fits`, or nothing where the option is left out.
    pub fn number(&self, name: &'static str, rule: &str, fits: &dyn Fn(f64) -> bool) -> Result<Option<f64>, Error> {
        match self.source.get(name) {
            Value::Missing => Ok(None),
            Value::Number(number) if fits(number) => Ok(Some(number)),
            Value::Number(_) => Err(self.wrong(name, rule)),
            other => Err(self.mistyped(name, rule, &other)),
        }
    }

    /// An integer from `least` to `most`, or nothing where the option is left out.
    pub fn integer(&self, name: &'static str, least: u32, most: u32, rule: &str) -> Result<Option<u32>, Error> {
        let number = self.number(name, rule, &|n| n.fract() == 0.0 && n >= f64::from(least) && n <= f64::from(most))?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked just above")]
        Ok(number.map(|n| n as u32))
    }

    /// A positive safe integer, or nothing where the option is left out.
    pub fn positive(&self, name: &'static str) -> Result<Option<u64>, Error> {
        let number =
            self.number(name, "must be a positive integer, at most 9007199254740991", &|n| positive(n).is_some())?;
        Ok(number.and_then(positive))
    }

    /// A key: 1 to 4,096 characters of printable ASCII without spaces. Anything else would either be refused by `fetch`
    /// with the key in its message, or reach the service as another key.
    pub fn key(&self, name: &'static str) -> Result<Option<String>, Error> {
        let Some(key) = self.text(name)? else { return Ok(None) };
        let why = if key.is_empty() {
            "is empty; is the environment variable set?"
        } else if key.len() > 4_096 {
            "is longer than 4096 characters"
        } else if key.ends_with(['\n', '\r']) || key.starts_with(['\n', '\r']) {
            "has a line break at its start or end, as keys read from a file have; trim it"
        } else if key.starts_with(char::is_whitespace) || key.ends_with(char::is_whitespace) {
            "has white space around it; trim it"
        } else if !key.bytes().all(|b| b.is_ascii_graphic()) {
            "may hold only printable ASCII without spaces; was it copied whole?"
        } else {
            return Ok(Some(key));
        };
        Err(self.wrong(name, why))
    }

    /// Holds an option that is not a value against its kind.
    pub fn is(&self, name: &'static str, kind: &Value, rule: &str) -> Result<(), Error> {
        match self.source.get(name) {
            Value::Missing => Ok(()),
            value if value == *kind => Ok(()),
            other => Err(self.mistyped(name, rule, &other)),
        }
    }

    fn mistyped(&self, name: &str, rule: &str, found: &Value) -> Error {
        let found = match found {
            Value::Missing => "left out",
            Value::Null => "null (leave the option out instead)",
            Value::Flag(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::Text(_) | Value::LongText | Value::BrokenText => "a string",
            Value::Function => "a function",
            Value::Signal => "an AbortSignal",
            Value::Other => "something else",
        };
        self.wrong(name, &joined(&[rule, ", but it is ", found]))
    }
}
