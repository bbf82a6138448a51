//! Base64, as far as it takes to find a text in it.

/// A text in base64, without padding and without so many bits at its beginning, which stand in one digit with what comes before. `whole`
/// says whether nothing comes after it; else the bits at its end that fill no digit are left out, too. `last` are the last two digits, which
/// the alphabets differ in.
pub fn base64(text: &str, mut skipped: u32, whole: bool, last: &[u8; 2]) -> Vec<u8> {
    let mut digits = Vec::new();
    // Bits that no digit stands for yet, at the end of a longer number.
    let (mut bits, mut count) = (0_u32, 0);
    let mut bytes = text.bytes();
    loop {
        while count < 6 {
            match bytes.next() {
                Some(byte) => (bits, count) = (bits << 8 | u32::from(byte), count + 8 - skipped),
                None if count == 0 || !whole => return digits,
                None => (bits, count) = (bits << (6 - count), 6),
            }
            skipped = 0;
        }
        count -= 6;
        digits.push(match (bits >> count & 63) as u8 {
            digit @ 0..26 => b'A' + digit,
            digit @ 26..52 => b'a' + digit - 26,
            digit @ 52..62 => b'0' + digit - 52,
            62 => last[0],
            _ => last[1],
        });
    }
}
