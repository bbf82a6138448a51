// What `fetch` rejected with is the best clue to a network failure, and it may hold the request with the key in it: custom
// fetches and instrumented ones hang all sorts of things on their errors. It is handed on as it is only where every part of
// it was seen to be harmless. Otherwise a copy of its texts, its codes and its causes is, without the keys.

import { define, get, isList, isObject } from "./quietly.js";

/** @typedef {import("./faults.js").Scrub} Scrub takes the keys out of a text */
/** @typedef {{ scrub: Scrub, seen: Set<unknown> }} Look with the objects that were met */

const MAX_DEPTH = 8;
const MAX_PARTS = 1_000;
/** Kept of an error besides its texts and what caused it, even where it is inherited, or a getter. */
const KEPT = ["code", "errno", "syscall", "address", "port", "hostname", "type"];

/**
 * @param {unknown} cause
 * @param {Scrub} scrub
 * @returns {unknown} `cause` itself, or a copy without the keys
 */
export function cleanCause(cause, scrub) {
  try {
    if (isHarmless(cause, { scrub, seen: new Set() }, 0)) return cause;
    const copied = copy(cause, { scrub, seen: new Set() }, 0);
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
  if (!isObject(value) && typeof value !== "function") {
    const text = typeof value === "symbol" ? (value.description ?? "") : String(value);
    return look.scrub(text) === text;
  }
  if (look.seen.has(value)) return true;
  look.seen.add(value);
  const names = Reflect.ownKeys(value);
  if (depth > MAX_DEPTH || look.seen.size + names.length > MAX_PARTS || !isPlain(value, look) || !isOpen(value))
    return false;
  const own = names.every((name) => {
    const { value: part, get } = Reflect.getOwnPropertyDescriptor(value, name) ?? {};
    // V8 gives `stack` as an accessor in some versions, the same for all errors of a realm.
    if (get && get !== Object.getOwnPropertyDescriptor(new Error(), "stack")?.get) return false;
    return isHarmless(name, look, depth) && isHarmless(part, look, depth + 1);
  });
  // Not all of these are properties of the error itself.
  return (
    own &&
    (!isError(value) || ["name", "message", "stack"].every((name) => isHarmless(get(value, name), look, depth + 1)))
  );
}

/**
 * @param {unknown} value
 * @param {Look} look
 * @param {number} depth
 * @returns {unknown} undefined where nothing is left
 */
function copy(value, { scrub, seen }, depth) {
  const part = (/** @type {unknown} */ of) => copy(of, { scrub, seen }, depth + 1);
  if (typeof value === "string") return scrub(value);
  if (typeof value === "number") return scrub(String(value)) === String(value) ? value : undefined;
  if (!isObject(value) || depth > MAX_DEPTH || seen.size > MAX_PARTS || seen.has(value)) return undefined;
  seen.add(value);
  if (isList(value)) return Array.from(/** @type {unknown[]} */ (value).slice(0, MAX_PARTS), part);
  const [message, name, stack] = ["message", "name", "stack"].map((of) => {
    const text = part(get(value, of));
    return typeof text === "string" ? text : undefined;
  });
  if (message === undefined) return undefined;
  const to = value instanceof TypeError ? new TypeError(message) : new Error(message);
  const keep = (/** @type {string} */ name, /** @type {unknown} */ value, enumerable = false) =>
    value !== undefined && define(to, name, { value, enumerable, writable: true });
  keep("name", name);
  keep("stack", stack || `${to}`);
  for (const name of KEPT) keep(name, part(get(value, name)), true);
  for (const name of ["cause", "errors"]) keep(name, part(get(value, name)));
  return to;
}

/**
 * An error, object or array of this realm whose own properties are all there is to see. An heir may show more, by getters and
 * methods such as toString, of what it keeps to itself; one that only has a name does not.
 *
 * @param {object} value
 * @param {Look} look
 */
function isPlain(value, { scrub }) {
  let type = Object.getPrototypeOf(value);
  if (!isError(value)) return type === null || type === (Array.isArray(value) ? Array.prototype : Object.prototype);
  for (; type !== Error.prototype && type !== globalThis.DOMException?.prototype; type = Object.getPrototypeOf(type)) {
    if (type === null) return false;
    for (const name of Reflect.ownKeys(type)) {
      const { value: part } = Reflect.getOwnPropertyDescriptor(type, name) ?? {};
      if (name === "constructor") continue;
      if (typeof part !== "string" || scrub(part) !== part || typeof name !== "string") return false;
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
