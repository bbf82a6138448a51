//! The body of an answer: bytes up to a limit, then text, then JSON. The content type is not looked at; what counts is
//! what is there.

use serde::de::DeserializeOwned;

/// No answer may be longer, decoded, in bytes.
pub const MAX_BODY: usize = 1_048_576;

/// A parsed JSON value of the runtime's own kind.
pub trait Json: Sized {
    /// Parses a text, or finds that it is not JSON.
    fn parse(text: &str) -> Option<Self>;
    /// Reads it as `T`; nothing where its outermost shape is another.
    fn read<T: DeserializeOwned>(&self) -> Option<T>;
    /// The string, if it is one.
    fn as_text(&self) -> Option<String>;
}

/// A body that was read to its end, or as far as it may be read.
pub enum Body<J> {
    /// JSON of any shape.
    Json(J),
    /// Text that is not JSON.
    Text(String),
    /// Not even text, or too much of it; the sentence says which.
    Damaged(&'static str),
}

/// Says that a body is too long, or is no body at all.
pub const TOO_LARGE: &str = "the body is longer than 1048576 bytes";

/// Collects the chunks of a body.
#[derive(Default)]
pub struct Bytes(Vec<u8>);

impl Bytes {
    /// Whether `more` bytes still fit.
    pub const fn has_room(&self, more: usize) -> bool {
        more <= MAX_BODY.saturating_sub(self.0.len())
    }

    /// Appends one chunk, which has been found to fit.
    pub fn push(&mut self, chunk: &[u8]) {
        self.0.extend_from_slice(chunk);
    }

    /// The whole body. One leading byte order mark is skipped.
    pub fn finish<J: Json>(&self) -> Body<J> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => read(text),
            Err(_) => Body::Damaged("the body is not valid UTF-8"),
        }
    }
}

/// The body where the runtime hands out text at once.
pub fn read<J: Json>(text: &str) -> Body<J> {
    if text.len() > MAX_BODY {
        return Body::Damaged(TOO_LARGE);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    J::parse(text).map_or_else(|| Body::Text(text.to_owned()), Body::Json)
}
