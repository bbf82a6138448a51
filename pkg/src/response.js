// Whatever `fetch` resolved to: a `Response`, an heir or a proxy of one, a mock, a polyfill, a response of another realm. All are
// read alike, by what they have and with every access caught, since nothing tells a real one for sure: in Node 20 a proxy passes
// every check, and then throws.

import { RESPONSE_HEADERS } from "./limits.js";
import { get, isObject, method } from "./quietly.js";

/**
 * @param {unknown} answer
 * @returns {"answer" | "hidden_redirect" | "no_response"}
 */
export function kindOf(answer) {
  if (!isObject(answer)) return "no_response";
  // Followed against our word.
  if (get(answer, "redirected") === true) return "hidden_redirect";
  if (statusOf(answer) !== 0) return "answer";
  // A browser keeps the status of a redirect to itself.
  return get(answer, "type") === "opaqueredirect" ? "hidden_redirect" : "no_response";
}

/** @param {unknown} answer @returns {number} 0 where there is none */
export function statusOf(answer) {
  const status = get(answer, "status");
  if (Number.isInteger(status) && Number(status) >= 100 && Number(status) <= 999) return Number(status);
  // Hand-made mocks often say no more than this.
  return typeof status !== "number" && get(answer, "ok") === true ? 200 : 0;
}

/**
 * The headers that Rust reads, by their names. Mocks write headers as objects, lists, Maps or with a `get` of their own.
 *
 * @param {unknown} answer
 * @returns {Map<string, string>}
 */
export function knownHeaders(answer) {
  const given = get(answer, "headers");
  return fromPlatform(given) ?? fromMock(isMap(given) || !method(given, "get") ? fromEntries(given) : fromGet(given));
}

/** @param {(name: string) => unknown} read */
function fromMock(read) {
  const known = new Map();
  for (const name of RESPONSE_HEADERS) {
    try {
      const value = read(name);
      if (typeof value === "string") known.set(name, value);
    } catch {
      // A mock that throws.
    }
  }
  return known;
}

/**
 * The platform's own `Headers` of them, so that nothing of a mock's can throw inside WebAssembly.
 *
 * @param {Map<string, string>} known
 * @returns {Headers | Map<string, string>} the latter where the runtime has no Headers
 */
export function platformHeaders(known) {
  if (typeof Headers !== "function") return known;
  const headers = new Headers();
  for (const [name, value] of known) {
    try {
      headers.set(name, value);
    } catch {
      // A value that no header can have.
    }
  }
  return headers;
}

/**
 * The platform's own headers, in one pass: asking for each name takes undici ten times as long, which `onResponse` would feel.
 *
 * @param {unknown} given
 * @returns {Map<string, string> | undefined} nothing for a mock's, and for a proxy, which throws
 */
function fromPlatform(given) {
  const known = new Map();
  try {
    if (!(given instanceof Headers)) return undefined;
    Headers.prototype.forEach.call(given, (value, name) => {
      if (RESPONSE_HEADERS.includes(name)) known.set(name, value);
    });
    return known;
  } catch {
    return undefined;
  }
}

/** @param {unknown} given @returns {(name: string) => unknown} */
const fromGet = (given) => (name) => method(given, "get")?.call(given, name);

/** @param {unknown} given @returns {(name: string) => unknown} */
function fromEntries(given) {
  /** @type {Map<string, unknown>} */
  const found = new Map();
  try {
    /** @type {Iterable<readonly [unknown, unknown]>} */
    const entries = Array.isArray(given) || isMap(given) ? given : isObject(given) ? Object.entries(given) : [];
    for (const [name, value] of entries) {
      found.set(String(name).toLowerCase(), typeof value === "number" ? String(value) : value);
    }
  } catch {
    // What was read until then counts.
  }
  return (name) => found.get(name);
}

/**
 * Also one of another realm.
 *
 * @param {unknown} value
 * @returns {value is Map<unknown, unknown>}
 */
function isMap(value) {
  try {
    return Object.prototype.toString.call(value) === "[object Map]";
  } catch {
    return false;
  }
}

/**
 * A promise of another realm, or one whose `then` is not its own, is no promise of ours: only what a fresh one makes of it is
 * sure to come back without throwing.
 *
 * @param {unknown} value
 */
export function settled(value) {
  const own = value instanceof Promise && value.then === Promise.prototype.then;
  return own ? value : new Promise((resolve) => resolve(value));
}
