// Bytes in a string: the module inside the default entry. Base64 cuts bytes across, so that what repeats in them no longer
// does in the text, and brotli or gzip make a third more of it. Here each byte is one character, or two if it is rare.

/** Printable ASCII without what a string literal, a template or a page's inline script would stumble over. */
export const alphabet = () =>
  Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).filter((one) => !"\"'`\\$<".includes(one));
/** The first characters of pairs. */
export const LEADS = 2;

/**
 * @param {string} text
 * @param {string} common the bytes that one character stands for, as 64 hexadecimal digits: a bit for each byte
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function decode(text, common) {
  /** @type {number[]} */
  const single = [];
  /** @type {number[]} */
  const double = [];
  for (let byte = 0; byte < 256; byte++) {
    const digit = Number.parseInt(/** @type {string} */ (common[byte >> 2]), 16);
    (digit & (8 >> (byte & 3)) ? single : double).push(byte);
  }
  const place = new Uint8Array(128);
  const characters = alphabet();
  characters.forEach((character, at) => (place[character.charCodeAt(0)] = at));
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const first = /** @type {number} */ (place[text.charCodeAt(at)]);
    const byte =
      first < LEADS ? double[first * characters.length + (place[text.charCodeAt(++at)] ?? 0)] : single[first - LEADS];
    bytes[length++] = byte ?? 0;
  }
  return bytes.slice(0, length);
}
