// Reading and writing the binary format of WebAssembly, as far as the tools beside this file need it.
// https://webassembly.github.io/spec/core/binary/

/** @typedef {{ id: number, body: Buffer<ArrayBuffer>, whole: Buffer<ArrayBuffer> }} Section */

/** The ids of sections. */
export const CUSTOM = 0;
export const IMPORTS = 2;
export const EXPORTS = 7;
export const CODE = 10;
export const DATA = 11;
/** What comes before the sections. */
export const PREAMBLE = 8;

/** @param {Buffer<ArrayBuffer>} bytes @returns {Section[]} */
export function sections(bytes) {
  const found = [];
  const reader = new Reader(bytes, PREAMBLE);
  while (!reader.atEnd) {
    const from = reader.at;
    const id = reader.byte();
    const body = reader.bytes(reader.number());
    found.push({ id, body, whole: bytes.subarray(from, reader.at) });
  }
  return found;
}

export class Reader {
  /** @param {Buffer<ArrayBuffer>} source @param {number} [at] */
  constructor(source, at = 0) {
    this.source = source;
    this.at = at;
  }

  get atEnd() {
    return this.at >= this.source.length;
  }

  byte() {
    return this.source[this.at++] ?? 0;
  }

  /** LEB128, without a sign. */
  number() {
    let [value, weight] = [0, 1];
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
      weight *= 128;
    }
  }

  /** @param {number} length */
  bytes(length) {
    this.at += length;
    return this.source.subarray(this.at - length, this.at);
  }

  text() {
    return this.bytes(this.number()).toString();
  }
}

/** @param {number} value */
export function leb(value) {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 128)) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}

/** @param {number} id @param {Buffer<ArrayBuffer>} body */
export const section = (id, body) => Buffer.concat([Buffer.from([id]), leb(body.length), body]);

/** @param {string} value */
export const text = (value) => Buffer.concat([leb(Buffer.byteLength(value)), Buffer.from(value)]);

/** @typedef {{ from: string, name: string, kind: number, type: Buffer<ArrayBuffer> }} Import */

/** The kind of an import that is a function. */
export const FUNCTION = 0;

/** @param {Buffer<ArrayBuffer>} body of the section @returns {Import[]} */
export function imports(body) {
  const reader = new Reader(body);
  const limits = () => {
    if (reader.number() & 1) reader.number();
    reader.number();
  };
  return Array.from({ length: reader.number() }, () => {
    const [from, name, kind] = [reader.text(), reader.text(), reader.byte()];
    const start = reader.at;
    if (kind === FUNCTION) reader.number();
    else if (kind === 1) reader.byte();
    if (kind === 1 || kind === 2) limits();
    else if (kind === 3) reader.bytes(2);
    return { from, name, kind, type: body.subarray(start, reader.at) };
  });
}

/** @param {Buffer<ArrayBuffer>} body of the section @returns {{ name: string, rest: Buffer<ArrayBuffer> }[]} */
export function exports(body) {
  const reader = new Reader(body);
  return Array.from({ length: reader.number() }, () => {
    const name = reader.text();
    const start = reader.at;
    reader.byte();
    reader.number();
    return { name, rest: body.subarray(start, reader.at) };
  });
}

/** @param {Buffer<ArrayBuffer>} body of the section @returns {Buffer<ArrayBuffer>[]} */
export function functionBodies(body) {
  const reader = new Reader(body);
  return Array.from({ length: reader.number() }, () => reader.bytes(reader.number()));
}

/** The names of functions by their indices, imported ones first. @param {readonly Section[]} all @returns {Map<number, string>} */
export function functionNames(all) {
  /** @type {Map<number, string>} */
  const names = new Map();
  for (const { id, body } of all) {
    const reader = new Reader(body);
    if (id !== CUSTOM || reader.text() !== "name") continue;
    while (!reader.atEnd) {
      const kind = reader.byte();
      const part = new Reader(reader.bytes(reader.number()));
      if (kind === 1) for (let left = part.number(); left > 0; left--) names.set(part.number(), part.text());
    }
  }
  return names;
}
