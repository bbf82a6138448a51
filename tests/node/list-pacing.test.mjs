// The pace of a list, in virtual time: so many starts in any minute, and pauses that hold the whole run.
import assert from "node:assert/strict";
import { describe, mock, test } from "node:test";
import { checkConnections } from "../../pkg/dist/index.js";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { newKey, runSandbox } from "../support/sandbox.mjs";
import { seededRandom } from "../support/seed.mjs";
import { collect, failure, farther, refusal, stubService, until } from "../support/stub-service.mjs";
import { inVirtualTime } from "../support/virtual-time.mjs";

/** @typedef {import("../../pkg/types/index.js").ListProgress} ListProgress */
/** @typedef {import("../../pkg/types/index.js").ConnectionListOptions} ListOptions */

const MINUTE = 60_000;

/** @param {number} count */
const ids = (count) => Array.from({ length: count }, (_, at) => at + 1);

/**
 * @param {{ fetch: typeof fetch }} service
 * @param {Omit<Partial<ListOptions>, "apiKey" | "jwt">} more
 */
const run = (service, more) =>
  checkConnections({ apiKey: "a.key", prospectIds: ids(5), fetch: service.fetch, perDay: Infinity, ...more });

/**
 * The most starts in any window of this length.
 *
 * @param {readonly { at: number }[]} sent
 * @param {number} [window]
 */
