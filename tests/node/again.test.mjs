// Options are read once where they stay the same. Nothing of one call may show up in another.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { checkInvite, getAccountStatus, getConnectionStatus } from "../../pkg/dist/index.js";
import { ACCOUNT, CONNECTION, refusal, stubFetch } from "../support/calls.mjs";

/** @typedef {Parameters<typeof getConnectionStatus>[0]} Options */

/** What a request shows of the options that it was made of. @param {ReturnType<typeof stubFetch>} fetch */
function request({ calls }) {
  const { url, init } = calls.at(-1) ?? assert.fail("nothing was sent");
  const { Accept, ...auth } = /** @type {Record<string, string>} */ (init.headers);
  assert.equal(Accept, "application/json");
  return { url: String(url), auth };
}

/** @param {Options} options */
const expected = ({ apiKey, jwt, prospectId, accountId, baseUrl = "https://api.seleqt.ai" }) => ({
  url: `${baseUrl}/api/v1/${jwt ? "" : "public/"}prospects/${prospectId}/connection-status/${accountId ? `?account_id=${accountId}` : ""}`,
  auth: jwt ? { Authorization: `Bearer ${jwt}` } : { "X-API-Key": apiKey },
});

const answer = ({ accountId = 42 }) => ({ ...CONNECTION, checked_with_account_id: accountId });

test("whatever is asked before, a request is made of its own options", async () => {
  const pick = (/** @type {readonly any[]} */ list) => list[Math.floor(Math.random() * list.length)];
  for (let turn = 0; turn < 2_000; turn++) {
    const isJwt = Math.random() < 0.3;
    /** @type {any} */
    const options = {
      [isJwt ? "jwt" : "apiKey"]: pick(["a", "b"]),
      prospectId: pick([1, 2, 9_007_199_254_740_991]),
      ...pick([{}, { accountId: 7 }, { accountId: 8 }]),
      ...pick([{}, {}, { baseUrl: "https://one.example" }, { baseUrl: "https://two.example" }]),
      ...pick([{}, { timeoutMs: 1_000 }, { signal: new AbortController().signal }, { onRetry: () => {} }]),
    };
    const fetch = stubFetch(() => answer(options));
    // Some are refused in between, some fail, some ask the other service.
    const wrong = pick([
      undefined,
      { prospectId: 0 },
      { accountId: "7" },
      { acountId: 7 },
      { timeoutMs: 0 },
      { signal: {} },
    ]);
    if (wrong) {
      const error = await refusal(getConnectionStatus({ ...options, fetch, ...wrong }));
      assert.equal(error.code, "invalid_options");
      assert.equal(fetch.calls.length, 0);
    }
    if (Math.random() < 0.2) {
      const account = { apiKey: "c", accountId: String(turn % 3), fetch: stubFetch(() => ACCOUNT) };
      await (Math.random() < 0.5
        ? getAccountStatus(account)
        : checkInvite({ account, connection: { ...options, apiKey: "d", jwt: undefined, fetch } }));
      if (account.fetch.calls.length > 0) assert.deepEqual(request(account.fetch).auth, { Authorization: "Bearer c" });
    }
    assert.deepEqual(await getConnectionStatus({ ...options, fetch }), answer(options));
    assert.deepEqual(request(fetch), expected(options));
  }
});

test("a fetch that asks with other options meanwhile changes nothing for the next call", async () => {
  const outer = { apiKey: "outer", prospectId: 1 };
  const inner = { apiKey: "inner", prospectId: 2 };
  for (const first of [outer, inner]) {
    await getConnectionStatus({ ...first, fetch: stubFetch(() => CONNECTION) });
    const within = stubFetch(() => CONNECTION);
    /** @type {Promise<unknown>[]} */
    const nested = [];
    const asking = stubFetch(() => {
      nested.push(getConnectionStatus({ ...inner, fetch: within }));
      return CONNECTION;
    });
    await getConnectionStatus({ ...outer, fetch: asking });
    await Promise.all(nested);
    assert.deepEqual(request(asking), expected(outer));
    assert.deepEqual(request(within), expected(inner));
    for (const next of [outer, inner, outer]) {
      const fetch = stubFetch(() => CONNECTION);
      await getConnectionStatus({ ...next, fetch });
      assert.deepEqual(request(fetch), expected(next));
    }
  }
});

test("the limits of a call are its own", async () => {
  const failing = () => stubFetch(() => new Response("", { status: 503 }));
  for (const maxRetries of [0, 1, 0]) {
    const fetch = failing();
    const error = await refusal(getConnectionStatus({ apiKey: "k", prospectId: 1, maxRetries, fetch }));
    assert.deepEqual([error.attempts, fetch.calls.length], [maxRetries + 1, maxRetries + 1]);
  }
  const hanging = stubFetch(() => new Promise(() => {}));
  for (const timeoutMs of [40, 20, 40]) {
    const error = await refusal(getAccountStatus({ apiKey: "k", timeoutMs, fetch: hanging }));
    assert.match(error.message, new RegExp(`within ${timeoutMs} ms`));
  }
  for (let turn = 0; turn < 3; turn++) {
    const signal = AbortSignal.timeout(20);
    await assert.rejects(getAccountStatus({ apiKey: "k", timeoutMs: 40, fetch: hanging, signal }), {
      name: "TimeoutError",
    });
  }
});

test("nothing of a caller's objects is kept", async () => {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc");
  const kept = await (async () => {
    const { signal } = new AbortController();
    const onRetry = () => {};
    const fetch = stubFetch(() => CONNECTION);
    await getConnectionStatus({ apiKey: "k", prospectId: 1, signal, onRetry, fetch });
    return [signal, onRetry].map((object) => new WeakRef(object));
  })();
  await new Promise((resolve) => setTimeout(resolve, 10));
  gc();
  await new Promise((resolve) => setTimeout(resolve, 10));
  gc();
  assert.deepEqual(
    kept.map((ref) => ref.deref()),
    [undefined, undefined],
  );
});
