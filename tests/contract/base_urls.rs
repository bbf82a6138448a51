//! The base URL: what is accepted, where its requests go, and what is refused.

use crate::platform_url::platform_url;
use linkedin_status::base_url::{BaseUrl, check};
use std::net::{Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

fn read(text: &str, allow_insecure: bool) -> Result<BaseUrl, &'static str> {
    check(text, platform_url(text), allow_insecure)
}

#[test]
fn https_and_loopback_http_are_accepted_as_the_platform_writes_them() {
    for (given, kept) in [
        ("https://api.seleqt.ai", "https://api.seleqt.ai"),
        ("https://api.seleqt.ai/", "https://api.seleqt.ai"),
        ("https://api.seleqt.ai//", "https://api.seleqt.ai"),
        ("HTTPS://Proxy.Example.com:8443/A/b/", "https://proxy.example.com:8443/A/b"),
        ("https://h:443/a/../b", "https://h/b"),
        ("https://müller.example", "https://xn--mller-kva.example"),
        ("https://h/@x", "https://h/@x"),
        ("https://%6c.example", "https://l.example"),
        ("http://localhost:1234/linkedin", "http://localhost:1234/linkedin"),
        ("http://LOCALHOST", "http://localhost"),
        ("http://127.0.0.1:9", "http://127.0.0.1:9"),
        ("http://127.255.1.2", "http://127.255.1.2"),
        ("http://127.1", "http://127.0.0.1"),
        ("http://0x7f.1", "http://127.0.0.1"),
        ("http://１２７.0.0.１", "http://127.0.0.1"),
        ("http://[::1]:80/", "http://[::1]"),
        ("http://[0:0:0:0:0:0:0:1]", "http://[::1]"),
    ] {
        assert_eq!(read(given, false).as_ref().map(BaseUrl::as_str), Ok(kept), "{given}");
    }
}

#[test]
fn what_the_platform_would_mend_or_drop_is_refused() {
    for text in [
        "https:h",
        "https:/h",
        "https:///h",
        "https:////h",
        "https://@h",
        "https://:@h",
        "https://user:pw@h",
        "https://user@h",
        "https://h?",
        "https://h?x",
        "https://h/#",
        "https://h\\@evil",
        "https:\\\\h",
        " https://h",
        "https://h ",
        "https://h\n",
        "https://h\t.example",
        "ht\ntps://h",
        "https://h/a b",
        "https://h/\u{a0}",
        "https://h/\u{feff}",
        "\u{feff}https://h",
        "https://h/\u{200b}",
        "https://h\u{200b}.example",
        "https://h/\0",
        "https://h/\u{85}",
    ] {
        for allow_insecure in [false, true] {
            assert!(read(text, allow_insecure).is_err(), "{text:?}");
        }
    }
}

#[test]
fn what_is_no_url_of_http_is_refused() {
    for text in [
        "",
        "api.seleqt.ai",
        "localhost:8080",
        "/relative",
        "//h",
        "://h",
        "ftp://x",
        "file:///x",
        "ws://h",
        "javascript://h/%0a",
        "blob:https://h",
        "https://",
        "https://h:99999",
        "https://h:x",
        "https://[::1",
        "https://[x]",
        "https://%zz",
        "https://a|b",
        "https://1.2.3.4.5",
        "https://1.2.3.256",
        "https://proxy.42",
        "https://h%2fx",
        "https://a%00b",
    ] {
        for allow_insecure in [false, true] {
            assert!(read(text, allow_insecure).is_err(), "{text:?}");
        }
    }
}

#[test]
fn plain_http_to_another_host_is_refused_with_the_ways_out_and_allowed_when_asked_for() {
    for text in [
        "http://example.com",
        "http://127.0.0.1.evil.com",
        "http://localhost.evil.com",
        "http://localhost.",
        "http://127.0.0.+1",
        "http://127.0.0.1..",
        "http://128.0.0.1",
        "http://0.0.0.0",
        "http://0177.0.0.2.com",
        "http://[::2]",
        "http://[::ffff:127.0.0.1]",
        "http://10.0.0.1:8080/x",
        "http://sandbox:8788",
    ] {
        let why = read(text, false).unwrap_err();
        assert!(why.contains("use https") && why.contains("allowInsecureHttp: true"), "{why}");
        assert!(read(text, true).is_ok(), "{text}");
    }
}

#[test]
fn what_is_accepted_goes_to_a_host_that_may_have_the_key() {
    let mut random = fastrand::Rng::with_seed(5);
    let pieces = [
        "http",
        "https",
        "HTTP",
        ":",
        "://",
        "//",
        "/",
        "localhost",
        "127.0.0.1",
        "127.",
        "0x7f",
        "0177",
        "1",
        "256",
        "[::1]",
        "[",
        "]",
        "::",
        "@",
        "user",
        "%40",
        "%2f",
        "?",
        "#",
        "\\",
        ".",
        "..",
        ":80",
        "evil.com",
        "é",
        "１",
        "\u{ad}",
        "\t",
        "。",
    ];
    for _ in 0..200_000 {
        let mut text =
            random.choice(["http://", "https://", "http://localhost", "http://127.0.0.1", ""]).unwrap().to_owned();
        (0..random.usize(..7)).for_each(|_| text.push_str(random.choice(pieces).unwrap()));
        let Ok(base) = read(&text, false) else { continue };
        let url = Url::parse(base.as_str()).unwrap();
        let loopback = match url.host().unwrap() {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(address) => address.octets()[0] == Ipv4Addr::LOCALHOST.octets()[0],
            Host::Ipv6(address) => address == Ipv6Addr::LOCALHOST,
        };
        assert!(url.scheme() == "https" || url.scheme() == "http" && loopback, "{text}");
        assert_eq!((url.username(), url.password(), url.query(), url.fragment()), ("", None, None, None), "{text}");
        // It is the URL that was given, and that requests are made of.
        let given = Url::parse(&text).unwrap();
        assert_eq!((given.origin(), given.scheme()), (url.origin(), url.scheme()), "{text}");
        let request = Url::parse(&[base.as_str(), "/path?query"].concat()).unwrap();
        assert_eq!(request.origin(), url.origin(), "{text}");
        assert_eq!(read(base.as_str(), false), Ok(base), "{text}");
    }
}
