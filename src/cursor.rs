//! The pieces of which dates are written.

use crate::text::trimmed;

/// Reads a text piece by piece. What does not fit is noted, and what comes after it means nothing: one question at the end
/// takes the place of one after each piece.
pub struct Cursor<'a> {
    rest: &'a [u8],
    failed: bool,
}

impl<'a> Cursor<'a> {
    /// At the start of a text, without the white space around it.
    pub fn new(text: &'a str) -> Self {
        Self { rest: trimmed(text).as_bytes(), failed: false }
    }

    /// Whether something did not fit.
    pub const fn has_failed(&self) -> bool {
        self.failed
    }

    /// Whether all of it was read, and fitted.
    pub const fn is_done(&self) -> bool {
        !self.failed && self.rest.is_empty()
    }

    /// Passes over this word, if it comes next.
    #[inline(never)]
    pub fn eats(&mut self, word: &[u8]) -> bool {
        let after = self.rest.strip_prefix(word);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// Passes over this word, which must come next.
    #[inline(never)]
    pub fn word(&mut self, word: &[u8]) {
        self.failed |= !self.eats(word);
    }

    /// Which of these names, of three letters each, comes next.
    pub fn name(&mut self, names: &[u8]) -> u32 {
        for (place, name) in (0..).zip(names.as_chunks::<3>().0) {
            if self.eats(name) {
                return place;
            }
        }
        self.failed = true;
        0
    }

    /// A time of day, in seconds.
    pub fn time(&mut self) -> u32 {
        let hour = self.digits(2);
        self.word(b":");
        let minute = self.digits(2);
        self.word(b":");
        let second = self.digits(2);
        self.failed |= hour > 23 || minute > 59 || second > 59;
        (hour * 60 + minute) * 60 + second
    }

    fn digit(&mut self) -> Option<u32> {
        let (&first, rest) = self.rest.split_first()?;
        first.is_ascii_digit().then(|| {
            self.rest = rest;
            u32::from(first - b'0')
        })
    }

    /// A number of so many digits.
    #[inline(never)]
    pub fn digits(&mut self, count: u32) -> u32 {
        let mut value = 0;
        for _ in 0..count {
            let digit = self.digit();
            self.failed |= digit.is_none();
            value = value * 10 + digit.unwrap_or(0);
        }
        value
    }

    /// Milliseconds after the point, rounded up.
    pub fn fraction(&mut self) -> u32 {
        if !self.eats(b".") && !self.eats(b",") {
            return 0;
        }
        let (mut ms, mut unit, mut more) = (self.digits(1) * 100, 10, false);
        while let Some(digit) = self.digit() {
            ms += digit * unit;
            more |= unit == 0 && digit > 0;
            unit /= 10;
        }
        ms + u32::from(more)
    }

    /// How far the clock of a place is ahead.
    pub fn offset_minutes(&mut self) -> f64 {
        if self.rest.is_empty() || self.eats(b"Z") || self.eats(b"z") {
            return 0.0;
        }
        let west = self.eats(b"-");
        if !west {
            self.word(b"+");
        }
        let hours = self.digits(2);
        let minutes = if self.rest.is_empty() {
            0
        } else {
            self.eats(b":");
            self.digits(2)
        };
        self.failed |= hours > 23 || minutes > 59;
        f64::from(hours * 60 + minutes) * if west { -1.0 } else { 1.0 }
    }
}
