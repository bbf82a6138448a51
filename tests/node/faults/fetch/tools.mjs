// What hostile and hand-made fetches are built of: things that throw when they are touched, ducks of a response, another realm.

import { runInNewContext } from "node:vm";
import { ANSWER } from "../harness.mjs";

/** @typedef {import("../harness.mjs").Vendor} Vendor */

/** Of every call in these tables. */
export const DEADLINE_MS = 500;

/** Throws at every touch. */
export const hostile = () =>
  new Proxy(function () {}, {
    get: (_, name) => fail(`get ${String(name)}`),
    has: () => fail("has"),
    ownKeys: () => fail("ownKeys"),
    getPrototypeOf: () => fail("getPrototypeOf"),
    getOwnPropertyDescriptor: () => fail("getOwnPropertyDescriptor"),
    apply: () => fail("apply"),
  });

/** Throws at every touch but `typeof`. */
export const hostileObject = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

/** @param {string} what @returns {never} */
export function fail(what) {
  throw new Error(`hostile: ${what}`);
}

/** An object on which these throw when they are read. @param {Record<string, unknown>} rest @param {string[]} names */
export function throwing(rest, ...names) {
  const object = { ...rest };
  for (const name of names) Object.defineProperty(object, name, { get: () => fail(name), enumerable: true });
  return object;
}

export const encoder = new TextEncoder();
/** @param {Vendor} vendor */
export const text = (vendor) => JSON.stringify(ANSWER[vendor]);
/** @param {Vendor} vendor */
export const bytes = (vendor) => encoder.encode(text(vendor));

/** A stream of these chunks. @param {unknown[]} chunks @param {{ error?: unknown, isOpen?: boolean }} [end] */
export const stream = (chunks, end = {}) =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      if ("error" in end) controller.error(end.error);
      else if (!end.isOpen) controller.close();
    },
  });

/** A duck of a response. @param {Record<string, unknown>} more */
export const duck = (more) => ({ status: 200, ok: true, headers: new Headers(), ...more });

/** An heir of Response with getters of its own. @param {Record<string, () => unknown>} getters @param {string} body */
export function heir(getters, body) {
  class Heir extends Response {}
  for (const [name, get] of Object.entries(getters)) Object.defineProperty(Heir.prototype, name, { get });
  return new Heir(body);
}

/** @param {Vendor} vendor @param {PropertyDescriptorMap & ThisType<Response>} shadows */
export const shadowed = (vendor, shadows) => Object.defineProperties(new Response(text(vendor)), shadows);

export const realm = /** @type {any} */ (
  runInNewContext(`({ Uint8Array, ArrayBuffer, DataView, Promise, Object, Map, Error, SyntaxError, TypeError })`)
);

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {(vendor: Vendor) => (url: string, init: RequestInit) => unknown} fetch
 * @property {string | string[]} ends "answer", or the codes that an error may have
 * @property {number} [status]
 * @property {number} [timeoutMs]
 * @property {(error: any) => void} [check]
 */

/** @param {unknown} value @returns {Case["fetch"]} */
export const resolves = (value) => () => async () => value;
/** @param {(vendor: Vendor) => unknown} make @returns {Case["fetch"]} */
export const gives = (make) => (vendor) => async () => make(vendor);

export const odd = new Error("mine");
export const oddObject = { status: 500, detail: { why: "mine" } };
