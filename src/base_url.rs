//! The rule on the base URL: which of the URLs that the platform can open may get a key.

use crate::text::is_white;

/// An absolute URL as the platform writes it, without credentials, query, fragment and closing slash; `https`, or `http` where
/// that was allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// One of the URLs that are written in this crate.
    pub(crate) fn trusted(url: &str) -> Self {
        Self(url.to_owned())
    }

    /// The URL, without a closing slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A URL as the platform has parsed it: the properties of a `URL` in JavaScript.
pub struct PlatformUrl {
    /// The whole URL, normalised.
    pub href: String,
    /// Without the port.
    pub hostname: String,
}

/// Checks a base URL, given as written and as the platform has parsed it (nothing where it cannot). The text decides on what the
/// platform would mend or drop in silence, such as a tab, a missing slash or empty credentials. What was parsed decides on the
/// host, and is what requests are sent to: nothing can read another host out of it. `allow_insecure` allows plain http to any host.
///
/// # Errors
/// What is wrong, as the end of a sentence that starts with the option's name. It never quotes the URL, which may hold a secret.
pub fn check(text: &str, parsed: Option<PlatformUrl>, allow_insecure: bool) -> Result<BaseUrl, &'static str> {
    if text.chars().any(|c| is_white(c) || c.is_control() || matches!(c, '\\' | '\u{200b}' | '\u{feff}')) {
        return Err("must not hold white space, control characters or backslashes");
    }
    if text.bytes().any(|byte| byte == b'?' || byte == b'#') {
        return Err("must not have a query or a fragment");
    }
    let secure = after(text, "https://");
    let Some(rest) = secure.or_else(|| after(text, "http://")) else {
        return Err("must be an absolute URL such as https://api.example.com (http:// only for loopback hosts)");
    };
    let mut authority = rest.bytes().take_while(|byte| *byte != b'/').peekable();
    let has_host = authority.peek().is_some();
    if authority.any(|byte| byte == b'@') {
        return Err("must not hold credentials; give the key in its own option");
    }
    let mut url = parsed.filter(|_| has_host).ok_or("has no valid host or port")?;
    if secure.is_none() && !is_loopback(&url.hostname) && !allow_insecure {
        return Err("must start with https://: over plain http others can read the key (use https, or \
             allowInsecureHttp: true on a network that you trust)");
    }
    while url.href.ends_with('/') {
        url.href.pop();
    }
    Ok(BaseUrl(url.href))
}

/// What stands after this start, in letters of either case.
fn after<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let (begins, rest) = text.split_at_checked(start.len())?;
    begins.eq_ignore_ascii_case(start).then_some(rest)
}

/// Whether a host as the platform writes it is `localhost`, in 127.0.0.0/8 or `::1`.
fn is_loopback(hostname: &str) -> bool {
    // A host of digits and dots that ends in a digit is an IPv4 address: no domain ends in a number.
    let is_number = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    let in_127 = hostname.starts_with("127.") && !hostname.ends_with('.') && hostname.bytes().all(is_number);
    in_127 || matches!(hostname, "localhost" | "[::1]")
}
