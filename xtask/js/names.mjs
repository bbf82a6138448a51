// Gives the functions that a wasm module imports short names. wasm-bindgen's carry a hash each, which no compression makes
// smaller, in the module and once more in the glue.

/**
 * @param {Uint8Array} bytes a module
 * @param {string} from the name under which all of them are imported: the whole set is new when this is
 * @returns {{ bytes: Buffer<ArrayBuffer>, names: Map<string, string> }} the module, and the new names by the old ones
 */
export function shorten(bytes, from) {
  const source = Buffer.from(bytes);
  /** @type {Map<string, string>} */
  const names = new Map();
  /** @type {Uint8Array[]} */
  const parts = [source.subarray(0, 8)];
  for (let at = 8; at < source.length;) {
    const [size, start] = number(source, at + 1);
    const end = start + size;
    parts.push(
      source[at] === 2 ? section(2, imports(source.subarray(start, end), from, names)) : source.subarray(at, end),
    );
    at = end;
  }
  return { bytes: Buffer.concat(parts), names };
}

/**
 * @param {Uint8Array} body of the section
 * @param {string} from
 * @param {Map<string, string>} names
 */
function imports(body, from, names) {
  let [count, at] = number(body, 0);
  /** @type {Uint8Array[]} */
  const parts = [leb(count)];
  for (; count > 0; count--) {
    const [moduleLength, moduleAt] = number(body, at);
    const [length, nameAt] = number(body, moduleAt + moduleLength);
    const name = Buffer.from(body.subarray(nameAt, nameAt + length)).toString();
    at = nameAt + length;
    if (body[at] !== 0) throw new Error(`the import ${name} is no function`);
    const short = `a${names.size.toString(36)}`;
    names.set(name, short);
    const [, end] = number(body, at + 1);
    parts.push(text(from), text(short), body.subarray(at, end));
    at = end;
  }
  return Buffer.concat(parts);
}

/**
 * @param {number} id
 * @param {Uint8Array} body
 */
const section = (id, body) => Buffer.concat([Buffer.from([id]), leb(body.length), body]);

/** @param {string} value */
const text = (value) => Buffer.concat([leb(Buffer.byteLength(value)), Buffer.from(value)]);

/** LEB128. @param {number} value */
function leb(value) {
  const bytes = [];
  for (; value >= 0x80; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @returns {[value: number, next: number]}
 */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return [value >>> 0, at];
  }
}
