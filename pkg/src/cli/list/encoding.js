// From the bytes of an export to its text.

/**
 * @typedef {object} Encoding
 * @property {string} encoding as TextDecoder names it
 * @property {boolean} mark whether the bytes begin with a byte order mark
 */

/** @param {Buffer} head @returns {Encoding} */
export function detectEncoding(head) {
  const [a = 1, b = 1, c = 1, d = 1] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", mark: true };
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", mark: true };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", mark: true };
  // UTF-16 without a mark: lists begin with letters, digits or quotes, of which one byte is zero.
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return { encoding: "utf-16le", mark: false };
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return { encoding: "utf-16be", mark: false };
  return { encoding: "utf-8", mark: false };
}

/**
 * The text of the bytes, without what DOS tools and databases put at the end: Ctrl-Z and NUL.
 *
 * @param {AsyncIterable<Buffer>} chunks
 * @param {string} encoding
 * @param {boolean} [torn] the bytes may end in the middle of a character
 * @returns {AsyncGenerator<string, void, undefined>}
 */
export async function* decode(chunks, encoding, torn = false) {
  const decoder = new TextDecoder(encoding, { fatal: encoding === "utf-8" });
  /** What may be the end: given out only when more follows. */
  let held = "";
  for await (const chunk of chunks) {
    const text = held + decoder.decode(chunk, { stream: true });
    const end = endOf(text);
    held = text.slice(end);
    if (end > 0) yield text.slice(0, end);
  }
  try {
    const rest = decoder.decode();
    if (rest) yield held + rest;
  } catch (error) {
    if (!torn) throw error;
  }
}

/** More than this is no end-of-file mark; holding it back would take the memory of the whole file. */
const MAX_HELD = 65_536;

/** Where the Ctrl-Z and NUL at the end of a text begin. @param {string} text */
function endOf(text) {
  let end = text.length;
  while (end > 0 && (text[end - 1] === "\u001a" || text[end - 1] === "\0")) end--;
  return text.length - end > MAX_HELD ? text.length : end;
}

/** @param {unknown} error */
export const isWrongEncoding = (error) =>
  error instanceof TypeError && "code" in error && error.code === "ERR_ENCODING_INVALID_ENCODED_DATA";
