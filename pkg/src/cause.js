// What `fetch` rejected with is the best clue to a network failure, and it may hold the request with the key in it: custom
// fetches and instrumented ones hang all sorts of things on their errors. It is handed on as it is only where every part of
// it was seen to be harmless; otherwise a copy is, of the parts that are.

import { get, isObject } from "./quietly.js";

/** @typedef {import("./faults.js").Scrub} Scrub */
/** @typedef {{ scrub: Scrub, isClean: (text: string) => boolean, seen: Map<object, unknown> }} Look */

const MAX_DEPTH = 8;
const MAX_PARTS = 1_000;
/** Kept of an error even where it is inherited, or a getter. */
const KEPT = ["code", "errno", "syscall", "address", "port", "hostname", "type"];

/**
 * @param {unknown} cause
 * @param {Scrub} scrub
 * @returns {unknown} `cause` itself, or a copy without the keys
 */
export function cleanCause(cause, scrub) {
  const keys = { scrub, isClean: (/** @type {string} */ text) => scrub(text) === text };
  try {
    if (isHarmless(cause, { ...keys, seen: new Map() }, 0)) return cause;
    const copied = copy(cause, { ...keys, seen: new Map() }, 0);
    if (copied !== undefined) return copied;
  } catch {
    // A proxy that throws, say.
  }
  return new Error("fetch rejected with something that cannot be shown: the key may be in it.");
}

/**
 * Primitives are harmless where no key is in them, and so are plain errors, objects and arrays that are made of them. Nothing
 * else is: a Request, say, shows its headers to `inspect` although no property of it can be seen to hold them.
 *
 * @param {unknown} value
 * @param {Look} look
 * @param {number} depth
 * @returns {boolean}
 */
function isHarmless(value, look, depth) {
  if (typeof value === "symbol") return look.isClean(value.description ?? "");
  if (typeof value === "function") return false;
  if (!isObject(value)) return look.isClean(String(value));
  if (look.seen.has(value)) return true;
  look.seen.set(value, undefined);
  if (look.seen.size > MAX_PARTS || depth > MAX_DEPTH || !(isPlain(value, look) && isOpen(value))) return false;
  // Not all of these are properties of the error itself.
  const texts = isError(value) ? [value.name, value.message, value.stack] : [];
  return texts.every((text) => isHarmless(text, look, depth)) && allOwn(value, look, depth + 1);
}

/**
 * @param {object} value
 * @param {Look} look
 * @param {number} depth
 */
function allOwn(value, look, depth) {
  const names = Reflect.ownKeys(value);
  if (names.length > MAX_PARTS) return false;
  return names.every((name) => {
    const property = Reflect.getOwnPropertyDescriptor(value, name);
    if (!property || !isHarmless(name, look, depth)) return false;
    if ("value" in property) return isHarmless(property.value, look, depth);
    // V8 gives `stack` as an accessor in some versions.
    return name === "stack" && String(property.get) === "function stack() { [native code] }";
  });
}

const ERRORS = [
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
  globalThis.AggregateError,
];
const BUILT_IN = new Set([...ERRORS, globalThis.DOMException].map((type) => type?.prototype));

/**
 * An error, object or array of this realm whose own properties are all there is to see. An heir may show more, by getters and
 * methods such as toString, of what it keeps to itself; one that only has a name does not.
 *
 * @param {object} value
 * @param {Look} look
 */
function isPlain(value, look) {
  let type = Object.getPrototypeOf(value);
  if (!isError(value)) return type === null || type === (Array.isArray(value) ? Array.prototype : Object.prototype);
  for (; !BUILT_IN.has(type); type = Object.getPrototypeOf(type)) {
    if (type === null || type === Object.prototype) return false;
    for (const name of Reflect.ownKeys(type)) {
      const { value: part } = Reflect.getOwnPropertyDescriptor(type, name) ?? {};
      if (name === "constructor") continue;
      if (typeof part !== "string" || !look.isClean(part) || typeof name !== "string") return false;
    }
  }
  return true;
}

/**
 * Not a proxy, which shows `inspect` another object than it shows us. Only cloning tells them apart.
 *
 * @param {object} value
 */
function isOpen(value) {
  if (typeof structuredClone !== "function") return true;
  try {
    // Not all runtimes clone it, but a proxy of it has no code to give.
    if (value instanceof DOMException) return typeof value.code === "number" && !Object.hasOwn(value, "code");
    structuredClone(value);
    return true;
  } catch (error) {
    // Anything but this is about what it holds, as the depth of that.
    return !(error instanceof DOMException && error.name === "DataCloneError");
  }
}

/**
 * @param {object} value
 * @returns {value is Error}
 */
function isError(value) {
  if (value instanceof Error || (typeof DOMException === "function" && value instanceof DOMException)) return true;
  return Object.prototype.toString.call(value) === "[object Error]"; // of another realm
}

/**
 * @param {unknown} value
 * @param {Look} look
 * @param {number} depth
 * @returns {unknown} undefined where nothing can be kept
 */
function copy(value, look, depth) {
  if (typeof value === "string") return look.scrub(value);
  if (typeof value === "symbol") return Symbol(look.scrub(value.description ?? ""));
  if (typeof value === "function") return undefined;
  if (!isObject(value)) return look.isClean(String(value)) ? value : undefined;
  if (look.seen.has(value)) return look.seen.get(value);
  if (depth > MAX_DEPTH || look.seen.size > MAX_PARTS) return undefined;
  if (isError(value)) return copyError(value, look, depth);
  const type = Object.getPrototypeOf(value);
  if (Array.isArray(value)) return copyParts(value, [], look, depth);
  return type === null || type === Object.prototype ? copyParts(value, {}, look, depth) : undefined;
}

/**
 * @param {Error} from
 * @param {Look} look
 * @param {number} depth
 */
function copyError(from, look, depth) {
  const message = text(from, "message", look);
  const to = from instanceof TypeError ? new TypeError(message) : new Error(message);
  look.seen.set(from, to);
  const name = text(from, "name", look);
  if (name && name !== to.name) define(to, "name", name);
  define(to, "stack", text(from, "stack", look) || `${to.name}: ${to.message}`);
  for (const name of KEPT) {
    const part = get(from, name);
    if (typeof part !== "object") define(to, name, copy(part, look, depth + 1), true);
  }
  for (const name of ["cause", "errors"]) define(to, name, copy(get(from, name), look, depth + 1));
  return to;
}

/**
 * @param {object} from
 * @param {object} to
 * @param {Look} look
 * @param {number} depth
 */
function copyParts(from, to, look, depth) {
  look.seen.set(from, to);
  for (const name of Object.keys(from).slice(0, MAX_PARTS)) {
    const { value } = Reflect.getOwnPropertyDescriptor(from, name) ?? {};
    const part = copy(value, look, depth + 1);
    if (look.isClean(name)) define(to, name, part, true);
  }
  return to;
}

/**
 * @param {object} from
 * @param {string} name
 * @param {Look} look
 */
function text(from, name, look) {
  const found = get(from, name);
  return typeof found === "string" ? look.scrub(found) : "";
}

/**
 * @param {object} to
 * @param {string} name
 * @param {unknown} value
 * @param {boolean} [enumerable]
 */
function define(to, name, value, enumerable = false) {
  if (value !== undefined) {
    Object.defineProperty(to, name, { value, enumerable, configurable: true, writable: true });
  }
}
