//! The base URL, read by a grammar that is narrower than the platform's: what this accepts no parser reads otherwise, so
//! that the host that was checked is the host that gets the key. What has the look of an IPv6 address is the one thing that
//! the platform may still refuse.

use crate::text::{is_white, joined, split};

/// An absolute http(s) URL without credentials, query, fragment and closing slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// One of the addresses that are written in this crate.
    pub(crate) fn trusted(url: &str) -> Self {
        Self(url.to_owned())
    }

    /// The URL, without a closing slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads a base URL. `insecure` allows plain http to any host.
///
/// # Errors
/// What is wrong, as the end of a sentence that starts with the option's name. It never quotes the URL.
pub fn parse(text: &str, insecure: bool) -> Result<BaseUrl, &'static str> {
    for c in text.chars() {
        if is_blank(c) || c == '\\' {
            return Err("must not hold white space, control characters or backslashes");
        }
        if matches!(c, '?' | '#') {
            return Err("must not have a query or a fragment");
        }
    }
    let Some((scheme, rest)) = split(text, b':').and_then(|(scheme, rest)| Some((scheme, rest.strip_prefix("//")?)))
    else {
        return Err("must be an absolute URL such as https://api.example.com");
    };
    let https = scheme.eq_ignore_ascii_case("https");
    if !https && !scheme.eq_ignore_ascii_case("http") {
        return Err("must start with https:// (http:// only for loopback hosts)");
    }
    let authority = split(rest, b'/').map_or(rest, |(authority, _)| authority);
    if split(authority, b'@').is_some() {
        return Err("must not hold credentials; give the key in its own option");
    }
    let loopback = is_loopback(authority).ok_or("has no valid host")?;
    if !https && !insecure && !loopback {
        return Err("must start with https://: plain http would send the key in the clear (loopback hosts are free; \
             allowInsecureHttp: true allows the others)");
    }
    let end = rest.bytes().rposition(|byte| byte != b'/').map_or(0, |last| last + 1);
    let kept = rest.get(..end).unwrap_or(rest);
    Ok(BaseUrl(joined(&[if https { "https://" } else { "http://" }, kept])))
}

/// Whether this `host[:port]` is `localhost`, in 127.0.0.0/8 or `[::1]`; nothing where it is not well formed.
fn is_loopback(authority: &str) -> Option<bool> {
    let (loopback, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (address, after) = split(rest, b']')?;
            // Which of these are addresses, the platform knows: to it the others are no URLs, and nothing is sent there.
            if address.is_empty() || !address.bytes().all(|b| b.is_ascii_hexdigit() || b == b':' || b == b'.') {
                return None;
            }
            let port = if after.is_empty() { "" } else { after.strip_prefix(':')? };
            (matches!(address, "::1" | "0:0:0:0:0:0:0:1"), port)
        }
        None => {
            let (host, port) = split(authority, b':').unwrap_or((authority, ""));
            if !host.chars().all(is_plain) {
                return None;
            }
            (named_loopback(host)?, port)
        }
    };
    (port.is_empty() || number(port, 65_535).is_some()).then_some(loopback)
}

/// Likewise, for a host that is a name or an IPv4 address.
fn named_loopback(host: &str) -> Option<bool> {
    // Four numbers without leading zeros, which some take for octal ones.
    let (mut address, mut parts) = (Some(0), 0);
    let (mut rest, mut last) = (Some(host), "");
    while let Some(text) = rest {
        let (part, after) = split(text, b'.').map_or((text, None), |(part, after)| (part, Some(after)));
        if !part.is_empty() {
            last = part;
        }
        let value = if part.len() > 1 && part.starts_with('0') { None } else { number(part, 255) };
        address = address.and_then(|address: u32| Some(address << 8 | value?));
        parts += 1;
        rest = after;
    }
    // The platform reads such a host as an IPv4 address or refuses it (WHATWG URL, "ends in a number").
    if last.bytes().all(|byte| byte.is_ascii_digit()) || last.get(..2).is_some_and(|s| s.eq_ignore_ascii_case("0x")) {
        return address.filter(|_| parts == 4).map(|address| address >> 24 == 127);
    }
    Some(host.eq_ignore_ascii_case("localhost"))
}

/// Control characters, and what is white space to Unicode, to JavaScript (U+FEFF) or to the eye (U+200B).
const fn is_blank(c: char) -> bool {
    is_white(c) || matches!(c, '\0'..=' ' | '\u{7f}'..='\u{9f}' | '\u{200b}' | '\u{feff}')
}

