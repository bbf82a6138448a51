//! The body of an answer, as the runtime has read it: bytes up to a limit, then text, then JSON. The content type is not looked
//! at; what counts is what is there.

use crate::answer::Field;

/// No answer may be longer, decoded, in bytes. Counted in `pkg/src/reading.js`, where the bytes are.
pub const MAX_BODY: usize = 1_048_576;

/// A parsed JSON value of the runtime's own kind, looked at in place: it is handed on as it came.
pub trait Json: Sized {
    /// What it is itself, and what stands in each of these fields.
    fn looks(&self, fields: &'static [Field]) -> (Look, Vec<Look>);
    /// The string in the field of this path, if one stands there: names, and places in lists, with dots between them.
    fn text(&self, path: &str) -> Option<String>;
}

/// What a JSON value is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Look {
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

/// A body that was read to its end, or as far as it may be read.
pub enum Body<J> {
    /// JSON of any shape.
    Json(J),
    /// Text that is not JSON.
    Text(String),
    /// Not even text, or too much of it; the sentence says which.
    Damaged(&'static str),
}

/// Says that a body is too long, or is no body at all.
pub const TOO_LARGE: &str = "the body is longer than 1048576 bytes";

#[cfg(test)]
mod tree {
    //! serde_json's values, for the unit tests of this crate.

    use super::{Field, Json, Look};
    use serde_json::Value;

    impl Json for Value {
        fn looks(&self, fields: &'static [Field]) -> (Look, Vec<Look>) {
            let one = |field: &Field| follow(self, field.name).map_or(Look::Missing, look);
            (look(self), fields.iter().map(one).collect())
        }
        fn text(&self, path: &str) -> Option<String> {
            follow(self, path)?.as_str().map(str::to_owned)
        }
    }

    fn look(value: &Value) -> Look {
        match value {
            Value::Null => Look::Null,
            Value::Bool(flag) => Look::Flag(*flag),
            Value::Number(number) => Look::Number(number.as_f64().unwrap_or(f64::NAN)),
            Value::String(_) => Look::Text,
            Value::Array(_) => Look::List,
            Value::Object(_) => Look::Object,
        }
    }

    fn follow<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
        let mut parts = path.split('.').filter(|part| !part.is_empty());
        parts.try_fold(value, |value, part| match part.parse::<usize>() {
            Ok(at) => value.get(at),
            Err(_) => value.get(part),
        })
    }
}
