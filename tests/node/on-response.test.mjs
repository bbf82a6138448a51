// onResponse: told of each answer as its headers come. And what an answer tells of the service's limit: in onResponse, on errors, and
// to the pace of a list.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { checkConnections, checkInvite, getAccountStatus, getConnectionStatus } from "../../pkg/dist/index.js";
import { account, collect, connection, failure, farther, refusal, stubService } from "../support/stub-service.mjs";
import { inVirtualTime } from "../support/virtual-time.mjs";

const KEY = "a.key-0123";
const LIMIT = { "x-ratelimit-limit": "100", "x-ratelimit-used": "58", "x-ratelimit-remaining": "42" };
const RESET = "2030-01-02T03:04:05.000Z";

/** @param {unknown[]} told @returns {any} */
const recorded = (told) => (/** @type {unknown} */ info) => void told.push(info);

describe("onResponse", () => {
  test("is told of each attempt, before the body is read", async () => {
    /** @type {any[]} */
    const told = [];
    let bodies = 0;
    const answers = [503, 502, 200];
    const fetch = async () => {
      const status = Number(answers.shift());
      const response = Response.json(status === 200 ? account() : {}, {
        status,
        headers: { "x-request-id": `r${status}` },
      });
      const text = response.text.bind(response);
      // What has a `body` is read by its stream; this one by its text.
      return Object.defineProperties(Object.create(null), {
        status: { value: status },
        headers: { value: response.headers },
        text: { value: () => (assert.equal(told.length, ++bodies), text()) },
      });
    };
    const began = performance.now();
    await getAccountStatus({ apiKey: KEY, fetch, onResponse: recorded(told) });
    const took = performance.now() - began;
    assert.deepEqual(
      told.map(({ durationMs, ...rest }) => rest),
      [503, 502, 200].map((status, at) => ({
        vendor: "connectsafely",
        status,
        attempt: at + 1,
        requestId: `r${status}`,
      })),
    );
    for (const { durationMs } of told) assert.ok(durationMs >= 0 && durationMs <= took, String(durationMs));
  });

  for (const status of [200, 204, 301, 401, 404, 429, 500]) {
    test(`is told of a ${status}`, async () => {
      /** @type {any[]} */
      const told = [];
      const fetch = async () =>
        new Response(status === 200 ? JSON.stringify(account()) : null, { status, headers: LIMIT });
      await getAccountStatus({ apiKey: KEY, fetch, maxRetries: 0, onResponse: recorded(told) }).catch(() => {});
      assert.equal(told.length, 1);
      assert.equal(told[0].status, status);
      assert.deepEqual(told[0].rateLimit, { limit: 100, used: 58, remaining: 42 });
    });
  }

  test("is not told where no answer came", async () => {
    /** @type {any[]} */
    const told = [];
    const onResponse = recorded(told);
    for (const fetch of [async () => Promise.reject(new TypeError("no")), async () => 5, async () => ({ status: 0 })]) {
      await failure(getAccountStatus({ apiKey: KEY, fetch: /** @type {any} */ (fetch), maxRetries: 0, onResponse }));
    }
    const late = new AbortController();
    const hanging = () => new Promise((resolve) => setTimeout(() => resolve(Response.json(account())), 20));
    const ended = failure(
      getAccountStatus({ apiKey: KEY, fetch: /** @type {any} */ (hanging), signal: late.signal, onResponse }),
    );
    late.abort();
    await ended;
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.deepEqual(told, []);
  });

  test("cannot be given the key, whatever the service echoes", async () => {
    /** @type {any[]} */
    const told = [];
    const headers = {
      "x-request-id": `id-${KEY}-${encodeURIComponent(KEY)}`,
      "x-ratelimit-limit": KEY,
      "x-ratelimit-reset": KEY,
    };
    const fetch = async () => Response.json(connection(), { headers });
    await getConnectionStatus({ apiKey: KEY, prospectId: 1, fetch, onResponse: recorded(told) });
    assert.equal(told.length, 1);
    assert.ok(!inspect(told, { depth: 9, showHidden: true }).includes(KEY));
    assert.match(told[0].requestId, /^id-/);
    assert.ok(!("rateLimit" in told[0]));
  });

  test("hears of both halves of an invite, without the key of either", async () => {
    /** @type {any[]} */
    const told = [];
    const fetch = async (/** @type {string} */ url) =>
      Response.json(url.includes("/prospects/") ? connection() : account(), { headers: { "x-request-id": "key-two" } });
    await checkInvite({
      account: { apiKey: "key-one" },
      connection: { apiKey: "key-two", prospectId: 1 },
      fetch,
      onResponse: recorded(told),
    });
    assert.deepEqual(told.map(({ vendor }) => String(vendor)).sort(), ["connectsafely", "seleqt"]);
    for (const { requestId } of told) assert.ok(!requestId.includes("key-two"), requestId);
  });

  test("changes nothing where it throws, or its promise rejects", async () => {
    for (const onResponse of [() => assert.fail("boo"), async () => assert.fail("boo")]) {
      const fetch = async () => Response.json(account());
      assert.deepEqual(await getAccountStatus({ apiKey: KEY, fetch, onResponse }), account());
    }
  });

  test("is told of every answer of a list", async () => {
    /** @type {any[]} */
    const told = [];
    const service = stubService((_, nth) => (nth === 2 ? refusal(404) : farther()));
    const options = { apiKey: KEY, prospectIds: [1, 2, 3], fetch: service.fetch, onResponse: recorded(told) };
    await collect(checkConnections(options));
    assert.deepEqual(
      told.map(({ status }) => status),
      [200, 404, 200],
    );
  });
});

