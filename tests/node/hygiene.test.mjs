// A call leaves nothing behind: no timer, no listener, no open body, no rejection that nobody handles, no word.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { refusal, rejection, SERVICES, stubFetch } from "../support/calls.mjs";
import { watchedBody, watchedSignal, watchTimers } from "../support/leftovers.mjs";

/** @type {unknown[]} */
const unhandled = [];
/** @param {unknown} reason */
const note = (reason) => unhandled.push(reason);
before(() => {
  for (const event of ["unhandledRejection", "uncaughtException", "warning"]) process.on(event, note);
});
after(() => {
  for (const event of ["unhandledRejection", "uncaughtException", "warning"]) process.off(event, note);
});

/** @type {ReturnType<typeof watchTimers>} */
let timers;
beforeEach(() => (timers = watchTimers()));
afterEach(async () => {
  // Rejections count as unhandled a turn later.
  await timers.pause(5);
  const left = timers.open;
  timers.end();
  assert.equal(left, 0, "no timer is left");
  assert.deepEqual(unhandled.splice(0), [], "nothing went unhandled, and there was no warning");
});

const never = () => new Promise(() => {});
/** @param {RequestInit} init as the platform's: hangs until the signal */
const untilAborted = ({ signal }) =>
  new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason), { once: true }));

