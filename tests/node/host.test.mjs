// What one call lends Rust (pkg/src/host.js), by itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Host } from "../../pkg/src/host.js";

const URL = "https://api.example.com/";
const answering = async () => new Response('{"a":1}');

/** @param {Partial<import("../../pkg/src/host.js").Lent>} [lent] */
const host = (lent) => new Host({ fetcher: answering, signals: [], ...lent }, { onRetry() {} });
/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

test("a request has a signal of its own and no prototype, and its answer is read to the end", async () => {
  /** @type {RequestInit[]} */
  const sent = [];
  const lender = host({
    fetcher: async (_, init = {}) => {
      sent.push(init);
      return new Response('{"a":1}');
    },
  });
  const init = { headers: { Accept: "x" } };
  const { kind, status, json } = await lender.send(URL, init, {}, 1_000);
  assert.deepEqual([kind, status, json], ["json", 200, { a: 1 }]);
  await lender.send(URL, init, {}, 1_000);
  assert.equal(lender.attempts, 2);
  const [first, second] = sent;
  assert.ok(first && second && first.signal && second.signal);
  assert.equal(Object.getPrototypeOf(first), null);
  assert.notEqual(first.signal, second.signal);
  lender.close();
  assert.equal(second.signal.aborted, false, "what is read to its end is not aborted");
});

test("a request that takes too long is aborted and rejects as timed_out", async () => {
  /** @type {AbortSignal[]} */
  const signals = [];
  const lender = host({
    fetcher: (_, init) => {
      if (init?.signal) signals.push(init.signal);
      return new Promise(() => {});
    },
  });
  await assert.rejects(lender.send(URL, {}, {}, 20), (why) => why === "timed_out");
  assert.deepEqual([signals.length, signals[0]?.aborted], [1, true]);
  lender.close();
});

test("cancel, close and an abort end a wait once, and nothing is begun afterwards", async () => {
  const isAborted = (/** @type {unknown} */ why) => why === "aborted";
  const cancelled = host();
  const sleep = cancelled.sleep(60_000);
  cancelled.cancel();
  await assert.rejects(sleep, isAborted);
  await cancelled.sleep(1);

  const closed = host();
  const request = closed.send(URL, {}, {}, 1_000);
  closed.close();
  await assert.rejects(request, isAborted);
  await assert.rejects(closed.sleep(1), isAborted);
  await pause(20);
  assert.equal(closed.attempts, 0, "a request that was given up in the same turn is not sent");

  const controller = new AbortController();
  const aborted = host({ signals: [controller.signal] });
  const waiting = aborted.sleep(60_000);
  controller.abort();
  await assert.rejects(waiting, isAborted);
  assert.equal(aborted.abortedBy, controller.signal);
  aborted.close();
});

test("what this side throws ends the wait and is kept", async () => {
  const { AbortController: Real } = globalThis;
  const lender = host();
  globalThis.AbortController = class extends Real {
    constructor() {
      super();
      throw new Error("broken");
    }
  };
  try {
    await assert.rejects(lender.send(URL, {}, {}, 1_000), (why) => why === "aborted");
  } finally {
    globalThis.AbortController = Real;
  }
  assert.match(String(lender.fault), /broken/);
  lender.close();
});
