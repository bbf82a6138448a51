// Users test their own code with fake timers: waits and deadlines go by them, whichever clocks they move.

import assert from "node:assert/strict";
import { afterEach, describe, mock, test } from "node:test";
import { refusal, rejection, SERVICES, stubFetch } from "../support/calls.mjs";

/** Lets everything happen that needs no time. */
async function settle() {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

/** @param {number} ms */
async function tick(ms) {
  mock.timers.tick(ms);
  await settle();
}

/** What is moved: the timers alone, with the date, and with the clock that only goes forward (as sinon, Jest and Vitest do). @type {[string, () => void][]} */
const FAKES = [
  ["timers alone", () => mock.timers.enable({ apis: ["setTimeout"] })],
  ["timers and Date", () => mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_771_908_793_000 })],
  [
    "timers, Date and performance",
    () => {
      mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_771_908_793_000 });
      mock.method(performance, "now", () => Date.now() - 1_771_908_000_000);
    },
  ],
];

const busy = () => new Response("", { status: 503 });

for (const [fakes, enable] of FAKES) {
  for (const { name, call, valid, answer } of SERVICES) {
    describe(`${name} under fake ${fakes}`, () => {
      afterEach(() => {
        mock.timers.reset();
        mock.restoreAll();
      });

      test("answers without any tick", async () => {
        enable();
        assert.deepEqual(await call({ ...valid, fetch: stubFetch(() => answer) }), answer);
      });

      test("tries again when the backoff has passed, and not before", async () => {
        enable();
        const fetch = stubFetch((_, __, at) => (at > 2 ? answer : busy()));
        const made = call({ ...valid, fetch });
        await settle();
        assert.equal(fetch.calls.length, 1);
        await tick(240);
        assert.equal(fetch.calls.length, 1, "the first wait is at least 250 ms");
        await tick(260);
        assert.equal(fetch.calls.length, 2, "and at most 500 ms");
        await tick(490);
        assert.equal(fetch.calls.length, 2, "the second at least 500 ms");
        await tick(510);
        assert.equal(fetch.calls.length, 3, "and at most 1,000 ms");
        assert.deepEqual(await made, answer);
      });

      test("waits for a stated time", async () => {
        enable();
        const limited = () => new Response("", { status: 429, headers: { "retry-after": "10" } });
        const fetch = stubFetch((_, __, at) => (at > 1 ? answer : limited()));
        const made = call({ ...valid, fetch });
        await settle();
        await tick(9_990);
        assert.equal(fetch.calls.length, 1);
        await tick(1_010);
        assert.equal(fetch.calls.length, 2);
        assert.deepEqual(await made, answer);
      });

      test("ends at its deadline, in one tick or in many", async () => {
        enable();
        for (const step of [25_000, 1_000]) {
          let over = false;
          const made = refusal(call({ ...valid, fetch: stubFetch(() => new Promise(() => {})) })).finally(
            () => (over = true),
          );
          await settle();
          for (let passed = 0; passed < 24_000; passed += step) {
            assert.equal(over, false);
            await tick(Math.min(step, 24_000));
          }
          await tick(1_000);
          assert.equal((await made).code, "timeout");
        }
      });

      test("begins no wait that would pass the deadline, by their clock", async () => {
        enable();
        const fetch = stubFetch(() => busy());
        let over = false;
        const made = refusal(call({ ...valid, fetch, maxRetries: 100, timeoutMs: 2_000 })).finally(() => (over = true));
        await settle();
        // A wait that ends between two ticks is noticed at the second: each may take a tick longer than its time.
        for (let passed = 0; passed < 3_000 && !over; passed += 100) await tick(100);
        assert.ok(over, "it ends by itself");
        const { code, attempts } = await made;
        assert.ok(["server_error", "timeout"].includes(code));
        assert.ok(attempts >= 2 && attempts <= 4, `${attempts} attempts in 2 seconds`);
      });

      test("ends with an abort in a wait that no tick ends", async () => {
        enable();
        const controller = new AbortController();
        const made = rejection(call({ ...valid, fetch: stubFetch(() => busy()), signal: controller.signal }));
        await settle();
        controller.abort("enough");
        assert.equal(await made, "enough");
      });

      test("goes on in real time when they are gone", async () => {
        enable();
        const early = call({ ...valid, fetch: stubFetch(() => answer), timeoutMs: 300 });
        assert.deepEqual(await early, answer);
        mock.timers.reset();
        mock.restoreAll();
        const fetch = stubFetch((_, __, at) => (at > 1 ? answer : busy()));
        const began = Date.now();
        assert.deepEqual(await call({ ...valid, fetch }), answer);
        assert.ok(Date.now() - began >= 245, "the wait was a real one");
      });
    });
  }
}

test("a call that was under way when fake timers came ends well, and so does the next", async () => {
  const { call, valid, answer } = SERVICES[0] ?? assert.fail();
  const open = call({
    ...valid,
    fetch: stubFetch(() => new Promise((resolve) => setImmediate(() => resolve(answer)))),
  });
  await settle();
  mock.timers.enable({ apis: ["setTimeout"] });
  assert.deepEqual(await open, answer);
  const faked = call({
    ...valid,
    fetch: stubFetch(() => new Promise((resolve) => setImmediate(() => resolve(answer)))),
  });
  await settle();
  mock.timers.reset();
  assert.deepEqual(await faked, answer);
  assert.deepEqual(await call({ ...valid, fetch: stubFetch(() => answer) }), answer);
});
