//! The base URL, read by a grammar that is narrower than the platform's: what this accepts no parser reads otherwise, so
//! that the host that was checked is the host that gets the key.

use crate::text::{joined, split};

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
    // The last two are white space to JavaScript, or to the eye.
    if text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}')) {
        return Err("must not hold white space or control characters");
    }
    let Some((scheme, rest)) = split(text, b':').and_then(|(scheme, rest)| Some((scheme, rest.strip_prefix("//")?)))
    else {
        return Err("must be an absolute URL such as https://api.example.com");
    };
    let https = scheme.eq_ignore_ascii_case("https");
    if !https && !scheme.eq_ignore_ascii_case("http") {
        return Err("must start with https:// (http:// only for loopback hosts)");
    }
    if rest.bytes().any(|byte| byte == b'?' || byte == b'#') {
        return Err("must not have a query or a fragment");
    }
    if rest.bytes().any(|byte| byte == b'\\') {
        return Err("must not hold a backslash");
    }
    let authority = split(rest, b'/').map_or(rest, |(authority, _)| authority);
    if authority.bytes().any(|byte| byte == b'@') {
        return Err("must not hold credentials; give the key in its own option");
    }
    let host = host(authority).ok_or("has no valid host")?;
    if !https && !insecure && !is_loopback(host) {
        return Err("must start with https://: plain http would send the key in the clear (loopback hosts are free; \
             allowInsecureHttp: true allows the others)");
    }
    let scheme = if https { "https://" } else { "http://" };
    Ok(BaseUrl(joined(&[scheme, without_trailing(rest, "/")])))
}

fn without_trailing<'a>(mut text: &'a str, mark: &str) -> &'a str {
    while let Some(rest) = text.strip_suffix(mark) {
        text = rest;
    }
    text
}

/// The host of `host[:port]`, if both are well formed.
fn host(authority: &str) -> Option<&str> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (address, after) = split(rest, b']')?;
            ipv6(address)?;
            let port = if after.is_empty() { "" } else { after.strip_prefix(':')? };
            (authority.get(..address.len() + 2)?, port)
        }
        None => {
            let (host, port) = split(authority, b':').unwrap_or((authority, ""));
            if host.is_empty() || !host.chars().all(is_plain) || (ends_in_number(host) && ipv4(host).is_none()) {
                return None;
            }
            (host, port)
        }
    };
    (port.is_empty() || number(port, 10, 65_535).is_some()).then_some(host)
}

/// Beside ASCII's the letters and digits of living scripts, but none of the blocks whose characters the platform takes for
/// others (full-width forms, digits in circles) or for nothing.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '-' | '.' | '_' | '\u{c0}'..='\u{1fff}' | '\u{2c00}'..='\u{2dff}' | '\u{3040}'..='\u{31ff}')
        || matches!(c, '\u{3400}'..='\u{d7ff}' | '\u{20000}'..='\u{3ffff}')
}

/// The platform reads such a host as an IPv4 address or refuses it (WHATWG URL, "ends in a number").
fn ends_in_number(host: &str) -> bool {
    let mut last = without_trailing(host, ".");
    while let Some((_, rest)) = split(last, b'.') {
        last = rest;
    }
    last.bytes().all(|byte| byte.is_ascii_digit()) || last.get(..2).is_some_and(|s| s.eq_ignore_ascii_case("0x"))
}

/// A number in digits of this base alone, up to `most`.
fn number(digits: &str, base: u32, most: u32) -> Option<u32> {
    let mut value = None;
    for digit in digits.chars() {
        value = Some(value.unwrap_or(0) * base + digit.to_digit(base)?).filter(|&value| value <= most);
        value?;
    }
    value
}

/// Four numbers without leading zeros, which some take for octal ones.
fn ipv4(text: &str) -> Option<[u32; 4]> {
    let (a, rest) = split(text, b'.')?;
    let (b, rest) = split(rest, b'.')?;
    let (c, d) = split(rest, b'.')?;
    let part = |digits: &str| if digits.len() > 1 && digits.starts_with('0') { None } else { number(digits, 10, 255) };
    Some([part(a)?, part(b)?, part(c)?, part(d)?])
}

/// The address as its number: RFC 4291, section 2.2.
fn ipv6(text: &str) -> Option<u128> {
    let Some(at) = text.as_bytes().windows(2).position(|pair| pair == b"::") else {
        return groups(text, true).filter(|(count, _)| *count == 8).map(|(_, value)| value);
    };
    let ((before, high), (after, low)) = (groups(text.get(..at)?, false)?, groups(text.get(at + 2..)?, true)?);
    if before + after > 7 {
        return None;
    }
    Some(if before == 0 { low } else { high << (128 - 16 * before) | low })
}

/// How many groups of 16 bits these are, and their value. The last two may be written as an IPv4 address, at the `end`.
fn groups(text: &str, end: bool) -> Option<(u32, u128)> {
    let (mut count, mut value, mut rest) = (0, 0, (!text.is_empty()).then_some(text));
    while let Some(groups) = rest {
        let (group, after) = split(groups, b':').map_or((groups, None), |(group, after)| (group, Some(after)));
        rest = after;
        if end
            && after.is_none()
            && let Some([a, b, c, d]) = ipv4(group)
        {
            value = value << 32 | u128::from(a << 24 | b << 16 | c << 8 | d);
            count += 2;
        } else {
            value = value << 16 | u128::from(number(group, 16, 0xffff).filter(|_| group.len() <= 4)?);
            count += 1;
        }
        if count > 8 {
            return None;
        }
    }
    Some((count, value))
}

/// `localhost`, 127.0.0.0/8 and `[::1]`.
fn is_loopback(host: &str) -> bool {
    let address = || ipv6(host.strip_prefix('[')?.strip_suffix(']')?);
    host.eq_ignore_ascii_case("localhost") || ipv4(host).is_some_and(|[a, ..]| a == 127) || address() == Some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let parts = ["0", "1", "00", "ff", "255", "256", "127", "1234", "12345", ":", "::", ".", "0.0.0.1", "x", ""];
        for _ in 0..200_000 {
            let text: String = (0..random.usize(..14)).map(|_| *random.choice(&parts).unwrap()).collect();
            assert_eq!(ipv4(&text).is_some(), text.parse::<std::net::Ipv4Addr>().is_ok(), "{text}");
            assert_eq!(ipv6(&text), text.parse::<std::net::Ipv6Addr>().ok().map(u128::from), "{text}");
        }
    }
}
