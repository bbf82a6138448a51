// What one LinkedIn account bears: so many requests in any 24 hours, and pauses between them, in virtual time.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import vm from "node:vm";
import { inspect } from "node:util";
import { checkConnections } from "../../pkg/dist/index.js";
import { collect, failure, farther, refusal, stubService } from "../support/stub-service.mjs";
import { inVirtualTime } from "../support/virtual-time.mjs";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ids = (/** @type {number} */ count) => Array.from({ length: count }, (_, at) => at + 1);

/** @param {{ fetch: typeof fetch }} service @param {object} more */
const run = (service, more) =>
  checkConnections(
    /** @type {any} */ ({ apiKey: "a.key", fetch: service.fetch, prospectIds: ids(200), perMinute: 1e6, ...more }),
  );

/** @param {ReturnType<typeof run>} list */
async function ended(list) {
  /** @type {Awaited<ReturnType<typeof collect>>} */
  const results = [];
  const error = await failure(collect(list, results));
  return { error, results: /** @type {any[]} */ (results) };
}

describe("perDay", () => {
  test(
    "is 80 unless said otherwise; then the run ends, and says when to go on",
    inVirtualTime(async () => {
      const service = stubService();
      const { error, results } = await ended(run(service, {}));
      assert.deepEqual(service.ids, ids(80));
      assert.deepEqual(
        results.map(({ prospectId }) => prospectId),
        ids(80),
      );
      const { code, vendor, retryable, attempts, retryAfterMs } = error;
      assert.deepEqual(
        { code, vendor, retryable, attempts },
        {
          code: "daily_limit",
          vendor: "seleqt",
          retryable: true,
          attempts: 0,
        },
      );
      assert.ok(retryAfterMs > DAY - 60_000 && retryAfterMs < DAY + 60_000, String(retryAfterMs));
      assert.match(error.message, /perDay/);
    }),
  );

  for (const [status, code] of /** @type {const} */ ([
    [500, "server_error"],
    [429, "rate_limited"],
  ])) {
    test(
      `no retry after a ${status} is waited for that the day has no request left for: the prospect has its error`,
      inVirtualTime(async (time) => {
        const service = stubService(() => refusal(status, { "Retry-After": "3000" }));
        const { error, results } = await ended(run(service, { perDay: 1 }));
        assert.deepEqual(
          results.map(({ prospectId, ok, error }) => [prospectId, ok, error.code, error.attempts]),
          [[1, false, code, 1]],
        );
        assert.equal(error.code, "daily_limit");
        assert.deepEqual(service.ids, [1]);
        assert.ok(time.now < 1_000, `${time.now} ms passed`);
      }),
    );
  }

  test(
    "a list that fits exactly just ends",
    inVirtualTime(async () => {
      const results = await collect(run(stubService(), { prospectIds: ids(80) }));
      assert.equal(results.length, 80);
    }),
  );

  test(
    "Infinity turns it off",
    inVirtualTime(async () => {
      assert.equal((await collect(run(stubService(), { perDay: Infinity }))).length, 200);
    }),
  );

  test(
    "what is open when the day is used up is still handed out",
    inVirtualTime(async (time) => {
      const service = stubService(async ({ id }) => {
        await time.sleep(1_000 * (11 - id));
        return farther();
      });
      const { error, results } = await ended(run(service, { perDay: 10, concurrency: 10 }));
      assert.equal(error.code, "daily_limit");
      assert.equal(results.length, 10);
      assert.ok(results.every(({ ok }) => ok));
      assert.ok(service.sent.every(({ aborted }) => !aborted));
    }),
  );

  test(
    "retries count, and none is sent beyond it",
    inVirtualTime(async () => {
      const service = stubService((_, nth) => (nth % 2 ? refusal(502) : farther()));
      const { error, results } = await ended(run(service, { perDay: 7 }));
      assert.equal(error.code, "daily_limit");
      assert.equal(service.sent.length, 7);
      assert.deepEqual(
        results.map(({ ok, error }) => ok || error.code),
        [true, true, true, "provider_failed"],
      );
    }),
  );

  for (const clock of [0, -5 * HOUR, 48 * HOUR]) {
    test(
      `holds for any 24 hours of a run that a pause stretches, whatever the clock of the computer does (${clock / HOUR} h)`,
      inVirtualTime(async () => {
        const { now } = Date;
        const service = stubService((_, nth) => {
          if (nth === 5) Date.now = () => now() + clock;
          return nth === 10 ? refusal(429, { "retry-after": String(20 * 3_600) }) : farther();
        });
        const { error } = await ended(run(service, { perDay: 15, timeoutMs: 1_000 }));
        assert.equal(error.code, "daily_limit");
        assert.equal(service.sent.length, 15);
        // The first ten are older by the twenty hours of the pause.
        assert.ok(error.retryAfterMs < 4.1 * HOUR && error.retryAfterMs > 3.9 * HOUR, String(error.retryAfterMs));
      }),
    );
  }

  test(
    "progress tells what is left of it",
    inVirtualTime(async () => {
      /** @type {number[]} */
      const left = [];
      const onProgress = (/** @type {{ leftToday: number }} */ { leftToday }) => left.push(leftToday);
      await collect(run(stubService(), { prospectIds: ids(3), perDay: 5, onProgress }));
      assert.deepEqual(left, [4, 3, 2]);
      left.length = 0;
      await collect(run(stubService(), { prospectIds: ids(2), perDay: Infinity, onProgress }));
      assert.deepEqual(left, [Infinity, Infinity]);
    }),
  );
});

