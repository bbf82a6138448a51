// The functions of a wasm file, largest first, by the names that the compiler left in it.

import { readFile } from "node:fs/promises";
import { CODE, FUNCTION, IMPORTS, functionBodies, functionNames, imports, sections } from "./wasm.mjs";

/**
 * @param {string} file
 * @returns {Promise<{ name: string, size: number }[] | undefined>} nothing where there is no such file, or no names in it
 */
export async function functions(file) {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) return undefined;
  const all = sections(bytes);
  const names = functionNames(all);
  if (names.size === 0) return undefined;
  const of = (/** @type {number} */ wanted) => all.filter(({ id }) => id === wanted).map(({ body }) => body);
  const imported = of(IMPORTS)
    .flatMap(imports)
    .filter(({ kind }) => kind === FUNCTION).length;
  return of(CODE)
    .flatMap(functionBodies)
    .map(({ length }, place) => ({ size: length, name: readable(names.get(place + imported) ?? "(unnamed)") }))
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