function mostInAny(sent, window = MINUTE) {
  let most = 0;
  for (let from = 0, to = 0; to < sent.length; to++) {
    while (/** @type {any} */ (sent[to]).at - /** @type {any} */ (sent[from]).at >= window) from++;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

describe("no more than perMinute start in any 60 seconds", () => {
  for (const [perMinute, concurrency, count, slow] of /** @type {const} */ ([
    [50, 1, 1_000, 0],
    [50, 10, 1_000, 900],
    [7, 3, 60, 20_000],
    [1, 1, 5, 0],
    [1, 5, 5, 0],
    [1_500, 100, 3_200, 10],
  ])) {
    test(
      `${perMinute} a minute, ${concurrency} at once, answers after ${slow} ms`,
      inVirtualTime(async (time) => {
        const service = stubService(async () => {
          if (slow) await time.sleep(slow);
          return farther();
        });
        const results = await collect(
          run(service, { prospectIds: ids(count), perMinute, concurrency, timeoutMs: 30_000 }),
        );
        assert.equal(results.length, count);
        assert.ok(results.every(({ ok }) => ok));
        assert.ok(mostInAny(service.sent) <= perMinute, `${mostInAny(service.sent)}`);
        assert.ok(service.most <= concurrency);
        // Nor is it slower than the pace asks for: a burst at first, and then no minute that is not made use of.
        const minutes = Math.ceil(count / perMinute);
        const asked = slow ? count * (slow / concurrency) : 0;
        assert.ok(time.now <= Math.max(minutes * 61_000, asked * 1.2) + 30_000, `${time.now}`);
      }),
    );
  }

  test(
    "a burst is allowed: the whole minute's requests may go out at once",
    inVirtualTime(async () => {
      const service = stubService();
      await collect(run(service, { prospectIds: ids(60), concurrency: 10 }));
      assert.ok(service.sent.slice(0, 50).every(({ at }) => at < 1_000));
      assert.ok(service.sent.slice(50).every(({ at }) => at >= MINUTE));
    }),
  );

  test(
    "50 is the default, and retries count, too",
    inVirtualTime(async () => {
      const service = stubService((_, nth) => (nth % 2 ? refusal(502) : farther()));
      const results = await collect(run(service, { prospectIds: ids(200) }));
      assert.ok(results.every(({ ok }) => ok));
      assert.equal(service.sent.length, 400);
      assert.equal(mostInAny(service.sent), 50);
    }),
  );

  test(
    "a slow consumer does not lead to a burst above it",
    inVirtualTime(async (time) => {
      const service = stubService();
      const random = seededRandom("a slow consumer");
      for await (const _ of run(service, { prospectIds: ids(120), perMinute: 10, concurrency: 4 })) {
        await time.sleep(random() * 9_000);
      }
      assert.ok(mostInAny(service.sent) <= 10);
    }),
  );

  test(
    "waiting for a place in the minute does not count against timeoutMs",
    inVirtualTime(async () => {
      const service = stubService((_, nth) => (nth % 3 === 1 ? refusal(503) : farther()));
      const results = await collect(run(service, { prospectIds: ids(20), perMinute: 2, timeoutMs: 2_000 }));
      assert.ok(results.every(({ ok }) => ok));
    }),
  );
});

test("it ends with the fake timers of node:test, which leave performance.now alone", async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  try {
    const service = stubService();
    const results = /** @type {unknown[]} */ ([]);
    let isDone = false;
    void collect(run(service, { prospectIds: ids(120) }), /** @type {any} */ (results)).then(() => (isDone = true));
    const seen = [];
    for (let ticks = 0; ticks < 200 && !isDone; ticks++) {
      for (let turn = 0; turn < 60 * 5; turn++) await new Promise((resolve) => setImmediate(resolve));
      seen.push(results.length);
      mock.timers.tick(1_000);
    }
    assert.equal(results.length, 120);
    assert.equal(seen[0], 50);
    assert.equal(seen[59], 50);
  } finally {
    mock.timers.reset();
  }
});

describe("a 429 pauses the whole run until the stated time, and never ends it early", () => {
  const at = (/** @type {number} */ ms) => new Date(Date.now() + ms);
  for (const [how, state, least] of /** @type {[string, () => Response, number][]} */ ([
    ["Retry-After in seconds", () => refusal(429, { "Retry-After": "90" }), 90_000],
    ["Retry-After as a date", () => refusal(429, { "Retry-After": at(90_000).toUTCString() }), 90_000],
    ["X-RateLimit-Reset as a date", () => refusal(429, { "X-RateLimit-Reset": at(90_500).toISOString() }), 90_500],
    [
      "X-RateLimit-Reset in Unix seconds",
      () => refusal(429, { "X-RateLimit-Reset": `${at(90_000).getTime() / 1_000}` }),
      90_000,
    ],
    ["holdUntil as a date", () => refusal(429, {}, { error: "x", holdUntil: at(90_250).toISOString() }), 90_250],
    [
      "holdUntil in Unix seconds",
      () => refusal(429, {}, { error: "x", holdUntil: at(90_000).getTime() / 1_000 }),
      90_000,
    ],
  ])) {
    for (const concurrency of [1, 3]) {
      test(
        `${how}, ${concurrency} at once`,
        inVirtualTime(async (time) => {
          const service = stubService(async (_, nth) => {
            // The others that are open stay open beyond the 429.
            if (nth > 1 && nth <= concurrency) await time.sleep(300);
            return nth === 1 ? state() : farther();
          });
          const results = await collect(run(service, { prospectIds: ids(9), concurrency, timeoutMs: 5_000 }));
          assert.deepEqual(
            results.map(({ prospectId }) => prospectId).sort((a, b) => a - b),
            ids(9),
          );
          assert.ok(
            results.every(({ ok }) => ok),
            "the retry at the stated time succeeds, although it is past timeoutMs",
          );
          const later = service.sent.slice(concurrency);
          assert.equal(later.length, 9 - concurrency + 1);
          for (const sent of later) assert.ok(sent.at >= least, `${sent.id} at ${sent.at}`);
          assert.ok(
            later.some((sent) => sent.at <= least + 1_100),
            "nor does it wait much longer",
          );
          assert.equal(service.ids.filter((id) => id === 1).length, 2);
        }),
      );
    }
  }

  test(
    "where no time is stated it pauses for a minute, and then asks the same prospect again",
    inVirtualTime(async () => {
      const service = stubService((_, nth) => (nth === 2 ? refusal(429) : farther()));
      const results = await collect(run(service, {}));
      assert.ok(results.every(({ ok }) => ok));
      assert.deepEqual(service.ids, [1, 2, 2, 3, 4, 5]);
      const [, second, third] = /** @type {any[]} */ (service.sent);
      assert.ok(third.at - second.at >= MINUTE && third.at - second.at <= MINUTE + 1_100, `${third.at - second.at}`);
    }),
  );

  for (const maxRetries of [0, 1, 2]) {
    test(
      `where no time is stated and ${maxRetries} retries are used up, the result is rate_limited, and the run goes on after the pause`,
      inVirtualTime(async () => {
        const service = stubService(({ id }) => (id === 2 ? refusal(429) : farther()));
        const results = await collect(run(service, { maxRetries }));
        assert.deepEqual(
          results.map((result) => (result.ok ? result.verdict : result.error.code)),
          ["not_connected", "rate_limited", "not_connected", "not_connected", "not_connected"],
        );
        const [, limited] = results;
        assert.equal(limited?.ok === false && limited.error.attempts, maxRetries + 1);
        assert.equal(limited?.ok === false && limited.error.retryAfterMs, undefined, "nothing was stated");
        assert.deepEqual(service.ids, [1, ...Array(maxRetries + 1).fill(2), 3, 4, 5]);
        for (const [at, { id }] of service.sent.entries()) {
          const next = service.sent[at + 1];
          if (id === 2 && next) assert.ok(next.at - /** @type {any} */ (service.sent[at]).at >= MINUTE);
        }
      }),
    );
  }

  test(
    "where no time is stated the pause holds all prospects, and timeoutMs does not run in it",
    inVirtualTime(async (time) => {
      const service = stubService(async (_, nth) => {
        // The second answers first.
        await time.sleep(nth === 2 ? 100 : 300);
        return nth === 2 ? refusal(429) : farther();
      });
      const results = await collect(run(service, { prospectIds: ids(6), concurrency: 3, timeoutMs: 1_000 }));
      assert.ok(results.every(({ ok }) => ok));
      assert.deepEqual(
        results.map(({ prospectId }) => prospectId).sort((a, b) => a - b),
        ids(6),
      );
      const later = service.sent.slice(3);
      assert.equal(later.length, 4, "the second once more, and those that had not begun");
      for (const { id, at } of later) assert.ok(at >= 100 + MINUTE, `${id} at ${at}`);
    }),
  );

  test(
    "maxRetries 0: the prospect's result is rate_limited, and the run pauses all the same",
    inVirtualTime(async () => {
      const service = stubService((_, nth) => (nth === 1 ? refusal(429, { "Retry-After": "30" }) : farther()));
      const results = await collect(run(service, { maxRetries: 0 }));
      assert.equal(results[0]?.ok === false && results[0].error.code, "rate_limited");
      assert.equal(results[0]?.ok === false && results[0].error.retryAfterMs, 30_000);
      assert.deepEqual(service.ids, ids(5));
      assert.ok(service.sent.slice(1).every((sent) => sent.at >= 30_000));
    }),
  );

  test(
    "Retry-After 0 asks again after a wait as after any failure, and hammers nobody",
    inVirtualTime(async () => {
      const service = stubService((_, nth) => (nth <= 2 ? refusal(429, { "Retry-After": "0" }) : farther()));
      const results = await collect(run(service, { prospectIds: [1] }));
      assert.equal(results[0]?.ok, true);
      const [first, second, third] = /** @type {any[]} */ (service.sent);
      assert.ok(second.at - first.at >= 250 && third.at - second.at >= 500);
    }),
  );

  test(
    "a longer pause that comes during a shorter one holds, and a shorter one cuts nothing",
    inVirtualTime(async (time) => {
      const service = stubService(async ({ id }, nth) => {
        if (nth > 3) return farther();
        await time.sleep(id * 100);
        return refusal(429, { "Retry-After": id === 2 ? "40" : "10" });
      });
      await collect(run(service, { concurrency: 3 }));
      assert.ok(
        service.sent.slice(3).every((sent) => sent.at >= 40_200),
        JSON.stringify(service.sent.map((s) => s.at)),
      );
    }),
  );

  test(
    "the time of a pause is not the prospect's, its own requests are",
    inVirtualTime(async (time) => {
      const service = stubService(async (_, nth) => {
        await time.sleep(nth === 1 ? 1_000 : 1_600);
        return nth === 1 ? refusal(429, { "Retry-After": "20" }) : farther();
      });
      const [late] = await collect(run(service, { prospectIds: [1], timeoutMs: 2_500 }));
      assert.equal(late?.ok === false && late.error.code, "timeout");
      assert.equal(late?.ok === false && late.error.attempts, 2);
      assert.ok(time.now >= 21_000 && time.now <= 23_700, `${time.now}`);
    }),
  );

  test(
    "an abort in the pause ends it at once, with the very reason and without a timer left",
    inVirtualTime(async (time) => {
      const controller = new AbortController();
      const service = stubService(() => refusal(429, { "Retry-After": "600" }));
      const failed = failure(collect(run(service, { signal: controller.signal, concurrency: 3 })));
      await time.sleep(5_000);
      const reason = new Error("enough");
      controller.abort(reason);
      const before = time.now;
      assert.equal(await failed, reason);
      assert.equal(time.now, before);
      assert.equal(time.timers, 0);
    }),
  );
});

describe("onProgress", () => {
  test(
    "is told after each result, with counts that add up, and when a pause begins",
    inVirtualTime(async (time) => {
      /** @type {(ListProgress & { at: number })[]} */
      const told = [];
      const service = stubService((_, nth) => (nth === 3 ? refusal(429, { "Retry-After": "45" }) : farther()));
      const onProgress = (/** @type {ListProgress} */ progress) => told.push({ ...progress, at: time.now });
      await collect(run(service, { onProgress }));
      assert.deepEqual(
        told.map(({ done }) => done),
        [1, 2, 2, 3, 4, 5],
      );
      for (const { done, total, connected, notConnected, self, unknown, failed } of told) {
        assert.equal(total, 5);
        assert.equal(connected + notConnected + self + unknown + failed, done);
      }
      const [, , pause, after] = /** @type {any[]} */ (told);
      assert.ok(pause.waitingMs > 44_000 && pause.waitingMs <= 45_000, `${pause.waitingMs}`);
      assert.equal(after.waitingMs, 0);
      assert.ok(after.at >= pause.at + 45_000);
    }),
  );

  test(
    "tells what is left of the pause with results that come during it, and nothing twice",
    inVirtualTime(async (time) => {
      /** @type {ListProgress[]} */
      const told = [];
      const service = stubService(async ({ id }, nth) => {
        if (nth > 3) return farther();
        await time.sleep(id * 100);
        return id === 3 ? farther() : refusal(429, { "Retry-After": "30" });
      });
      await collect(run(service, { concurrency: 3, onProgress: (progress) => told.push(progress) }));
      const waiting = told.map(({ waitingMs }) => Math.round(waitingMs / 1_000));
      assert.deepEqual(waiting, [30, 30, 0, 0, 0, 0], JSON.stringify(told));
    }),
  );

  test(
    "tells of a pause that grows, and of short ones that follow one another",
    inVirtualTime(async (time) => {
      const waits = async (/** @type {(() => Response)[]} */ answers, concurrency = 1) => {
        /** @type {number[]} */
        const told = [];
        const service = stubService(async (_, nth) => {
          await time.sleep(nth);
          return (answers[nth - 1] ?? farther)();
        });
        const onProgress = ({ waitingMs = 0 }) => told.push(Math.round(waitingMs / 100) / 10);
        await collect(run(service, { prospectIds: ids(concurrency), concurrency, onProgress }));
        return told.filter(Boolean);
      };
      const busy = (/** @type {number} */ seconds) => () => refusal(429, { "Retry-After": `${seconds}` });
      assert.deepEqual(await waits([busy(10), busy(40), busy(20)], 3), [10, 40]);
      const soon = (/** @type {number} */ ms) => ({ holdUntil: new Date(Date.now() + ms).toISOString() });
      const brief = () => refusal(429, {}, soon(500));
      assert.deepEqual(await waits([brief, brief]), [0.5, 0.5]);
    }),
  );

  test(
    "tells of a pause without a stated time, and then of the results behind it",
    inVirtualTime(async () => {
      /** @type {ListProgress[]} */
      const told = [];
      const service = stubService((_, nth) => (nth === 1 ? refusal(429) : farther()));
      await collect(run(service, { prospectIds: [1, 2], onProgress: (progress) => told.push(progress) }));
      assert.deepEqual(
        told.map(({ done, failed, waitingMs }) => [done, failed, waitingMs > 59_000]),
        [
          [0, 0, true],
          [1, 0, false],
          [2, 0, false],
        ],
      );
    }),
  );

  test(
    "tells of a long wait for the next minute, too",
    inVirtualTime(async () => {
      /** @type {ListProgress[]} */
      const told = [];
      const service = stubService();
      await collect(run(service, { perMinute: 3, onProgress: (progress) => told.push(progress) }));
      assert.deepEqual(
        told.map(({ done, waitingMs }) => [done, waitingMs > 59_000]),
        [
          [1, false],
          [2, false],
          [3, false],
          [3, true],
          [4, false],
          [5, false],
        ],
      );
    }),
  );
});

describe("a run-wide budget of retries", () => {
  const cases = /** @type {[string, () => unknown][]} */ ([
    ["500", () => refusal(500)],
    ["502", () => refusal(502)],
    ["no connection", () => Promise.reject(new TypeError("fetch failed"))],
    ["429 that says now", () => refusal(429, { "Retry-After": "0" })],
  ]);
  for (const [how, play] of cases) {
    test(
      `${how}: a service that fails all along is asked at most a hundred times more than there are ids`,
      inVirtualTime(async () => {
        const service = stubService(play);
        const results = await collect(
          run(service, { prospectIds: ids(400), maxRetries: 100, perMinute: 1e6, timeoutMs: 1e9 }),
        );
        assert.equal(results.length, 400);
        assert.ok(results.every(({ ok }) => !ok));
        assert.ok(service.sent.length <= 500, `${service.sent.length}`);
        assert.ok(service.sent.length >= 450, "retries there are, all the same");
      }),
    );
  }

  test(
    "where retries succeed it never runs dry",
    inVirtualTime(async () => {
      const service = stubService((_, nth) => (nth % 2 ? refusal(502) : farther()));
      const results = await collect(run(service, { prospectIds: ids(500), perMinute: 1e6 }));
      assert.ok(results.every(({ ok }) => ok));
    }),
  );
});

describe("on the server's side", () => {
  const suite = runSandbox();

  test("what is beyond the minute's requests does not arrive", async () => {
    const { sandbox } = suite;
    const controller = new AbortController();
    const results = checkConnections({
      baseUrl: sandbox.baseUrls.seleqt,
      apiKey: newKey(),
      prospectIds: ids(30),
      concurrency: 5,
      perMinute: 20,
      signal: controller.signal,
    });
    const seen = /** @type {import("../../pkg/types/index.js").ConnectionCheck[]} */ ([]);
    const failed = failure(collect(results, seen));
    await until(() => seen.length >= 20, "twenty have answered");
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    controller.abort("seen enough");
    assert.equal(await failed, "seen enough");
    assert.equal(seen.length, 20);
    assert.equal(sandbox.requests.length, 20, "the twenty-first waits for the next minute");
  });

  test("a service that throttles is asked again when it said, and answers for all", async () => {
    const sandbox = await startSandbox({ throttle: { perMinute: 5, windowMs: 2_500 } });
    try {
      const given = { baseUrl: sandbox.baseUrls.seleqt, apiKey: newKey(), prospectIds: ids(13), concurrency: 3 };
      const results = await collect(checkConnections(given));
      assert.deepEqual(
        results.map(({ prospectId }) => prospectId).sort((a, b) => a - b),
        ids(13),
      );
      assert.ok(results.every(({ ok }) => ok));
      const refused = sandbox.requests.filter(({ status }) => status === 429);
      assert.ok(refused.length > 0);
      // A second is the least that it states. What the two other places had sent before they knew of it may still arrive.
      for (const { at } of refused) {
        const early = sandbox.requests.filter((request) => request.at > at + 500 && request.at < at + 990);
        assert.ok(early.length <= 2, `${early.length} requests in the pause`);
      }
    } finally {
      await sandbox.close();
    }
  });
});
