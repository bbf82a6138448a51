// A list takes the same memory however long it is: nothing of an answered prospect is kept. A million ids are run by
// `node --expose-gc tests/bench/list.mjs 1000000 10 invites`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { checkConnections, checkInvites } from "../../pkg/dist/index.js";
import { account, farther } from "../support/stub-service.mjs";

const IDS = 24_000;
/** Until here the runtime itself still grows: compiled code, caches. */
const WARM = 6_000;

const fetch = async (/** @type {string} */ url) =>
  url.includes("/account/") ? Response.json(account()) : farther({ note: "n".repeat(100) });

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc");
const held = () => {
  gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

function* ids() {
  for (let id = 1; id <= IDS; id++) yield id;
}

const pace = () => ({ prospectIds: ids(), concurrency: 10, perMinute: 1e9, fetch });
const key = { apiKey: "a.key" };
for (const [name, list] of /** @type {[string, () => AsyncIterable<{ ok: boolean }>][]} */ ([
  ["checkConnections", () => checkConnections({ ...key, ...pace(), perDay: Infinity })],
  ["checkInvites", () => checkInvites({ account: key, connection: key, ...pace(), perDay: Infinity })],
  ["checkInvites with a large budget", () => checkInvites({ account: key, connection: key, ...pace(), perDay: 1e6 })],
])) {
  test(name, async () => {
    let done = 0;
    let before = 0;
    for await (const { ok } of list()) {
      assert.ok(ok);
      if (++done === WARM) before = held();
    }
    assert.equal(done, IDS);
    // An answer is 300 bytes at least: kept, 18,000 of them would be more than 5 MB.
    assert.ok(held() - before < 2 ** 21, `${held() - before} bytes more`);
  });
}
