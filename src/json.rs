//! Parsed JSON of the runtime's own kind, read in place: an answer is checked where JavaScript's `JSON.parse` left it and
//! handed on as it came.

use crate::limits::MAX_SAFE_INTEGER;

/// A parsed JSON value, or the absence of one.
pub trait Json: Clone {
    /// What kind of value it is.
    fn kind(&self) -> JsonKind;
    /// The string, if it is one.
    fn text(&self) -> Option<String>;
    /// The number, if it is one.
    fn number(&self) -> Option<f64>;
    /// An object's own field; a value of kind [`JsonKind::Missing`] where there is none.
    fn field(&self, name: &'static str) -> Self;
    /// What kind of value an object's own field is. Cheaper than asking the field.
    fn field_kind(&self, name: &'static str) -> JsonKind {
        self.field(name).kind()
    }
    /// The first values of an array or of an object, at most `limit`.
    fn entries(&self, limit: u32) -> Vec<Self>;

    /// The boolean in an object's own field, if it is one.
    fn flag(&self, name: &'static str) -> Option<bool> {
        match self.field_kind(name) {
            JsonKind::True => Some(true),
            JsonKind::False => Some(false),
            _ => None,
        }
    }

    /// The integer, if it is one that JavaScript holds exactly. JSON's `42.0` is one to JavaScript, so it is one here.
    fn integer(&self) -> Option<i64> {
        self.number().and_then(integer)
    }
}

/// The kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// Not there.
    Missing,
    /// `null`
    Null,
    /// `true`
    True,
    /// `false`
    False,
    /// An integer that JavaScript holds exactly.
    Integer,
    /// Any other number.
    Number,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}

impl JsonKind {
    /// The kind of this number.
    pub fn of_number(number: f64) -> Self {
        if integer(number).is_some() { Self::Integer } else { Self::Number }
    }
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
#[test]
fn an_id_is_a_positive_safe_integer() {
    for (number, id) in [
        (1.0, Some(1)),
        (9_007_199_254_740_991.0, Some(9_007_199_254_740_991)),
        (0.0, None),
        (-1.0, None),
        (1.5, None),
        (9_007_199_254_740_992.0, None),
        (f64::NAN, None),
        (f64::INFINITY, None),
    ] {
        assert_eq!(positive(number), id, "{number}");
    }
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
                Some(Value::Bool(true)) => JsonKind::True,
                Some(Value::Bool(false)) => JsonKind::False,
                Some(Value::Number(number)) => JsonKind::of_number(number.as_f64().unwrap_or(f64::NAN)),
                Some(Value::String(_)) => JsonKind::Text,
                Some(Value::Array(_)) => JsonKind::List,
                Some(Value::Object(_)) => JsonKind::Object,
            }
        }
        fn text(&self) -> Option<String> {
            self.as_ref()?.as_str().map(str::to_owned)
        }
        fn number(&self) -> Option<f64> {
            self.as_ref()?.as_f64()
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
