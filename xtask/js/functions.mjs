// The functions of a wasm file, largest first, by the names that the compiler left in it.

import { readFile } from "node:fs/promises";

/**
 * @param {string} file
 * @returns {Promise<{ name: string, size: number }[] | undefined>} nothing where there is no such file, or no names in it
 */
export async function functions(file) {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) return undefined;
  let at = 8;
  const number = () => {
    let [value, shift] = [0, 1];
    for (;;) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * shift;
      if (byte < 0x80) return value;
      shift *= 128;
    }
  };
  const text = () => {
    const length = number();
    at += length;
    return bytes.toString("utf8", at - length, at);
  };
  const limits = () => {
    if (number() & 1) number();
    number();
  };
  let imported = 0;
  /** @type {number[]} */
  const sizes = [];
  /** @type {Map<number, string>} */
  const names = new Map();
  while (at < bytes.length) {
    const section = bytes[at++];
    const end = number() + at;
    if (section === 2) {
      for (let left = number(); left > 0; left--) {
        text();
        text();
        const kind = bytes[at++];
        if (kind === 0) imported++;
        if (kind === 0) number();
        else if (kind === 1) at++;
        if (kind === 1 || kind === 2) limits();
        else if (kind === 3) at += 2;
      }
    } else if (section === 10) {
      for (let left = number(); left > 0; left--) {
        const size = number();
        sizes.push(size);
        at += size;
      }
    } else if (section === 0 && text() === "name") {
      while (at < end) {
        const kind = bytes[at++];
        const next = number() + at;
        if (kind === 1) for (let left = number(); left > 0; left--) names.set(number(), text());
        at = next;
      }
    }
    at = end;
  }
  if (names.size === 0) return undefined;
  return sizes
    .map((size, place) => ({ size, name: readable(names.get(place + imported) ?? "(unnamed)") }))
    .sort((a, b) => b.size - a.size);
}

const SIGNS = /** @type {Record<string, string>} */ ({ LT: "<", GT: ">", RF: "&", BP: "*", C: ",", LP: "(", RP: ")" });

/**
 * `_ZN4core3fmt5write17h0123456789abcdefE` as `core::fmt::write`; names of another kind as they are.
 *
 * @param {string} name
 */
function readable(name) {
  const parts = [];
  for (let rest = /^_ZN(.*)E$/.exec(name)?.[1] ?? ""; rest;) {
    const length = Number.parseInt(rest, 10);
    if (!(length > 0)) return name;
    const from = String(length).length;
    parts.push(rest.slice(from, from + length));
    rest = rest.slice(from + length);
  }
  if (parts.length === 0) return name;
  const path = parts.filter((part) => !/^h[0-9a-f]{16}$/.test(part)).join("::");
  return path
    .replaceAll(/\$u([0-9a-f]+)\$/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll(/\$(\w+)\$/g, (found, sign) => SIGNS[sign] ?? found)
    .replaceAll("..", "::")
    .replaceAll(/(^|::)_(?=<)/g, "$1");
}
