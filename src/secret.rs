//! Takes keys out of text that came from outside, however an echo may have encoded them.

mod base64;
mod escapes;

use crate::text::places;
use base64::base64;
use escapes::Layer;

/// Stands where a secret stood.
const MASK: &str = "***";

/// Shorter secrets are not looked for inside of longer texts in base64.
const SHORTEST_INSIDE: usize = 8;

/// Stands there where a secret's own asterisks could form the secret anew, together with those of the mask.
const MASK_BESIDE_ASTERISKS: &str = "•••";

/// `text` without these secrets, which are ASCII. Empty ones are skipped.
///
/// A secret is found as it is and in base64, of either alphabet, alone or within a longer text, where it stands in the text itself,
/// in the text with its escapes undone, or in that with its escapes undone once more. The escapes are:
///
/// - percent-encoding: `%2B`
/// - those of JSON: `\u002B`, `\"`, `\\`, `\/`
/// - character references of HTML: `&amp;`, `&#43;`, `&#x2B;`
///
/// The time it takes is linear in the length of the text, whatever stands there: an answer must not be able to keep its caller
/// busy.
pub fn scrub(text: &str, secrets: &[String]) -> String {
    // Which bytes are part of an echo: what several secrets or forms claim is masked once.
    let mut hidden = vec![false; text.len()];
    let mut layer = Layer::of(text);
    for _ in 0..3 {
        for secret in secrets {
            for wanted in &forms(secret) {
                for place in places(&layer.bytes, wanted) {
                    let mut end = place + wanted.len();
                    // The padding of base64.
                    for _ in 0..2 {
                        end += usize::from(layer.bytes.get(end) == Some(&b'='));
                    }
                    hidden.get_mut(layer.original(place..end)).unwrap_or_default().fill(true);
                }
            }
        }
        layer = layer.undone();
    }
    let forms_anew = |secret: &String| {
        secret.starts_with('*') || secret.ends_with('*') || !places(secret.as_bytes(), MASK.as_bytes()).is_empty()
    };
    let mask = if secrets.iter().any(forms_anew) { MASK_BESIDE_ASTERISKS } else { MASK };
    let (mut clean, mut at) = (String::with_capacity(text.len()), 0);
    for run in hidden.chunk_by(|one, next| one == next) {
        let end = at + run.len();
        // Echoes are ASCII, and begin and end between characters.
        let seen = if run.first() == Some(&true) { mask } else { text.get(at..end).unwrap_or(mask) };
        clean.push_str(seen);
        at = end;
    }
    clean
}

