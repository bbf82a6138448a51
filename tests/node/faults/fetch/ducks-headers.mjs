// Ducks of a response with headers of every kind.

import assert from "node:assert/strict";
import { hostile, hostileObject, throwing, duck, gives } from "./tools.mjs";

/** @typedef {import("./tools.mjs").Case} Case */

/** @type {Case[]} */
export const HEADERS = [
  {
    name: "headers as a plain object",
    fetch: gives(() =>
      duck({ status: 403, headers: { "X-Request-ID": "r-1", "Retry-After": 7 }, text: async () => "" }),
    ),
    ends: "forbidden",
    status: 403,
    check: ({ requestId, retryAfterMs }) => assert.deepEqual([requestId, retryAfterMs], ["r-1", 7_000]),
  },
  {
    name: "headers as a Map",
    fetch: gives(() =>
      duck({
        status: 403,
        headers: new Map([
          ["X-Request-ID", "r-1"],
          ["Retry-After", "7"],
        ]),
        text: async () => "",
      }),
    ),
    ends: "forbidden",
    status: 403,
    check: ({ requestId, retryAfterMs }) => assert.deepEqual([requestId, retryAfterMs], ["r-1", 7_000]),
  },
  {
    name: "headers as a list of pairs",
    fetch: gives(() => duck({ status: 403, headers: [["retry-after", "7"]], text: async () => "" })),
    ends: "forbidden",
    status: 403,
    check: ({ retryAfterMs }) => assert.equal(retryAfterMs, 7_000),
  },
  {
    name: "no headers at all",
    fetch: gives(() => ({ status: 403, text: async () => '{"error":"said"}' })),
    ends: "forbidden",
    status: 403,
    check: ({ vendorMessage }) => assert.equal(vendorMessage, "said"),
  },
  ...[null, 5, "retry-after: 5", () => {}].map((headers) => ({
    name: `headers of ${String(headers)}`,
    fetch: gives(() => duck({ status: 403, headers, text: async () => "" })),
    ends: "forbidden",
    status: 403,
  })),
  {
    name: "headers that are a revoked proxy",
    fetch: gives(() => duck({ status: 403, headers: hostileObject(), text: async () => "" })),
    ends: "forbidden",
    status: 403,
  },
  {
    name: "headers that throw at every touch",
    fetch: gives(() => duck({ status: 403, headers: hostile(), text: async () => "" })),
    ends: "forbidden",
    status: 403,
  },
  {
    name: "headers whose properties throw",
    fetch: gives(() =>
      duck({ status: 403, headers: throwing({}, "retry-after", "x-request-id"), text: async () => "" }),
    ),
    ends: "forbidden",
    status: 403,
  },
  {
    name: "headers that list themselves for ever",
    fetch: gives(() =>
      duck({
        status: 403,
        headers: {
          *[Symbol.iterator]() {
            for (;;) yield ["x", "y"];
          },
        },
        text: async () => "",
      }),
    ),
    ends: "forbidden",
    status: 403,
  },
  {
    name: "headers whose get() gives objects",
    fetch: gives(() => duck({ status: 403, headers: { get: () => ({}) }, text: async () => "" })),
    ends: "forbidden",
    status: 403,
  },
];
