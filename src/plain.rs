//! Objects of JavaScript, as serde sees them: maps of words, numbers and texts. Not derived: for what `derive` makes of structs and
//! enums serde-wasm-bindgen keeps a hash table of names, which is 2 KB of the compressed module. One type for every value, so that
//! the code is there once.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// A value in a field.
pub enum Plain<'a> {
    /// The field is left out.
    Missing,
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
            Self::Missing => serializer.serialize_unit(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_f64(number),
            Self::Flag(flag) => serializer.serialize_bool(flag),
            Self::Texts(texts) => serializer.collect_seq(texts),
        }
    }
}

/// An object with these fields, in this order.
///
/// # Errors
/// As the serializer says.
pub fn serialize<S: Serializer>(serializer: S, fields: &[(&'static str, Plain<'_>)]) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (name, value) in fields {
        if !matches!(value, Plain::Missing) {
            map.serialize_entry(name, value)?;
        }
    }
    map.end()
}
