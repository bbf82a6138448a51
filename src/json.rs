//! Parsed JSON of the runtime's own kind, read in place: an answer is checked where JavaScript's `JSON.parse` left it and
//! handed on as it came.

use crate::limits::MAX_SAFE_INTEGER;

/// A parsed JSON value, or the absence of one.
pub trait Json: Clone {
    /// What kind of value it is.
    fn kind(&self) -> JsonKind;
    /// The string, if it is one.
    fn text(&self) -> Option<String>;
    /// An object's own field; a value of kind [`JsonKind::Missing`] where there is none.
    fn field(&self, name: &'static str) -> Self;
    /// The first values of an array or of an object, at most `limit`.
    fn entries(&self, limit: u32) -> Vec<Self>;

    /// Whether there is nothing.
    fn is_missing(&self) -> bool {
        self.kind() == JsonKind::Missing
    }

    /// The boolean, if it is one.
    fn flag(&self) -> Option<bool> {
        match self.kind() {
            JsonKind::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    /// The integer, if it is one that JavaScript holds exactly. JSON's `42.0` is one to JavaScript, so it is one here.
    fn integer(&self) -> Option<i64> {
        match self.kind() {
            JsonKind::Number(number) => integer(number),
            _ => None,
        }
    }
}

/// The kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum JsonKind {
    /// Not there.
    Missing,
    /// `null`
    Null,
    /// `true` or `false`
    Flag(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}

/// A safe integer, as an integer.
pub fn integer(number: f64) -> Option<i64> {
    #[allow(clippy::cast_possible_truncation, reason = "checked in the condition")]
    (number.fract() == 0.0 && number.abs() <= MAX_SAFE_INTEGER).then_some(number as i64)
}

/// A positive safe integer, as an integer.
pub fn positive(number: f64) -> Option<u64> {
    integer(number).and_then(|number| u64::try_from(number).ok()).filter(|number| *number > 0)
}

#[cfg(test)]
mod tree {
    //! serde_json's values, for the unit tests of this crate.

    use super::{Json, JsonKind};
    use serde_json::Value;

    impl Json for Option<Value> {
        fn kind(&self) -> JsonKind {
            match self {
                None => JsonKind::Missing,
                Some(Value::Null) => JsonKind::Null,
                Some(Value::Bool(flag)) => JsonKind::Flag(*flag),
                Some(Value::Number(number)) => JsonKind::Number(number.as_f64().unwrap_or(f64::NAN)),
                Some(Value::String(_)) => JsonKind::Text,
                Some(Value::Array(_)) => JsonKind::List,
                Some(Value::Object(_)) => JsonKind::Object,
            }
        }
        fn text(&self) -> Option<String> {
            self.as_ref()?.as_str().map(str::to_owned)
        }
        fn field(&self, name: &'static str) -> Self {
            self.as_ref()?.get(name).cloned()
        }
        fn entries(&self, limit: u32) -> Vec<Self> {
            let limit = limit as usize;
            match self {
                Some(Value::Array(values)) => values.iter().take(limit).cloned().map(Some).collect(),
                Some(Value::Object(fields)) => fields.values().take(limit).cloned().map(Some).collect(),
                _ => Vec::new(),
            }
        }
    }
}
