//! Escapes, and text with them undone.

use std::ops::Range;

/// No escape is longer, in bytes.
const LONGEST: usize = 15;

/// A text, perhaps with its escapes undone, and where each byte comes from.
pub struct Layer {
    /// The text.
    pub bytes: Vec<u8>,
    /// Where in the original each byte begins, and where the last one ends.
    starts: Vec<usize>,
}

impl Layer {
    /// The text as it is.
    pub fn of(text: &str) -> Self {
        Self { bytes: text.into(), starts: (0..text.len() + 1).collect() }
    }

    /// Where in the original these bytes stand.
    pub fn original(&self, bytes: Range<usize>) -> Range<usize> {
        let start = |place| self.starts.get(place).copied().unwrap_or_default();
        start(bytes.start)..start(bytes.end)
    }

    /// With each escape undone.
    pub fn undone(&self) -> Self {
        let most = self.bytes.len();
        let mut undone = Self { bytes: Vec::with_capacity(most), starts: Vec::with_capacity(most + 1) };
        let mut at = 0;
        while let Some(text @ [first, ..]) = self.bytes.get(at..) {
            let (byte, length) = escape(text).unwrap_or((*first, 1));
            undone.bytes.push(byte);
            undone.starts.extend(self.starts.get(at));
            at += length;
        }
        undone.starts.extend(self.starts.last());
        undone
    }
}

/// The byte that an escape at the start of a text stands for, and the length of the escape.
fn escape(text: &[u8]) -> Option<(u8, usize)> {
    match text {
        [b'%', digits @ ..] => Some((number(digits.get(..2)?, 16)?, 3)),
        [b'\\', b'u', digits @ ..] => Some((number(digits.get(..4)?, 16)?, 6)),
        [b'\\', byte @ (b'"' | b'\\' | b'/'), ..] => Some((*byte, 2)),
        [b'&', name @ ..] => {
            let end = name.iter().take(LONGEST - 1).position(|byte| *byte == b';')?;
            let byte = match name.get(..end)? {
                b"amp" => b'&',
                b"lt" => b'<',
                b"gt" => b'>',
                b"quot" => b'"',
                b"apos" => b'\'',
                [b'#', b'x' | b'X', digits @ ..] => number(digits, 16)?,
                [b'#', digits @ ..] => number(digits, 10)?,
                _ => return None,
            };
            Some((byte, end + 2))
        }
        _ => None,
    }
}

/// The number of one byte that these digits, of which no escape has more than 12, stand for.
fn number(digits: &[u8], radix: u32) -> Option<u8> {
    let mut number: u64 = 0;
    for digit in digits {
        number = number * u64::from(radix) + u64::from(char::from(*digit).to_digit(radix)?);
    }
    u8::try_from(number).ok()
}