describe("rateLimit", () => {
  for (const [says, headers, rateLimit] of /** @type {[string, Record<string, string>, object | undefined][]} */ ([
    ["nothing", {}, undefined],
    [
      "all four",
      { ...LIMIT, "x-ratelimit-reset": RESET, date: "Wed, 02 Jan 2030 03:00:00 GMT" },
      { limit: 100, used: 58, remaining: 42, resetAt: RESET },
    ],
    [
      "the reset in seconds",
      { "x-ratelimit-reset": "1893553445", date: "Wed, 02 Jan 2030 03:00:00 GMT" },
      { resetAt: RESET },
    ],
    [
      "the reset in milliseconds",
      { "x-ratelimit-reset": "1893553445000", date: "Wed, 02 Jan 2030 03:00:00 GMT" },
      { resetAt: RESET },
    ],
    [
      "a reset years away",
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": RESET, date: "Wed, 02 Jan 2026 03:00:00 GMT" },
      { remaining: 0 },
    ],
    ["what is no number", { "x-ratelimit-limit": "100;w=60", "x-ratelimit-remaining": "-1" }, undefined],
  ])) {
    test(`an error tells it: ${says}`, async () => {
      const fetch = async () => Response.json({}, { status: 403, headers });
      const error = await failure(getAccountStatus({ apiKey: KEY, fetch }));
      assert.deepEqual(error.rateLimit, rateLimit);
      assert.deepEqual(error.toJSON().rateLimit, rateLimit);
      assert.equal("rateLimit" in error, rateLimit !== undefined);
    });
  }

  test("is read of headers that can be gone through once", async () => {
    const pairs = () => Object.entries({ "Retry-After": "7", "x-request-id": "r1", "x-ratelimit-remaining": "7" });
    for (const headers of [pairs().values(), new Map(pairs()).entries()]) {
      const answer = { status: 429, headers, text: async () => "" };
      /** @type {any[]} */
      const told = [];
      const fetch = /** @type {any} */ (async () => answer);
      const onResponse = (/** @type {unknown} */ info) => told.push(info);
      const error = await failure(getAccountStatus({ apiKey: KEY, fetch, maxRetries: 0, onResponse }));
      assert.deepEqual([error.retryAfterMs, error.requestId, error.rateLimit], [7_000, "r1", { remaining: 7 }]);
      assert.deepEqual([told[0].requestId, told[0].rateLimit], ["r1", { remaining: 7 }]);
    }
  });

  test("stands on a redirect, on a body that broke off and on a damaged answer", async () => {
    const headers = { "x-ratelimit-remaining": "7" };
    const torn = () => new ReadableStream({ pull: (controller) => controller.error(new TypeError("torn")) });
    for (const [code, answer] of /** @type {[string, () => Response][]} */ ([
      ["redirected", () => new Response(null, { status: 302, headers })],
      ["network", () => new Response(torn(), { headers })],
      ["invalid_response", () => new Response("<html>", { headers })],
    ])) {
      const error = await failure(getAccountStatus({ apiKey: KEY, fetch: async () => answer(), maxRetries: 0 }));
      assert.equal(error.code, code);
      assert.deepEqual(error.rateLimit, { remaining: 7 });
    }
  });
});

describe("a list paces itself by the limit that its answers tell", () => {
  for (const [says, status] of /** @type {const} */ ([
    ["an answer", 200],
    ["an error", 404],
  ])) {
    test(
      `nothing left by ${says}: nothing starts before the reset`,
      inVirtualTime(async () => {
        /** @type {number[]} */
        const waits = [];
        const service = stubService((_, nth) => {
          const headers = { "x-ratelimit-remaining": String(3 - nth), "x-ratelimit-reset": "120" };
          return nth > 3 ? farther() : Response.json(status === 200 ? connection() : {}, { status, headers });
        });
        const results = await collect(
          checkConnections({
            apiKey: KEY,
            prospectIds: [1, 2, 3, 4, 5],
            fetch: service.fetch,
            onProgress: ({ waitingMs }) => waits.push(waitingMs),
          }),
        );
        assert.equal(results.length, 5);
        const [, , third, fourth] = service.sent.map(({ at }) => at);
        assert.ok(Number(fourth) - Number(third) >= 120_000, `${third} ${fourth}`);
        assert.ok(
          waits.some((ms) => ms > 119_000),
          String(waits),
        );
      }),
    );
  }

  test(
    "something left, or no reset stated: no pause",
    inVirtualTime(async () => {
      for (const headers of /** @type {Record<string, string>[]} */ ([
        { "x-ratelimit-remaining": "1", "x-ratelimit-reset": "120" },
        { "x-ratelimit-remaining": "0" },
      ])) {
        const service = stubService(() => Response.json(connection(), { headers }));
        await collect(checkConnections({ apiKey: KEY, prospectIds: [1, 2, 3], fetch: service.fetch }));
        assert.ok(Number(service.sent[2]?.at) - Number(service.sent[0]?.at) < 1_000);
      }
    }),
  );
});
