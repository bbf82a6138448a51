// checkConnections: its options, its results and errors, and how a run ends.
import assert from "node:assert/strict";
import { execFile as runFile } from "node:child_process";
import { describe, test } from "node:test";
import { inspect, promisify } from "node:util";
import * as slim from "../../pkg/dist/slim.js";
import {
  checkConnections,
  getConnectionStatus,
  isLinkedInStatusError,
  LinkedInStatusError,
} from "../../pkg/dist/index.js";
import { newKey, runSandbox } from "../support/sandbox.mjs";
import { seededRandom } from "../support/seed.mjs";
import {
  collect,
  connection,
  failure,
  farther,
  refusal,
  settle,
  silence,
  stubService,
  until,
} from "../support/stub-service.mjs";

const execFile = promisify(runFile);

/** @typedef {import("../../pkg/types/index.js").ConnectionListOptions} ListOptions */
/** @typedef {import("../../pkg/types/index.js").ConnectionCheck} ConnectionCheck */

/** @param {{ fetch: typeof fetch }} service @param {Record<string, unknown>} [more] */
const given = (service, more) =>
  /** @type {ListOptions} */ ({
    apiKey: "a.key",
    prospectIds: [1, 2, 3],
    fetch: service.fetch,
    perMinute: 1e6,
    perDay: Infinity,
    ...more,
  });
/** @param {{ fetch: typeof fetch }} service @param {Record<string, unknown>} [more] */
const run = (service, more) => checkConnections(given(service, more));
/** @param {readonly ConnectionCheck[]} results */
const idsOf = (results) => results.map(({ prospectId }) => prospectId);
/** @param {readonly ConnectionCheck[]} results */
const words = (results) => results.map((result) => (result.ok ? result.verdict : result.error.code));