/// Beside ASCII's the letters and digits of living scripts, but none of the blocks whose characters the platform takes for
/// others (full-width forms, digits in circles) or for nothing.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '-' | '.' | '_' | '\u{c0}'..='\u{1fff}' | '\u{2c00}'..='\u{2dff}' | '\u{3040}'..='\u{31ff}')
        || matches!(c, '\u{3400}'..='\u{d7ff}' | '\u{20000}'..='\u{3ffff}')
}

/// A number in decimal digits alone, up to `most`.
fn number(digits: &str, most: u32) -> Option<u32> {
    let mut value = 0;
    for byte in digits.bytes() {
        if !byte.is_ascii_digit() || value > most {
            return None;
        }
        value = value * 10 + u32::from(byte - b'0');
    }
    (value <= most && !digits.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_the_white_space_and_control_characters_of_unicode_and_two_more() {
        for c in '\0'..=char::MAX {
            let known = c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}');
            assert_eq!(is_blank(c), known, "{:x}", u32::from(c));
        }
    }

    #[test]
    fn https_and_loopback_http_are_accepted_with_or_without_a_path_and_a_closing_slash() {
        for (given, kept) in [
            ("https://api.seleqt.ai", "https://api.seleqt.ai"),
            ("https://api.seleqt.ai/", "https://api.seleqt.ai"),
            ("HTTPS://proxy.example.com:8443/a/b/", "https://proxy.example.com:8443/a/b"),
            ("https://müller.example", "https://müller.example"),
            ("https://h/@x", "https://h/@x"),
            ("http://localhost:1234/linkedin", "http://localhost:1234/linkedin"),
            ("http://LOCALHOST", "http://LOCALHOST"),
            ("http://127.0.0.1:9", "http://127.0.0.1:9"),
            ("http://127.255.1.2", "http://127.255.1.2"),
            ("http://[::1]:80/", "http://[::1]:80"),
        ] {
            assert_eq!(parse(given, false), Ok(BaseUrl(kept.into())), "{given}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for url in [
            "",
            "api.seleqt.ai",
            "/relative",
            "ftp://x",
            "https:/x",
            "https://",
            "https:///x",
            "https://user:pw@h",
            "https://@h",
            "https://h?x",
            "https://h/#",
            "https://h\\@evil",
            " https://h",
            "https://h ",
            "https://h/a b",
            "https://h\u{a0}",
            "https://h/\u{feff}",
            "https://h/\u{200b}",
            "https://h:99999",
            "https://h:x",
            "https://[::1",
            "https://[x]",
            "https://%6c",
            "https://.",
            "https://1.2.3.4.5",
            "https://1.2.3.256",
            "https://proxy.42",
            "https://0x7f.1",
            "https://１２７.0.0.１",
            "https://ａ.example",
            "https://a\u{ad}b.example",
            "https://a.①",
            "http://example.com",
            "http://127.0.0.1.evil.com",
            "http://localhost.evil.com",
            "http://127.1",
            "http://0177.0.0.1",
            "http://[::2]",
            "http://0.0.0.0",
            "javascript://h/%0a",
        ] {
            assert!(parse(url, false).is_err(), "{url}");
        }
    }

    #[test]
    fn plain_http_is_allowed_everywhere_when_asked_for() {
        assert!(parse("http://10.0.0.1:8080/x", true).is_ok());
        assert!(parse("ftp://10.0.0.1", true).is_err());
    }

    #[test]
    fn addresses_are_those_that_the_standard_library_reads() {
        let mut random = fastrand::Rng::with_seed(2);
        let parts = ["0", "1", "00", "255", "256", "127", "1234", ".", ".", ".0.0.", "0.0.0.1", "x", "-", ":"];
        for _ in 0..200_000 {
            let text: String = (0..random.usize(..10)).map(|_| *random.choice(&parts).unwrap()).collect();
            let address = text.parse::<std::net::Ipv4Addr>().ok();
            let loopback = named_loopback(&text) == Some(true);
            assert_eq!(loopback, address.is_some_and(|address| address.is_loopback()), "{text}");
            if address.is_some() {
                assert!(named_loopback(&text).is_some(), "{text}");
            }
            for text in [text.as_str(), &text.replace('.', ":")] {
                let bracketed = joined(&["[", text, "]"]);
                if is_loopback(&bracketed) == Some(true) {
                    assert_eq!(text.parse(), Ok(std::net::Ipv6Addr::LOCALHOST));
                }
            }
        }
    }
}
