//! Percent-encoding of one query value: everything but RFC 3986's unreserved characters.

/// Appends `text` to `out`, encoded.
pub fn encode(text: &str, out: &mut String) {
    let digit = |nibble: u8| char::from(if nibble < 10 { b'0' + nibble } else { b'A' - 10 + nibble });
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(digit(byte >> 4));
            out.push(digit(byte & 15));
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn everything_but_unreserved_characters_is_encoded() {
        let mut out = String::new();
        super::encode("aZ0-._~ &=+/%?#é\u{1f600}", &mut out);
        assert_eq!(out, "aZ0-._~%20%26%3D%2B%2F%25%3F%23%C3%A9%F0%9F%98%80");
    }
}
