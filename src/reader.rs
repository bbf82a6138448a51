//! Reading the options of one call: what each may be, and what to say where it is not.

use crate::base_url::{self, BaseUrl};
use crate::endpoint::Vendor;
use crate::error::Error;
use crate::options::{
    CALL_OPTIONS, CallOptions, DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT_MS, MAX_SAFE_INTEGER, MAX_TIMEOUT_MS, Source,
    Value, takes,
};
use crate::text::{is_white, joined, places};
use std::mem::{discriminant, replace};

/// Reads the options of one call, one after the other. The first that is wrong is kept and told at the end, by `done`; what is
/// made of options until then does not count, so that nothing has to be asked after each of them.
pub struct Reader<'a> {
    source: &'a dyn Source,
    vendor: Vendor,
    own: &'a [&'static str],
    error: Option<Error>,
}

/// Whether white space stands at the start or end.
fn around(text: &str) -> bool {
    let (mut starts, mut ends) = (None, false);
    for c in text.chars() {
        ends = is_white(c);
        starts = starts.or(Some(ends));
    }
    ends || starts == Some(true)
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
        } else if around(&key) {
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
