//! The text of an error body, in whichever of the known shapes it comes: `{error}`, `{message}`, `{detail}`,
//! `{error: {message, issues: [{message}]}}`, or plain text. Never HTML, never the key.

use crate::body::{Body, Json};
use crate::secret::scrub;
use crate::text::{cut, decimal, joined, places, trimmed};

/// No message is longer, in code points.
pub const MAX_MESSAGE: usize = 1_000;

/// No more issues than these are looked at for one with a message.
const MAX_ISSUES: u64 = 20;

/// The message, without the key and cut to its length.
pub fn of<J: Json>(body: &Body<J>, secret: &str) -> Option<String> {
    let text = match body {
        Body::Json(json) => from_json(json)?,
        Body::Text(text) => text.clone(),
        Body::Damaged(_) => return None,
    };
    is_message(&text).then(|| cut(&scrub(trimmed(&text), secret), MAX_MESSAGE).to_owned())
}

fn from_json<J: Json>(body: &J) -> Option<String> {
    let message = |path: &str| body.text(path).filter(|text| is_message(text));
    for path in ["", "error", "message", "detail", "error.message"] {
        if let Some(text) = message(path) {
            return Some(text);
        }
    }
    (0..MAX_ISSUES).find_map(|at| message(&joined(&["error.issues.", &decimal(at), ".message"])))
}

/// Text for people, as opposed to nothing or a page.
fn is_message(text: &str) -> bool {
    let text = trimmed(text).as_bytes();
    text.first().is_some_and(|first| *first != b'<') && places(text, b"</").is_empty()
}
