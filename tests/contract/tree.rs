//! JSON as the native tests know it.

use linkedin_status::answer::Field;
use linkedin_status::body::{Body, Json, Look};
use serde_json::Value;

/// `serde_json`'s value in the place of JavaScript's, or nothing in the place of `undefined`.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree(pub Option<Value>);

impl Json for Tree {
    fn looks(&self, fields: &'static [Field]) -> (Look, Vec<Look>) {
        (self.look(), fields.iter().map(|field| self.follow(field.name).look()).collect())
    }

    fn text(&self, path: &str) -> Option<String> {
        self.follow(path).0?.as_str().map(str::to_owned)
    }
}

impl Tree {
    fn look(&self) -> Look {
        match &self.0 {
            None => Look::Missing,
            Some(Value::Null) => Look::Null,
            Some(Value::Bool(flag)) => Look::Flag(*flag),
            Some(Value::Number(number)) => Look::Number(number.as_f64().unwrap()),
            Some(Value::String(_)) => Look::Text,
            Some(Value::Array(_)) => Look::List,
            Some(Value::Object(_)) => Look::Object,
        }
    }

    fn follow(&self, path: &str) -> Self {
        let mut found = self.0.as_ref();
        for part in path.split('.').filter(|part| !part.is_empty()) {
            found = found.and_then(|value| match part.parse::<usize>() {
                Ok(at) => value.get(at),
                Err(_) => value.get(part),
            });
        }
        Self(found.cloned())
    }
}

/// A body as `pkg/src/reading.js` reads it.
pub fn body(bytes: &[u8]) -> Body<Tree> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Body::Damaged("the body is not valid UTF-8") };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_json::from_str(text) {
        Ok(value) => Body::Json(Tree(Some(value))),
        Err(_) => Body::Text(text.to_owned()),
    }
}
