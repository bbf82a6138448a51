//! Options as JavaScript could give them, written as JSON. What JSON cannot say is written as `{"$": "function"}`.

use linkedin_status::endpoint::Endpoint;
use linkedin_status::error::Error;
use linkedin_status::options::{self, CallOptions, MAX_TEXT, Source, Value};
use serde_json::Value as Json;

pub struct Given<'a>(pub &'a Json);

impl Source for Given<'_> {
    fn get(&self, name: &'static str) -> Value {
        self.0.get(name).map_or(Value::Missing, read)
    }

    fn unknown(&self, own: &[&str]) -> Option<String> {
        let object = self.0.as_object().expect("options are an object");
        let mut there = object.iter().filter(|(_, value)| read(value) != Value::Missing);
        there.find(|(name, _)| !options::takes(own, name)).map(|(name, _)| name.clone())
    }
}

fn read(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Flag(*flag),
        Json::Number(number) => Value::Number(number.as_f64().unwrap()),
        Json::String(text) if text.encode_utf16().count() > MAX_TEXT as usize => Value::LongText,
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(_) => Value::Other,
        Json::Object(object) => match object.get("$").and_then(Json::as_str) {
            None => Value::Other,
            Some("undefined") => Value::Missing,
            Some("NaN") => Value::Number(f64::NAN),
            Some("Infinity") => Value::Number(f64::INFINITY),
            Some("broken text") => Value::BrokenText,
            Some("function") => Value::Function,
            Some("signal") => Value::Signal,
            Some(other) => panic!("{other} is no value of JavaScript"),
        },
    }
}

/// What the crate makes of them.
pub fn parse<E: Endpoint>(json: &Json) -> Result<(E, CallOptions), Error> {
    options::parse(&Given(json))
}

/// `base` with the fields of `more` in it.
pub fn with(base: &Json, more: Json) -> Json {
    let mut merged = base.as_object().unwrap().clone();
    merged.extend(more.as_object().unwrap().clone());
    Json::Object(merged)
}
