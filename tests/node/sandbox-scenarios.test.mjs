// The scenarios of the sandbox: their table is true, and what they send is what it says.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { SCENARIOS, startSandbox } from "../support/sandbox-faults/index.mjs";
import { auth, newKey, pathOf, runSandbox } from "../support/sandbox.mjs";

/** @typedef {import("../support/sandbox.mjs").Scenario} Scenario */
/** @typedef {import("../support/sandbox.mjs").Vendor} Vendor */

const service = runSandbox();

describe("the scenarios", () => {
  test("each has a number and a name of its own, clear of ordinary ids", () => {
    assert.equal(new Set(SCENARIOS.map(({ id }) => id)).size, SCENARIOS.length);
    assert.equal(new Set(SCENARIOS.map(({ name }) => name)).size, SCENARIOS.length);
    for (const { id, name, says, vendors } of SCENARIOS) {
      assert.ok(id > 91_000 && id < 95_000, `${name} has the number ${id}`);
      assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.ok(says.length > 1 && vendors.length > 0, name);
    }
  });

  test("what is expected of a call fits the last status that comes", () => {
    /** @type {[(status: number) => boolean, string[]][]} */
    const table = [
      [(status) => status === 200, ["invalid_response", "timeout", "network"]],
      [(status) => status >= 300 && status < 400, ["redirected"]],
      [(status) => status === 401, ["unauthorized"]],
      [(status) => status === 403, ["forbidden", "timeout", "network"]],
      [(status) => status === 404, ["account_not_found", "prospect_not_found"]],
      [(status) => status === 429, ["rate_limited"]],
      [
        (status) => status === 400,
        ["bad_request", "prospect_has_no_profile_url", "no_active_account", "account_not_active"],
      ],
      [(status) => status === 422, ["bad_request"]],
      [(status) => status === 502, ["server_error", "provider_failed"]],
      [(status) => status >= 500 || status === 408, ["server_error"]],
      [() => true, ["unexpected_status"]],
    ];
    for (const { name, statuses, expect, vendors } of SCENARIOS) {
      const met = statuses[Math.min(expect.attempts, statuses.length) - 1];
      if (expect.ok) {
        assert.equal(met, 200, name);
        assert.equal(expect.attempts, statuses.length, name);
        if (expect.verdict) assert.deepEqual(vendors, ["seleqt"], name);
        if (expect.reasons) assert.deepEqual(vendors, ["connectsafely"], name);
      } else {
        const codes = met ? table.find(([fits]) => fits(met))?.[1] : ["network", "timeout"];
        assert.ok(codes?.includes(expect.code), `${name}: ${expect.code} for ${met}`);
        assert.equal(expect.onlyAborts ?? false, expect.code === "timeout", name);
      }
    }
  });

  test("each one sends the statuses that it names, in their order, to both vendors where it serves both", async () => {
    /** @param {Scenario} one @param {Vendor} vendor */
    const play = async (one, vendor) => {
      const headers = auth(vendor, newKey());
      const seen = [];
      for (let turn = 0; turn < one.statuses.length; turn++) {
        const isSilent = one.expect.ok === false && one.expect.onlyAborts && one.statuses[turn] === null;
        seen.push(
          await service.rawStatus(pathOf(one, vendor), headers, isSilent ? AbortSignal.timeout(300) : undefined),
        );
      }
      assert.deepEqual(seen, one.statuses, `${one.name} of ${vendor}`);
    };
    for (let start = 0; start < SCENARIOS.length; start += 40) {
      const some = SCENARIOS.slice(start, start + 40);
      await Promise.all(some.flatMap((one) => one.vendors.map((vendor) => play(one, vendor))));
    }
  });

  test("a scenario of one vendor, asked of the other, says so", async () => {
    const response = await service.ask("in-use");
    assert.equal(response.status, 400);
    assert.match((await response.json()).error, /only for connectsafely/);
  });

  test("the account and connection answers have the fields that their sentence says", async () => {
    const account = async (/** @type {string} */ name) => (await service.ask(name, { vendor: "connectsafely" })).json();
    assert.equal((await account("available-sales-navigator")).linkedinPlan.premiumType, "SALES_NAVIGATOR");
    assert.equal((await account("warmup")).linkedinPlan.premiumType, "NON_PREMIUM");
    assert.equal((await account("disabled")).enabled, false);
    assert.equal((await account("no-tokens")).hasTokens, false);
    assert.equal("hasTokens" in (await account("tokens-missing")), false);
    assert.equal((await account("all-null")).linkedinPlan, null);
    assert.deepEqual(Object.keys(await account("only-id-and-status")), ["id", "status"]);
    const self = await (await service.ask("self")).json();
    assert.deepEqual([self.is_connected, self.connection_level, self.network_distance], [false, null, "SELF"]);
    const odd = await (await service.ask("connected-level-2")).json();
    assert.deepEqual([odd.is_connected, odd.connection_level], [true, 2]);
  });

  test("a scenario that fails first counts for each key on its own, starts anew, and can be reset", async () => {
    const [one, other] = [newKey(), newKey()];
    const status = async (/** @type {string} */ key, /** @type {Vendor} */ vendor = "seleqt") =>
      (await service.ask("twice-502", { key, vendor })).status;
    assert.deepEqual([await status(one), await status(other), await status(one)], [502, 502, 502]);
    assert.equal(await status(one, "connectsafely"), 502, "each service counts on its own");
    assert.deepEqual([await status(one), await status(other), await status(other)], [200, 502, 200]);
    assert.equal(await status(one), 502, "it starts anew after the answer");
    service.sandbox.reset();
    assert.deepEqual([await status(one), await status(one), await status(one)], [502, 502, 200]);
  });
});

