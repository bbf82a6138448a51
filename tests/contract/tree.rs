//! JSON as the native tests know it.

use linkedin_status::body::{Json, Look};
use serde_json::Value;

/// `serde_json`'s value in the place of JavaScript's, or nothing in the place of `undefined`.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree(pub Option<Value>);

impl Json for Tree {
    fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(|value| Self(Some(value)))
    }

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

    fn text(&self) -> Option<String> {
        self.0.as_ref()?.as_str().map(str::to_owned)
    }

    fn get(&self, name: &'static str) -> Self {
        Self(self.0.as_ref().and_then(|value| value.get(name)).cloned())
    }

    fn item(&self, at: u32) -> Self {
        Self(self.0.as_ref().and_then(|value| value.get(at as usize)).cloned())
    }
}
