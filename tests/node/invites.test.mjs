// checkInvites: the account once for many, each prospect with its decision, and nothing asked while the account is not fit.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { checkInvite, checkInvites, isLinkedInStatusError } from "../../pkg/dist/index.js";
import {
  account,
  collect,
  connection,
  failure,
  refusal,
  settle,
  silence,
  stubService,
} from "../support/stub-service.mjs";
import { inVirtualTime } from "../support/virtual-time.mjs";

/** @typedef {import("../support/stub-service.mjs").Sent} Sent */

const MINUTE = 60_000;
const ids = (/** @type {number} */ count) => Array.from({ length: count }, (_, at) => at + 1);
const isAccount = (/** @type {{ url: string }} */ { url }) => url.includes("/account/status");
const CONNECTED = { is_connected: true, connection_level: 1, network_distance: "FIRST_DEGREE" };
const SELF = { connection_level: null, network_distance: "SELF" };
const DARK = { connection_level: null, network_distance: null };

/**
 * Both services: what the account says, and what each prospect says.
 *
 * @param {(nth: number) => unknown} [ofAccount]
 * @param {(id: number, nth: number) => unknown} [ofProspect]
 */
function services(ofAccount = () => account(), ofProspect = () => connection()) {
  let accounts = 0;
  let prospects = 0;
  const service = stubService(async (sent) => {
    const answer = await (isAccount(sent) ? ofAccount(++accounts) : ofProspect(sent.id, ++prospects));
    return answer instanceof Response ? answer : Response.json(answer);
  });
  return Object.defineProperties(service, {
    accounts: { get: () => accounts },
    prospects: { get: () => service.ids.filter((id) => !Number.isNaN(id)) },
  });
}

/** @param {any} service @param {object} [more] */
const options = (service, more) =>
  /** @type {any} */ ({
    account: { apiKey: "account.key", accountId: "a1" },
    connection: { apiKey: "connection.key", accountId: 42 },
    prospectIds: ids(5),
    perDay: Infinity,
    fetch: service.fetch,
    ...more,
  });

/** @param {any} service @param {object} [more] */
const run = (service, more) => checkInvites(options(service, more));

/** @param {ReturnType<typeof run>} list */
async function ended(list) {
  /** @type {any[]} */
  const results = [];
  const error = await failure(collect(list, results));
  return { error, results };
}

test("each prospect gets the decision of checkInvite, and the account is asked once", async () => {
  const answers = [
    connection(),
    connection(CONNECTED),
    connection(SELF),
    connection(DARK),
    connection({ connection_level: 1 }),
  ];
  for (const pinned of [true, false]) {
    const service = /** @type {any} */ (services(undefined, (id) => answers[id - 1]));
    const more = pinned ? {} : { connection: { apiKey: "connection.key" } };
    const results = /** @type {any[]} */ (await collect(run(service, more)));
    assert.equal(service.accounts, 1);
    assert.deepEqual(service.prospects, ids(5));
    for (const [
      at,
      { prospectId, ok, decision, reasons, account: ofAccount, connection: answer, checkedAt, ...rest },
    ] of results.entries()) {
      assert.deepEqual(rest, {});
      assert.equal(prospectId, at + 1);
      assert.equal(ok, true);
      assert.deepEqual(answer, answers[at]);
      assert.deepEqual(ofAccount, account());
      assert.equal(new Date(checkedAt).toISOString(), checkedAt);
      const one = /** @type {any} */ (services(undefined, () => answers[at]));
      const whole = options(one, more);
      const alone = await checkInvite({
        account: whole.account,
        connection: { ...whole.connection, prospectId },
        fetch: one.fetch,
      });
      assert.deepEqual([decision, reasons], [alone.decision, alone.reasons]);
    }
  }
});

test("a prospect's own error is its own, and the run goes on", async () => {
  const service = /** @type {any} */ (services(undefined, (id) => (id === 2 ? refusal(404) : connection())));
  const results = /** @type {any[]} */ (await collect(run(service)));
  assert.deepEqual(
    results.map(({ ok }) => ok),
    [true, false, true, true, true],
  );
  assert.equal(results[1].error.code, "prospect_not_found");
  assert.equal(service.accounts, 1);
});

