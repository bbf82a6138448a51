//! The base URL, read by a grammar that is narrower than the platform's: what this accepts no parser reads otherwise, so
//! that the host that was checked is the host that gets the key.

use std::net::{Ipv4Addr, Ipv6Addr};

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
    let Some((scheme, rest)) = text.split_once("://") else {
        return Err("must be an absolute URL such as https://api.example.com");
    };
    let https = scheme.eq_ignore_ascii_case("https");
    if !https && !scheme.eq_ignore_ascii_case("http") {
        return Err("must start with https:// (http:// only for loopback hosts)");
    }
    if rest.contains(['?', '#']) {
        return Err("must not have a query or a fragment");
    }
    if rest.contains('\\') {
        return Err("must not hold a backslash");
    }
    let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    if authority.contains('@') {
        return Err("must not hold credentials; give the key in its own option");
    }
    let host = host(authority).ok_or("has no valid host")?;
    if !https && !insecure && !is_loopback(host) {
        return Err("must start with https://: plain http would send the key in the clear (loopback hosts are free; \
             allowInsecureHttp: true allows the others)");
    }
    let scheme = if https { "https://" } else { "http://" };
    Ok(BaseUrl([scheme, authority, path.trim_end_matches('/')].concat()))
}

/// The host of `host[:port]`, if both are well formed.
fn host(authority: &str) -> Option<&str> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (address, after) = rest.split_once(']')?;
            address.parse::<Ipv6Addr>().ok()?;
            let port = if after.is_empty() { "" } else { after.strip_prefix(':')? };
            (authority.get(..address.len() + 2)?, port)
        }
        None => {
            let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
            let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
            if host.is_empty()
                || !host.chars().all(plain)
                || (looks_like_ipv4(host) && host.parse::<Ipv4Addr>().is_err())
            {
                return None;
            }
            (host, port)
        }
    };
    let valid = port.is_empty() || (port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok());
    valid.then_some(host)
}

/// Ends in a number, so that the platform reads it as an IPv4 address or refuses it (WHATWG URL, "ends in a number"); also in
/// digits of other scripts, which it takes for ASCII's.
fn looks_like_ipv4(host: &str) -> bool {
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    last.chars().all(char::is_numeric) || last.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("0x"))
}

/// `localhost`, 127.0.0.0/8 and `[::1]`.
fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || host
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .and_then(|address| address.parse::<Ipv6Addr>().ok())
            .is_some_and(|address| address.is_loopback())
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
}
