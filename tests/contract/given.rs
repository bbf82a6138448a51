//! Options as JavaScript could give them, written as JSON. What JSON cannot say is written as `{"$": "function"}`.

use crate::platform_url::platform_url;
use crate::tree::Tree;
use linkedin_status::base_url::PlatformUrl;
use linkedin_status::endpoint::{self, Endpoint, ParsedCall};
use linkedin_status::error::Error;
use linkedin_status::options::{Source, Value};
use serde_json::Value as Json;

pub struct Given<'a>(pub &'a Json);

impl Source for Given<'_> {
    fn get(&self, name: &str) -> Value {
        self.0.get(name).map_or(Value::Missing, read)
    }

    fn url(&self, text: &str) -> Option<PlatformUrl> {
        platform_url(text)
    }
}

fn read(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Flag(*flag),
        Json::Number(number) => Value::Number(number.as_f64().unwrap()),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(_) => Value::Other,
        Json::Object(object) => match object.get("$").and_then(Json::as_str) {
            None => Value::Other,
            Some("undefined") => Value::Missing,
            Some("NaN") => Value::Number(f64::NAN),
            Some("Infinity") => Value::Number(f64::INFINITY),
            Some("function") => Value::Function,
            Some("signal") => Value::Signal,
            Some(other) => panic!("{other} is no value of JavaScript"),
        },
    }
}

/// What the crate makes of them.
pub fn parse<E: Endpoint>(json: &Json) -> Result<ParsedCall<Tree>, Error> {
    endpoint::parse::<E>(&Given(json)).map(|(endpoint, options)| ParsedCall::new(endpoint, options))
}

/// `base` with the fields of `more` in it.
pub fn with(base: &Json, more: Json) -> Json {
    let mut merged = base.as_object().unwrap().clone();
    merged.extend(more.as_object().unwrap().clone());
    Json::Object(merged)
}
