// Each call and each list in the async context of its caller: tenants, traces and request caches live there.

import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { describe, test } from "node:test";
import { checkConnections, checkInvite, getAccountStatus, getConnectionStatus } from "../../pkg/dist/index.js";
import { account, farther, refusal } from "../support/stub-service.mjs";

const context = new AsyncLocalStorage();

/**
 * Runs `use` in the contexts "a" to "d" at once, each with a fetch that fails once; gives where its caller's functions ran.
 *
 * @param {(lent: { fetch: typeof fetch, onRetry: () => void, onProgress: () => void }) => Promise<unknown>} use
 */
async function contextsOf(use) {
  const names = ["a", "b", "c", "d"];
  const seen = names.map((name) =>
    context.run(name, async () => {
      /** @type {[what: string, where: unknown][]} */
      const calls = [];
      const note = (/** @type {string} */ what) => calls.push([what, context.getStore()]);
      let count = 0;
      const fetch = /** @type {typeof globalThis.fetch} */ (
        async (url) => {
          note("fetch");
          if (count++ === 0) return refusal(503, { "Retry-After": "0" });
          return String(url).includes("/account/") ? Response.json(account()) : farther();
        }
      );
      await use({ fetch, onRetry: () => void note("onRetry"), onProgress: () => void note("onProgress") });
      note("after");
      return { name, calls };
    }),
  );
  return Promise.all(seen);
}

/** @param {Awaited<ReturnType<typeof contextsOf>>} seen @param {string[]} wanted */
function allInTheirOwn(seen, wanted) {
  for (const { name, calls } of seen) {
    for (const [what, where] of calls) assert.equal(where, name, `${what} of ${name}`);
    const called = new Set(calls.map(([what]) => what));
    for (const what of wanted) assert.ok(called.has(what), `${what} was called`);
  }
}

describe("each in its own async context", () => {
  const connectionOptions = { apiKey: "a.key", prospectId: 1 };

  test("calls, with their retries", async () => {
    const seen = await contextsOf(async ({ fetch, onRetry }) => {
      await getConnectionStatus({ ...connectionOptions, fetch, onRetry });
      await getAccountStatus({ apiKey: "a.key", fetch, onRetry });
    });
    allInTheirOwn(seen, ["fetch", "onRetry"]);
  });

  test("invites", async () => {
    const seen = await contextsOf(({ fetch, onRetry }) =>
      checkInvite({
        account: { apiKey: "a.key", fetch, onRetry },
        connection: { ...connectionOptions, fetch, onRetry },
      }),
    );
    allInTheirOwn(seen, ["fetch", "onRetry"]);
  });

  for (const concurrency of [1, 3]) {
    const options = { apiKey: "a.key", prospectIds: [1, 2, 3, 4, 5, 6], concurrency };

    test(`lists with for await, ${concurrency} at once`, async () => {
      const seen = await contextsOf(async (lent) => {
        for await (const check of checkConnections({ ...options, ...lent })) assert.ok(check.ok);
      });
      allInTheirOwn(seen, ["fetch", "onRetry", "onProgress"]);
    });

    test(`lists with bare next(), ${concurrency} at once`, async () => {
      const seen = await contextsOf(async (lent) => {
        const checks = checkConnections({ ...options, ...lent });
        const all = await Promise.all(Array.from({ length: 7 }, () => checks.next()));
        assert.equal(all[6]?.done, true);
      });
      allInTheirOwn(seen, ["fetch", "onRetry", "onProgress"]);
    });
  }

  test("a pause of the run tells its own context", async () => {
    const pauses = await Promise.all(
      ["a", "b"].map((name) =>
        context.run(name, async () => {
          /** @type {unknown[]} */
          const where = [];
          let count = 0;
          const fetch = async () => (count++ === 0 ? refusal(429, { "Retry-After": "1" }) : farther());
          const onProgress = (/** @type {{ waitingMs: number }} */ { waitingMs }) => {
            if (waitingMs > 0) where.push(context.getStore());
          };
          for await (const _ of checkConnections({ apiKey: "a.key", prospectIds: [1], fetch, onProgress })) void _;
          return where;
        }),
      ),
    );
    assert.deepEqual(
      pauses.map((where) => [...new Set(where)]),
      [["a"], ["b"]],
    );
  });
});
