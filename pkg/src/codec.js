// UTF-8 for runtimes without TextEncoder and TextDecoder, jest-environment-jsdom above all. Only what the wasm-bindgen glue
// asks of the two: whole strings, valid UTF-8, no streaming.

const REPLACEMENT = 0xfffd;
/** Below every engine's limit on the number of arguments. */
const CHUNK = 8_192;

class Encoder {
  /** @param {string} text */
  encode(text) {
    const bytes = new Uint8Array(text.length * 3);
    return bytes.slice(0, this.encodeInto(text, bytes).written);
  }

  /**
   * @param {string} text
   * @param {Uint8Array} view with room for three bytes per UTF-16 unit
   */
  encodeInto(text, view) {
    let at = 0;
    for (const character of text) {
      let code = /** @type {number} */ (character.codePointAt(0));
      if (code >= 0xd800 && code <= 0xdfff) code = REPLACEMENT;
      if (code < 0x80) view[at++] = code;
      else {
        const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        view[at++] = (more === 1 ? 0xc0 : more === 2 ? 0xe0 : 0xf0) | (code >> (6 * more));
        for (let left = more - 1; left >= 0; left--) view[at++] = 0x80 | ((code >> (6 * left)) & 0x3f);
      }
    }
    return { read: text.length, written: at };
  }
}

class Decoder {
  /** @param {Uint8Array} [bytes] */
  decode(bytes = new Uint8Array(0)) {
    let text = "";
    /** @type {number[]} */
    let codes = [];
    for (let at = 0; at < bytes.length;) {
      const first = bytes[at++] ?? 0;
      const more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
      let code = more === 0 ? first : first & (0x3f >> more);
      for (let left = more; left > 0; left--) code = (code << 6) | ((bytes[at++] ?? 0) & 0x3f);
      codes.push(code);
      if (codes.length === CHUNK || at >= bytes.length) {
        text += String.fromCodePoint(...codes);
        codes = [];
      }
    }
    return text;
  }
}

/** The runtime's own where it has them, looked up when called: at import they may not be there yet. */
export function codecs() {
  return {
    TextEncoder: typeof TextEncoder === "function" ? TextEncoder : Encoder,
    TextDecoder: typeof TextDecoder === "function" ? TextDecoder : Decoder,
  };
}
