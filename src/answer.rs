//! Fields of an answer, read so that anything may stand in them and no message is built by the deserializer: what is
//! wrong is found afterwards, field by field, and told in our words.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// What stands in a documented field. `T` is what an object there is read as.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Field<T = ()> {
    /// The field is not there.
    #[default]
    Missing,
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// An integer that JavaScript holds exactly.
    Integer(i64),
    /// Any other number.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List,
    /// An object.
    Object(T),
}

impl<T> Field<T> {
    /// For messages: what stands here.
    pub const fn found(&self) -> &'static str {
        match self {
            Self::Missing => "it is missing",
            Self::Null => "it is null",
            Self::Flag(_) => "it is a boolean",
            Self::Integer(_) | Self::Number(_) => "it is another number",
            Self::Text(_) => "it is a string",
            Self::List => "it is an array",
            Self::Object(_) => "it is an object",
        }
    }

    /// The string, if one stands here.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, if one stands here.
    pub const fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// The integer, if one stands here.
    pub const fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(integer) => Some(*integer),
            _ => None,
        }
    }

    const fn whole(integer: i64) -> Self {
        const SAFE: u64 = (1 << 53) - 1;
        #[allow(clippy::cast_precision_loss, reason = "beyond the safe integers the exact value is lost anyway")]
        if integer.unsigned_abs() <= SAFE { Self::Integer(integer) } else { Self::Number(integer as f64) }
    }

    const fn is_absent(&self) -> bool {
        matches!(self, Self::Missing | Self::Null)
    }
}

/// The type that the contract gives a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// string
    Text,
    /// boolean
    Flag,
    /// integer
    Integer,
    /// object
    Object,
}

/// A documented field that may be missing or null, but nothing else than its type.
pub fn optional<T>(name: &str, field: &Field<T>, kind: Kind) -> Result<(), String> {
    if field.is_absent() { Ok(()) } else { required(name, field, kind) }
}

/// A documented field without which there is no answer.
pub fn required<T>(name: &str, field: &Field<T>, kind: Kind) -> Result<(), String> {
    let (fits, article) = match kind {
        Kind::Text => (matches!(field, Field::Text(_)), "a string"),
        Kind::Flag => (matches!(field, Field::Flag(_)), "a boolean"),
        Kind::Integer => (matches!(field, Field::Integer(_)), "an integer"),
        Kind::Object => (matches!(field, Field::Object(_)), "an object"),
    };
    if fits {
        return Ok(());
    }
    Err([name, " must be ", article, ", but ", field.found()].concat())
}

/// Reads an object's content, or passes it over.
pub trait Content<'de>: Sized {
    /// What stands between the braces.
    fn read<A: MapAccess<'de>>(map: A) -> Result<Self, A::Error>;
}

impl<'de> Content<'de> for () {
    fn read<A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

/// Marks a struct that can stand inside a [`Field`].
pub trait Nested {}

impl<'de, T: Deserialize<'de> + Nested> Content<'de> for T {
    fn read<A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

struct FieldVisitor<T>(PhantomData<T>);

impl<'de, T: Content<'de>> Visitor<'de> for FieldVisitor<T> {
    type Value = Field<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("anything")
    }
    fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(Field::Flag(flag))
    }
    fn visit_i64<E>(self, integer: i64) -> Result<Self::Value, E> {
        Ok(Field::whole(integer))
    }
    fn visit_u64<E>(self, integer: u64) -> Result<Self::Value, E> {
        #[allow(clippy::cast_precision_loss, reason = "beyond the safe integers the exact value is lost anyway")]
        Ok(i64::try_from(integer).map_or(Field::Number(integer as f64), Field::whole))
    }
    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        // JSON's 42.0 is the integer 42 to JavaScript, so it is one here.
        #[allow(clippy::cast_possible_truncation, reason = "only whole numbers within i64 are cast")]
        Ok(if number.fract() == 0.0 && number.abs() < 9.1e15 {
            Field::whole(number as i64)
        } else {
            Field::Number(number)
        })
    }
    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Field::Text(text.to_owned()))
    }
    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Field::Text(text))
    }
    fn visit_bytes<E>(self, _: &[u8]) -> Result<Self::Value, E> {
        Ok(Field::List)
    }
    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Field::Null)
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Field::Null)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Field::List)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::read(map).map(Field::Object)
    }
}

impl<'de, T: Content<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldVisitor(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Field {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn anything_can_stand_in_a_field() {
        assert_eq!(read("null"), Field::Null);
        assert_eq!(read("true"), Field::Flag(true));
        assert_eq!(read("42"), Field::Integer(42));
        assert_eq!(read("42.0"), Field::Integer(42));
        assert_eq!(read("-7"), Field::Integer(-7));
        assert_eq!(read("1.5"), Field::Number(1.5));
        assert!(matches!(read("9007199254740993"), Field::Number(_)));
        assert!(matches!(read("18446744073709551615"), Field::Number(_)));
        assert_eq!(read("1e300"), Field::Number(1e300));
        assert_eq!(read("\"x\""), Field::Text("x".into()));
        assert_eq!(read("[1,[2]]"), Field::List);
        assert_eq!(read("{\"a\":{\"b\":[]}}"), Field::Object(()));
    }

    #[test]
    fn a_required_field_is_neither_missing_nor_null_nor_of_another_type() {
        assert_eq!(required("id", &read("\"x\""), Kind::Text), Ok(()));
        assert_eq!(required("id", &read("null"), Kind::Text), Err("id must be a string, but it is null".into()));
        assert_eq!(
            required::<()>("id", &Field::Missing, Kind::Text),
            Err("id must be a string, but it is missing".into())
        );
        assert!(required("n", &read("1.5"), Kind::Integer).is_err());
    }

    #[test]
    fn an_optional_field_may_be_missing_or_null_but_not_of_another_type() {
        assert_eq!(optional("n", &read("null"), Kind::Integer), Ok(()));
        assert_eq!(optional::<()>("n", &Field::Missing, Kind::Integer), Ok(()));
        assert_eq!(
            optional("n", &read("\"1\""), Kind::Integer),
            Err("n must be an integer, but it is a string".into())
        );
    }
}
