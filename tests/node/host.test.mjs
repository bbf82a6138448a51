// What a call lends Rust, by itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Host } from "../../pkg/src/host.js";

const host = () => new Host({ fetcher: fetch, signals: [], abortedBy: undefined, attempts: 0 }, () => {});

test("what requests have in common is asked for until it is there: a trap may come between", () => {
  assert.equal(host().wantsCommon(), 2);
  assert.equal(host().wantsCommon(), 2);
  host().takeCommon({ headers: {} });
  assert.equal(host().wantsCommon(), 0);
});

test("who waits is told once, and not after the end", async () => {
  /** @type {unknown[]} */
  const told = [];
  const ended = host();
  ended.sleep(1, (outcome) => told.push(outcome));
  ended.end();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(told, []);
  /** @type {unknown[]} */
  const heard = [];
  const late = host();
  late.until(late.now() - 1);
  late.sleep(1_000, (outcome) => heard.push(outcome));
  late.end();
  assert.deepEqual(heard, [undefined], "its time was over");
});