describe("what it gives", () => {
  test("is an async generator at once, and nothing is sent before the first next()", async () => {
    const service = stubService();
    const results = run(service);
    assert.equal(Object.prototype.toString.call(results), "[object AsyncGenerator]");
    assert.equal(results[Symbol.asyncIterator](), results);
    await settle();
    assert.equal(service.sent.length, 0);
    assert.deepEqual(await results.return(), { done: true, value: undefined });
    assert.deepEqual(await results.next(), { done: true, value: undefined });
  });

  test("is one result for each id, with its id, verdict, answer and time", async () => {
    const answers = [
      connection({ is_connected: true, connection_level: 1, network_distance: "FIRST_DEGREE" }),
      connection({ connection_level: null, network_distance: "SELF" }),
      connection({ connection_level: null, network_distance: null, more: { kept: true } }),
      connection(),
    ];
    const service = stubService(({ id }) => Response.json(answers[id - 1]));
    const results = await collect(run(service, { prospectIds: [1, 2, 3, 4] }));
    assert.deepEqual(words(results), ["connected", "self", "unknown", "not_connected"]);
    for (const [at, result] of results.entries()) {
      assert.deepEqual(Object.keys(result), ["prospectId", "ok", "verdict", "connection", "checkedAt"]);
      assert.deepEqual(result.ok && result.connection, answers[at]);
      assert.match(result.checkedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
      assert.ok(Math.abs(Date.parse(result.checkedAt) - Date.now()) < 60_000);
    }
  });

  test("an error that is its prospect's own is a result, never a verdict, and the run goes on", async () => {
    const plays = /** @type {[string, () => unknown][]} */ ([
      ["prospect_not_found", () => refusal(404)],
      ["forbidden", () => refusal(403)],
      ["bad_request", () => refusal(400)],
      [
        "prospect_has_no_profile_url",
        () => refusal(400, {}, { error: "Prospect has no LinkedIn profile URL to check against" }),
      ],
      ["provider_failed", () => refusal(502)],
      ["server_error", () => refusal(500)],
      ["network", () => Promise.reject(new TypeError("fetch failed"))],
      ["timeout", silence],
      ["redirected", () => new Response(null, { status: 302, headers: { Location: "https://example.com" } })],
      ["invalid_response", () => Response.json(connection({ success: false }))],
      ["unexpected_status", () => refusal(418)],
      ["not_connected", farther],
    ]);
    const service = stubService(({ id }) => /** @type {any} */ (plays[id - 1])[1]());
    const prospectIds = plays.map((_, at) => at + 1);
    const results = await collect(run(service, { prospectIds, maxRetries: 0, timeoutMs: 500 }));
    assert.deepEqual(
      words(results),
      plays.map(([word]) => word),
    );
    for (const result of results.slice(0, -1)) {
      assert.deepEqual(Object.keys(result), ["prospectId", "ok", "error", "checkedAt"]);
      assert.ok(!result.ok && result.error instanceof LinkedInStatusError);
      assert.equal(result.error.vendor, "seleqt");
      assert.equal(result.error.attempts, 1);
    }
  });

  test("results arrive as they complete, each with its own id", async () => {
    /** @type {ConnectionCheck[]} */
    const results = [];
    const service = stubService(async ({ id }) => {
      // The last one is answered first, and each of the others once the result after it has arrived.
      if (id < 3) await until(() => results.some(({ prospectId }) => prospectId === id + 1), `${id + 1} arrives`);
      return Response.json(connection({ checked_with_account_id: id }));
    });
    await collect(run(service, { concurrency: 3 }), results);
    assert.deepEqual(idsOf(results), [3, 2, 1]);
    assert.ok(results.every((result) => result.ok && result.connection.checked_with_account_id === result.prospectId));
  });

  test("an id that stands there twice is asked for twice", async () => {
    const service = stubService();
    assert.deepEqual(idsOf(await collect(run(service, { prospectIds: [7, 7, 8, 7] }))), [7, 7, 8, 7]);
    assert.deepEqual(service.ids, [7, 7, 8, 7]);
  });

  test("of no ids there are no results and no requests", async () => {
    const service = stubService();
    for (const prospectIds of [[], new Set(), (function* () {})(), (async function* () {})()]) {
      assert.deepEqual(await collect(run(service, { prospectIds })), []);
    }
    assert.equal(service.sent.length, 0);
  });

  test("next() may be called without waiting for the one before", async () => {
    const results = run(stubService(), { concurrency: 2 });
    const steps = await Promise.all([1, 2, 3, 4, 5].map(() => results.next()));
    assert.deepEqual(
      steps.map(({ done, value }) => [done, value?.prospectId]),
      [
        [false, 1],
        [false, 2],
        [false, 3],
        [true, undefined],
        [true, undefined],
      ],
    );
  });

  test("the JWT goes the application path, and accountId along", async () => {
    const service = stubService();
    await collect(run(service, { apiKey: undefined, jwt: "j.w.t", accountId: 42, prospectIds: [5] }));
    const [sent] = service.sent;
    assert.equal(sent?.url, "https://api.seleqt.ai/api/v1/prospects/5/connection-status/?account_id=42");
    assert.equal(sent?.headers.get("authorization"), "Bearer j.w.t");
  });
});

describe("never more than concurrency", () => {
  for (const concurrency of [1, 2, 7, 100]) {
    test(`${concurrency} open at once`, async () => {
      const random = seededRandom(`${concurrency} open at once`);
      const service = stubService(async () => {
        await new Promise((resolve) => setTimeout(resolve, 1 + random() * 8));
        return random() < 0.1 ? refusal(404) : farther();
      });
      const prospectIds = Array.from({ length: 250 }, (_, at) => at + 1);
      const results = await collect(run(service, { prospectIds, concurrency }));
      assert.deepEqual(
        idsOf(results).sort((a, b) => a - b),
        prospectIds,
      );
      assert.equal(service.most, concurrency);
    });
  }
});

describe("bad options are reported at the first next(), and only then", () => {
  const throwing = {
    enumerable: true,
    get() {
      throw new Error("a getter");
    },
  };
  const badIterables = {
    missing: undefined,
    null: null,
    "a number": 5,
    "a string": "123",
    "an object": {},
    "a generator function that was not called": function* () {},
    "an array-like": { length: 1, 0: 1 },
    "an iterator method that is none": { [Symbol.iterator]: 5 },
    "an iterator method that throws": {
      [Symbol.iterator]() {
        throw new Error("a method");
      },
    },
    "an iterator that is none": { [Symbol.iterator]: () => 5 },
    "an iterator without next": { [Symbol.iterator]: () => ({}) },
    "a getter that throws": Object.defineProperty({}, Symbol.iterator, throwing),
    "a size that throws": Object.defineProperty({ [Symbol.iterator]: () => [][Symbol.iterator]() }, "size", throwing),
    "an array whose item throws": Object.defineProperty([1], 0, throwing),
  };
  const cases = /** @type {[string, Record<string, unknown>][]} */ ([
    ["apiKey", { apiKey: "" }],
    ["apiKey", { apiKey: undefined }],
    ["apiKey", { jwt: "j.w.t" }],
    ["prospectId", { prospectId: 5 }],
    ["prospectIDs", { prospectIDs: [5] }],
    ["accountId", { accountId: "42" }],
    ["baseUrl", { baseUrl: "http://example.com" }],
    ["timeoutMs", { timeoutMs: 0 }],
    ["maxRetries", { maxRetries: 101 }],
    ["fetch", { fetch: 5 }],
    ["signal", { signal: {} }],
    ["onRetry", { onRetry: {} }],
    ["onProgress", { onProgress: 5 }],
    ["onProgress", { onProgress: null }],
    ...[0, 101, 1.5, "2", null, NaN, Infinity, 2n].map((concurrency) => ["concurrency", { concurrency }]),
    ...[0, -1, 1.5, "50", null, NaN, Infinity].map((perMinute) => ["perMinute", { perMinute }]),
    ...Object.values(badIterables).map((prospectIds) => ["prospectIds", { prospectIds }]),
  ]);
  for (const [at, [option, more]] of cases.entries()) {
    test(`${at}: ${option} (${inspect(more, { breakLength: Infinity })})`, async () => {
      const service = stubService();
      const results = run(service, more);
      await settle();
      const error = await failure(results.next());
      assert.ok(isLinkedInStatusError(error), String(error));
      assert.deepEqual(
        [error.code, error.option, error.vendor, error.attempts],
        ["invalid_options", option, "seleqt", 0],
      );
      assert.ok(error.message.startsWith(`${option} `), error.message);
      assert.deepEqual(await results.next(), { done: true, value: undefined });
      assert.equal(service.sent.length, 0);
    });
  }

  test("a bad option of a run that nobody asks is no unhandled rejection", async () => {
    /** @type {unknown[]} */
    const unhandled = [];
    const note = (/** @type {unknown} */ reason) => unhandled.push(reason);
    process.on("unhandledRejection", note);
    checkConnections(/** @type {any} */ (undefined));
    await checkConnections(/** @type {any} */ ({})).return();
    await settle();
    process.off("unhandledRejection", note);
    assert.deepEqual(unhandled, []);
  });

  for (const wrong of [undefined, null, 5, "x"]) {
    test(`the options are ${wrong}`, async () => {
      assert.equal((await failure(checkConnections(/** @type {any} */ (wrong)).next())).code, "invalid_options");
    });
  }

  test("a getter that throws is a bad option", async () => {
    for (const name of ["apiKey", "prospectIds", "concurrency", "perMinute", "onProgress"]) {
      const error = await failure(checkConnections(Object.defineProperty(given(stubService()), name, throwing)).next());
      assert.deepEqual([error.code, error.option], ["invalid_options", name]);
    }
  });

  test("limits themselves are good", async () => {
    for (const more of [{ concurrency: 100 }, { perMinute: Number.MAX_VALUE }, { perMinute: 3 }, { maxRetries: 100 }]) {
      assert.equal((await collect(run(stubService(), more))).length, 3);
    }
  });

  test("options are copied at the call", async () => {
    const service = stubService();
    const options = /** @type {any} */ (given(service, { prospectIds: [1, 2] }));
    const results = checkConnections(options);
    options.apiKey = "";
    options.prospectIds.push(3);
    options.prospectIds[0] = 9;
    options.prospectIds = [8];
    options.fetch = () => assert.fail("another fetch");
    options.nonsense = true;
    assert.deepEqual(idsOf(await collect(results)), [1, 2]);
    assert.equal(service.sent[0]?.headers.get("x-api-key"), "a.key");
  });

  test("the platform's fetch is looked up at the call", async () => {
    const service = stubService();
    const { fetch } = globalThis;
    globalThis.fetch = service.fetch;
    const results = run(service, { fetch: undefined });
    globalThis.fetch = fetch;
    assert.equal((await collect(results)).length, 3);
  });

  test("a signal that is aborted already wins over a bad option", async () => {
    for (const when of ["before the call", "before the first next()"]) {
      const controller = new AbortController();
      if (when === "before the call") controller.abort("gone");
      const results = run(stubService(), { apiKey: 5, prospectIds: null, signal: controller.signal });
      controller.abort("gone");
      assert.equal(await failure(results.next()), "gone");
    }
  });
});

describe("an id that is none ends the run as invalid_options", () => {
  for (const wrong of [0, -1, 1.5, "3", null, undefined, 2 ** 53, NaN, Infinity, 3n, true, {}, [3], Symbol("3")]) {
    for (const concurrency of [1, 3, 5]) {
      test(`${String(inspect(wrong))}, ${concurrency} at once`, async () => {
        const service = stubService();
        /** @type {ConnectionCheck[]} */
        const results = [];
        const error = await failure(collect(run(service, { prospectIds: [1, 2, wrong, 4, 5], concurrency }), results));
        assert.deepEqual(
          [error.code, error.option, error.attempts, error.retryable],
          ["invalid_options", "prospectIds", 0, false],
        );
        assert.match(error.message, /^prospectIds .*place 3/);
        if (concurrency === 1) assert.deepEqual(idsOf(results), [1, 2]);
        await settle();
        // Those that were taken together with it were not sent either.
        assert.deepEqual(service.ids, concurrency === 1 ? [1, 2] : []);
        assert.equal(service.open, 0);
      });
    }
  }
});

describe("errors that end the run", () => {
  const fatal = /** @type {[string, () => Response][]} */ ([
    ["unauthorized", () => refusal(401)],
    [
      "no_active_account",
      () => refusal(400, {}, { error: "No active LinkedIn account is connected to this workspace" }),
    ],
    [
      "account_not_active",
      () => refusal(400, {}, { error: "Requested LinkedIn account not found or not active in this workspace" }),
    ],
  ]);
  for (const [code, play] of fatal) {
    test(`${code}: it is thrown, what is open is cancelled, and nothing more is sent`, async () => {
      let returned = 0;
      const input = (function* () {
        try {
          for (let id = 1; ; id++) yield id;
        } finally {
          returned++;
        }
      })();
      const service = stubService(async ({ id }) => {
        if (id === 4 || id > 5) return silence();
        if (id === 5) await settle();
        return id === 5 ? play() : farther();
      });
      /** @type {ConnectionCheck[]} */
      const results = [];
      const error = await failure(collect(run(service, { prospectIds: input, concurrency: 3 }), results));
      assert.ok(error instanceof LinkedInStatusError);
      assert.deepEqual([error.code, error.vendor, error.attempts], [code, "seleqt", 1]);
      assert.deepEqual(
        idsOf(results).sort((a, b) => a - b),
        [1, 2, 3],
      );
      await settle();
      assert.deepEqual(service.ids, [1, 2, 3, 4, 5, 6]);
      assert.ok(service.sent.filter(({ id }) => [4, 6].includes(id)).every(({ aborted }) => aborted));
      assert.equal(service.open, 0);
      assert.equal(returned, 1);
    });
  }

  test("results that are there already are handed out first", async () => {
    const service = stubService(async ({ id }) => {
      if (id === 4) await settle();
      return id === 4 ? refusal(401) : farther();
    });
    const results = run(service, { prospectIds: [1, 2, 3, 4, 5], concurrency: 4 });
    assert.equal((await results.next()).done, false);
    // All the others have answered meanwhile.
    await settle();
    await settle();
    assert.equal((await results.next()).value?.ok, true);
    assert.equal((await results.next()).value?.ok, true);
    assert.equal((await failure(results.next())).code, "unauthorized");
    assert.deepEqual(await results.next(), { done: true, value: undefined });
    assert.deepEqual(service.ids, [1, 2, 3, 4]);
  });

  /** No request can be made. @param {() => Promise<any>} meanwhile */
  async function withoutControllers(meanwhile) {
    const { AbortController: Real } = globalThis;
    globalThis.AbortController = class extends Real {
      constructor() {
        super();
        throw new Error("broken");
      }
    };
    try {
      return await meanwhile();
    } finally {
      globalThis.AbortController = Real;
    }
  }

  test("a fault of the package ends it as internal, and the next run works", async () => {
    const results = run(stubService(), { prospectIds: [1, 2, 3] });
    await results.next();
    const error = await withoutControllers(() => failure(results.next()));
    assert.deepEqual([error.code, error.vendor, error.retryable], ["internal", "seleqt", false]);
    assert.deepEqual(await results.next(), { done: true, value: undefined });
    assert.equal((await collect(run(stubService()))).length, 3);
  });

  test("a fault of another call alone does not touch it", async () => {
    const service = stubService();
    const results = run(service, { concurrency: 2 });
    await results.next();
    const { fetch } = stubService();
    const fault = await withoutControllers(() =>
      failure(getConnectionStatus({ apiKey: "b.key", prospectId: 9, fetch })),
    );
    assert.equal(fault.code, "internal");
    assert.deepEqual(idsOf(await collect(results)), [2, 3]);
  });

  test("no key is in any error", async () => {
    const service = stubService(({ id }) =>
      id === 1 ? refusal(403, {}, { error: "for a.key" }) : Promise.reject(new Error("a.key")),
    );
    for (const result of await collect(run(service, { maxRetries: 0 }))) {
      assert.doesNotMatch(inspect(result, { depth: 9, showHidden: true }), /a\.key/);
    }
  });
});

describe("the signal", () => {
  test("ends a run while it waits for an answer, at once and with the very reason", async () => {
    const controller = new AbortController();
    const service = stubService(silence);
    const failed = failure(collect(run(service, { concurrency: 2, signal: controller.signal })));
    await until(() => service.open === 2, "two are open");
    const reason = { not: "even an error" };
    controller.abort(reason);
    assert.equal(await failed, reason);
    assert.ok(service.sent.every(({ aborted }) => aborted));
    assert.equal(service.sent.length, 2);
  });

  test("ends a run between two results, and closes the input", async () => {
    const controller = new AbortController();
    const service = stubService();
    const results = run(service, { signal: controller.signal });
    await results.next();
    controller.abort(undefined);
    const error = await failure(results.next());
    assert.equal(error, controller.signal.reason);
    assert.equal(error.name, "AbortError");
    assert.deepEqual(await results.next(), { done: true, value: undefined });
    assert.deepEqual(service.ids, [1]);
  });

  test("ends a run whose next results are there already", async () => {
    const controller = new AbortController();
    const service = stubService();
    const results = run(service, { signal: controller.signal, concurrency: 3 });
    await results.next();
    await settle();
    controller.abort("now");
    assert.equal(await failure(results.next()), "now");
  });

  test("is not held up by an input that never closes", async () => {
    const controller = new AbortController();
    const prospectIds = { [Symbol.asyncIterator]: () => ({ next: async () => ({ value: 1 }), return: silence }) };
    const results = run(stubService(), { signal: controller.signal, prospectIds });
    await results.next();
    controller.abort("now");
    assert.equal(await failure(results.next()), "now");
  });

  test("has no listener left after any end, and fifty runs on one give no warning", async () => {
    /** @type {unknown[]} */
    const warnings = [];
    const warned = (/** @type {unknown} */ warning) => warnings.push(warning);
    process.on("warning", warned);
    const { signal } = new AbortController();
    let listeners = 0;
    for (const [name, step] of /** @type {const} */ ([
      ["addEventListener", 1],
      ["removeEventListener", -1],
    ])) {
      const platforms = /** @type {Function} */ (signal[name]);
      signal[name] = (/** @type {any[]} */ ...args) => {
        listeners += step;
        return platforms.apply(signal, args);
      };
    }
    const ends = Array.from({ length: 50 }, async (_, at) => {
      const service = stubService(({ id }) => (id === 3 && at % 4 === 1 ? refusal(401) : farther()));
      const results = run(service, { signal, concurrency: 1 + (at % 3), prospectIds: [1, 2, 3, 4] });
      if (at % 4 === 0) return collect(results);
      if (at % 4 === 1) return failure(collect(results));
      await results.next();
      return at % 4 === 2 ? results.return() : failure(results.throw(new Error("x")));
    });
    await Promise.all(ends);
    await settle();
    process.off("warning", warned);
    assert.equal(listeners, 0);
    assert.deepEqual(warnings, []);
  });
});

describe("leaving early", () => {
  const suite = runSandbox();

  test("break cancels what is open at the server", async () => {
    const { sandbox } = suite;
    const prospectIds = [1, 91213, 91213, 2];
    const options = { baseUrl: sandbox.baseUrls.seleqt, apiKey: newKey(), prospectIds, concurrency: 3 };
    for await (const result of checkConnections(options)) {
      assert.equal(result.prospectId, 1);
      break;
    }
    await until(() => sandbox.requests.every(({ ended }) => ended !== "open"), "nothing is open");
    const slow = sandbox.requests.filter(({ path }) => path.includes("91213"));
    assert.ok(slow.every(({ aborted }) => aborted));
    assert.ok(!sandbox.requests.some(({ path }) => path.includes("/2/")));
  });

  for (const how of /** @type {const} */ (["return", "throw"])) {
    test(`${how}() while a next() is pending ends it at once, and closes the input`, async () => {
      let returned = 0;
      let pulled = 0;
      const prospectIds = {
        [Symbol.iterator]: () => ({
          next: () => ({ done: false, value: ++pulled }),
          return: () => ({ done: true, value: returned++ }),
        }),
      };
      const service = stubService(silence);
      const results = run(service, { prospectIds, concurrency: 2 });
      const pending = results.next();
      await until(() => service.open === 2, "two are open");
      const error = new Error("the consumer's own");
      const ended = how === "return" ? results.return() : failure(results.throw(error));
      assert.deepEqual(await pending, { done: true, value: undefined });
      assert.deepEqual(await ended, how === "return" ? { done: true, value: undefined } : error);
      assert.ok(service.sent.every(({ aborted }) => aborted));
      assert.equal(service.open, 0);
      assert.deepEqual([pulled, returned], [2, 1]);
    });

    test(`${how}() between two results, too`, async () => {
      const service = stubService(({ id }) => (id === 1 ? farther() : silence()));
      const results = run(service, { concurrency: 3 });
      await results.next();
      const error = { not: "even an error" };
      if (how === "return") assert.equal((await results.return()).done, true);
      else assert.equal(await failure(results.throw(error)), error);
      assert.equal(service.open, 0);
      assert.deepEqual(await results.next(), { done: true, value: undefined });
    });
  }

  test("return() right after next() sends nothing more than that, and ends", async () => {
    const service = stubService(silence);
    const results = run(service);
    const pending = results.next();
    assert.equal((await results.return()).done, true);
    assert.equal((await pending).done, true);
    assert.equal(service.open, 0);
  });

  test("nor is it held up by a module that never comes", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((what) => what === "Timeout").length;
    const before = timers();
    slim.setWasm(new Promise(() => {}));
    const { fetch } = stubService();
    const options = { apiKey: "a.key", prospectIds: [1], fetch };
    const left = slim.checkConnections(options);
    const pending = left.next();
    await settle();
    assert.equal((await left.return()).done, true);
    assert.equal((await pending).done, true);
    const controller = new AbortController();
    const aborted = failure(slim.checkConnections({ ...options, signal: controller.signal }).next());
    await settle();
    controller.abort("now");
    assert.equal(await aborted, "now");
    assert.equal((await failure(slim.checkConnections({ ...options, timeoutMs: 50 }).next())).code, "timeout");
    // What an earlier test has left running may have ended meanwhile.
    assert.ok(timers() <= before, "no timer is left");
  });

  test("a script ends as soon as its last answer is there, or as it leaves", async () => {
    const script = `
      import { checkConnections } from ${JSON.stringify(new URL("../../pkg/dist/index.js", import.meta.url).href)};
      const fetch = async (url, { signal }) => url.includes("/3/")
        ? new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))
        : Response.json({}, { status: 429 });
      const options = { apiKey: "a.key", perMinute: 2, maxRetries: 0, fetch };
      for await (const { error } of checkConnections({ ...options, prospectIds: [1] })) console.log(error.code);
      for await (const { error } of checkConnections({ ...options, prospectIds: [2, 3], concurrency: 2 })) {
        console.log(error.code);
        break;
      }
      process.on("exit", () => console.log("took", performance.now() < 20_000 ? "no time" : "long"));
    `;
    const { stdout, stderr } = await execFile(process.execPath, ["--input-type=module", "-e", script]);
    assert.deepEqual([stdout, stderr], ["rate_limited\nrate_limited\ntook no time\n", ""]);
  });

  test("an error of the consumer is the one that it gets", async () => {
    const service = stubService(({ id }) => (id === 1 ? farther() : silence()));
    const error = new RangeError("mine");
    const failed = async () => {
      for await (const _ of run(service, { concurrency: 2 })) throw error;
    };
    assert.equal(await failure(failed()), error);
    assert.equal(service.open, 0);
  });
});