describe("requests start in the order of the ids, however many wait", () => {
  for (const [perMinute, perDay, concurrency] of /** @type {const} */ ([
    [1, 5, 3],
    [5, 40, 10],
    [50, 80, 60],
  ])) {
    test(
      `${perMinute} a minute, ${concurrency} at once: a day of ${perDay} ends behind the id ${perDay}`,
      inVirtualTime(async () => {
        const service = stubService();
        const list = run(service, { prospectIds: ids(200), perMinute, perDay, concurrency });
        const { error, results } = await ended(list);
        assert.equal(error.code, "daily_limit");
        assert.deepEqual(service.ids, ids(perDay));
        assert.deepEqual(
          results.map(({ prospectId }) => prospectId).sort((a, b) => a - b),
          ids(perDay),
        );
      }),
    );
  }
});

describe("earlierChecks count in", () => {
  const at = (/** @type {number} */ ago) => Date.now() - ago;
  for (const [says, times, asked] of /** @type {[string, () => Iterable<unknown>, number][]} */ ([
    ["none", () => [], 10],
    ["milliseconds", () => [at(HOUR), at(2 * HOUR)], 8],
    ["dates and ISO dates", () => [new Date(at(HOUR)), new Date(at(3 * HOUR)).toISOString()], 8],
    ["Unix seconds", () => [at(HOUR) / 1_000], 9],
    ["times in the future count as now", () => [at(-HOUR), at(-99 * DAY)], 8],
    ["those a day old or older do not count", () => [at(DAY), at(DAY + 100), at(400 * DAY), 0, new Date(5e10)], 10],
    ["nor does the least number that is taken for milliseconds", () => [1e11], 10],
    ["a set", () => new Set([at(1), at(2), at(3)]), 7],
    [
      "a generator, unordered",
      () =>
        ids(9)
          .map((hours) => at(((hours * 7) % 10) * HOUR))
          .values(),
      1,
    ],
    ["more than there may be", () => ids(500).map((second) => at(second * 1_000)), 0],
  ])) {
    test(
      says,
      inVirtualTime(async () => {
        const service = stubService();
        const { error } = await ended(run(service, { perDay: 10, earlierChecks: times() }));
        assert.equal(error.code, "daily_limit");
        assert.ok(Number.isInteger(error.retryAfterMs), `whole milliseconds, not ${error.retryAfterMs}`);
        assert.equal(service.sent.length, asked);
      }),
    );
  }

  test(
    "the run can go on when enough of them are a day old",
    inVirtualTime(async () => {
      for (const [perDay, hours] of /** @type {const} */ ([
        [3, 4],
        [2, 19],
        [1, 23],
      ])) {
        const earlierChecks = [at(5 * HOUR), at(20 * HOUR), at(HOUR)];
        const { error } = await ended(run(stubService(), { perDay, earlierChecks }));
        const late = error.retryAfterMs - hours * HOUR;
        assert.ok(late >= 0 && late < 1_000, `${perDay}: ${error.retryAfterMs}`);
      }
    }),
  );

  test("a Date of another realm does", async () => {
    const time = vm.runInNewContext("new Date(time)", { time: Date.now() - HOUR });
    const { error } = await ended(run(stubService(), { perDay: 1, earlierChecks: [time] }));
    assert.equal(error.code, "daily_limit");
  });

  test("is read when the list is called", async () => {
    const times = [at(1)];
    const service = stubService();
    const list = run(service, { perDay: 1, earlierChecks: times });
    times.length = 0;
    assert.equal((await failure(list.next())).code, "daily_limit");
  });

  const throwing = {
    *[Symbol.iterator]() {
      yield 5;
      throw new Error("boo");
    },
  };
  for (const wrong of [
    null,
    5,
    true,
    {},
    "2026-01-01",
    "2026",
    [null],
    [true],
    [{}],
    ["soon"],
    ["5"],
    ["row 12"],
    ["Thu, 26 Nov 2026 10:00:00 GMT"],
    [NaN],
    [new Date(NaN)],
    [1n],
    [[]],
    throwing,
  ]) {
    test(`a bad one is refused: ${typeof wrong} ${String(Array.isArray(wrong) ? `[${typeof wrong[0]}]` : wrong)}`, async () => {
      const service = stubService();
      const error = await failure(run(service, { earlierChecks: wrong }).next());
      assert.deepEqual([error.code, error.option, error.vendor], ["invalid_options", "earlierChecks", "seleqt"]);
      assert.match(error.message, /^earlierChecks must be an iterable of times: dates, ISO dates or milliseconds/);
      assert.equal(service.sent.length, 0);
    });
  }
});

