//! The body of an answer, as the runtime has read it: bytes up to a limit, then text, then JSON. The content type is not looked
//! at; what counts is what is there.

/// A body that was read to its end, or as far as it may be read.
pub enum Body<J> {
    /// JSON of any shape.
    Json(J),
    /// Text that is not JSON.
    Text(String),
    /// Not text, too long or too deeply nested; completes the sentence "the answer is damaged: …".
    Damaged(&'static str),
}

/// The body has more than [`MAX_BODY`](crate::limits::MAX_BODY) bytes.
pub const TOO_LARGE: &str = "the body is longer than 1048576 bytes";
/// The JSON is nested deeper than [`MAX_DEPTH`](crate::limits::MAX_DEPTH).
pub const TOO_DEEP: &str = "the body is nested deeper than 512 levels";
