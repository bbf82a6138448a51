// Options are read once, before the call first yields: what the caller does to the object afterwards changes nothing, and a getter
// or proxy that throws is met here, not inside WebAssembly. What the values mean is Rust's business.

import { MAX_TEXT } from "./limits.js";
import { isObject } from "./quietly.js";

/**
 * @typedef {object} Snapshot
 * @property {Record<string, unknown>} values without getters, `undefined` and a prototype
 * @property {{ option: string, why: string } | undefined} problem the first option that could not be read
 */

/**
 * Reads the options of a call.
 *
 * @param {unknown} options
 * @param {readonly string[]} names of all options that the call takes
 * @returns {Snapshot}
 */
export function snapshot(options, names) {
  if (!isObject(options)) {
    const found = options === null ? "null" : typeof options;
    return { values: {}, problem: { option: "options", why: `must be an object, but it is ${found}` } };
  }
  const result = readProperties(options, names);
  for (const name in result.values) {
    const value = result.values[name];
    if (typeof value !== "string") continue;
    // A string of a gigabyte must not be copied to find that it is too long.
    if (value.length > MAX_TEXT) result.problem ??= { option: name, why: "is far too long" };
    // No URL or header can carry it.
    else if (/\p{Surrogate}/u.test(value)) {
      result.problem ??= { option: name, why: "holds half of a surrogate pair: was it cut?" };
    }
  }
  try {
    for (const name in options) if (!names.includes(name)) refuseUnknown(options, name, names, result);
  } catch {
    result.problem ??= unreadable("options");
  }
  return result;
}

/**
 * Reads properties of these names, even where they are inherited or not enumerable.
 *
 * @param {object} object
 * @param {readonly string[]} names
 * @returns {Snapshot}
 */
export function readProperties(object, names) {
  /** @type {Snapshot} */
  const result = { values: Object.create(null), problem: undefined };
  for (const name of names) {
    try {
      const value = /** @type {Record<string, unknown>} */ (object)[name];
      // Without a prototype, `__proto__` is a name like any other.
      if (value !== undefined && !isFromEveryObject(object, name)) result.values[name] = value;
    } catch {
      result.problem ??= unreadable(name);
    }
  }
  return result;
}

/** @param {string} option */
const unreadable = (option) => ({ option, why: "could not be read: its getter or proxy threw" });

/**
 * A typo such as `acountId` would otherwise ask about another account without a word.
 *
 * @param {object} options
 * @param {string} name
 * @param {readonly string[]} names of the options that the call takes
 * @param {Snapshot} result
 */
function refuseUnknown(options, name, names, result) {
  const { values, problem } = readProperties(options, [name]);
  const { apiKey, jwt } = result.values;
  // A name that looks like nothing anyone would call an option may be a value in the wrong place.
  const isKey = [apiKey, jwt].some((key) => typeof key === "string" && key !== "" && name.includes(key));
  const option = /^[\w.$-]{1,40}$/.test(name) && !isKey ? name : "(unnamed)";
  if (problem) result.problem ??= { ...problem, option: "(unnamed)" };
  else if (Object.hasOwn(values, name))
    result.problem ??= { option, why: `is not an option of this call; ${advice(option, names)}` };
}

/** @param {string} name @param {readonly string[]} names */
function advice(name, names) {
  const typed = letters(name);
  const meant = names.find((known) => isMeant(typed, letters(known)));
  return meant ? `${meant} may be meant` : `it takes ${names.join(", ")}`;
}

/** @param {string} name */
const letters = (name) => name.toLowerCase().replace(/[^a-z]/g, "");

/**
 * Whether a name may be a typo of a known one: a part of it, or the same but for its end or two letters side by side.
 *
 * @param {string} typed at most 40 letters
 * @param {string} known
 */
function isMeant(typed, known) {
  if (typed.length < 3) return false;
  if (known.includes(typed) || typed.includes(known)) return true;
  if (known.length > 8 && typed.startsWith(known.slice(0, -3))) return true;
  if (Math.abs(typed.length - known.length) > 1) return false;
  return [...known].some((_, at) => typed.startsWith(known.slice(0, at)) && typed.endsWith(known.slice(at + 2)));
}

/**
 * Whether a property is there only because it hangs on `Object.prototype`, by a bug elsewhere in the program: a `baseUrl` or a
 * `fetch` there would receive every key. What an object of the caller's own inherits counts.
 *
 * @param {object} options
 * @param {string} name
 */
function isFromEveryObject(options, name) {
  /** @type {object | null} */
  let object = options;
  while (object && !Object.hasOwn(object, name)) object = Object.getPrototypeOf(object);
  // Object.prototype, also that of another realm, is the end of a chain; an object that was made without one has no methods.
  return object !== null && Object.getPrototypeOf(object) === null && Object.hasOwn(object, "hasOwnProperty");
}
