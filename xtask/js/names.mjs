// Gives the functions that a wasm module imports short names, and those of its exports that end in a hash: wasm-bindgen gives
// each of them one, which no compression makes smaller, in the module and once more in the glue.

import { EXPORTS, FUNCTION, IMPORTS, PREAMBLE, exports, imports, leb, section, sections, text } from "./wasm.mjs";

/**
 * @param {Buffer<ArrayBuffer>} bytes a module
 * @param {string} from the name under which all of them are imported: the whole set is new when this is
 * @returns {{ bytes: Buffer<ArrayBuffer>, names: Map<string, string> }} the module, and the new names by the old ones
 */
export function shorten(bytes, from) {
  /** @type {Map<string, string>} */
  const names = new Map();
  /** @param {Buffer<ArrayBuffer>} body */
  const renamed = (body) => {
    const all = imports(body).map(({ name, kind, type }) => {
      if (kind !== FUNCTION) throw new Error(`the import ${name} is no function`);
      const short = `a${names.size.toString(36)}`;
      names.set(name, short);
      return Buffer.concat([text(from), text(short), Buffer.from([kind]), type]);
    });
    return section(IMPORTS, Buffer.concat([leb(all.length), ...all]));
  };
  /** @param {Buffer<ArrayBuffer>} body */
  const exported = (body) => {
    const all = exports(body).map(({ name, rest }) => {
      if (!/__h[0-9a-f]{16}$/.test(name)) return Buffer.concat([text(name), rest]);
      const short = `b${names.size.toString(36)}`;
      names.set(name, short);
      return Buffer.concat([text(short), rest]);
    });
    return section(EXPORTS, Buffer.concat([leb(all.length), ...all]));
  };
  const parts = sections(bytes).map(({ id, body, whole }) => {
    if (id === EXPORTS) return exported(body);
    return id === IMPORTS ? renamed(body) : whole;
  });
  return { bytes: Buffer.concat([bytes.subarray(0, PREAMBLE), ...parts]), names };
}