/// What an echo of a secret looks like, its escapes undone.
fn forms(secret: &str) -> Vec<Vec<u8>> {
    let mut forms = vec![secret.as_bytes().to_vec()];
    // Within a longer text, such as `Bearer …`, none, 4 or 2 bits of its beginning share a digit with the byte before it: base64 writes
    // three bytes as four digits. What is left of a short secret then is so little that other texts have it, too.
    let shifts: &[u32] = if secret.len() < SHORTEST_INSIDE { &[] } else { &[0, 4, 2] };
    for last in [b"+/", b"-_"] {
        forms.push(base64(secret, 0, true, last));
        for &skipped in shifts {
            forms.push(base64(secret, skipped, false, last));
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::scrub;
    use std::time::{Duration, Instant};

    fn clean_all(text: &str, keys: &[&str]) -> String {
        scrub(text, &keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>())
    }

    fn clean(text: &str, key: &str) -> String {
        clean_all(text, &[key])
    }

    #[test]
    fn a_key_is_taken_out_wherever_it_stands() {
        assert_eq!(clean("key k.1 and k.1", "k.1"), "key *** and ***");
        assert_eq!(clean("nothing", "k.1"), "nothing");
        assert_eq!(clean("nothing", ""), "nothing");
        assert_eq!(clean("100 % \\ of %zz %2 é", "k.1"), "100 % \\ of %zz %2 é");
        assert_eq!(clean_all("one k.1 other x-2 k.1x-2", &["k.1", "", "x-2"]), "one *** other *** ***");
        assert_eq!(clean_all("both abcd", &["abc", "bcd"]), "both ***", "overlapping");
        assert_eq!(clean_all("nothing", &[]), "nothing");
    }

    #[test]
    fn a_key_is_taken_out_in_each_form() {
        let key = r#"a+b/"\&<'>"#;
        for echo in [
            r#"a+b/"\&<'>"#,
            "a%2Bb%2F%22%5C%26%3C%27%3E",
            "a%2bb%2f%22%5c%26%3c%27%3e",
            "%61%2B%62%2F%22%5C%26%3C%27%3E",
            "a%252Bb%252F%2522%255C%2526%253C%2527%253E",
            "a%2Bb/%2522\\&<%27>",
            r#"a+b/\"\\&<'>"#,
            r#"a+b\/\"\\\u0026\u003C\u0027\u003e"#,
            r#"a+b\/\\\"\\\\&<'>"#,
            r#"a\\u002Bb\\/\\\"\\\\\\u0026\\u003c'\\u003E"#,
            "a+b/&quot;\\&amp;&lt;&apos;&gt;",
            "a&#43;b&#47;&#34;&#92;&#38;&#60;&#39;&#62;",
            "a&#x2B;b&#x2f;&#X22;&#x5c;&#x26;&#x3C;&#x0027;&#x3e;",
            "YStiLyJcJjwnPg==",
            "YStiLyJcJjwnPg",
        ] {
            assert_eq!(clean(&["é ", echo, " é"].concat(), key), "é *** é", "{echo}");
            assert_eq!(clean(&[echo, echo].concat(), key), "***", "{echo}");
        }
    }

    #[test]
    fn base64_is_known_in_both_alphabets() {
        for (key, echo) in [
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("~~?>", "fn4_Pg"),
            ("~~?>", "fn4/Pg=="),
        ] {
            assert_eq!(clean(&["Basic ", echo].concat(), key), "Basic ***", "{echo}");
        }
        // As it stands in a URL.
        assert_eq!(clean("?k=fn4%2FPg", "~~?>"), "?k=***");
    }

    #[test]
    fn base64_is_known_within_a_longer_text() {
        let key = "key.Kf3~~?>x9";
        // Which digits are left of what stands before and after, at each place that the key can have among three bytes.
        for (echo, left) in [
            ("YTprZXkuS2Yzfn4/Png5", "YTp***"),
            ("QmVhcmVyIGtleS5LZjN+fj8+eDk=", "QmVhcmVyIG***k="),
            ("ezoia2V5LktmM35+Pz54OSJ9", "ezoi***SJ9"),
            ("ezprZXkuS2Yzfn4_Png5OnR9", "ezp***OnR9"),
            ("a2V5LktmM35-Pz54OTp4", "***Tp4"),
        ] {
            assert_eq!(clean(&["of ", echo, "."].concat(), key), ["of ", left, "."].concat(), "{echo}");
        }
        assert_eq!(clean("YTphYmM=", "abc"), "YTphYmM=", "too short a key: other texts have these digits");
    }

    #[test]
    fn a_key_that_looks_like_an_escape_is_taken_out() {
        for (echo, key) in [
            ("a%41+x", "a%41+x"),
            ("a%2541x", "a%41x"),
            ("a%25%341x", "a%41x"),
            ("a\\/b/", "a\\/b/"),
            ("a\\\\\\/b\\/", "a\\/b/"),
            ("a&amp;amp;b", "a&amp;b"),
            ("\\\\\\\\", "\\"),
            ("41a%2Bb", "41a+b"),
            ("100%2541a%2Bb", "41a+b"),
        ] {
            assert!(!clean(echo, key).contains(['a', '4', 'b', '\\']), "{echo} {key}: {}", clean(echo, key));
        }
    }

    #[test]
    fn a_key_does_not_come_back_through_its_mask() {
        for (text, key) in [
            ("ab ab**", "ab**"),
            ("a*b", "*"),
            ("abab***", "b***"),
            ("****", "**"),
            ("%2a%2A", "*"),
            ("aaa***b***b***b", "a***b"),
            ("aa*bb", "a*b"),
        ] {
            assert!(!clean(text, key).contains(key), "{text} {key}");
        }
        assert_eq!(clean("k*y", "k*y"), "***");
    }

    /// The limit only guards against work that grows faster than the text: it holds on a slow, busy machine, too.
    fn ends_soon(text: &str, key: &str) -> String {
        let started = Instant::now();
        let clean = clean(text, key);
        assert!(started.elapsed() < Duration::from_secs(60), "{}", text.get(..20).unwrap());
        clean
    }

    #[test]
    fn no_text_takes_a_long_time() {
        let text = "a".repeat(1_000_000);
        let key = ["a".repeat(4_095).as_str(), "b"].concat();
        assert_eq!(ends_soon(&text, &key), text);
        let text = "a".repeat(100_000);
        assert_eq!(ends_soon(&text, "a"), "***");
        let key = ["\\".repeat(40).as_str(), "x"].concat();
        for count in [50, 100_000] {
            let text = "\\".repeat(count);
            assert_eq!(ends_soon(&text, &key), text);
        }
        for (piece, key) in
            [("%25", "%%%%%%x"), ("25", "%%%%%%x"), ("&#x", "&&&&&&x"), ("&amp;", "&&&&&&x"), ("\\u", "\\\\x")]
        {
            let text = ["%", &piece.repeat(1_000_000 / piece.len())].concat();
            assert_eq!(ends_soon(&text, key), text, "{key}");
        }
    }

    #[test]
    fn a_long_key_is_taken_out() {
        let key: String = ('!'..='~').cycle().take(4_096).collect();
        let mut echo = String::new();
        key.bytes().for_each(|byte| echo.push_str(&format!("%25{byte:02x}")));
        assert_eq!(clean(&format!("{key} {echo} {key}"), &key), "*** *** ***");
    }
}
