// Real responses and what is made of them: heirs, proxies, copies with ways of their own, another realm.

import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { pause } from "../harness.mjs";
import { DEADLINE_MS, fail, text, bytes, stream, heir, shadowed, gives, odd } from "./tools.mjs";

/** @typedef {import("../harness.mjs").Vendor} Vendor */
/** @typedef {import("./tools.mjs").Case} Case */

/** Real responses, and what is made of them. @type {Case[]} */
export const RESPONSES = [
  { name: "a Response of its own making", fetch: gives((vendor) => new Response(text(vendor))), ends: "answer" },
  { name: "a clone of a Response", fetch: gives((vendor) => new Response(text(vendor)).clone()), ends: "answer" },
  { name: "a Response without a body", fetch: gives(() => new Response(null)), ends: "invalid_response", status: 200 },
  {
    name: "an heir of Response",
    fetch: gives((vendor) => new (class Mine extends Response {})(text(vendor))),
    ends: "answer",
  },
  {
    name: "an heir of Response whose status is its own",
    fetch: gives((vendor) => heir({ status: () => 403 }, text(vendor))),
    ends: "forbidden",
    status: 403,
  },
  {
    name: "an heir of Response whose status throws",
    fetch: gives((vendor) => heir({ status: () => fail("status") }, text(vendor))),
    ends: ["network", "answer"],
  },
  {
    name: "an heir of Response whose body throws",
    fetch: gives((vendor) => heir({ body: () => fail("body") }, text(vendor))),
    ends: ["answer", "network"],
    status: 200,
  },
  {
    name: "an heir of Response whose headers, type and redirected throw",
    fetch: gives((vendor) => {
      const getters = {
        headers: () => fail("headers"),
        type: () => fail("type"),
        redirected: () => fail("redirected"),
      };
      return heir({ ...getters, status: () => 403 }, text(vendor));
    }),
    ends: "forbidden",
    status: 403,
  },
  ...["status", "type", "redirected", "headers", "body", "ok", "url"].map((name) => ({
    name: `a Response whose own ${name} throws`,
    fetch: gives((vendor) => shadowed(vendor, { [name]: { get: () => fail(name) } })),
    ends: ["answer", "network"],
    status: name === "status" ? undefined : 200,
  })),
  ...["type", "redirected", "headers", "body"].map((name) => ({
    name: `a Response whose own ${name} is 5`,
    fetch: gives((vendor) => shadowed(vendor, { [name]: { value: 5 } })),
    ends: ["answer", "network"],
    status: 200,
  })),
  {
    name: "a Response that says redirected",
    fetch: gives((vendor) => shadowed(vendor, { redirected: { value: true } })),
    ends: "redirected",
  },
  {
    name: "a Proxy of a Response",
    fetch: gives(
      (vendor) =>
        new Proxy(new Response(text(vendor)), {
          get: (target, name) => {
            const value = Reflect.get(target, name);
            return typeof value === "function" ? value.bind(target) : value;
          },
        }),
    ),
    ends: "answer",
  },
  {
    name: "a Proxy of a Response that hands its getters a wrong this",
    fetch: gives((vendor) => new Proxy(new Response(text(vendor)), {})),
    ends: ["network", "answer"],
  },
  {
    name: "a Proxy of a Response whose type throws",
    fetch: gives(
      (vendor) =>
        new Proxy(new Response(text(vendor)), {
          get: (target, name) => {
            if (name === "type") fail("type");
            const value = Reflect.get(target, name);
            return typeof value === "function" ? value.bind(target) : value;
          },
        }),
    ),
    ends: "answer",
  },
  {
    name: "an object that has Response for a prototype",
    fetch: gives(() => Object.create(Response.prototype)),
    ends: "network",
  },
  {
    name: "a Response that was read already",
    fetch: gives(async (vendor) => {
      const response = new Response(text(vendor));
      await response.text();
      return response;
    }),
    ends: ["network", "invalid_response"],
    status: 200,
  },
  {
    name: "a Response that somebody else reads",
    fetch: gives((vendor) => {
      const response = new Response(text(vendor));
      response.body?.getReader();
      return response;
    }),
    ends: "network",
    status: 200,
  },
  {
    name: "a Response that was cancelled",
    fetch: gives(async (vendor) => {
      const response = new Response(text(vendor));
      await response.body?.cancel();
      return response;
    }),
    ends: ["network", "invalid_response"],
    status: 200,
  },
  {
    name: "a Response whose body fails in the middle",
    fetch: gives((vendor) => new Response(stream([bytes(vendor).slice(0, 9)], { error: odd }))),
    ends: "network",
    status: 200,
    check: ({ cause }) => assert.equal(cause, odd),
  },
  {
    name: "a Response whose body fails with null",
    fetch: gives(() => new Response(stream([], { error: null }))),
    ends: "network",
    status: 200,
  },
  {
    name: "a Response whose body stalls",
    fetch: gives((vendor) => new Response(stream([bytes(vendor)], { isOpen: true }))),
    ends: "timeout",
  },
  {
    name: "a Response whose stream gives strings",
    fetch: gives((vendor) => new Response(stream([text(vendor)]))),
    ends: ["answer", "network"],
    status: 200,
  },
  {
    name: "a Response with status 599",
    fetch: gives(() => new Response(null, { status: 599 })),
    ends: "server_error",
    status: 599,
  },
  {
    name: "a late Response, after the deadline",
    fetch: (vendor) => () => pause(DEADLINE_MS * 4).then(() => new Response(text(vendor))),
    ends: "timeout",
  },
  { name: "a Response of another realm", fetch: gives((vendor) => foreign(vendor)), ends: "answer" },
];

/** A response none of whose parts is of this realm. @param {Vendor} vendor */
function foreign(vendor) {
  return runInNewContext(
    `(() => {
      const bytes = Uint8Array.from(codes);
      const chunks = [bytes.slice(0, 10), bytes.slice(10)];
      const reader = { read: async () => (chunks.length ? { done: false, value: chunks.shift() } : { done: true }), cancel: async () => {} };
      class Headers extends Map { get(name) { return super.get(name.toLowerCase()) ?? null; } }
      class Response {
        get status() { return 200; }
        get ok() { return true; }
        get type() { return "basic"; }
        get redirected() { return false; }
        get headers() { return new Headers([["x-request-id", "far"]]); }
        get body() { return { getReader: () => reader }; }
      }
      return new Response();
    })()`,
    { codes: [...bytes(vendor)] },
  );
}
