// What `fetch` rejected with is the best clue to a network failure, and it may hold the request with the key in it: custom
// fetches and instrumented ones hang all sorts of things on their errors. It is handed on as it is only where every part of
// it was seen to be harmless; otherwise a copy is, of the parts that are.

import { get, isObject } from "./quietly.js";

/** @typedef {import("./faults.js").Scrub} Scrub */
/**
 * @typedef {object} Look
 * @property {Scrub} scrub
 * @property {Map<object, unknown>} seen the copies, also of what is being copied just now
 * @property {boolean} harmless whether all that was seen so far shows no key, and is all there is to see
 */

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
  /** @type {Look} */
  const look = { scrub, seen: new Map(), harmless: true };
  try {
    const copied = copy(cause, look, 0);
    if (look.harmless) return cause;
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
 * @returns {unknown} undefined where nothing can be kept
 */
function copy(value, look, depth) {
  if (typeof value === "symbol") return Symbol(cleaned(value.description ?? "", look));
  if (!isObject(value) && typeof value !== "function") {
    const text = String(value);
    const clean = cleaned(text, look);
    return clean === text ? value : typeof value === "string" ? clean : undefined;
  }
  if (look.seen.has(value)) return look.seen.get(value);
  look.harmless &&= look.seen.size < MAX_PARTS && depth <= MAX_DEPTH && isPlain(value, look) && isOpen(value);
  if (look.seen.size >= MAX_PARTS || depth > MAX_DEPTH) return undefined;
  if (isError(value)) return copyError(value, look, depth + 1);
  const to = Array.isArray(value) ? [] : {};
  const type = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && type !== null && type !== Object.prototype) return undefined;
  look.seen.set(value, to);
  for (const [name, part, enumerable] of copyOwn(value, look, depth + 1)) if (enumerable) define(to, name, part, true);
  return to;
}

/**
 * @param {Error} from
 * @param {Look} look
 * @param {number} depth
 */
function copyError(from, look, depth) {
  // Not all of these are properties of the error itself.
  const [name, message, stack] = ["name", "message", "stack"].map((name) => {
    const text = copy(get(from, name), look, depth);
    return typeof text === "string" ? text : "";
  });
  const to = from instanceof TypeError ? new TypeError(message) : new Error(message);
  look.seen.set(from, to);
  if (name && name !== to.name) define(to, "name", name);
  define(to, "stack", stack || `${to.name}: ${to.message}`);
  for (const name of KEPT) {
    const part = get(from, name);
    if (typeof part !== "object") define(to, name, copy(part, look, depth), true);
  }
  for (const name of ["cause", "errors"]) define(to, name, copy(get(from, name), look, depth));
  // Of all else an error holds nothing is kept, unless the error itself is.
  if (look.harmless) copyOwn(from, look, depth);
  return to;
}

/**
 * An object's own properties of enough to show.
 *
 * @param {object} from
 * @param {Look} look
 * @param {number} depth
 * @returns {[name: string, value: unknown, enumerable?: boolean][]}
 */
function copyOwn(from, look, depth) {
  const names = Reflect.ownKeys(from);
  look.harmless &&= names.length <= MAX_PARTS;
  return names.slice(0, MAX_PARTS).map((name) => {
    const { value, get, enumerable } = Reflect.getOwnPropertyDescriptor(from, name) ?? {};
    // V8 gives `stack` as an accessor in some versions.
    look.harmless &&= !get || (name === "stack" && String(get) === "function stack() { [native code] }");
    const shown = copy(name, look, depth) === name;
    return [String(name), copy(value, look, depth), enumerable && shown];
  });
}

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
  for (; type !== Error.prototype && type !== globalThis.DOMException?.prototype; type = Object.getPrototypeOf(type)) {
    if (type === null) return false;
    for (const name of Reflect.ownKeys(type)) {
      const { value: part } = Reflect.getOwnPropertyDescriptor(type, name) ?? {};
      if (name === "constructor") continue;
      if (typeof part !== "string" || look.scrub(part) !== part || typeof name !== "string") return false;
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
  // By its tag where it is of another realm.
  return value instanceof Error || /^\[object (Error|DOMException)]$/.test(Object.prototype.toString.call(value));
}

/** @param {string} text @param {Look} look */
function cleaned(text, look) {
  const clean = look.scrub(text);
  look.harmless &&= clean === text;
  return clean;
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
