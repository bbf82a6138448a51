//! Documented fields as data, and one piece of code that checks an answer against them.

use crate::json::{Json, JsonKind};
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
    /// object with documented fields of its own
    Object(&'static [Field]),
}

/// A documented field.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// Its type where it is there.
    pub kind: Kind,
    /// Whether an answer without it breaks the contract.
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

/// Checks an answer against its documented fields. Undocumented fields are not looked at.
///
/// # Errors
/// The first field that breaks the contract, as a clause for a sentence.
pub fn check<J: Json>(answer: &J, fields: &[Field]) -> Result<(), String> {
    match answer.kind() {
        JsonKind::Object => check_fields(answer, fields, ""),
        _ => Err("it is not a JSON object".into()),
    }
}

/// `outer` stands before the names of the fields in errors.
fn check_fields<J: Json>(object: &J, fields: &[Field], outer: &str) -> Result<(), String> {
    for field in fields {
        let found = object.field_kind(field.name);
        if !fits(field, found) {
            let parts = [outer, field.name, " must be ", expected(field.kind), ", but it is ", described(found)];
            return Err(joined(&parts));
        }
        if let (Kind::Object(inner), JsonKind::Object) = (field.kind, found) {
            check_fields(&object.field(field.name), inner, &joined(&[field.name, "."]))?;
        }
    }
    Ok(())
}

fn fits(field: &Field, found: JsonKind) -> bool {
    match (field.kind, found) {
        (_, JsonKind::Missing | JsonKind::Null) => !field.required,
        (Kind::Text, JsonKind::Text)
        | (Kind::Flag, JsonKind::True | JsonKind::False)
        | (Kind::Integer, JsonKind::Integer)
        | (Kind::Object(_), JsonKind::Object) => true,
        _ => false,
    }
}

const fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "a string",
        Kind::Flag => "a boolean",
        Kind::Integer => "an integer",
        Kind::Object(_) => "an object",
    }
}

const fn described(found: JsonKind) -> &'static str {
    match found {
        JsonKind::Missing => "missing",
        JsonKind::Null => "null",
        _ => "something else",
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
        optional("plan", Kind::Object(&[optional("type", Kind::Text)])),
    ];

    fn wrong(answer: Value) -> String {
        check(&Some(answer), FIELDS).unwrap_err()
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
            assert!(check(&Some(answer), FIELDS).is_ok(), "accepted");
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
