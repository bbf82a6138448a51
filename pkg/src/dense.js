// Bytes in a string: the module inside the default entry. Base64 cuts bytes across, so that what repeats in them no longer
// does in the text, and brotli or gzip make a third more of it. Here each byte is one character, or two if it is rare.

/** The first characters of pairs, "}" and "~", are the last of ASCII: what follows one is looked up a table further on. */
export const LAST_SINGLE = 124;

/**
 * @param {string} text
 * @param {string} common for each byte the character that stands for it, or "~" where a pair does
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function decode(text, common) {
  const table = new Uint8Array(3 * 128);
  const codes = Array.from(common, (character) => character.charCodeAt(0));
  const singles = codes.filter((code) => code <= LAST_SINGLE);
  let pairs = 0;
  codes.forEach((code, byte) => {
    if (code > LAST_SINGLE) {
      code = /** @type {number} */ (singles[pairs % singles.length]) + (pairs < singles.length ? 128 : 256);
      pairs++;
    }
    table[code] = byte;
  });
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at);
    if (code > LAST_SINGLE) code = (code - LAST_SINGLE) * 128 + text.charCodeAt(++at);
    bytes[length++] = /** @type {number} */ (table[code]);
  }
  return bytes.slice(0, length);
}