describe("stated waits", () => {
  /**
   * Asks, and checks that the time which is read from the answer lies two to three seconds after it was sent.
   * @param {string} name
   * @param {(response: Response, body: { holdUntil: string & number }) => number} read
   */
  const liesAhead = async (name, read) => {
    const asked = Date.now();
    const response = await service.ask(name);
    assert.equal(response.status, 429);
    const time = read(response, await response.json());
    assert.ok(time >= asked + 2_000, `${name} lies at least two seconds ahead`);
    assert.ok(time <= Date.now() + 3_000, `${name} lies at most three seconds ahead`);
  };

  test("Retry-After comes as seconds, as dates and malformed, each as the scenario says", async () => {
    for (const [name, value] of /** @type {const} */ ([
      ["rate-limited-no-statement", null],
      ["rate-limited-retry-after-0", "0"],
      ["rate-limited-retry-after-2", "2"],
      ["rate-limited-retry-after-86400", "86400"],
      ["rate-limited-malformed-word", "soon"],
      ["rate-limited-malformed-fraction", "1.5"],
      ["rate-limited-malformed-negative", "-1"],
      ["busy-retry-after-1", "1"],
    ])) {
      assert.equal((await service.ask(name)).headers.get("retry-after"), value, name);
    }
    const past = (await service.ask("rate-limited-retry-after-past")).headers.get("retry-after");
    assert.match(String(past), /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/);
    assert.ok(Date.parse(String(past)) < Date.now());
    await liesAhead("rate-limited-retry-after-date", ({ headers }) => Date.parse(String(headers.get("retry-after"))));
  });

  test("X-RateLimit-Reset and holdUntil come as ISO dates and as Unix seconds", async () => {
    const reset = (/** @type {Response} */ { headers }) => String(headers.get("x-ratelimit-reset"));
    await liesAhead("once-reset-iso", (response) => Date.parse(reset(response)));
    await liesAhead("once-reset-unix", (response) => Number(reset(response)) * 1_000);
    await liesAhead("once-hold-iso", (_, { holdUntil }) => Date.parse(holdUntil));
    await liesAhead("once-hold-unix", (_, { holdUntil }) => holdUntil * 1_000);
  });

  test("the throttle answers 429 with the vendor's text to a key that asks too often, to that key alone, for a while", async () => {
    const throttled = await startSandbox({ throttle: { perMinute: 2, windowMs: 5_000 } });
    try {
      const key = newKey();
      const call = (/** @type {string} */ one) =>
        fetch(`${throttled.url}/api/v1/public/prospects/1/connection-status/`, { headers: { "X-API-Key": one } });
      const first = await call(key);
      assert.equal(first.headers.get("x-ratelimit-limit"), "2");
      assert.equal(first.headers.get("x-ratelimit-remaining"), "1");
      await call(key);
      const third = await call(key);
      assert.equal(third.status, 429);
      assert.deepEqual(await third.json(), { error: "Rate limit exceeded" });
      assert.equal(third.headers.get("x-ratelimit-used"), "2");
      assert.equal(third.headers.get("x-ratelimit-remaining"), "0");
      assert.ok(Number(third.headers.get("x-ratelimit-reset")) * 1_000 > Date.now() - 2_000);
      const wait = Number(third.headers.get("retry-after"));
      assert.ok(wait >= 1 && wait <= 5, `Retry-After: ${wait}`);
      assert.equal((await call(newKey())).status, 200);
      const account = await fetch(`${throttled.baseUrls.connectsafely}/account/status`, {
        headers: auth("connectsafely", key),
      });
      assert.equal(account.headers.get("x-ratelimit-limit"), null, "ConnectSafely is not throttled");
      await new Promise((resolve) => setTimeout(resolve, wait * 1_000));
      assert.equal((await call(key)).status, 200, "who waits as told is let in");
      throttled.reset();
      assert.equal((await call(key)).headers.get("x-ratelimit-remaining"), "1");
    } finally {
      await throttled.close();
    }
  });
});

describe("redirects", () => {
  test("who does not follow is not written down", async () => {
    const response = await service.ask("redirect-307-elsewhere");
    assert.equal(response.status, 307);
    assert.notEqual(new URL(String(response.headers.get("location"))).origin, service.sandbox.url);
    assert.deepEqual(service.sandbox.redirected, []);
  });

  test("who follows is written down with the names of the headers sent on, and answered as if all were well", async () => {
    const key = newKey();
    const elsewhere = await service.ask("redirect-302-elsewhere", { key, redirect: "follow" });
    assert.equal((await elsewhere.json()).is_connected, true);
    const here = await service.ask("redirect-308-here", { key, vendor: "connectsafely", redirect: "follow" });
    assert.equal((await here.json()).status, "AVAILABLE");
    assert.deepEqual(
      service.sandbox.redirected.map(({ where, path, method }) => [where, path, method]),
      [
        ["elsewhere", "/redirected/seleqt", "GET"],
        ["here", "/redirected/connectsafely", "GET"],
      ],
    );
    assert.ok(
      service.sandbox.redirected[0]?.headerNames.includes("x-api-key"),
      "fetch hands X-API-Key on to another origin",
    );
    assert.equal(JSON.stringify(service.sandbox.redirected).includes(key), false);
    service.sandbox.reset();
    assert.deepEqual(service.sandbox.redirected, []);
  });
});
