//! Options as they come from JavaScript, where anything can stand in any place, and the few rules that turn them into
//! values. No message here quotes a value: it may be a key in the wrong field.

use crate::base_url::{self, BaseUrl};
use crate::endpoint::{Endpoint, Vendor};
use crate::error::Error;
use crate::text::{joined, places};
use std::mem::{discriminant, replace};

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

/// Reads the options of one call, one after the other. The first that is wrong is kept and told at the end, by `done`; what is
/// made of options until then does not count, so that nothing has to be asked after each of them.
pub struct Reader<'a> {
    source: &'a dyn Source,
    vendor: Vendor,
    own: &'a [&'static str],
    error: Option<Error>,
}

impl<'a> Reader<'a> {
    /// For a call to this vendor whose own options have these names. Other names are refused: a typo such as `acountId` would
    /// otherwise ask about another account in silence.
    pub fn new(source: &'a dyn Source, vendor: Vendor, own: &'a [&'static str]) -> Self {
        let mut reader = Self { source, vendor, own, error: None };
        if let Some(name) = source.unknown(own) {
            reader.unknown(&name);
        }
        reader
    }

    /// What was made of the options.
    ///
    /// # Errors
    /// `invalid_options`, where one of them is wrong.
    pub fn done<T>(self, made: T) -> Result<T, Error> {
        match self.error {
            None => Ok(made),
            Some(error) => Err(error),
        }
    }

    /// This option is wrong; `why` completes the sentence "`option` …".
    #[cold]
    #[inline(never)]
    pub fn wrong(&mut self, name: &str, why: &str) {
        if self.error.is_none() {
            self.error = Some(Error::option(Some(self.vendor), name, why));
        }
    }

    /// Likewise, where it is left out of a call that takes it.
    pub fn missing(&mut self, name: &str, why: &str) {
        if takes(self.own, name) {
            self.wrong(name, why);
        }
    }

    #[cold]
    fn unknown(&mut self, name: &str) {
        let mut why = String::from("is not an option of this call; it takes ");
        let mut comma = "";
        for options in &[self.own, &CALL_OPTIONS] {
            for option in *options {
                why.push_str(replace(&mut comma, ", "));
                why.push_str(option);
            }
        }
        // A name that looks like nothing anyone would call an option may be a value in the wrong place.
        let mut plain = !name.is_empty() && name.len() <= 40;
        for byte in name.bytes() {
            plain &= byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'$');
        }
        for secret in &["apiKey", "jwt"] {
            if let Value::Text(key) = self.source.get(secret) {
                plain &= places(name.as_bytes(), key.as_bytes()).is_empty();
            }
        }
        self.wrong(if plain { name } else { "(unnamed)" }, &why);
    }

    /// What stands in an option, if it is of the same kind as this.
    fn take(&mut self, name: &'static str, kind: &Value, rule: &str) -> Value {
        let found = self.source.get(name);
        if discriminant(&found) == discriminant(kind) {
            return found;
        }
        let is = match found {
            Value::Missing => return found,
            Value::Null => "null (leave the option out instead)",
            Value::Flag(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::Text(_) => "a string",
            Value::LongText => "a string that is far too long",
            Value::BrokenText => "a string that holds half of a surrogate pair; check how it was cut",
            Value::Function => "a function",
            Value::Signal => "an AbortSignal",
            Value::Other => "something else",
        };
        self.wrong(name, &joined(&[rule, ", but it is ", is]));
        Value::Missing
    }

    /// Holds an option that is not a value against its kind.
    pub fn is(&mut self, name: &'static str, kind: &Value, rule: &str) {
        self.take(name, kind, rule);
    }

    /// A string. Like all that follow: nothing where the option is left out.
    pub fn text(&mut self, name: &'static str) -> Option<String> {
        match self.take(name, &Value::Text(String::new()), "must be a string") {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A finite number from `least` to `most`, where it is `whole` without a fraction.
    fn number(&mut self, name: &'static str, whole: bool, least: f64, most: f64, rule: &str) -> Option<f64> {
        let Value::Number(number) = self.take(name, &Value::Number(0.0), rule) else { return None };
        if !(least..=most).contains(&number) || (whole && number.trunc() != number) {
            self.wrong(name, rule);
        }
        Some(number)
    }

    /// A whole number from `least`, which is not below 0, to `most`.
    pub fn whole(&mut self, name: &'static str, least: f64, most: f64, rule: &str) -> Option<u64> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no limit is below 0")]
        self.number(name, true, least, most, rule).map(|number| number as u64)
    }

    /// A positive safe integer.
    pub fn positive(&mut self, name: &'static str) -> Option<u64> {
        self.whole(name, 1.0, MAX_SAFE_INTEGER, "must be a positive integer, at most 9007199254740991")
    }

    /// A key: 1 to 4,096 characters of printable ASCII without spaces. Anything else would either be refused by `fetch`
    /// with the key in its message, or reach the service as another key. Empty where it is left out.
    pub fn key(&mut self, name: &'static str) -> String {
        let Some(key) = self.text(name) else { return String::new() };
        let bytes = key.as_bytes();
        let why = if bytes.is_empty() {
            "is empty; is the environment variable set?"
        } else if bytes.len() > 4_096 {
            "is longer than 4096 characters"
        } else if bytes.iter().all(u8::is_ascii_graphic) {
            return key;
        } else if let [b'\n' | b'\r', ..] | [.., b'\n' | b'\r'] = bytes {
            "has a line break at its start or end, as keys read from a file have; trim it"
        } else if key.trim().len() < bytes.len() {
            "has white space around it; trim it"
        } else {
            "may hold only printable ASCII without spaces; was it copied whole?"
        };
        self.wrong(name, why);
        key
    }

    /// The options of every call, with this base URL where none is given.
    pub fn call(&mut self, base_url: &'static str) -> CallOptions {
        let insecure =
            matches!(self.take("allowInsecureHttp", &Value::Flag(true), "must be true or false"), Value::Flag(true));
        let mut base_url = BaseUrl::trusted(base_url);
        if let Some(text) = self.text("baseUrl") {
            match base_url::parse(&text, insecure) {
                Ok(given) => base_url = given,
                Err(why) => self.wrong("baseUrl", why),
            }
        }
        self.is("signal", &Value::Signal, "must be an AbortSignal");
        self.is("fetch", &Value::Function, "must be a function with the ways of the platform's fetch");
        self.is("onRetry", &Value::Function, "must be a function");
        let timeout_rule = "must be a number of milliseconds above 0, at most 2147483647";
        let timeout_ms = self.number("timeoutMs", false, f64::from_bits(1), MAX_TIMEOUT_MS, timeout_rule);
        let max_retries = self.whole("maxRetries", 0.0, 100.0, "must be an integer from 0 to 100");
        CallOptions {
            base_url,
            timeout_ms: timeout_ms.unwrap_or(DEFAULT_TIMEOUT_MS),
            #[allow(clippy::cast_possible_truncation, reason = "at most 100")]
            max_retries: max_retries.map_or(DEFAULT_MAX_RETRIES, |most| most as u32),
        }
    }
}
