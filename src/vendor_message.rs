//! The text of an error body, in whichever of the known shapes it comes. Never HTML, never the key.

use crate::answer::{Field, Nested};
use crate::body::{Body, Json};
use crate::secret::scrub;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// No message is longer, in code points.
pub const MAX_MESSAGE: usize = 1_000;

/// An error body: `{error}`, `{message}`, `{detail}`, `{error: {message, issues: [{message}]}}`, with or without `holdUntil`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ErrorBody {
    error: Field<Detail>,
    message: Field,
    detail: Field,
    /// When a 429 of ConnectSafely ends.
    pub hold_until: Field,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Detail {
    message: Field,
    issues: Issues,
}

impl Nested for Detail {}

impl ErrorBody {
    /// Reads what can be read of a body, which may be nothing.
    pub fn of<J: Json>(body: &Body<J>) -> Self {
        match body {
            Body::Json(json) => json.read().unwrap_or_default(),
            Body::Text(_) | Body::Damaged(_) => Self::default(),
        }
    }

    fn text(&self) -> Option<&str> {
        let (inner, issue) = match &self.error {
            Field::Object(detail) => (detail.message.text(), detail.issues.0.as_deref()),
            _ => (None, None),
        };
        [self.error.text(), self.message.text(), self.detail.text(), inner, issue]
            .into_iter()
            .flatten()
            .find(|text| is_message(text))
    }

    /// The message, without the key and cut to its length.
    pub fn message<J: Json>(&self, body: &Body<J>, secret: &str) -> Option<String> {
        let plain = match body {
            Body::Json(json) => json.as_text(),
            Body::Text(text) => Some(text.clone()),
            Body::Damaged(_) => None,
        };
        let text = self.text().or(plain.as_deref().filter(|text| is_message(text)))?;
        Some(scrub(text.trim(), secret).chars().take(MAX_MESSAGE).collect())
    }
}

/// Text for people, as opposed to nothing or a page.
fn is_message(text: &str) -> bool {
    let text = text.trim_start();
    !text.is_empty() && !text.starts_with('<') && !text.contains("</")
}

/// The first message in a list of issues.
#[derive(Debug, Default)]
struct Issues(Option<String>);

#[derive(Default, Deserialize)]
#[serde(default)]
struct Issue {
    message: Field,
}

impl Nested for Issue {}

impl<'de> Deserialize<'de> for Issues {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(IssuesVisitor)
    }
}

struct IssuesVisitor;

/// Answers every visit but that of a list with "no issues".
macro_rules! none {
    ($($visit:ident($value:ty)),*) => {
        $(fn $visit<E>(self, _: $value) -> Result<Issues, E> { Ok(Issues(None)) })*
    };
}

impl<'de> Visitor<'de> for IssuesVisitor {
    type Value = Issues;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("anything")
    }
    none!(visit_bool(bool), visit_i64(i64), visit_u64(u64), visit_f64(f64), visit_str(&str), visit_bytes(&[u8]));
    fn visit_none<E>(self) -> Result<Issues, E> {
        Ok(Issues(None))
    }
    fn visit_unit<E>(self) -> Result<Issues, E> {
        Ok(Issues(None))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Issues, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Issues(None))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Issues, A::Error> {
        let mut first = None;
        while let Some(item) = list.next_element::<Field<Issue>>()? {
            if let (None, Field::Object(Issue { message: Field::Text(text) })) = (&first, item) {
                first = Some(text);
            }
        }
        Ok(Issues(first))
    }
}