describe("take", () => {
  const pattern = (/** @type {number} */ id) => connection(id % 3 === 0 ? {} : id % 3 === 1 ? CONNECTED : DARK);
  for (const concurrency of [1, 4, 50]) {
    for (const take of [1, 3, 10]) {
      test(`ends after ${take} to send, ${concurrency} at once; a skip uses up none`, async () => {
        const service = /** @type {any} */ (services(undefined, pattern));
        let closed = false;
        function* endless() {
          try {
            for (let id = 1; ; id++) yield id;
          } finally {
            closed = true;
          }
        }
        const results = /** @type {any[]} */ (
          await collect(run(service, { prospectIds: endless(), take, concurrency, perMinute: 1e6 }))
        );
        assert.equal(results.filter(({ decision }) => decision === "send").length, take);
        assert.equal(results.length, service.prospects.length, "nothing that was asked is lost");
        assert.ok(closed);
      });
    }
  }

  test("a list with fewer just ends", async () => {
    const results = await collect(run(services(undefined, pattern), { prospectIds: ids(7), take: 10 }));
    assert.equal(results.length, 7);
  });

  for (const take of [0, -1, 1.5, "5", null, NaN, Infinity]) {
    test(`${String(take)} is refused`, async () => {
      const service = services();
      const error = await failure(run(service, { take }).next());
      assert.deepEqual([error.code, error.option], ["invalid_options", "take"]);
      assert.equal(service.sent.length, 0);
    });
  }
});

describe("an account that is not fit ends the run before a look-up is spent", () => {
  for (const [fields, verdict, reasons] of /** @type {const} */ ([
    [{ status: "WARMUP" }, "wait", ["account_warming_up"]],
    [{ status: "IN_USE" }, "wait", ["account_busy"]],
    [{ status: "ERROR", enabled: false }, "fix", ["account_needs_attention", "automation_disabled"]],
    [{ hasTokens: false }, "fix", ["account_session_missing"]],
    [{ status: "FREE" }, "unknown", ["account_state_unknown"]],
    [{ enabled: null }, "unknown", ["account_state_unknown"]],
  ])) {
    test(`${JSON.stringify(fields)}: ${verdict}`, async () => {
      const service = /** @type {any} */ (services(() => account(fields)));
      const { error, results } = await ended(run(service, { concurrency: 3 }));
      assert.ok(isLinkedInStatusError(error));
      const { code, vendor, retryable, attempts } = error;
      assert.deepEqual(
        { code, vendor, retryable, attempts },
        {
          code: "account_not_fit",
          vendor: "connectsafely",
          retryable: verdict === "wait",
          attempts: 1,
        },
      );
      for (const reason of reasons) assert.ok(error.message.includes(reason), error.message);
      assert.deepEqual([results, service.prospects, service.accounts], [[], [], 1]);
    });
  }

  for (const [answer, code] of /** @type {[() => unknown, string][]} */ ([
    [() => refusal(401), "unauthorized"],
    [() => refusal(403), "forbidden"],
    [() => refusal(404), "account_not_found"],
    [() => refusal(500), "server_error"],
    [() => refusal(429), "rate_limited"],
    [() => ({ id: 5 }), "invalid_response"],
    [() => Promise.reject(new TypeError("no")), "network"],
  ])) {
    test(`an account that cannot be asked about ends it, too: ${code}`, async () => {
      const service = /** @type {any} */ (services(answer));
      const { error, results } = await ended(run(service, { maxRetries: 0 }));
      assert.deepEqual([error.code, error.vendor], [code, "connectsafely"]);
      assert.deepEqual([results, service.prospects], [[], []]);
    });
  }
});

