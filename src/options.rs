//! Reading and checking options as they come from JavaScript, where anything can stand in any place. No message here quotes a
//! value: it may be a key in the wrong field.

use crate::base_url::{self, BaseUrl};
use crate::error::Error;
use crate::json::positive;
use crate::limits::{DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT_MS, MAX_KEY, MAX_RETRIES, MAX_SAFE_INTEGER, MAX_TIMEOUT_MS};
use crate::text::{joined, trimmed};
use crate::vendor::Vendor;
use std::mem::discriminant;

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
    /// A function.
    Function,
    /// An object that behaves like an `AbortSignal`.
    Signal,
    /// Anything else.
    Other,
}

/// Where options are read from.
pub trait Source {
    /// What stands in the option of this name.
    fn get(&self, name: &'static str) -> Value;
    /// How the platform reads a URL; nothing where it is none.
    fn url(&self, text: &str) -> Option<base_url::PlatformUrl>;
}

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

/// Reads the options of one call, one after the other. The first that is wrong is kept, and reported by [`finish`](Self::finish):
/// what was read until then does not count, so that callers need no `?` after each option.
pub struct OptionReader<'a> {
    source: &'a dyn Source,
    vendor: Option<Vendor>,
    error: Option<Error>,
}

impl<'a> OptionReader<'a> {
    /// For a call to this vendor, or for what two calls have in common.
    pub const fn new(source: &'a dyn Source, vendor: Option<Vendor>) -> Self {
        Self { source, vendor, error: None }
    }

    /// What was made of the options.
    ///
    /// # Errors
    /// `invalid_options`, where one of them is wrong.
    pub fn finish<T>(self, read: T) -> Result<T, Error> {
        match self.error {
            None => Ok(read),
            Some(error) => Err(error),
        }
    }

    /// This option is wrong; `why` completes the sentence "`option` …".
    pub fn wrong(&mut self, name: &'static str, why: &str) {
        if self.error.is_none() {
            self.error = Some(Error::option(self.vendor, name, why));
        }
    }

    /// The value of an option if it is of the same kind as `kind`; otherwise the option is wrong, unless it is left out.
    fn take(&mut self, name: &'static str, kind: &Value, rule: &str) -> Option<Value> {
        let found = self.source.get(name);
        if discriminant(&found) == discriminant(kind) {
            return Some(found);
        }
        let is = match found {
            Value::Missing => return None,
            Value::Null => "null (leave the option out instead)",
            Value::Flag(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::Text(_) => "a string",
            Value::Function => "a function",
            Value::Signal => "an AbortSignal",
            Value::Other => "something else",
        };
        self.wrong(name, &joined(&[rule, ", but it is ", is]));
        None
    }

    /// Checks that an option whose value is of no interest here is a function.
    pub fn function(&mut self, name: &'static str, rule: &str) {
        self.take(name, &Value::Function, rule);
    }

    /// A string. As with all that follow: nothing where the option is left out or wrong.
    pub fn text(&mut self, name: &'static str) -> Option<String> {
        match self.take(name, &Value::Text(String::new()), "must be a string") {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn number(&mut self, name: &'static str, rule: &str, fits: impl Fn(f64) -> bool) -> Option<f64> {
        let Some(Value::Number(number)) = self.take(name, &Value::Number(0.0), rule) else { return None };
        if fits(number) {
            return Some(number);
        }
        self.wrong(name, rule);
        None
    }

    /// A whole number from `least`, which is not below 0, to `most`.
    pub fn whole(&mut self, name: &'static str, least: f64, most: f64, rule: &str) -> Option<u64> {
        let number = self.number(name, rule, |number| number.trunc() == number && (least..=most).contains(&number));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no limit is below 0")]
        number.map(|number| number as u64)
    }

    /// A positive safe integer.
    pub fn positive(&mut self, name: &'static str) -> Option<u64> {
        let rule = "must be a positive integer, at most 9007199254740991";
        self.whole(name, 1.0, MAX_SAFE_INTEGER, rule).and_then(|number| positive(number as f64))
    }

    /// A key: printable ASCII without spaces. Anything else would either be refused by `fetch` with the key in its message, or
    /// reach the service as another key.
    pub fn key(&mut self, name: &'static str) -> Option<String> {
        let key = self.text(name)?;
        let why = if key.is_empty() {
            "is empty; is the environment variable set?"
        } else if key.len() > MAX_KEY {
            "is longer than 4096 characters"
        } else if key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Some(key);
        } else if let [b'\n' | b'\r', ..] | [.., b'\n' | b'\r'] = key.as_bytes() {
            "has a line break at its start or end, as keys read from a file have; trim it"
        } else if trimmed(&key) != key {
            "has white space around it; trim it"
        } else {
            "may hold only printable ASCII without spaces; was it copied whole?"
        };
        self.wrong(name, why);
        None
    }

    /// The options of every call, with this base URL where none is given.
    pub fn call(&mut self, base_url: &'static str) -> CallOptions {
        let insecure = self.take("allowInsecureHttp", &Value::Flag(true), "must be true or false");
        let base_url = self.base_url(insecure == Some(Value::Flag(true))).unwrap_or_else(|| BaseUrl::trusted(base_url));
        self.take("signal", &Value::Signal, "must be an AbortSignal");
        self.function("fetch", "must be a function that is called as the platform's fetch is");
        self.function("onRetry", "must be a function");
        self.function("onResponse", "must be a function");
        let timeout_ms =
            self.number("timeoutMs", "must be a number of milliseconds above 0, at most 2147483647", |number| {
                number > 0.0 && number <= MAX_TIMEOUT_MS
            });
        let max_retries = self.whole("maxRetries", 0.0, f64::from(MAX_RETRIES), "must be an integer from 0 to 100");
        CallOptions {
            base_url,
            timeout_ms: timeout_ms.unwrap_or(DEFAULT_TIMEOUT_MS),
            max_retries: max_retries.and_then(|most| u32::try_from(most).ok()).unwrap_or(DEFAULT_MAX_RETRIES),
        }
    }

    fn base_url(&mut self, insecure: bool) -> Option<BaseUrl> {
        let text = self.text("baseUrl")?;
        match base_url::check(&text, self.source.url(&text), insecure) {
            Ok(base_url) => Some(base_url),
            Err(why) => {
                self.wrong("baseUrl", why);
                None
            }
        }
    }
}
