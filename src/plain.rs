//! Objects of JavaScript, as serde sees them: maps of words, numbers and texts. Not derived: for what `derive` makes of structs and
//! enums serde-wasm-bindgen keeps a hash table of names, which is 2 KB of the compressed module. One type for every value, so that
//! the code is there once.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// A value in a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Plain<'a> {
    /// A string.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// A boolean.
    Flag(bool),
    /// A list of strings.
    Texts(&'a [&'static str]),
}

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_f64(number),
            Self::Flag(flag) => serializer.serialize_bool(flag),
            Self::Texts(texts) => serializer.collect_seq(texts),
        }
    }
}

/// An object with these fields, in this order; a field without a value is left out.
pub struct PlainObject<'a>(pub &'a [(&'static str, Option<Plain<'a>>)]);

impl Serialize for PlainObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.0 {
            if let Some(value) = value {
                map.serialize_entry(name, value)?;
            }
        }
        map.end()
    }
}
