// checkInvite: both questions at once, under one signal; all options first; one failure ends it as a whole.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { checkInvite, isLinkedInStatusError } from "../../pkg/dist/index.js";
import { newKey, runSandbox, until } from "../support/sandbox.mjs";
import {
  account,
  connection,
  failure,
  farther,
  refusal,
  settle,
  silence,
  stubService,
} from "../support/stub-service.mjs";

/** @typedef {import("../../pkg/types/index.js").InviteOptions} InviteOptions */

/** @param {import("../support/stub-service.mjs").Sent} sent */
const isAccount = (sent) => sent.url.includes("/account/status");
/** @param {import("../support/stub-service.mjs").Sent} sent */
const both = (sent) => (isAccount(sent) ? Response.json(account()) : farther());

/**
 * @param {{ fetch: typeof fetch }} service
 * @param {{ account?: object, connection?: object, [more: string]: unknown }} [more]
 * @returns {InviteOptions}
 */
function options(service, { account, connection, ...outer } = {}) {
  const { fetch } = service;
  return /** @type {any} */ ({
    account: { apiKey: "cs.key", fetch, ...account },
    connection: { apiKey: "sq.key", prospectId: 7, fetch, ...connection },
    ...outer,
  });
}

describe("against the sandbox", () => {
  const suite = runSandbox();
  const box = () => suite.sandbox;
  /** @param {{ account?: object, connection?: object, [more: string]: unknown }} [more] */
  const given = ({ account, connection, ...outer } = {}) => ({
    account: { apiKey: newKey(), baseUrl: box().baseUrls.connectsafely, ...account },
    connection: { apiKey: newKey(), baseUrl: box().baseUrls.seleqt, prospectId: 91102, ...connection },
    ...outer,
  });

  test("it answers with the decision, both answers and the time", async () => {
    const before = Date.now();
    const check = await checkInvite(given({ account: { accountId: "in-use" } }));
    assert.deepEqual(Object.keys(check).sort(), ["account", "checkedAt", "connection", "decision", "reasons"]);
    assert.deepEqual([check.decision, check.reasons], ["wait", ["account_busy"]]);
    assert.equal(check.account.status, "IN_USE");
    assert.equal(check.connection.network_distance, "SECOND_DEGREE");
    assert.match(check.checkedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    const at = Date.parse(check.checkedAt);
    assert.ok(at >= before - 1 && at <= Date.now() + 1);
  });

  for (const [who, more, path] of /** @type {const} */ ([
    ["the account", { account: { accountId: "unauthorized" }, connection: { prospectId: 91213 } }, "prospects"],
    ["the connection", { account: { accountId: "slow-5000" }, connection: { prospectId: 92001 } }, "account/status"],
  ])) {
    test(`a failure of ${who} cancels the other at the server`, async () => {
      const error = await failure(checkInvite(given(more)));
      assert.equal(error.code, "unauthorized");
      const other = () => box().requests.find((request) => request.path.includes(path));
      // The failure may have come before the other request had even arrived; then it never does.
      await until(() => !other() || other()?.ended !== "open", "the other ends");
      if (other()) assert.equal(other()?.aborted, true);
    });
  }

  test("an abort cancels both at the server, at once and with the very reason", async () => {
    const controller = new AbortController();
    const reason = { not: "even an error" };
    const failed = failure(
      checkInvite(
        given({ signal: controller.signal, account: { accountId: "slow-5000" }, connection: { prospectId: 91213 } }),
      ),
    );
    await until(() => box().requests.length === 2, "both requests arrive");
    controller.abort(reason);
    assert.equal(await failed, reason);
    await until(() => box().requests.every(({ aborted }) => aborted), "both are cancelled");
  });
});

test("both requests start at once, each with its own key", async () => {
  const service = stubService(silence);
  const controller = new AbortController();
  const failed = failure(checkInvite(options(service, { signal: controller.signal })));
  await settle();
  assert.equal(service.open, 2);
  const [first, second] = service.sent;
  assert.equal(first?.url, "https://api.connectsafely.ai/linkedin/account/status");
  assert.equal(first?.headers.get("authorization"), "Bearer cs.key");
  assert.equal(first?.headers.get("x-api-key"), null);
  assert.equal(second?.url, "https://api.seleqt.ai/api/v1/public/prospects/7/connection-status/");
  assert.equal(second?.headers.get("x-api-key"), "sq.key");
  assert.equal(second?.headers.get("authorization"), null);
  controller.abort();
  assert.equal(await failed, controller.signal.reason);
  assert.equal(service.open, 0);
});

test("options are copied before it yields, inner ones too", async () => {
  const service = stubService(both);
  const given = /** @type {any} */ (options(service));
  const checked = checkInvite(given);
  given.connection.prospectId = 8;
  given.account.apiKey = "";
  given.account = null;
  await checked;
  assert.deepEqual(service.ids.filter(Boolean), [7]);
});

describe("nothing is sent unless all options are good, and the error names the one that is not", () => {
  const throwing = {
    enumerable: true,
    get() {
      throw new Error("a getter");
    },
  };
  const deaf = {
    get ownKeys() {
      throw new Error("a proxy");
    },
  };
  for (const [option, more] of /** @type {[string, any][]} */ ([
    ["account.apiKey", { account: { apiKey: undefined } }],
    ["account.apiKey", { account: { apiKey: "two words" } }],
    ["account.accountId", { account: { accountId: "" } }],
    ["account.timeoutMs", { account: { timeoutMs: 0 } }],
    ["account.signal", { account: { signal: "x" } }],
    ["account.acountId", { account: { acountId: "x" } }],
    ["account.prospectId", { account: { prospectId: 7 } }],
    ["connection.prospectId", { connection: { prospectId: undefined } }],
    ["connection.prospectId", { connection: { prospectId: "7" } }],
    ["connection.accountId", { connection: { accountId: 0 } }],
    ["connection.apiKey", { connection: { apiKey: undefined } }],
    ["connection.apiKey", { connection: { jwt: "j.w.t" } }],
    ["connection.baseUrl", { connection: { baseUrl: "http://example.com" } }],
    ["connection.baseUrl", { connection: { baseUrl: "https://999.0.0.1" } }],
    ["connection.maxRetries", { connection: { maxRetries: null } }],
    ["connection.onRetry", { connection: { onRetry: 5 } }],
    ["connection.fetch", { connection: { fetch: null } }],
    ["connection.prospectid", { connection: { prospectid: 7 } }],
    ["signal", { signal: {} }],
    ["signal", { signal: null }],
    ["timeoutMs", { timeoutMs: 0 }],
    ["onResponse", { onResponse: 5 }],
    ["account.onResponse", { account: { onResponse: 5 } }],
    ["fetch", { fetch: null }],
    ["maxRetries", { maxRetries: 1.5 }],
    ["baseUrl", { baseUrl: "https://example.com" }],
    ["prospectId", { prospectId: 7 }],
    ["acount", { acount: {} }],
  ])) {
    test(`${option} (${inspect(more, { depth: 3, breakLength: Infinity })})`, async () => {
      const service = stubService(both);
      const error = await failure(checkInvite(options(service, more)));
      assert.ok(isLinkedInStatusError(error), String(error));
      assert.deepEqual([error.code, error.option, error.attempts], ["invalid_options", option, 0]);
      assert.ok(error.message.startsWith(`${option} `), error.message);
      await settle();
      assert.equal(service.sent.length, 0);
    });
  }

  for (const half of /** @type {const} */ (["account", "connection"])) {
    const vendor = half === "account" ? "connectsafely" : "seleqt";
    for (const wrong of [undefined, null, "x", 5, true, () => {}, Symbol("x")]) {
      test(`${half} is ${String(wrong)}`, async () => {
        const service = stubService(both);
        const given = { ...options(service), [half]: wrong };
        const error = await failure(checkInvite(/** @type {any} */ (given)));
        assert.deepEqual([error.code, error.option, error.vendor], ["invalid_options", half, vendor]);
        assert.equal(service.sent.length, 0);
      });
    }
    test(`a getter of ${half} throws, outside, inside and in a proxy`, async () => {
      const service = stubService(both);
      const outside = Object.defineProperty(options(service), half, throwing);
      assert.equal((await failure(checkInvite(outside))).option, half);
      const inside = options(service);
      Object.defineProperty(inside[half], "apiKey", throwing);
      const error = await failure(checkInvite(inside));
      assert.deepEqual([error.code, error.option], ["invalid_options", `${half}.apiKey`]);
      const proxied = { ...options(service), [half]: new Proxy({}, /** @type {any} */ (deaf)) };
      assert.equal((await failure(checkInvite(/** @type {any} */ (proxied)))).option, half);
      assert.equal(service.sent.length, 0);
    });
  }

  for (const wrong of [undefined, null, "x", 5, []]) {
    test(`the options are ${inspect(wrong)}`, async () => {
      const error = await failure(checkInvite(/** @type {any} */ (wrong)));
      assert.equal(error.code, "invalid_options");
    });
  }

  test("a key in the place of a name is not repeated", async () => {
    const service = stubService(both);
    for (const more of [{ "cs.key": 1 }, { account: { "cs.key": 1 } }, { connection: { "sq.key": 1 } }]) {
      const error = await failure(checkInvite(options(service, more)));
      assert.equal(error.code, "invalid_options");
      assert.doesNotMatch(inspect(error), /(cs|sq)\.key/);
    }
  });
});

describe("signals", () => {
  for (const [where, more] of /** @type {[string, (signal: AbortSignal) => Record<string, unknown>][]} */ ([
    ["outside", (signal) => ({ signal })],
    ["in account", (signal) => ({ account: { signal } })],
    ["in connection", (signal) => ({ connection: { signal } })],
  ])) {
    test(`${where}: it ends the whole`, async () => {
      const controller = new AbortController();
      const service = stubService(silence);
      const failed = failure(checkInvite(options(service, more(controller.signal))));
      await settle();
      const reason = new Error("enough");
      controller.abort(reason);
      assert.equal(await failed, reason);
      assert.ok(service.sent.every(({ aborted }) => aborted));
      assert.equal(service.sent.length, 2);
    });
    test(`${where}: already aborted, it wins over bad options`, async () => {
      const service = stubService(both);
      const given = /** @type {any} */ (options(service, more(AbortSignal.abort("gone"))));
      for (const bad of [{}, { nonsense: 1 }]) assert.equal(await failure(checkInvite({ ...given, ...bad })), "gone");
      if (where !== "in account") assert.equal(await failure(checkInvite({ ...given, account: null })), "gone");
      if (where !== "in connection") assert.equal(await failure(checkInvite({ ...given, connection: 5 })), "gone");
      assert.equal(service.sent.length, 0);
    });
  }

  test("an abort in the wait before a retry ends it at once", async () => {
    const controller = new AbortController();
    const service = stubService((sent) => (isAccount(sent) ? refusal(503, { "Retry-After": "20" }) : farther()));
    let retries = 0;
    const account = { onRetry: () => void retries++ };
    const failed = failure(checkInvite(options(service, { signal: controller.signal, account })));
    while (retries === 0) await settle();
    const started = performance.now();
    controller.abort("stop");
    assert.equal(await failed, "stop");
    assert.ok(performance.now() - started < 5_000);
  });

  test("fifty checks under one signal leave no listener and no warning", async () => {
    /** @type {unknown[]} */
    const warnings = [];
    const warned = (/** @type {unknown} */ warning) => warnings.push(warning);
    process.on("warning", warned);
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (/** @type {any[]} */ ...args) => {
      listeners++;
      return /** @type {any} */ (addEventListener).apply(signal, args);
    };
    signal.removeEventListener = (/** @type {any[]} */ ...args) => {
      listeners--;
      return /** @type {any} */ (removeEventListener).apply(signal, args);
    };
    const service = stubService(both);
    await Promise.all(Array.from({ length: 50 }, () => checkInvite(options(service, { signal }))));
    await settle();
    process.off("warning", warned);
    assert.equal(listeners, 0);
    assert.deepEqual(warnings, []);
  });
});

describe("one failure is the whole's", () => {
  test("the first one is the error", async () => {
    for (const first of ["account", "connection"]) {
      const service = stubService(async (sent) => {
        if (isAccount(sent) !== (first === "account")) await settle();
        return refusal(isAccount(sent) ? 401 : 403);
      });
      const error = await failure(checkInvite(options(service)));
      assert.deepEqual(
        [error.code, error.vendor],
        first === "account" ? ["unauthorized", "connectsafely"] : ["forbidden", "seleqt"],
      );
    }
  });

  test("it waits for the retries of the one, and asks the other once", async () => {
    let asked = 0;
    const service = stubService((sent) => (isAccount(sent) && asked++ === 0 ? refusal(500) : both(sent)));
    /** @type {any[]} */
    const told = [];
    const account = { onRetry: (/** @type {unknown} */ info) => told.push(info) };
    const connection = { onRetry: () => assert.fail("the connection is not asked again") };
    assert.equal((await checkInvite(options(service, { account, connection }))).decision, "send");
    assert.equal(service.sent.length, 3);
    assert.deepEqual([told.length, told[0].attempt, told[0].error.code], [1, 1, "server_error"]);
  });

  for (const half of /** @type {const} */ (["account", "connection"])) {
    test(`the deadline of the ${half} is its own`, async () => {
      const service = stubService(silence);
      const error = await failure(checkInvite(options(service, { [half]: { timeoutMs: 60 } })));
      assert.deepEqual([error.code, error.vendor], ["timeout", half === "account" ? "connectsafely" : "seleqt"]);
      assert.ok(service.sent.every(({ aborted }) => aborted));
    });
  }

  test("a damaged answer of one is the error, never a decision", async () => {
    const service = stubService((sent) =>
      isAccount(sent) ? Response.json(account()) : Response.json(connection({ success: false })),
    );
    assert.equal((await failure(checkInvite(options(service)))).code, "invalid_response");
    const other = stubService((sent) => (isAccount(sent) ? Response.json(account()) : farther()));
    const error = await failure(checkInvite(options(other, { connection: { accountId: 43 } })));
    assert.equal(error.code, "invalid_response");
  });

  test("neither key is in it, whichever service or fetch repeats it", async () => {
    const keys = { account: { apiKey: "cs.secret-1" }, connection: { apiKey: "sq.secret-2" } };
    const echo = "cs.secret-1 and sq.secret-2";
    const plays = [
      () => refusal(401, { "x-request-id": "sq.secret-2/cs.secret-1" }, { error: echo }),
      () => {
        throw Object.assign(new Error(echo), { config: { headers: echo } });
      },
      () => new Response(`<p>${echo}`, { status: 200 }),
    ];
    for (const play of plays) {
      for (const failing of [true, false]) {
        const service = stubService((sent) => (isAccount(sent) === failing ? play() : silence()));
        /** @type {unknown[]} */
        const told = [];
        const onRetry = (/** @type {unknown} */ info) => told.push(info);
        const more = { maxRetries: 1, onRetry };
        const given = { account: { ...keys.account, ...more }, connection: { ...keys.connection, ...more } };
        const error = await failure(checkInvite(options(service, given)));
        const shown = [error, error.cause, ...told].map((one) => `${inspect(one, { depth: 9, showHidden: true })}`);
        for (const text of [...shown, JSON.stringify(error), error.stack, String(error.cause?.stack)]) {
          assert.doesNotMatch(text, /secret-/);
        }
      }
    }
  });
});