describe("pauseBetweenMs", () => {
  test(
    "lies between two requests, at random, retries included",
    inVirtualTime(async () => {
      const service = stubService((_, nth) => (nth === 20 ? refusal(502) : farther()));
      const waits = /** @type {number[]} */ ([]);
      const list = run(service, {
        prospectIds: ids(40),
        pauseBetweenMs: [30_000, 90_000],
        onProgress: (/** @type {{ waitingMs: number }} */ { waitingMs }) => waits.push(waitingMs),
      });
      assert.equal((await collect(list)).length, 40);
      const between = service.sent.slice(1).map(({ at }, nth) => at - Number(service.sent[nth]?.at));
      assert.ok(
        between.every((ms) => ms >= 30_000 && ms <= 91_000),
        String(between),
      );
      assert.ok(Math.max(...between) - Math.min(...between) > 30_000, "they differ");
      assert.ok(
        waits.some((ms) => ms >= 29_000),
        "a pause is told",
      );
    }),
  );

  for (const good of [
    [0, 0],
    [0, 86_400_000],
    [1.5, 1.5],
    [86_400_000, 86_400_000],
  ]) {
    test(`a good one is taken: ${JSON.stringify(good)}`, async () => {
      const results = await collect(run(stubService(), { prospectIds: [1], pauseBetweenMs: good }));
      assert.equal(results.length, 1);
    });
  }

  for (const wrong of [
    null,
    5,
    "5",
    [],
    [5],
    [1, 2, 3],
    [2, 1],
    [-1, 5],
    [0, 86_400_001],
    [NaN, 5],
    ["1", "2"],
    {},
    [null, 5],
    [5, "6"],
    new Set([1, 2]),
  ]) {
    test(`a bad one is refused: ${inspect(wrong)}`, async () => {
      const service = stubService();
      const error = await failure(run(service, { pauseBetweenMs: wrong }).next());
      assert.deepEqual([error.code, error.option], ["invalid_options", "pauseBetweenMs"]);
      assert.match(error.message, /^pauseBetweenMs must be two numbers, from 0 to 86400000, the first not above/);
      assert.equal(service.sent.length, 0);
    });
  }
});

describe("bad limits are refused before anything is sent", () => {
  for (const perDay of [0, -1, 1.5, NaN, -Infinity, "80", null, true]) {
    test(`perDay: ${String(perDay)}`, async () => {
      const service = stubService();
      const error = await failure(run(service, { perDay }).next());
      assert.deepEqual([error.code, error.option, error.vendor], ["invalid_options", "perDay", "seleqt"]);
      assert.equal(service.sent.length, 0);
    });
  }
});
