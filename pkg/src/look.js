// What stands in the fields of an object, told to Rust by numbers, a whole table in one crossing. Which fields there are, and
// what may stand in them, is Rust's business.

import { isSignal } from "./abort.js";
import { ALL_OPTIONS } from "./names.js";
import { isObject } from "./quietly.js";

/** Rust refuses options that are longer, in UTF-16 units; a string of a gigabyte must not be copied to find that. */
export const MAX_TEXT = 16_384;

/** One of the numbers that src/js/value.rs knows. */
const STRING = 5;

/** Paths from an object to its fields, by the numbers that Rust gives them: addresses, the same in every instance. @type {Map<number, string[][]>} */
const tables = new Map();
/** The parts of paths: there are few. @type {Map<string, string[]>} */
const known = new Map();

/**
 * @param {string} path its parts, separated by dots; an empty one leads to the object itself
 */
function parts(path) {
  const found = known.get(path) ?? path.match(/[^.]+/g) ?? [];
  known.set(path, found);
  return found;
}

/**
 * @param {number} table
 * @param {string} paths separated by commas
 */
export function tellFields(table, paths) {
  tables.set(table, paths.split(",").map(parts));
}

/**
 * Writes two numbers for each field of a table: what stands there, and which number, if it is one.
 *
 * @param {unknown} value without getters: parsed JSON, or a copy
 * @param {number} table
 * @param {Float64Array} looks
 * @returns {boolean} whether there is such a table
 */
export function lookAt(value, table, looks) {
  const paths = tables.get(table);
  if (!paths) return false;
  // By number: an iterator for each path is a third of what a call leaves to be collected.
  for (let at = 0; at < paths.length; at++) {
    const found = follow(value, /** @type {string[]} */ (paths[at]));
    looks[2 * at] = kindOf(found);
    looks[2 * at + 1] = typeof found === "number" ? found : 0;
  }
  return true;
}

/**
 * The same for all options, then how many are given that nobody knows. The number of a text is its length in UTF-8.
 *
 * @param {Record<string, unknown>} values a copy
 * @param {Float64Array} looks
 * @returns {string} the texts, one after the other, and the name of the first that nobody knows
 */
export function readOptions(values, looks) {
  let texts = "";
  let at = 0;
  for (const name of ALL_OPTIONS) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const kind = kindOf(value);
    looks[at++] = kind;
    looks[at++] = typeof value === "number" ? value : kind === STRING ? bytesOf(/** @type {string} */ (value)) : 0;
    if (kind === STRING) texts += value;
  }
  const unknown = Object.keys(values).filter((name) => !ALL_OPTIONS.includes(name));
  looks[at] = unknown.length;
  // As much of it as is longer than any known one.
  return texts + (unknown[0] ?? "").slice(0, 64);
}

/** @param {string} text */
const bytesOf = (text) =>
  // Which escapes each byte that is not ASCII.
  /^[\0-\x7f]*$/.test(text) ? text.length : encodeURIComponent(text).replace(/%../g, "%").length;

/** @param {unknown} value @param {string} path */
export function textOf(value, path) {
  const found = follow(value, parts(path));
  return typeof found === "string" ? found : undefined;
}

/**
 * @param {unknown} value
 * @param {readonly string[]} path
 */
function follow(value, path) {
  let found = value;
  for (let at = 0; at < path.length; at++) {
    const name = /** @type {string} */ (path[at]);
    // Its own fields only: a page may have hung something on every object there is.
    const there = isObject(found) && Object.prototype.hasOwnProperty.call(found, name);
    found = there ? /** @type {Record<string, unknown>} */ (found)[name] : undefined;
  }
  return found;
}

/**
 * One of the numbers that src/js/value.rs knows.
 *
 * @param {unknown} value
 */
function kindOf(value) {
  switch (typeof value) {
    case "undefined":
      return 0;
    case "boolean":
      return value ? 3 : 2;
    case "number":
      return 4;
    case "string":
      // Too long to be copied, or with half a surrogate pair, which no URL or header can carry; else plain.
      return value.length > MAX_TEXT ? 6 : /\p{Surrogate}/u.test(value) ? 7 : STRING;
    case "function":
      return 8;
  }
  if (value === null) return 1;
  return isSignal(value) ? 9 : isList(value) ? 10 : 11;
}

/**
 * Not with `Array.isArray` alone, which throws at a proxy that was revoked.
 *
 * @param {unknown} value
 */
export function isList(value) {
  try {
    return Array.isArray(value);
  } catch {
    return true;
  }
}
