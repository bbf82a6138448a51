//! The text of an error body, in whichever of the known shapes it comes: `{error}`, `{message}`, `{detail}`,
//! `{error: {message, issues: [{message}]}}`, a list of texts in the place of one, or plain text. Never HTML, never a key.

use crate::body::Body;
use crate::json::{Json, JsonKind};
use crate::secret::scrub;
use crate::text::cut;

/// Longest message, in characters.
pub const MAX_MESSAGE: usize = 1_000;

/// No more values than these are read of a list or object of texts.
const MAX_TEXTS: u32 = 20;

/// The message as it came: nobody may see it before [`clean`] has taken the keys out.
pub fn of<J: Json>(body: &Body<J>) -> Option<String> {
    match body {
        Body::Json(json) => from_json(json),
        Body::Text(text) => for_people(text).map(str::to_owned),
        Body::Damaged(_) => None,
    }
}

/// The message without keys, and cut to its length.
pub fn clean(text: &str, secrets: &[String]) -> String {
    cut(&scrub(text, secrets), MAX_MESSAGE).to_owned()
}

fn from_json<J: Json>(body: &J) -> Option<String> {
    let issues = || body.field("error").field("issues").entries(MAX_TEXTS);
    text(body)
        .or_else(|| text(&body.field("error")))
        .or_else(|| {
            [body.field("message"), body.field("detail"), body.field("error").field("message")].iter().find_map(texts)
        })
        .or_else(|| issues().iter().find_map(|issue| text(&issue.field("message"))))
        .or_else(|| joined(&field_lists(body)))
}

fn text<J: Json>(value: &J) -> Option<String> {
    for_people(&value.text()?).map(str::to_owned)
}

/// A text, or a list of texts.
fn texts<J: Json>(value: &J) -> Option<String> {
    text(value).or_else(|| joined(&list(value)))
}

fn list<J: Json>(value: &J) -> Vec<J> {
    match value.kind() {
        JsonKind::List => value.entries(MAX_TEXTS),
        _ => Vec::new(),
    }
}

/// What validators say, `{field: [text]}`: all texts in the lists of an object.
fn field_lists<J: Json>(body: &J) -> Vec<J> {
    let mut values = Vec::new();
    if body.kind() == JsonKind::Object {
        body.entries(MAX_TEXTS).iter().for_each(|field| values.append(&mut list(field)));
    }
    values
}

fn joined<J: Json>(values: &[J]) -> Option<String> {
    let mut all = String::new();
    for text in values.iter().filter_map(text) {
        if !all.is_empty() {
            all.push_str("; ");
        }
        all.push_str(&text);
    }
    (!all.is_empty()).then_some(all)
}

/// Without the white space around it; nothing where there is no text or HTML.
fn for_people(text: &str) -> Option<&str> {
    let text = text.trim_ascii();
    // A tag begins with a letter, `/` or `!`; text that only looks like one is the smaller loss.
    let is_tag = |pair: &[u8]| matches!(pair, [b'<', b'/' | b'!' | b'a'..=b'z' | b'A'..=b'Z']);
    let html = text.starts_with('<') || text.as_bytes().windows(2).any(is_tag);
    (!text.is_empty() && !html).then_some(text)
}
