// The random part of a wait, with the random numbers given: between half of the backoff and all of it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { SERVICES, stubFetch } from "../support/calls.mjs";
import { inVirtualTime } from "../support/virtual-time.mjs";

for (const { name, call, valid, answer } of SERVICES) {
  describe(`the waits of ${name} before a second and a third attempt`, () => {
    for (const [random, delays] of /** @type {const} */ ([
      [0, [250, 500]],
      [0.5, [375, 750]],
      [1 - Number.EPSILON, [500, 1_000]],
    ])) {
      test(
        `are ${delays.join(" and ")} ms where the random number is ${random}`,
        inVirtualTime(async (time) => {
          Math.random = () => random;
          const sentAt = /** @type {number[]} */ ([]);
          const waits = /** @type {number[]} */ ([]);
          const fetch = stubFetch((_, __, attempt) => {
            sentAt.push(time.now);
            return attempt > 2 ? answer : new Response("", { status: 503 });
          });
          const onRetry = (/** @type {{ delayMs: number }} */ { delayMs }) => void waits.push(delayMs);
          assert.deepEqual(await call({ ...valid, fetch, onRetry }), answer);
          assert.deepEqual(waits, delays);
          assert.deepEqual(sentAt, [0, delays[0], delays[0] + delays[1]]);
        }),
      );
    }
  });
}
