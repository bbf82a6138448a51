//! Keeps a key out of what services echo.

/// Stands where a key stood.
const MASK: &str = "***";

/// `text` without `secret`, however often it stands there, and also where some or all of it is percent-encoded, as in a URL,
/// or escaped, as in JSON that is quoted in a text. `secret` is printable ASCII.
pub fn scrub(text: &str, secret: &str) -> String {
    let mut clean = text.to_owned();
    if secret.is_empty() {
        return clean;
    }
    if clean.contains(secret) {
        clean = clean.replace(secret, MASK);
    }
    if let Some(plain) = unescaped(&clean) {
        clean = plain.mask(&clean, secret);
    }
    // What is left around a mask can make up a key anew, where the key itself holds asterisks.
    while clean.contains(secret) {
        clean = clean.replace(secret, "");
    }
    clean
}

/// A text with its escapes undone.
struct Unescaped {
    text: String,
    /// Where each of its bytes stood before, and last, where the text before ended.
    from: Vec<usize>,
}

/// Undoes `%2B` and `\/`, where they stand for printable ASCII; nothing where there are none.
fn unescaped(text: &str) -> Option<Unescaped> {
    if !text.contains(['%', '\\']) {
        return None;
    }
    let mut plain = Unescaped { text: String::with_capacity(text.len()), from: Vec::with_capacity(text.len() + 1) };
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (character, length) = escape(rest).unwrap_or((first, first.len_utf8()));
        plain.text.push(character);
        plain.from.resize(plain.text.len(), text.len() - rest.len());
        rest = rest.get(length..).unwrap_or_default();
    }
    plain.from.push(text.len());
    Some(plain)
}

/// The character that the escape at the start of `text` stands for, and the length of the escape.
fn escape(text: &str) -> Option<(char, usize)> {
    if let Some(code) = text.strip_prefix('%') {
        let code = code.get(..2).filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let byte = u8::from_str_radix(code, 16).ok().filter(u8::is_ascii_graphic)?;
        return Some((char::from(byte), 3));
    }
    let escaped = text.strip_prefix('\\')?.chars().next()?;
    matches!(escaped, '"' | '\\' | '/').then_some((escaped, 2))
}

impl Unescaped {
    /// The text before, with a mask in each place that reads `secret` here.
    fn mask(&self, before: &str, secret: &str) -> String {
        let mut clean = String::with_capacity(before.len());
        let mut done = 0;
        for (at, _) in self.text.match_indices(secret) {
            let (Some(&start), Some(&end)) = (self.from.get(at), self.from.get(at + secret.len())) else { break };
            clean.push_str(before.get(done..start).unwrap_or_default());
            clean.push_str(MASK);
            done = end;
        }
        clean.push_str(before.get(done..).unwrap_or_default());
        clean
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
