//! Looking into texts and putting them together, by means that cannot panic. The standard library's own could, on paper, and
//! each of its messages would be in the wasm together with what formats it: several kilobytes for what never happens.

/// A whole number in decimal.
pub fn decimal(number: u64) -> String {
    let mut text = String::new();
    push_decimal(&mut text, number);
    text
}

fn push_decimal(text: &mut String, number: u64) {
    if number >= 10 {
        push_decimal(text, number / 10);
    }
    #[allow(clippy::cast_possible_truncation, reason = "below 10")]
    text.push(char::from(b'0' + (number % 10) as u8));
}

/// The parts, one after the other.
pub fn joined(parts: &[&str]) -> String {
    let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum());
    parts.iter().for_each(|part| text.push_str(part));
    text
}

/// Whether this is white space to Unicode. The standard library has a table for it.
pub const fn is_white(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}')
        || matches!(c, '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Without ASCII white space around it. A function of its own, since the compiler would write it out wherever it is called: 0.2 KB.
#[inline(never)]
pub const fn trimmed(text: &str) -> &str {
    text.trim_ascii()
}

/// What stands before the first `mark`, which is ASCII, and what stands after it.
pub fn split(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == mark)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The first `most` characters, or all where there are no more.
pub fn cut(text: &str, most: usize) -> &str {
    let starts = text.bytes().enumerate().filter(|(_, byte)| byte & 0xc0 != 0x80);
    starts.map(|(at, _)| at).nth(most).and_then(|end| text.get(..end)).unwrap_or(text)
}

/// Where `wanted` stands in `text`, from left to right and without overlaps. In linear time, as Knuth, Morris and Pratt do it:
/// a service must not be able to keep anybody busy with an echo that nearly is the key.
pub fn places(text: &[u8], wanted: &[u8]) -> Vec<usize> {
    // For each start of `wanted`: how much of it fits again at its own end.
    let mut again = Vec::with_capacity(wanted.len());
    let mut fits = 0;
    for (at, &byte) in wanted.iter().enumerate() {
        fits = if at == 0 { 0 } else { extended(wanted, &again, fits, byte) };
        again.push(fits);
    }
    let mut places = Vec::new();
    fits = 0;
    for (at, &byte) in text.iter().enumerate() {
        fits = extended(wanted, &again, fits, byte);
        if fits > 0 && fits == wanted.len() {
            places.push(at + 1 - fits);
            fits = 0;
        }
    }
    places
}

/// How much of `wanted` fits with this byte, where `fits` of it did before.
fn extended(wanted: &[u8], again: &[usize], mut fits: usize, byte: u8) -> usize {
    loop {
        if wanted.get(fits) == Some(&byte) {
            return fits + 1;
        }
        match fits.checked_sub(1).and_then(|last| again.get(last)) {
            Some(&shorter) => fits = shorter,
            None => return 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_the_standard_library_writes_them() {
        for number in [0, 9, 10, 42, 404, 9_007_199_254_740_991, u64::MAX] {
            assert_eq!(decimal(number), number.to_string());
        }
    }

    #[test]
    fn white_space_is_that_of_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_white(c), c.is_whitespace(), "{:x}", u32::from(c));
        }
    }

    #[test]
    fn a_text_is_split_at_the_first_mark() {
        assert_eq!(split("é:b:c", b':'), Some(("é", "b:c")));
        assert_eq!(split(":", b':'), Some(("", "")));
        assert_eq!(split("é", b':'), None);
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(cut("aé\u{1f600}b", 0), "");
        assert_eq!(cut("aé\u{1f600}b", 2), "aé");
        assert_eq!(cut("aé\u{1f600}b", 3), "aé\u{1f600}");
        assert_eq!(cut("aé\u{1f600}b", 4), "aé\u{1f600}b");
        assert_eq!(cut("", 4), "");
    }

    #[test]
    fn places_are_those_that_the_standard_library_finds() {
        let mut random = fastrand::Rng::with_seed(1);
        for _ in 0..20_000 {
            let mut letters = |most| (0..random.usize(..most)).map(|_| random.choice(['a', 'b']).unwrap()).collect();
            let (text, wanted): (String, String) = (letters(40), letters(6));
            let known: Vec<usize> =
                if wanted.is_empty() { Vec::new() } else { text.match_indices(&wanted).map(|(at, _)| at).collect() };
            assert_eq!(places(text.as_bytes(), wanted.as_bytes()), known, "{wanted} in {text}");
        }
    }
}
