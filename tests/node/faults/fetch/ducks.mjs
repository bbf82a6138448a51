// Ducks of a response whose body comes whole: by json(), text() or arrayBuffer().

import assert from "node:assert/strict";
import { ANSWER } from "../harness.mjs";
import { fail, throwing, text, bytes, duck, realm, gives, odd } from "./tools.mjs";

/** @typedef {import("./tools.mjs").Case} Case */

/** Not `Response`s, but enough of one. @type {Case[]} */
export const DUCKS = [
  {
    name: "only ok and json()",
    fetch: gives((vendor) => ({ ok: true, json: async () => ({ ...ANSWER[vendor] }) })),
    ends: "answer",
  },
  {
    name: "a status and a json() that is not async",
    fetch: gives((vendor) => ({ status: 200, json: () => ({ ...ANSWER[vendor] }) })),
    ends: "answer",
  },
  {
    name: "a status and text()",
    fetch: gives((vendor) => ({ status: 200, text: async () => text(vendor) })),
    ends: "answer",
  },
  {
    name: "a status and arrayBuffer()",
    fetch: gives((vendor) => ({ status: 200, arrayBuffer: async () => bytes(vendor).buffer })),
    ends: "answer",
  },
  {
    name: "an arrayBuffer() of another realm",
    fetch: gives((vendor) => ({
      status: 200,
      arrayBuffer: async () => {
        const view = new realm.Uint8Array(bytes(vendor).length);
        view.set(bytes(vendor));
        return view.buffer;
      },
    })),
    ends: "answer",
  },
  {
    name: "an arrayBuffer() that gives a Buffer",
    fetch: gives((vendor) => ({ status: 200, arrayBuffer: async () => Buffer.from(text(vendor)) })),
    ends: "answer",
  },
  {
    name: "a text() that gives a thenable",
    fetch: gives((vendor) => ({
      status: 200,
      text: () => ({ then: (/** @type {any} */ resolve) => resolve(text(vendor)) }),
    })),
    ends: "answer",
  },
  {
    name: "a text() of another realm's promise",
    fetch: gives((vendor) => ({ status: 200, text: () => realm.Promise.resolve(text(vendor)) })),
    ends: "answer",
  },
  {
    name: "a text() that gives undefined, and a json()",
    fetch: gives((vendor) => ({ status: 200, text: async () => undefined, json: async () => ({ ...ANSWER[vendor] }) })),
    ends: "answer",
  },
  {
    name: "a json() with a prototype of its own",
    fetch: gives((vendor) => ({
      status: 200,
      json: async () => Object.assign(Object.create({ inherited: true }), ANSWER[vendor]),
    })),
    ends: "answer",
  },
  {
    name: "a json() that freezes what it gives",
    fetch: gives((vendor) => ({ status: 200, json: async () => Object.freeze({ ...ANSWER[vendor] }) })),
    ends: "answer",
  },
  {
    name: "a body that cannot be read by any way",
    fetch: gives(() => ({ status: 200 })),
    ends: "invalid_response",
    status: 200,
  },
  {
    name: "a status of 404 and nothing else",
    fetch: gives(() => ({ status: 404 })),
    ends: ["account_not_found", "prospect_not_found"],
    status: 404,
  },
  {
    name: "a status of 204",
    fetch: gives(() => ({ status: 204, ok: true, text: async () => "" })),
    ends: "unexpected_status",
    status: 204,
  },
  {
    name: "a status of 700",
    fetch: gives(() => ({ status: 700, text: async () => "" })),
    ends: "unexpected_status",
    status: 700,
  },
  {
    name: "a status of 302",
    fetch: gives(() => ({ status: 302, text: async () => "" })),
    ends: "redirected",
    status: 302,
  },
  {
    name: "redirected: true",
    fetch: gives((vendor) => duck({ redirected: true, text: async () => text(vendor) })),
    ends: "redirected",
  },
  {
    name: "a json() that rejects with a SyntaxError",
    fetch: gives(() => duck({ json: async () => JSON.parse("<") })),
    ends: "invalid_response",
    status: 200,
  },
  {
    name: "a json() that throws a SyntaxError of another realm",
    fetch: gives(() =>
      duck({
        json: () => {
          throw new realm.SyntaxError("x");
        },
      }),
    ),
    ends: "invalid_response",
    status: 200,
  },
  {
    name: "a json() that gives too much",
    fetch: gives((vendor) => duck({ json: async () => ({ ...ANSWER[vendor], more: "x".repeat(1_048_576) }) })),
    ends: "invalid_response",
    status: 200,
  },
  {
    name: "a json() that gives nothing",
    fetch: gives(() => duck({ json: async () => undefined })),
    ends: "invalid_response",
    status: 200,
  },
  {
    name: "a json() that gives a function",
    fetch: gives(() => duck({ json: async () => () => {} })),
    ends: "invalid_response",
    status: 200,
  },
  {
    name: "a json() that gives a round object",
    fetch: gives(() =>
      duck({
        json: async () => {
          const round = /** @type {any} */ ({});
          round.round = round;
          return round;
        },
      }),
    ),
    ends: "invalid_response",
    status: 200,
  },
  {
    name: "a json() that gives a BigInt",
    fetch: gives(() => duck({ json: async () => ({ id: 5n }) })),
    ends: "invalid_response",
    status: 200,
  },
  {
    name: "a json() that gives something hostile",
    fetch: gives(() =>
      duck({
        json: async () =>
          new Proxy(
            {},
            { get: (_, name) => (name === "then" ? undefined : fail("get")), ownKeys: () => fail("ownKeys") },
          ),
      }),
    ),
    ends: "invalid_response",
    status: 200,
  },
  {
    name: "a text() that rejects",
    fetch: gives(() => duck({ text: () => Promise.reject(odd) })),
    ends: "network",
    status: 200,
    check: ({ cause }) => assert.equal(cause, odd),
  },
  {
    name: "a text() that throws",
    fetch: gives(() =>
      duck({
        text: () => {
          throw odd;
        },
      }),
    ),
    ends: "network",
    status: 200,
    check: ({ cause }) => assert.equal(cause, odd),
  },
  {
    name: "a text() that never comes",
    fetch: gives(() => duck({ text: () => new Promise(() => {}) })),
    ends: "timeout",
  },
  {
    name: "a text() of 1,048,577 bytes",
    fetch: gives((vendor) => duck({ text: async () => text(vendor).padEnd(1_048_577) })),
    ends: "invalid_response",
    status: 200,
  },
  {
    name: "a text() of 1,048,577 bytes in fewer characters",
    fetch: gives((vendor) => duck({ text: async () => `${text(vendor).slice(0, -1)},"n":"${"€".repeat(400_000)}"}` })),
    ends: "invalid_response",
    status: 200,
  },
  {
    name: "a status that cannot be read",
    fetch: gives(() => throwing({ text: async () => "{}" }, "status")),
    ends: "network",
  },
  {
    name: "a status and a body that cannot be read",
    fetch: gives((vendor) => throwing({ status: 200, text: async () => text(vendor) }, "body")),
    ends: ["answer", "network", "invalid_response"],
    status: 200,
  },
  {
    name: "everything but the status unreadable",
    fetch: gives(() =>
      throwing({ status: 200 }, "ok", "type", "redirected", "headers", "body", "text", "json", "arrayBuffer", "then2"),
    ),
    ends: ["invalid_response", "network"],
    status: 200,
  },
  {
    name: "a json() that gives objects nested 200,000 deep",
    fetch: gives((vendor) =>
      duck({
        json: async () => {
          let deep = {};
          for (let at = 0; at < 200_000; at++) deep = { deep };
          return { ...ANSWER[vendor], deep };
        },
      }),
    ),
    ends: ["invalid_response", "answer"],
    status: 200,
  },
];
