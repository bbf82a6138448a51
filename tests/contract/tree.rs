//! JSON as the native tests know it.

use linkedin_status::body::Body;
use linkedin_status::json::{Json, JsonKind};
use serde_json::Value;

/// `serde_json`'s value in the place of JavaScript's, or nothing in the place of `undefined`.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree(pub Option<Value>);

impl Json for Tree {
    fn kind(&self) -> JsonKind {
        match &self.0 {
            None => JsonKind::Missing,
            Some(Value::Null) => JsonKind::Null,
            Some(Value::Bool(true)) => JsonKind::True,
            Some(Value::Bool(false)) => JsonKind::False,
            Some(Value::Number(number)) => JsonKind::of_number(number.as_f64().unwrap()),
            Some(Value::String(_)) => JsonKind::Text,
            Some(Value::Array(_)) => JsonKind::List,
            Some(Value::Object(_)) => JsonKind::Object,
        }
    }

    fn text(&self) -> Option<String> {
        self.0.as_ref()?.as_str().map(str::to_owned)
    }

    fn number(&self) -> Option<f64> {
        self.0.as_ref()?.as_f64()
    }

    fn field(&self, name: &str) -> Self {
        let object = self.0.as_ref().and_then(Value::as_object);
        Self(object.and_then(|object| object.get(name)).cloned())
    }

    fn entries(&self, limit: u32) -> Vec<Self> {
        let values: Vec<&Value> = match &self.0 {
            Some(Value::Array(values)) => values.iter().collect(),
            Some(Value::Object(fields)) => fields.values().collect(),
            _ => Vec::new(),
        };
        values.into_iter().take(limit as usize).map(|value| Self(Some(value.clone()))).collect()
    }
}

/// A body as `pkg/src/body.js` reads it.
pub fn body(bytes: &[u8]) -> Body<Tree> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Body::Damaged("the body is not valid UTF-8") };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_json::from_str(text) {
        Ok(value) => Body::Json(Tree(Some(value))),
        Err(_) => Body::Text(text.to_owned()),
    }
}
