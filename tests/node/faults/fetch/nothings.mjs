// Fetches that give nothing like a response.

import assert from "node:assert/strict";
import { ANSWER } from "../harness.mjs";
import { hostile, hostileObject, fail, throwing, text, realm, resolves, gives, odd } from "./tools.mjs";

/** @typedef {import("./tools.mjs").Case} Case */

/** Neither a response nor anything like it: the request has failed. @type {Case[]} */
export const NOTHINGS = [
  ...Object.entries({
    undefined: undefined,
    null: null,
    "a number": 200,
    "a string": "OK",
    true: true,
    "a symbol": Symbol("response"),
    "a BigInt": 200n,
    "an empty object": {},
    "an empty array": [],
    "an object without a prototype": Object.create(null),
    "a function": () => {},
    "a function with a status": Object.assign(() => {}, { status: 200 }),
    "a Map": new Map([["status", 200]]),
    "an Error": new Error("resolved"),
    "an answer that is no response": ANSWER.seleqt,
    "a status in words": { status: "200", text: async () => "{}" },
    "a status of NaN": { status: NaN, text: async () => "{}" },
    "a status of 200.5": { status: 200.5, text: async () => "{}" },
    "a status of -200": { status: -200, text: async () => "{}" },
    "a status of 1e300": { status: 1e300, text: async () => "{}" },
    "a status of 0": { status: 0, text: async () => "{}" },
    "ok: false and no status": { ok: false, json: async () => ANSWER.seleqt },
    "an opaque response": { type: "opaque", status: 0, ok: false, body: null },
  }).map(([name, value]) => ({ name: `resolves to ${name}`, fetch: resolves(value), ends: "network" })),
  { name: "resolves to a Proxy that throws at every touch", fetch: gives(hostile), ends: "network" },
  {
    name: "resolves to a Proxy object that throws on get",
    fetch: gives(() => new Proxy({}, { get: (_, name) => (name === "then" ? undefined : fail("get")) })),
    ends: "network",
  },
  { name: "resolves to a revoked Proxy", fetch: gives(hostileObject), ends: "network" },
  { name: "resolves to Response.error()", fetch: gives(() => Response.error()), ends: "network" },
  { name: "returns undefined instead of a promise", fetch: () => () => undefined, ends: "network" },
  { name: "returns a number instead of a promise", fetch: () => () => 5, ends: "network" },
  { name: "returns a thenable that throws", fetch: () => () => ({ then: () => fail("then") }), ends: "network" },
  { name: "returns a thenable whose then cannot be read", fetch: () => () => throwing({}, "then"), ends: "network" },
  { name: "returns a thenable that never calls back", fetch: () => () => ({ then: () => {} }), ends: "timeout" },
  {
    name: "returns a promise whose own then throws",
    fetch: () => () => Object.assign(Promise.resolve(new Response()), { then: () => fail("then") }),
    ends: "network",
  },
  {
    name: "returns a promise of another realm that rejects",
    fetch: () => () => realm.Promise.reject(odd),
    ends: "network",
    check: ({ cause }) => assert.equal(cause, odd),
  },
  {
    name: "returns a thenable that calls back with an answer and then throws",
    fetch: (vendor) => () => ({
      then: (/** @type {any} */ resolve) => {
        resolve(new Response(text(vendor)));
        fail("late");
      },
    }),
    ends: "answer",
  },
  {
    name: "returns a thenable that calls back twice",
    fetch: (vendor) => () => ({
      then: (/** @type {any} */ resolve, /** @type {any} */ reject) => {
        resolve(new Response(text(vendor)));
        reject(odd);
      },
    }),
    ends: "answer",
  },
  {
    name: "returns a response instead of a promise",
    fetch: (vendor) => () => new Response(text(vendor)),
    ends: "answer",
  },
];
