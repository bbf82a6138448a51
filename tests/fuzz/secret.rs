//! Keys in a text, in every form that is promised. The forms are written here by encoding; the crate decodes.

use crate::generate::Source;
use crate::run::fuzz;
use linkedin_status::secret;

/// So few that keys and texts meet by chance, among them all that have a meaning to the scrubber.
const ALPHABET: &[&str] = &[
    "a", "b", "*", "**", "%", "2", "5", "%2A", "%2a", "%25", "%61", "\\", "\\\\", "/", "\\/", "\"", "\\u0061", "u0061",
    "&", "&amp;", "amp;", "&#x61;", "&#97;", ";", "YQ", "=",
];

#[test]
fn secret_of_few_characters() {
    fuzz("secret_of_few_characters", |source| {
        let key = source.over(ALPHABET, 4);
        let text = [source.over(ALPHABET, 8), key.clone(), source.over(ALPHABET, 8)].concat();
        let text = if source.once_in(3) { source.over(ALPHABET, 20) } else { text };
        check(&text, &[key]);
    });
}

#[test]
fn secret_echoed() {
    fuzz("secret_echoed", |source| {
        let keys: Vec<String> = (0..1 + source.below(2)).map(|_| source.key()).collect();
        let mut text = source.text();
        for _ in 0..source.below(4) {
            let key = source.pick(&keys).clone();
            text.push_str(&echo(source, &key));
            text.push_str(&source.text());
        }
        if source.once_in(3) {
            text = source.mutated(&text);
        }
        check(&text, &keys);
    });
}

#[test]
fn secret_echo_is_masked_exactly() {
    fuzz("secret_echo_is_masked_exactly", |source| {
        // The key cannot be found in parts of an echo.
        let key = ["~", &source.key().replace('*', "!"), "~"].concat();
        let text = [">> ", &echo(source, &key), " <<"].concat();
        assert_eq!(secret::scrub(&text, std::slice::from_ref(&key)), ">> *** <<", "{text} {key}");
    });
}

fn check(text: &str, keys: &[String]) {
    let clean = secret::scrub(text, keys);
    assert!(!keys.iter().any(|key| !key.is_empty() && clean.contains(key)), "{text} {keys:?} {clean}");
    if !text.contains(['%', '\\', '&']) {
        let held = keys.iter().any(|key| {
            let forms = [key.clone(), base64(key, b"+/"), base64(key, b"-_")];
            forms.iter().any(|form| !form.is_empty() && text.contains(form))
        });
        assert_eq!(held, clean != text, "{text} {keys:?} {clean}");
    }
}

/// A key in one of its forms.
fn echo(source: &mut Source, key: &str) -> String {
    let mut echo = match source.below(8) {
        0 => base64(key, b"+/"),
        1 => base64(key, b"-_"),
        _ => key.to_owned(),
    };
    for _ in 0..source.below(3) {
        echo = escaped(source, &echo);
    }
    echo
}

/// All characters alike, or each in its own way.
fn escaped(source: &mut Source, text: &str) -> String {
    let (first, often) = (source.below(1_000), source.below(4));
    let mut form = |c: char| {
        let forms = forms(c);
        let at = if often == 0 || source.once_in(often) { source.below(1_000) } else { first };
        forms[at % forms.len()].clone()
    };
    text.chars().map(&mut form).collect()
}

/// The ways in which a character can stand. What begins an escape does not stand for itself in a text that has any.
fn forms(c: char) -> Vec<String> {
    let code = u32::from(c);
    let mut forms = Vec::new();
    for digits in [format!("{code:02X}"), format!("{code:02x}")] {
        forms.extend([format!("%{digits}"), format!("\\u00{digits}")]);
        for zeros in ["", "0", "00000"] {
            forms.extend([format!("&#x{zeros}{digits};"), format!("&#X{zeros}{digits};"), format!("&#{zeros}{code};")]);
        }
    }
    if matches!(c, '"' | '/' | '\\') {
        forms.push(format!("\\{c}"));
    }
    if !matches!(c, '%' | '\\' | '&') {
        forms.push(c.to_string());
    }
    let name =
        [('&', "amp"), ('<', "lt"), ('>', "gt"), ('"', "quot"), ('\'', "apos")].into_iter().find(|name| name.0 == c);
    forms.extend(name.map(|(_, name)| format!("&{name};")));
    forms
}

/// Without padding.
fn base64(text: &str, last: &[u8; 2]) -> String {
    let digits: Vec<u8> = (b'A'..=b'Z').chain(b'a'..=b'z').chain(b'0'..=b'9').chain(*last).collect();
    let bits: String = text.bytes().map(|byte| format!("{byte:08b}")).collect();
    let sixes = bits.as_bytes().chunks(6).map(|six| format!("{:0<6}", std::str::from_utf8(six).unwrap()));
    sixes.map(|six| char::from(digits[usize::from_str_radix(&six, 2).unwrap()])).collect()
}
