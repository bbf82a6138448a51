// Options are read once, before the call first yields: what the caller does to the object afterwards changes nothing, and
// a getter or proxy that throws is met here, not inside WebAssembly. What the values mean is Rust's business.

import { MAX_TEXT } from "./look.js";
import { OPTION_NAMES } from "./names.js";
import { isObject } from "./quietly.js";

/**
 * @typedef {object} Snapshot
 * @property {Record<string, unknown>} values a plain object without getters and `undefined`
 * @property {{ option: string, why: string } | undefined} problem the first option that could not be read
 */

/**
 * @param {unknown} options
 * @param {readonly string[]} names read even where they are inherited or not enumerable
 * @returns {Snapshot}
 */
export function snapshot(options, names = OPTION_NAMES) {
  /** @type {Snapshot} */
  const result = { values: {}, problem: undefined };
  if (!isObject(options)) {
    const found = options === null ? "null" : typeof options;
    result.problem = { option: "options", why: `must be an object, but it is ${found}` };
    return result;
  }
  const { values } = result;
  try {
    for (const name of Object.keys(options)) {
      if (names.includes(name)) continue;
      const value = read(options, name, result, "(unnamed)");
      // Not by assignment, which would take `__proto__` for something else.
      if (value !== undefined) Object.defineProperty(values, name, { value, enumerable: true });
    }
  } catch {
    unreadable(result, "options");
  }
  for (const name of names) {
    const value = read(options, name, result, name);
    if (value !== undefined) values[name] = value;
  }
  if (typeof values.baseUrl === "string" && !isReadable(values.baseUrl)) {
    result.problem ??= { option: "baseUrl", why: "must be an absolute URL such as https://api.example.com" };
  }
  return result;
}

/**
 * @param {object} options
 * @param {string} name
 * @param {Snapshot} result
 * @param {string} named as in Rust: a name that nobody would give an option may be a value in the wrong place
 */
function read(options, name, result, named) {
  try {
    return /** @type {Record<string, unknown>} */ (options)[name];
  } catch {
    unreadable(result, named);
  }
}

/** @param {Snapshot} result @param {string} option */
const unreadable = (result, option) => {
  result.problem ??= { option, why: "could not be read: its getter or proxy threw" };
};

/** The last base URL that could be read: most programs have one. */
let readable = "";

/**
 * The platform's own reader refuses more than Rust's grammar does, such as a host of 999.0.0.1; fetch would refuse it, too,
 * as if the network had failed.
 *
 * @param {string} url
 */
function isReadable(url) {
  if (url === readable || typeof URL !== "function" || url.length > MAX_TEXT) return true;
  try {
    new URL(url);
  } catch {
    return false;
  }
  readable = url;
  return true;
}
