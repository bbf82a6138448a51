//! Documented fields as data: which there are, of which type, and what is wrong with an answer that is otherwise. One table
//! per vendor, one piece of code that reads them all.

use crate::body::{Json, Look};
use crate::options::MAX_SAFE_INTEGER;
use crate::text::joined;

/// The type that the contract gives a field.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// string
    Text,
    /// boolean
    Flag,
    /// integer that JavaScript holds exactly
    Integer,
    /// object; its own documented fields have rows of their own
    Object,
}

/// A documented field.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name on the wire; one within another field is `outer.inner`.
    pub name: &'static str,
    /// Its type where it is there.
    pub kind: Kind,
    /// Without it there is no answer.
    pub required: bool,
}

/// A field that may be missing or null.
pub const fn optional(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: false }
}

/// A field that must be there.
pub const fn required(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: true }
}

/// What stands in the documented fields of an answer that keeps to them.
#[derive(Debug)]
pub struct Checked {
    fields: &'static [Field],
    looks: Vec<Look>,
}

impl Checked {
    /// What stands in this field.
    pub fn get(&self, name: &str) -> Look {
        let mut rows = self.fields.iter().zip(&self.looks);
        rows.find(|(field, _)| field.name == name).map_or(Look::Missing, |(_, look)| *look)
    }

    /// A boolean, if one stands there.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name) {
            Look::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    /// An integer, if one stands there.
    pub fn integer(&self, name: &str) -> Option<i64> {
        match self.get(name) {
            Look::Number(number) => integer(number),
            _ => None,
        }
    }
}

/// Holds an answer against its documented fields. What nobody documented is not looked at.
///
/// # Errors
/// The first field that breaks the contract, as a clause for a sentence.
pub fn check<J: Json>(answer: &J, fields: &'static [Field]) -> Result<Checked, String> {
    let (whole, looks) = answer.looks(fields);
    if whole != Look::Object {
        return Err("it is not a JSON object".into());
    }
    match fields.iter().zip(&looks).find(|(field, look)| !fits(field, **look)) {
        Some((field, look)) => Err(joined(&[field.name, why(field.kind, *look)])),
        None => Ok(Checked { fields, looks }),
    }
}

fn fits(field: &Field, look: Look) -> bool {
    match (field.kind, look) {
        (_, Look::Missing | Look::Null) => !field.required,
        (Kind::Text, Look::Text) | (Kind::Flag, Look::Flag(_)) | (Kind::Object, Look::Object) => true,
        (Kind::Integer, Look::Number(number)) => integer(number).is_some(),
        _ => false,
    }
}

/// A safe integer, as an integer. JSON's `42.0` is one to JavaScript, so it is one here.
pub fn integer(number: f64) -> Option<i64> {
    #[allow(clippy::cast_possible_truncation, reason = "checked in the condition")]
    (number.fract() == 0.0 && number.abs() <= MAX_SAFE_INTEGER).then_some(number as i64)
}

/// Whole sentences' ends rather than pieces: there are few of them, and no message needs to be put together.
const fn why(kind: Kind, found: Look) -> &'static str {
    match (kind, found) {
        (Kind::Text, Look::Missing) => " must be a string, but it is missing",
        (Kind::Text, Look::Null) => " must be a string, but it is null",
        (Kind::Text, _) => " must be a string, but it is something else",
        (Kind::Flag, Look::Missing) => " must be a boolean, but it is missing",
        (Kind::Flag, Look::Null) => " must be a boolean, but it is null",
        (Kind::Flag, _) => " must be a boolean, but it is something else",
        (Kind::Integer, Look::Missing) => " must be an integer, but it is missing",
        (Kind::Integer, Look::Null) => " must be an integer, but it is null",
        (Kind::Integer, _) => " must be an integer, but it is something else",
        (Kind::Object, _) => " must be an object, but it is something else",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const FIELDS: &[Field] = &[
        required("id", Kind::Text),
        optional("on", Kind::Flag),
        optional("n", Kind::Integer),
        optional("plan", Kind::Object),
        optional("plan.type", Kind::Text),
    ];

    fn wrong(answer: Value) -> String {
        check(&answer, FIELDS).unwrap_err()
    }

    #[test]
    fn what_fits_is_accepted_with_whatever_else_is_there() {
        for answer in [
            json!({ "id": "x" }),
            json!({ "id": "", "on": null, "n": null, "plan": null, "new": [1, { "a": 2 }] }),
            json!({ "id": "x", "on": false, "n": 42.0, "plan": { "type": "A", "new": 1 } }),
            json!({ "id": "x", "n": -7, "plan": {} }),
            json!({ "id": "x", "n": 9_007_199_254_740_991_i64 }),
        ] {
            assert!(check(&answer, FIELDS).is_ok(), "{answer}");
        }
    }

    #[test]
    fn what_does_not_fit_is_named_with_its_path() {
        assert_eq!(wrong(json!({})), "id must be a string, but it is missing");
        assert_eq!(wrong(json!({ "id": null })), "id must be a string, but it is null");
        assert_eq!(wrong(json!({ "id": 1 })), "id must be a string, but it is something else");
        assert_eq!(wrong(json!({ "id": "x", "on": "yes" })), "on must be a boolean, but it is something else");
        for n in [json!("1"), json!(1.5), json!(9_007_199_254_740_992_i64), json!(1e300), json!([])] {
            assert_eq!(wrong(json!({ "id": "x", "n": n })), "n must be an integer, but it is something else");
        }
        assert_eq!(wrong(json!({ "id": "x", "plan": [] })), "plan must be an object, but it is something else");
        assert_eq!(
            wrong(json!({ "id": "x", "plan": { "type": 1 } })),
            "plan.type must be a string, but it is something else"
        );
    }

    #[test]
    fn what_is_no_object_is_no_answer() {
        for answer in [json!(null), json!(1), json!("id"), json!([{ "id": "x" }]), json!(true)] {
            assert_eq!(wrong(answer), "it is not a JSON object");
        }
    }
}
