//! The key in a text, however it stands there.

use crate::generate::Source;
use crate::run::fuzz;
use linkedin_status::secret::scrub;

/// So few that keys and texts meet by chance, among them all that have a meaning to the scrubber.
const ALPHABET: &[&str] = &["a", "b", "*", "**", "%", "2", "%2A", "%2a", "%25", "%61", "\\", "\\\\", "/", "\\/", "\""];

#[test]
fn secret_of_few_characters() {
    fuzz("secret_of_few_characters", |source| {
        let key = source.over(ALPHABET, 5);
        let text = [source.over(ALPHABET, 8), key.clone(), source.over(ALPHABET, 8)].concat();
        let text = if source.once_in(3) { source.over(ALPHABET, 20) } else { text };
        check(&text, &key);
    });
}

#[test]
fn secret_echoed() {
    fuzz("secret_echoed", |source| {
        let key = source.key();
        let mut text = source.text();
        for _ in 0..source.below(4) {
            text.push_str(&echo(source, &key));
            text.push_str(&source.text());
        }
        if source.once_in(3) {
            text = source.mutated(&text);
        }
        check(&text, &key);
    });
}

fn check(text: &str, key: &str) {
    let clean = scrub(text, key);
    if key.is_empty() {
        assert_eq!(clean, text);
        return;
    }
    assert!(!clean.contains(key), "{text} {key} {clean}");
    // With escapes of its own, or next to a mask like it, a key may seem to stand where it did not.
    if !key.contains(['*', '%', '\\']) {
        assert!(!decoded(&clean).contains(key), "{text} {key} {clean}");
    }
    if !text.contains(key) && !text.contains(['%', '\\']) {
        assert_eq!(clean, text, "what does not hold the key stays as it is");
    }
}

/// The key, some of its characters encoded.
fn echo(source: &mut Source, key: &str) -> String {
    let often = *source.pick(&[1, 2, 5, 1_000]);
    key.bytes()
        .map(|byte| match source.below(often + 1) {
            0 if source.once_in(2) => format!("%{byte:02X}"),
            0 => format!("%{byte:02x}"),
            _ => char::from(byte).to_string(),
        })
        .collect()
}

fn decoded(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let code = rest.strip_prefix('%').and_then(|code| code.get(..2)).filter(|code| !code.starts_with('+'));
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(u8::is_ascii_graphic);
        match byte {
            Some(byte) => {
                plain.push(char::from(byte));
                rest = &rest[3..];
            }
            None => {
                plain.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    plain
}
