//! Base URLs: what is accepted is a URL of the platform whose host may have the key, and requests go to the host of the text
//! that was given.

use crate::generate::Source;
use crate::platform_url::platform_url;
use crate::run::fuzz;
use linkedin_status::base_url::check;
use std::net::{Ipv4Addr, Ipv6Addr};
use url::Url;

#[test]
fn base_urls() {
    fuzz("base_urls", |source| {
        let text = url(source);
        let insecure = source.once_in(2);
        let read = |text: &str| check(text, platform_url(text), insecure);
        let Ok(base) = read(&text) else { return };
        let kept = base.as_str();
        assert_eq!(read(kept).as_ref(), Ok(&base), "{text}: what was accepted is accepted again");
        assert_eq!(read(&[kept, "/"].concat()).as_ref(), Ok(&base), "{text}: with a closing slash it is the same");
        assert!(!kept.ends_with('/') && !kept.contains(['?', '#', '\\']), "{text}: {kept}");
        assert!(!text.chars().any(|c| c.is_whitespace() || c.is_control()), "{text}");

        let given = Url::parse(&text).unwrap();
        let request = Url::parse(&[kept, "/path?query"].concat()).unwrap();
        assert_eq!(given.origin(), request.origin(), "{text}: {kept}");
        assert_eq!((request.username(), request.password()), ("", None), "{text}: {kept}");
        assert_eq!((request.query(), request.fragment()), (Some("query"), None), "{text}: {kept}");
        match request.scheme() {
            "https" => {}
            "http" => assert!(insecure || loopback(request.host_str().unwrap()), "{text}: {kept}"),
            other => panic!("{text}: {other}"),
        }
        for wrong in [[kept, "?x"], [kept, "#"], [kept, "/ "], ["\u{feff}", kept]] {
            assert!(read(&wrong.concat()).is_err(), "{wrong:?}");
        }
        let with_user = kept.replacen("//", "//@", 1);
        assert!(read(&with_user).is_err(), "{with_user}");
    });
}

fn url(source: &mut Source) -> String {
    if source.once_in(4) {
        return source.text();
    }
    let scheme = *source.pick(&["https://", "http://", "HTTPS://", "Http://", "https:/", "https:", "//", "ftp://", ""]);
    let host = match source.below(4) {
        0 => source.text(),
        1 => (0..4).map(|_| source.between(0, 260).to_string()).collect::<Vec<_>>().join("."),
        _ => (*source.pick(&[
            "localhost",
            "127.0.0.1",
            "127.9.9.9",
            "[::1]",
            "[0:0:0:0:0:0:0:1]",
            "api.seleqt.ai",
            "LocalHost",
            "0x7f.1",
            "2130706433",
            "m\u{fc}ller.example",
            "user@localhost",
            "@127.0.0.1",
        ]))
        .to_owned(),
    };
    let port = if source.once_in(3) { [":", &source.between(0, 70_000).to_string()].concat() } else { String::new() };
    let path = if source.once_in(2) { ["/", &source.text()].concat() } else { String::new() };
    let text = [scheme, &host, &port, &path].concat();
    if source.once_in(4) { source.mutated(&text) } else { text }
}

fn loopback(host: &str) -> bool {
    let inner = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || inner.parse::<Ipv4Addr>().is_ok_and(|address| address.octets()[0] == 127)
        || inner.parse::<Ipv6Addr>().is_ok_and(|address| address == Ipv6Addr::LOCALHOST)
}
