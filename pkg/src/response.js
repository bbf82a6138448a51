// Whatever `fetch` resolved to: a `Response`, an heir or a proxy of one, a mock, a polyfill, a response of another realm. All are
// read alike, by what they have and with every access caught, since nothing tells a real one for sure: in Node 20 a proxy passes
// every check, and then throws.

import { RESPONSE_HEADERS } from "./limits.js";
import { get, isObject, quietly } from "./quietly.js";

/**
 * @param {unknown} answer
 * @returns {"hidden_redirect" | "no_response" | undefined} nothing for an answer with a status
 */
export function whyNoAnswer(answer) {
  if (!isObject(answer)) return "no_response";
  // Followed against our word.
  if (get(answer, "redirected") === true) return "hidden_redirect";
  if (statusOf(answer) !== 0) return undefined;
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

/** More than any server's: a mock may iterate for ever. */
const MAX_HEADERS = 5_000;

/**
 * The headers that Rust reads, by their names in lower case. In one pass over all of them: to ask undici for each name takes ten
 * times as long, which `onResponse` would feel.
 *
 * @param {unknown} answer
 * @returns {Map<string, string>}
 */
export function knownHeaders(answer) {
  /** @type {Map<string, string>} */
  const known = new Map();
  try {
    let count = 0;
    for (const [name, value] of entriesOf(/** @type {Response} */ (answer).headers)) {
      const lower = String(name).toLowerCase();
      if (RESPONSE_HEADERS.includes(lower) && (typeof value === "string" || typeof value === "number")) {
        known.set(lower, String(value).trim());
      }
      if (++count === MAX_HEADERS) break;
    }
  } catch {
    // What was read before counts.
  }
  return known;
}

/**
 * Mocks write headers as objects, lists, Maps or with a `get` of their own.
 *
 * @param {Headers} headers
 * @returns {Iterable<[name: unknown, value: unknown]>}
 */
function entriesOf(headers) {
  if (typeof headers[Symbol.iterator] === "function") return headers;
  if (typeof headers.get !== "function") return Object.entries(headers);
  return RESPONSE_HEADERS.map((name) => {
    /** @type {unknown} */
    let value;
    quietly(() => void (value = headers.get(name)));
    // No numbers: a mock may give the same for every name.
    return [name, typeof value === "string" ? value : undefined];
  });
}

/**
 * The platform's own `Headers` of them, which gloo-net reads.
 *
 * @param {Map<string, string>} known
 * @returns {Headers | Map<string, string>} the latter, which has the `get` that is asked for, where the runtime has no Headers
 */
export function platformHeaders(known) {
  if (typeof Headers !== "function") return known;
  const headers = new Headers();
  // A mock's value may be none that a header can have.
  for (const [name, value] of known) quietly(() => headers.set(name, value));
  return headers;
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
