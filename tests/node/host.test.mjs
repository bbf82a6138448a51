// What a call lends Rust, by itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Host } from "../../pkg/src/host.js";

/** @param {Partial<import("../../pkg/src/host.js").Lent>} [lent] */
const host = (lent) => new Host({ fetcher: fetch, signals: [], abortedBy: undefined, attempts: 0, ...lent }, () => {});

test("what requests have in common is asked for until it is there: a trap may come between", async () => {
  /** @type {RequestInit[]} */
  const sent = [];
  const lent = {
    attempts: 0,
    fetcher: async (/** @type {unknown} */ _url, /** @type {RequestInit} */ init = {}) => {
      sent.push(init);
      return new Response("{}");
    },
  };
  const one = new Host({ signals: [], abortedBy: undefined, ...lent }, () => {});
  const send = () => one.send("https://api.example.com/", Infinity, 7);
  assert.deepEqual([send(), send()], [3, 3]);
  one.takeCommon({ headers: { Accept: "x" } });
  assert.deepEqual([send(), send()], [4, 4], "then what is this host's own");
  one.auth("X-API-Key", "k");
  const told = new Promise((resolve) => {
    one.told = (call, _reading, status, found, json) => resolve([call, status, found, json]);
  });
  assert.equal(send(), 1);
  assert.deepEqual(await told, [7, 200, 0, {}]);
  const signal = /** @type {AbortSignal} */ (sent[0]?.signal);
  assert.deepEqual(sent, [{ headers: { Accept: "x", "X-API-Key": "k" }, signal }]);
  // What one fetch does to its headers is not the next one's.
  Object.assign(sent[0]?.headers ?? {}, { Accept: "y" });
  send();
  assert.deepEqual(sent[1]?.headers, { Accept: "x", "X-API-Key": "k" });
  assert.notEqual(sent[1]?.signal, signal, "each request has a signal of its own");
  one.end();
  assert.equal(sent[1]?.signal?.aborted, true);
  assert.equal(signal.aborted, false);
});

test("nothing is sent after the deadline, and that is told", () => {
  /** @type {unknown[]} */
  const heard = [];
  const late = host();
  late.takeCommon({ headers: {} });
  late.auth("X-API-Key", "k");
  late.told = (...all) => heard.push(all);
  assert.equal(late.send("https://api.example.com/", late.now() - 1, 3), 0);
  assert.deepEqual(heard, [[3, undefined, 0, 0, undefined]]);
});

test("who waits is told once, and not after the end", async () => {
  /** @type {unknown[]} */
  const told = [];
  const ended = host();
  ended.told = (_call, outcome) => told.push(outcome);
  ended.sleep(1, 0);
  ended.end();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(told, []);
  /** @type {unknown[]} */
  const heard = [];
  const late = host();
  late.told = (_call, outcome) => heard.push(outcome);
  late.until(late.now() - 1);
  late.sleep(1_000, 0);
  late.end();
  assert.deepEqual(heard, [undefined], "its time was over");
});
