// No input and no answer traps the module. Should it trap all the same, that call and those beside it end as `internal`,
// leave nothing behind, and the next call is as good as ever.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isLinkedInStatusError } from "../../pkg/dist/index.js";
import { ACCOUNT, CONNECTION, KEY, pause, refusal, rejection, stubFetch } from "../support/calls.mjs";
import { watchedSignal, watchTimers } from "../support/leftovers.mjs";
import { failure, farther, silence, stubService } from "../support/stub-service.mjs";
import { freshCopy, gate, TRAPS } from "../support/traps.mjs";

/** @type {unknown[]} */
const surfaced = [];
/** @param {unknown} reason */
const note = (reason) => surfaced.push(reason);
before(() => {
  gate.install();
  for (const event of ["unhandledRejection", "uncaughtException", "warning"]) process.on(event, note);
});
after(async () => {
  await pause(20);
  gate.uninstall();
  for (const event of ["unhandledRejection", "uncaughtException", "warning"]) process.off(event, note);
  assert.deepEqual(surfaced, [], "no trap surfaced");
});

/** @param {unknown} reason */
function isInternal(reason) {
  assert.ok(isLinkedInStatusError(reason), String(reason));
  assert.equal(reason.code, "internal");
  assert.equal(reason.retryable, false);
  assert.match(reason.message, /WebAssembly trapped.*fresh instance/);
  return reason;
}

/** Entries that a call and what surrounds it take is no constant; so many are sure to be within. */
const ENTRIES = 60;

for (const [says, provoke] of TRAPS) {
  describe(`after ${says}`, () => {
    test(
      `at any of ${ENTRIES} entries, all calls settle, leave nothing, and the next one succeeds`,
      { timeout: 120_000 },
      async () => {
        const { checkInvite, getAccountStatus, getConnectionStatus } = await freshCopy();
        /** @type {Set<string | undefined>} */
        const places = new Set();
        for (let entry = 1; entry <= ENTRIES; entry++) {
          const timers = watchTimers();
          const watched = watchedSignal();
          const busy = stubFetch(() => new Response("", { status: 503 }));
          const hanging = stubFetch(
            (_, init) => new Promise((_, reject) => init.signal?.addEventListener("abort", reject)),
          );
          const { signal } = watched;
          const inFlight = [
            getAccountStatus({ apiKey: KEY, fetch: hanging, signal }),
            getConnectionStatus({ apiKey: KEY, prospectId: 1, fetch: hanging, signal }),
            getConnectionStatus({
              apiKey: KEY,
              prospectId: 1,
              fetch: busy,
              signal,
              timeoutMs: 60_000,
              maxRetries: 100,
            }),
            getAccountStatus({ apiKey: KEY, fetch: stubFetch(() => new Response(new ReadableStream({}))), signal }),
          ];
          const settled = Promise.all(inFlight.map(rejection));
          await timers.pause(1);

          const before = { instances: gate.instances, traps: gate.trapped.length };
          Object.assign(gate, { provoke, at: gate.entries + entry });
          // However many calls it takes to get that far.
          for (let made = 0; gate.trapped.length === before.traps; made++) {
            assert.ok(made < 100, "the trap is reached");
            // With options that are read anew, with the last ones, and both services at once.
            const account = { apiKey: KEY, accountId: `${made - (made % 3)}`, fetch: stubFetch(() => ACCOUNT) };
            const connection = { apiKey: KEY, prospectId: 1, fetch: stubFetch(() => CONNECTION) };
            const reason = await (
              made % 3 === 2
                ? checkInvite({ account, connection, signal }).then((check) => check.account)
                : getAccountStatus({ ...account, signal })
            ).catch((error) => error);
            if (reason.code) isInternal(reason);
            else assert.deepEqual(reason, ACCOUNT);
          }
          places.add(gate.trapped.at(-1));

          for (const reason of await settled) isInternal(reason);
          for (const { init } of hanging.calls) assert.ok(init.signal?.aborted, "their requests are ended");
          assert.equal(watched.now, 0, "their listeners are gone");
          assert.equal(timers.open, 0, "their timers are gone");

          assert.deepEqual(await getAccountStatus({ apiKey: KEY, fetch: stubFetch(() => ACCOUNT) }), ACCOUNT);
          assert.equal(gate.instances, before.instances + 1, "on one fresh instance");
          await timers.pause(1);
          assert.equal(timers.open, 0);
          timers.end();
        }
        assert.ok(places.size >= 4, `the trap came in different places: ${[...places]}`);
      },
    );

    test("the error says how many requests were sent, and holds no key", async () => {
      const { getAccountStatus } = await freshCopy();
      const fetch = stubFetch((_, __, at) => {
        if (at === 2) Object.assign(gate, { provoke, at: gate.entries + 1 });
        return new Response(KEY, { status: 503 });
      });
      const error = isInternal(await rejection(getAccountStatus({ apiKey: KEY, fetch, maxRetries: 5 })));
      assert.equal(error.attempts, 2);
      assert.equal(error.vendor, "connectsafely");
      assert.ok(!JSON.stringify(error).includes(KEY) && !error.stack?.includes(KEY));
    });

    test("where the timer of a wait or an abort leads into the trap, the call ends all the same", async () => {
      const { getAccountStatus } = await freshCopy();
      const busy = stubFetch(() => new Response("", { status: 503 }));
      const waiting = rejection(getAccountStatus({ apiKey: KEY, fetch: busy, timeoutMs: 60_000 }));
      await pause(20);
      Object.assign(gate, { provoke, at: gate.entries + 1 });
      isInternal(await waiting);

      const controller = new AbortController();
      const aborted = rejection(
        getAccountStatus({ apiKey: KEY, fetch: stubFetch(() => new Promise(() => {})), signal: controller.signal }),
      );
      await pause(20);
      Object.assign(gate, { provoke, at: gate.entries + 1 });
      controller.abort();
      isInternal(await aborted);
      assert.deepEqual(await getAccountStatus({ apiKey: KEY, fetch: stubFetch(() => ACCOUNT) }), ACCOUNT);
    });

    test("in another call, a run of checkConnections ends, too, and cancels what it has open; the next run works", async () => {
      const { checkConnections, getConnectionStatus } = await freshCopy();
      for (const concurrency of [1, 2]) {
        const service = stubService(({ id }) => (id === 1 ? farther() : silence()));
        const options = { apiKey: KEY, prospectIds: [1, 2, 3], fetch: service.fetch, concurrency };
        const results = checkConnections(options);
        await results.next();
        const { fetch } = stubService();
        Object.assign(gate, { provoke, at: gate.entries + 1 });
        isInternal(await rejection(getConnectionStatus({ apiKey: KEY, prospectId: 9, fetch })));
        isInternal(await failure(results.next()));
        assert.equal(service.open, 0);
        assert.deepEqual(await results.next(), { done: true, value: undefined });
        let count = 0;
        for await (const { ok } of checkConnections({ ...options, fetch })) count += Number(ok);
        assert.equal(count, 3);
      }
    });

    test("while the instance starts, the call is internal and the next one starts another", async () => {
      const { getAccountStatus } = await freshCopy();
      const options = { apiKey: KEY, fetch: stubFetch(() => ACCOUNT) };
      Object.assign(gate, { provoke, at: gate.entries + 1 });
      const error = await refusal(getAccountStatus(options));
      assert.equal(error.code, "internal");
      assert.match(error.message, /trapped while it started/);
      assert.equal(options.fetch.calls.length, 0);
      assert.deepEqual(await getAccountStatus(options), ACCOUNT);
    });
  });
}

