//! Keeps a key out of what services echo.

use crate::text::places;

/// Stands where a key stood.
const MASK: &str = "***";

/// `text` without `secret`, however often it stands there, and also where some or all of it is percent-encoded, as in a URL,
/// or escaped, as in JSON that is quoted in a text. `secret` is printable ASCII.
pub fn scrub(text: &str, secret: &str) -> String {
    if secret.is_empty() {
        return text.to_owned();
    }
    let mut clean = replaced(text, &spans(text.as_bytes(), secret), MASK);
    let plain = Unescaped::of(&clean);
    clean = replaced(&clean, &plain.spans(secret), MASK);
    // What is left around a mask can make up a key anew, where the key itself holds asterisks.
    loop {
        let left = spans(clean.as_bytes(), secret);
        if left.is_empty() {
            return clean;
        }
        clean = replaced(&clean, &left, "");
    }
}

/// From where to where a part of a text goes.
type Span = (usize, usize);

fn spans(text: &[u8], secret: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for at in places(text, secret.as_bytes()) {
        spans.push((at, at + secret.len()));
    }
    spans
}

fn replaced(text: &str, spans: &[Span], with: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut done = 0;
    for &(start, end) in spans {
        clean.push_str(text.get(done..start).unwrap_or_default());
        clean.push_str(with);
        done = end;
    }
    clean.push_str(text.get(done..).unwrap_or_default());
    clean
}

/// A text with its escapes undone: `%2B` and `\/`, where they stand for printable ASCII.
struct Unescaped {
    text: Vec<u8>,
    /// Where each of its bytes stood before, and last, where the text before ended.
    from: Vec<usize>,
}

impl Unescaped {
    fn of(text: &str) -> Self {
        let (mut plain, mut from) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len() + 1));
        let mut rest = text.as_bytes();
        while let Some((&first, after)) = rest.split_first() {
            from.push(text.len() - rest.len());
            let (byte, after) = escape(rest).unwrap_or((first, after));
            plain.push(byte);
            rest = after;
        }
        from.push(text.len());
        Self { text: plain, from }
    }

    /// Where the text before reads `secret` once its escapes are undone.
    fn spans(&self, secret: &str) -> Vec<Span> {
        let before = |at: usize| self.from.get(at).copied().unwrap_or_default();
        let mut spans = spans(&self.text, secret);
        for (start, end) in &mut spans {
            (*start, *end) = (before(*start), before(*end));
        }
        spans
    }
}

/// What the escape at the start of `text` stands for, and what comes after it.
fn escape(text: &[u8]) -> Option<(u8, &[u8])> {
    let digit = |byte: u8| u8::try_from(char::from(byte).to_digit(16)?).ok();
    match text {
        [b'%', high, low, after @ ..] => {
            let byte = digit(*high)? << 4 | digit(*low)?;
            byte.is_ascii_graphic().then_some((byte, after))
        }
        [b'\\', escaped @ (b'"' | b'\\' | b'/'), after @ ..] => Some((*escaped, after)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::scrub;

    #[test]
    fn a_key_is_taken_out_wherever_it_stands() {
        assert_eq!(scrub("key k.1 and k.1", "k.1"), "key *** and ***");
        assert_eq!(scrub("nothing", "k.1"), "nothing");
        assert_eq!(scrub("nothing", ""), "nothing");
        assert_eq!(scrub("100 % \\ of %zz %2", "k.1"), "100 % \\ of %zz %2");
    }

    #[test]
    fn a_key_is_taken_out_where_it_is_encoded_in_whole_or_in_part() {
        for text in ["at ?k=a%2Bb%2F!", "at ?k=a%2bb/!", "at ?k=%61%2B%62%2f%21", "at ?k=a+b\\/!"] {
            assert_eq!(scrub(text, "a+b/!"), "at ?k=***", "{text}");
        }
        assert_eq!(scrub("é a%2541x é", "a%41x"), "é *** é");
        assert_eq!(scrub("é a%41x é", "a%41x"), "é *** é");
        assert_eq!(scrub(r#"{"k":"a\"b\\c"}"#, r#"a"b\c"#), r#"{"k":"***"}"#);
        assert_eq!(scrub("k.1 %6b.1 k%2e1!", "k.1"), "*** *** ***!");
    }

    #[test]
    fn a_key_of_asterisks_does_not_come_back_through_its_mask() {
        for (text, key) in [("ab ab**", "ab**"), ("a*b", "*"), ("abab***", "b***"), ("****", "**"), ("%2a%2A", "*")] {
            assert!(!scrub(text, key).contains(key), "{text} {key}");
        }
    }

    #[test]
    fn a_long_text_that_nearly_holds_a_long_key_takes_no_long_time() {
        let text = "a".repeat(1_000_000) + "%41";
        assert_eq!(scrub(&text, &("a".repeat(4_095) + "b")), text);
    }
}