describe("the account is asked again", () => {
  test(
    "when its answer is older than five minutes",
    inVirtualTime(async () => {
      const service = /** @type {any} */ (services());
      const results = await collect(run(service, { prospectIds: ids(13), pauseBetweenMs: [MINUTE, MINUTE] }));
      assert.equal(results.length, 13);
      assert.equal(service.accounts, 3);
      let asked = -Infinity;
      for (const sent of service.sent) {
        if (isAccount(sent)) asked = sent.at;
        else assert.ok(sent.at - asked <= 5 * MINUTE, "no prospect is asked on an older answer");
      }
    }),
  );

  test(
    "and the run ends where it is not fit any more; what was answered is handed out",
    inVirtualTime(async () => {
      const service = /** @type {any} */ (services((nth) => account(nth > 1 ? { status: "ERROR" } : {})));
      const { error, results } = await ended(run(service, { prospectIds: ids(13), pauseBetweenMs: [MINUTE, MINUTE] }));
      assert.equal(error.code, "account_not_fit");
      assert.equal(results.length, service.prospects.length);
      assert.ok(results.length >= 5 && results.length < 7, String(results.length));
    }),
  );

  test(
    "after a provider_failed, before the retry and before the next prospect",
    inVirtualTime(async () => {
      const service = /** @type {any} */ (
        services(undefined, (id, nth) => (nth === 2 || id === 4 ? refusal(502) : connection()))
      );
      const results = /** @type {any[]} */ (await collect(run(service, { maxRetries: 1 })));
      assert.equal(results[3].error.code, "provider_failed");
      const asked = service.sent.map((/** @type {Sent} */ sent) => (isAccount(sent) ? "account" : sent.id));
      assert.deepEqual(asked, ["account", 1, 2, "account", 2, 3, 4, "account", 4, "account", 5]);
    }),
  );

  test(
    "and where it is not fit then, it is not asked once more, nor is anybody else",
    inVirtualTime(async () => {
      const states = [account(), account({ status: "ERROR" }), account()];
      const service = /** @type {any} */ (
        services(
          (nth) => states[nth - 1],
          (id, nth) => (nth === 1 ? refusal(502) : connection()),
        )
      );
      const { error, results } = await ended(run(service, { concurrency: 2 }));
      assert.deepEqual([error.code, error.retryable, error.attempts], ["account_not_fit", false, 1]);
      assert.match(error.message, /account_needs_attention/);
      const asked = service.sent.map((/** @type {Sent} */ sent) => (isAccount(sent) ? "account" : sent.id));
      assert.deepEqual(asked, ["account", 1, 2, "account"]);
      assert.deepEqual(
        results.map(({ prospectId }) => prospectId),
        [2],
      );
    }),
  );

  for (const [what, headers, waits] of /** @type {[string, Record<string, string>, number][]} */ ([
    ["that states no time, for a minute", {}, MINUTE],
    ["that states a time beyond the deadline", { "Retry-After": "40" }, 40_000],
  ])) {
    test(
      `a 429 ${what}, pauses the run`,
      inVirtualTime(async () => {
        const service = /** @type {any} */ (services((nth) => (nth === 1 ? refusal(429, headers) : account())));
        /** @type {number[]} */
        const pauses = [];
        const onProgress = (/** @type {{ waitingMs: number }} */ { waitingMs }) => pauses.push(waitingMs);
        const results = await collect(run(service, { prospectIds: [1], onProgress }));
        assert.equal(results.length, 1);
        const [first, second, prospect] = service.sent;
        assert.ok(isAccount(first) && isAccount(second) && prospect.id === 1);
        assert.ok(second.at - first.at >= waits && second.at - first.at < waits + 2_000, `${second.at - first.at}`);
        assert.ok(Number(pauses[0]) > waits - 1_000, String(pauses));
      }),
    );
  }

  test(
    "an answer that says nothing is left of the limit pauses the run until its reset",
    inVirtualTime(async () => {
      const headers = { "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "120" };
      const service = /** @type {any} */ (services(() => Response.json(account(), { headers })));
      const results = await collect(run(service, { prospectIds: [1, 2] }));
      assert.equal(results.length, 2);
      const [first, ...prospects] = service.sent;
      assert.deepEqual([isAccount(first), prospects.map((/** @type {Sent} */ { id }) => id)], [true, [1, 2]]);
      assert.ok(prospects[0].at - first.at >= 120_000, `${prospects[0].at - first.at}`);
    }),
  );

  test(
    "an answer that uses up the limit for longer than it counts still lets the prospects be asked about",
    inVirtualTime(async () => {
      const headers = { "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "600" };
      const service = /** @type {any} */ (services(() => Response.json(account(), { headers })));
      const results = await collect(run(service, { prospectIds: [1, 2, 3], concurrency: 2 }));
      assert.equal(results.length, 3);
      const order = service.sent.map((/** @type {Sent} */ { id }) => id || "account");
      // Once more after the pause, as it is old then, and not a third time.
      assert.deepEqual(order.slice(0, 3), ["account", "account", 1]);
      assert.ok(service.accounts <= 2 * results.length, `${service.accounts}`);
    }),
  );

  test(
    "a retry of its request waits for a pause of the run",
    inVirtualTime(async (time) => {
      const service = /** @type {any} */ (
        services(
          async (nth) => {
            if (nth !== 2) return account();
            await time.sleep(1_000);
            return refusal(500);
          },
          async (id, nth) => {
            if (nth === 1) return refusal(502);
            if (id !== 2 || nth > 2) return connection();
            await time.sleep(1_200);
            return refusal(429, { "Retry-After": "60" });
          },
        )
      );
      await collect(run(service, { prospectIds: [1, 2, 3], concurrency: 2 }));
      const accounts = service.sent.filter(isAccount).map((/** @type {Sent} */ { at }) => at);
      assert.ok(accounts[2] >= 61_000, String(accounts));
    }),
  );

  test(
    "429 after 429 ends the run where no retry is left",
    inVirtualTime(async () => {
      const service = /** @type {any} */ (services(() => refusal(429)));
      const { error, results } = await ended(run(service, { maxRetries: 1 }));
      assert.deepEqual([error.code, error.vendor, results.length], ["rate_limited", "connectsafely", 0]);
      assert.deepEqual([service.accounts, service.prospects], [2, []]);
    }),
  );

  test(
    "once, however many wait for it",
    inVirtualTime(async (time) => {
      const service = /** @type {any} */ (
        services(async () => {
          await time.sleep(3_000);
          return account();
        })
      );
      const results = await collect(run(service, { prospectIds: ids(20), concurrency: 10 }));
      assert.equal(results.length, 20);
      assert.equal(service.accounts, 1);
      assert.equal(service.most, 10);
    }),
  );
});

describe("pace, pauses, abort and clean-up are those of checkConnections", () => {
  test(
    "perMinute holds, requests about the account apart",
    inVirtualTime(async () => {
      const service = /** @type {any} */ (services());
      await collect(run(service, { prospectIds: ids(45), perMinute: 20, concurrency: 10 }));
      const starts = service.sent
        .filter((/** @type {Sent} */ sent) => !isAccount(sent))
        .map((/** @type {Sent} */ { at }) => at);
      for (let at = 20; at < starts.length; at++) assert.ok(starts[at] - starts[at - 20] >= MINUTE);
    }),
  );

  test(
    "perDay is 80, and what was asked before counts",
    inVirtualTime(async () => {
      const service = /** @type {any} */ (services());
      const earlierChecks = ids(30).map((minutes) => Date.now() - minutes * MINUTE);
      const { error, results } = await ended(run(service, { prospectIds: ids(99), perDay: undefined, earlierChecks }));
      assert.equal(error.code, "daily_limit");
      assert.deepEqual([results.length, service.prospects.length], [50, 50]);
    }),
  );

  test("a signal, outside or within, ends it with its reason", async () => {
    for (const place of ["", "account", "connection"]) {
      const service = services(undefined, silence);
      const controller = new AbortController();
      const given = options(service);
      if (place) given[place].signal = controller.signal;
      else given.signal = controller.signal;
      const failed = failure(collect(checkInvites(given)));
      await settle();
      controller.abort("enough");
      assert.equal(await failed, "enough");
      assert.equal(service.open, 0);
    }
  });

  test("leaving the loop cancels what is open, also while the account is asked about", async () => {
    const service = services(silence);
    const list = run(service);
    const next = list.next();
    await settle();
    await list.return();
    assert.deepEqual(await next, { done: true, value: undefined });
    assert.equal(service.open, 0);
  });

  test("progress counts decisions", async () => {
    /** @type {any[]} */
    const told = [];
    const answers = [connection(), connection(CONNECTED), connection(DARK), connection(SELF)];
    const service = services(undefined, (id) => answers[id - 1] ?? refusal(404));
    await collect(run(service, { perDay: 9, onProgress: (/** @type {object} */ progress) => told.push(progress) }));
    assert.deepEqual(told.at(-1), {
      done: 5,
      total: 5,
      send: 1,
      skip: 2,
      unknown: 1,
      failed: 1,
      leftToday: 4,
      waitingMs: 0,
    });
  });

  test("onRetry and onResponse hear of both services", async () => {
    /** @type {string[]} */
    const heard = [];
    const service = services((nth) => (nth === 1 ? refusal(503) : account()));
    const onRetry = (/** @type {any} */ { error }) => heard.push(`retry ${error.vendor}`);
    const onResponse = (/** @type {any} */ { vendor, status }) => heard.push(`${vendor} ${status}`);
    await collect(run(service, { prospectIds: [1], onRetry, onResponse }));
    assert.deepEqual(heard, ["connectsafely 503", "retry connectsafely", "connectsafely 200", "seleqt 200"]);
  });
});

describe("bad options are refused before anything is sent, by the place where they stand", () => {
  const throwing = Object.defineProperty({}, "apiKey", { enumerable: true, get: () => assert.fail("boo") });
  for (const [option, more] of /** @type {[string, object][]} */ ([
    ["account", { account: undefined }],
    ["account", { account: null }],
    ["account.apiKey", { account: {} }],
    ["account.apiKey", { account: throwing }],
    ["account.accountId", { account: { apiKey: "k", accountId: 7 } }],
    ["account.prospectId", { account: { apiKey: "k", prospectId: 7 } }],
    ["connection", { connection: 5 }],
    ["connection.apiKey", { connection: {} }],
    ["connection.apiKey", { connection: { apiKey: "k", jwt: "j" } }],
    ["connection.prospectId", { connection: { apiKey: "k", prospectId: 7 } }],
    ["connection.timeoutMs", { connection: { apiKey: "k", timeoutMs: 0 } }],
    ["timeoutMs", { timeoutMs: 0 }],
    ["signal", { signal: {} }],
    ["baseUrl", { baseUrl: "https://example.com" }],
    ["apiKey", { apiKey: "k" }],
    ["prospectIds", { prospectIds: undefined }],
    ["prospectIds", { prospectIds: 5 }],
    ["perMinute", { perMinute: 0 }],
    ["perDay", { perDay: 0 }],
    ["concurrency", { concurrency: 101 }],
    ["earlierChecks", { earlierChecks: ["soon"] }],
    ["pauseBetweenMs", { pauseBetweenMs: [2, 1] }],
    ["onProgress", { onProgress: 5 }],
    ["onResponse", { onResponse: 5 }],
    ["tak", { tak: 5 }],
  ])) {
    test(`${option} ${inspect(more, { breakLength: Infinity })}`, async () => {
      const service = services();
      const error = await failure(run(service, more).next());
      assert.deepEqual([error.code, error.option, error.attempts], ["invalid_options", option, 0]);
      assert.equal(service.sent.length, 0);
    });
  }

  test("without an argument", async () => {
    assert.equal((await failure(checkInvites(/** @type {any} */ (undefined)).next())).code, "invalid_options");
  });

  test("an id that is none ends the run", async () => {
    const service = /** @type {any} */ (services());
    const { error, results } = await ended(run(service, { prospectIds: [1, "2", 3] }));
    assert.deepEqual([error.code, error.option, results.length], ["invalid_options", "prospectIds", 1]);
    assert.deepEqual(service.prospects, [1]);
  });
});

test("what is done to one result changes nothing of the run", async () => {
  const plan = { premiumType: "NON_PREMIUM", isPremium: true };
  const service = services(() => account({ linkedinPlan: plan }));
  /** @type {any[]} */
  const results = [];
  for await (const check of run(service)) {
    results.push(structuredClone(check));
    const { account, connection } = /** @type {any} */ (check);
    Object.assign(account.linkedinPlan, { premiumType: "mine", isPremium: "yes" });
    Object.assign(account, { status: "ERROR" });
    connection.is_connected = true;
  }
  assert.equal(results.length, 5);
  for (const { decision, account } of results) {
    assert.deepEqual([decision, account.status, account.linkedinPlan], ["send", "AVAILABLE", plan]);
  }
});

test("no more than `take` may be sent, however the ids come", async () => {
  for (const concurrency of [2, 3, 5]) {
    let wake = () => {};
    const prospectIds = (async function* () {
      for (const id of ids(30)) {
        yield id;
        if (id % (concurrency - 1) === 0) await new Promise((resolve) => (wake = () => resolve(undefined)));
      }
    })();
    const service = services(undefined, async () => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      return connection();
    });
    const onProgress = () => wake();
    const results = await collect(run(service, { prospectIds, concurrency, take: 4, onProgress }));
    assert.equal(results.length, 4);
  }
});

test("neither key is in what the other service's echo leads to", async () => {
  for (const echo of ["account.key", "connection.key"]) {
    for (const ofAccount of [true, false]) {
      const wrong = () => refusal(403, { "x-request-id": echo }, { error: `no: ${echo}` });
      const service = ofAccount ? services(wrong) : services(undefined, wrong);
      const results = /** @type {any[]} */ ([]);
      const error = await collect(run(service, { maxRetries: 0 }), results).catch((error) => error);
      const shown = inspect([error, results], { depth: 9, showHidden: true });
      assert.ok(!shown.includes(echo), shown);
    }
  }
});
