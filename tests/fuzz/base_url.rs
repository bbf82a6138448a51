//! Base URLs: what is taken holds nothing that another parser could read otherwise. `tests/wasm.rs` asks the platform's
//! own parser, too.

use crate::generate::Source;
use crate::run::fuzz;
use linkedin_status::base_url::parse;
use std::net::{Ipv4Addr, Ipv6Addr};

#[test]
fn base_urls() {
    fuzz("base_urls", |source| {
        let text = url(source);
        let insecure = source.once_in(2);
        let Ok(base) = parse(&text, insecure) else { return };
        let kept = base.as_str();
        assert_eq!(parse(kept, insecure).as_ref(), Ok(&base), "what was taken is taken again");
        assert!(!kept.ends_with('/') && !kept.contains(['?', '#', '\\']), "{text}: {kept}");
        assert!(!kept.chars().any(|c| c.is_whitespace() || c.is_control()), "{text}: {kept}");
        let (scheme, rest) = kept.split_once("://").unwrap();
        let authority = rest.split('/').next().unwrap();
        assert!(!authority.is_empty() && !authority.contains('@') && !authority.contains('%'), "{text}: {kept}");
        let host =
            authority.rsplit_once(':').filter(|(_, port)| !port.contains(']')).map_or(authority, |(host, _)| host);
        assert!(!host.is_empty(), "{text}: {kept}");
        match scheme {
            "https" => {}
            "http" => assert!(insecure || loopback(host), "{text}: {kept}"),
            other => panic!("{text}: {other}"),
        }
        assert!(parse(&[kept, "/"].concat(), insecure).as_ref() == Ok(&base), "with a closing slash it is the same");
        assert!(parse(&[kept, "?x"].concat(), insecure).is_err());
    });
}

fn url(source: &mut Source) -> String {
    if source.once_in(4) {
        return source.text();
    }
    let scheme = *source.pick(&["https://", "http://", "HTTPS://", "Http://", "https:/", "//", "ftp://", ""]);
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
    host.eq_ignore_ascii_case("localhost")
        || inner.parse::<Ipv4Addr>().is_ok_and(|address| address.octets()[0] == 127)
        || inner.parse::<Ipv6Addr>().is_ok_and(|address| address == Ipv6Addr::LOCALHOST)
}