describe("where WebAssembly cannot start", () => {
  /** @type {[string, "Instance" | "Module", Error, RegExp][]} */
  const FAILURES = [
    [
      "for want of memory",
      "Instance",
      new RangeError("WebAssembly.Instance(): Out of memory"),
      /could not start.*Out of memory.*next call tries again/,
    ],
    [
      "for a Content Security Policy",
      "Module",
      new WebAssembly.CompileError(
        "WebAssembly.Module(): Refused to compile or instantiate WebAssembly module because 'unsafe-eval' is not an allowed source",
      ),
      /could not start.*'wasm-unsafe-eval' in script-src/,
    ],
  ];
  for (const [says, name, failure, text] of FAILURES) {
    test(`${says}, the call is internal and says so, and the next one tries again`, async (t) => {
      const { getAccountStatus } = await freshCopy();
      const { [name]: working, compile } = WebAssembly;
      t.after(() => Object.assign(WebAssembly, { [name]: working, compile }));
      const fetch = stubFetch(() => ACCOUNT);
      const broken = function () {
        throw failure;
      };
      Object.assign(WebAssembly, { [name]: broken, compile: async () => broken() });
      for (let tries = 0; tries < 2; tries++) {
        const error = await refusal(getAccountStatus({ apiKey: KEY, fetch }));
        assert.equal(error.code, "internal");
        assert.match(error.message, text);
        assert.equal(error.cause, failure);
        assert.equal(error.attempts, 0);
      }
      Object.assign(WebAssembly, { [name]: working, compile });
      assert.deepEqual(await getAccountStatus({ apiKey: KEY, fetch }), ACCOUNT);
    });
  }

  test("on a page's main thread that compiles nothing at once, it is compiled beside it, once for all calls", async (t) => {
    const { getAccountStatus } = await freshCopy();
    const { Module, compile } = WebAssembly;
    t.after(() => Object.assign(WebAssembly, { Module, compile }));
    let compiled = 0;
    class Refusing {
      constructor() {
        throw new RangeError(
          "WebAssembly.Compile is disallowed on the main thread, if the buffer size is larger than 4KB",
        );
      }
    }
    Object.assign(WebAssembly, {
      Module: Refusing,
      compile: (/** @type {BufferSource} */ bytes) => (compiled++, compile(bytes)),
    });
    const made = Array.from({ length: 20 }, () => getAccountStatus({ apiKey: KEY, fetch: stubFetch(() => ACCOUNT) }));
    assert.deepEqual(await Promise.all(made), Array(20).fill(ACCOUNT));
    assert.equal(compiled, 1);
  });
});
