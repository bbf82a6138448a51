//! The text of an error body, in whichever of the known shapes it comes: `{error}`, `{message}`, `{detail}`,
//! `{error: {message, issues: [{message}]}}`, or plain text. Never HTML, never the key.

use crate::body::{Body, Json, Look};
use crate::secret::scrub;
use crate::text::cut;

/// No message is longer, in code points.
pub const MAX_MESSAGE: usize = 1_000;

/// No more issues than these are looked at for one with a message.
const MAX_ISSUES: u32 = 20;

/// The message, without the key and cut to its length.
pub fn of<J: Json>(body: &Body<J>, secret: &str) -> Option<String> {
    let text = match body {
        Body::Json(json) => from_json(json)?,
        Body::Text(text) => text.clone(),
        Body::Damaged(_) => return None,
    };
    is_message(&text).then(|| cut(&scrub(text.trim(), secret), MAX_MESSAGE).to_owned())
}

fn from_json<J: Json>(body: &J) -> Option<String> {
    let message = |value: &J| value.text().filter(|text| is_message(text));
    if let Look::Text = body.look() {
        return message(body);
    }
    let error = body.get("error");
    message(&error)
        .or_else(|| message(&body.get("message")))
        .or_else(|| message(&body.get("detail")))
        .or_else(|| message(&error.get("message")))
        .or_else(|| {
            let issues = error.get("issues");
            (0..MAX_ISSUES).find_map(|at| message(&issues.item(at).get("message")))
        })
}

/// Text for people, as opposed to nothing or a page.
fn is_message(text: &str) -> bool {
    let text = text.trim_start();
    !text.is_empty() && !text.starts_with('<') && !text.as_bytes().windows(2).any(|pair| pair == b"</")
}