for (const { name, call, valid, answer } of SERVICES) {
  /** The ways a call can end. @type {[string, (signal: AbortSignal, controller: AbortController) => Promise<unknown>][]} */
  const ENDS = [
    ["an answer", (signal) => call({ ...valid, signal, fetch: stubFetch(() => answer) })],
    ["an error", (signal) => call({ ...valid, signal, fetch: stubFetch(() => new Response("{}", { status: 401 })) })],
    ["a bad option", (signal) => call({ ...valid, signal, timeoutMs: 0 })],
    ["an option that cannot be read", (signal) => call({ ...valid, signal, get baseUrl() { return assert.fail("boo"); } })], // prettier-ignore
    [
      "a failed request",
      (signal) => call({ ...valid, signal, maxRetries: 0, fetch: stubFetch(() => Promise.reject("no")) }),
    ],
    [
      "a fetch that throws at once",
      (signal) => call({ ...valid, signal, maxRetries: 0, fetch: () => assert.fail("at once") }),
    ],
    [
      "a retry",
      (signal) =>
        call({
          ...valid,
          signal,
          fetch: stubFetch((_, __, at) => (at > 1 ? answer : new Response("", { status: 503 }))),
        }),
    ],
    ["a deadline", (signal) => call({ ...valid, signal, timeoutMs: 20, fetch: stubFetch(never) })],
    [
      "a deadline in a wait",
      (signal) =>
        call({
          ...valid,
          signal,
          timeoutMs: 900,
          maxRetries: 9,
          fetch: stubFetch(() => new Response("", { status: 503 })),
        }),
    ],
    [
      "a deadline in a body",
      (signal) => call({ ...valid, signal, timeoutMs: 20, fetch: stubFetch(() => new Response(watchedBody().stream)) }),
    ],
    [
      "an abort",
      (signal, controller) => (
        setTimeout(() => controller.abort(), 5),
        call({ ...valid, signal, fetch: stubFetch((_, init) => untilAborted(init)) })
      ),
    ],
    [
      "an abort that fetch does not hear",
      (signal, controller) => (
        setTimeout(() => controller.abort(), 5),
        call({ ...valid, signal, fetch: stubFetch(never) })
      ),
    ],
    ["an abort at once", (signal, controller) => { const made = call({ ...valid, signal, fetch: stubFetch(never) }); controller.abort(); return made; }], // prettier-ignore
    [
      "an abort within onRetry",
      (signal, controller) =>
        call({
          ...valid,
          signal,
          onRetry: () => controller.abort(),
          fetch: stubFetch(() => new Response("", { status: 503 })),
        }),
    ],
    [
      "an abort within fetch",
      (signal, controller) => call({ ...valid, signal, fetch: stubFetch(() => (controller.abort(), answer)) }),
    ],
  ];

  describe(`${name} leaves no listener and no timer after`, () => {
    for (const [says, make] of ENDS) {
      test(says, async () => {
        const watched = watchedSignal();
        await make(watched.signal, watched.controller).catch(() => {});
        assert.equal(watched.now, 0);
      });
    }

    for (const count of [1, 50, 1_000]) {
      test(`${count} calls on one signal, one after the other`, async () => {
        const watched = watchedSignal();
        const fetch = stubFetch(() => answer);
        for (let made = 0; made < count; made++) await call({ ...valid, signal: watched.signal, fetch });
        assert.equal(watched.now, 0);
        assert.ok(watched.added >= count, "each of them listened");
      });

      test(`${count} calls on one signal, all at once`, async () => {
        const watched = watchedSignal();
        const made = Array.from({ length: count }, () =>
          call({ ...valid, signal: watched.signal, fetch: stubFetch(() => answer) }),
        );
        assert.deepEqual(await Promise.all(made), Array(count).fill(answer));
        assert.equal(watched.now, 0);
        assert.ok(watched.most <= 5, `${watched.most} listeners on one signal: a runtime warns at eleven`);
      });

      test(`${count} calls on one signal, all aborted at once, with the very reason`, async () => {
        const watched = watchedSignal();
        const made = Array.from({ length: count }, () =>
          rejection(call({ ...valid, signal: watched.signal, fetch: stubFetch(never) })),
        );
        await timers.pause(5);
        watched.controller.abort("because");
        assert.deepEqual(new Set(await Promise.all(made)), new Set(["because"]));
        assert.equal(watched.now, 0);
      });
    }

    test("any of these where the runtime has no AbortSignal.any and no AbortSignal.timeout", async (t) => {
      const { any, timeout } = AbortSignal;
      t.after(() => Object.assign(AbortSignal, { any, timeout }));
      Object.assign(AbortSignal, { any: undefined, timeout: undefined });
      for (const [says, make] of ENDS) {
        const watched = watchedSignal();
        await make(watched.signal, watched.controller).catch(() => {});
        assert.equal(watched.now, 0, says);
      }
    });
  });

  /** @type {[string, number, (body: ReadableStream) => Response, object, string][]} */
  const BODIES = [
    ["a redirect", 0, (body) => new Response(body, { status: 302, headers: { location: "/x" } }), {}, "redirected"],
    ["an answer that is too large", 0, (body) => new Response(body), {}, "invalid_response"],
    ["an error that is too large", 0, (body) => new Response(body, { status: 404 }), {}, ""],
    ["a deadline that was over before the answer", 400, (body) => new Response(body), { timeoutMs: 100 }, "timeout"],
  ];

  describe(`${name} gives up a body that nobody reads on, after`, () => {
    for (const [says, lateMs, respond, options, code] of BODIES) {
      test(says, async () => {
        const { stream, state } = watchedBody(JSON.stringify(answer));
        const fetch = stubFetch(() => timers.pause(lateMs).then(() => respond(stream)));
        const error = await refusal(call({ ...valid, fetch, maxRetries: 0, ...options }));
        if (code) assert.equal(error.code, code);
        for (let waited = 0; state.open && waited < 2_000; waited += 10) await timers.pause(10);
        assert.equal(state.open, false, "the body was cancelled");
        assert.ok(state.pulled < 1_200, "and not read on for long");
      });
    }

    test("an abort in the middle of it", async () => {
      const { stream, state } = watchedBody("", 1);
      const controller = new AbortController();
      const made = rejection(
        call({ ...valid, fetch: stubFetch(() => new Response(stream)), signal: controller.signal }),
      );
      await timers.pause(10);
      controller.abort("enough");
      assert.equal(await made, "enough");
      await timers.pause(10);
      assert.equal(state.open, false);
    });
  });

  describe(`onRetry of ${name}`, () => {
    /** @type {[string, () => unknown][]} */
    const CALLBACKS = [
      ["throws", () => assert.fail("mine")],
      ["throws nothing", () => { throw undefined; }], // prettier-ignore
      ["rejects", () => Promise.reject(new Error("mine"))],
      ["rejects later", async () => { await timers.pause(1); throw new Error("mine"); }], // prettier-ignore
      ["returns a thenable that throws", () => ({ then: () => assert.fail("mine") })],
      ["returns something whose then throws", () => ({ get then() { return assert.fail("mine"); } })], // prettier-ignore
      ["never returns to the point", () => never()],
      ["makes a call of its own", () => call({ ...valid, fetch: stubFetch(() => answer) })],
    ];
    for (const [says, onRetry] of CALLBACKS) {
      test(`changes nothing where it ${says}`, async () => {
        let told = 0;
        const fetch = stubFetch((_, __, at) => (at > 1 ? answer : new Response("", { status: 503 })));
        const made = call({ ...valid, fetch, onRetry: () => (told++, onRetry()) });
        assert.deepEqual(await made, answer);
        assert.equal(told, 1);
      });
    }
  });

  test(`1,000 calls of ${name} at once are all answered, and leave nothing`, async () => {
    const fetch = stubFetch(() => answer);
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => call({ ...valid, fetch })));
    assert.equal(fetch.calls.length, 1_000);
    for (const one of answers) assert.deepEqual(one, answer);
    assert.equal(new Set(answers).size, 1_000, "no two share an answer");
    assert.ok(timers.set >= 1_000, "each had its deadline, so that counting them means something");
  });
}
