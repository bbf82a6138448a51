// UTF-8 for runtimes without TextEncoder and TextDecoder, jest-environment-jsdom above all. Only what the wasm-bindgen glue
// asks of the two: whole strings, valid UTF-8, no streaming. The glue makes `encodeInto` of `encode` where it is missing.

class Encoder {
  /** @param {string} text */
  encode(text) {
    // The one encoder of UTF-8 that is everywhere; half pairs, which it refuses, become what they do elsewhere.
    const parts = encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd")).match(/%..|./g) ?? [];
    return Uint8Array.from(parts, (part) => (part[1] ? Number.parseInt(part.slice(1), 16) : part.charCodeAt(0)));
  }
}

class Decoder {
  /** @param {string} [_label] @param {object} [_options] it is as strict as with `fatal`, and keeps byte order marks */
  constructor(_label, _options) {}

  /** @param {Uint8Array} [bytes] */
  decode(bytes = new Uint8Array(0)) {
    let text = "";
    for (const byte of bytes) text += `%${(256 + byte).toString(16).slice(1)}`;
    return decodeURIComponent(text);
  }
}

/** @type {{ decode(bytes: Uint8Array): string } | undefined} */
let strictDecoder;

/** @param {Uint8Array} bytes UTF-8; throws where they are not @returns {string} with its byte order mark */
export function decodeStrictly(bytes) {
  strictDecoder ??= new (codecs().TextDecoder)("utf-8", { fatal: true, ignoreBOM: true });
  return strictDecoder.decode(bytes);
}

/** The runtime's own where it has them, looked up when called: at import they may not be there yet. */
export function codecs() {
  return {
    TextEncoder: globalThis.TextEncoder ?? Encoder,
    TextDecoder: globalThis.TextDecoder ?? Decoder,
  };
}
