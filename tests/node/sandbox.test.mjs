// The sandbox plays both services as documented. The package is not involved here.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { auth, newKey, prospectPath, runSandbox } from "../support/sandbox.mjs";

const service = runSandbox();

describe("the documented endpoints", () => {
  test("ConnectSafely without an accountId answers with the documented example, used recently", async () => {
    const response = await service.get("/linkedin/account/status", { headers: auth("connectsafely", "k") });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "application/json; charset=utf-8");
    const { lastUsed, ...answer } = await response.json();
    assert.deepEqual(answer, {
      id: "696ce9e780e0483585e4e553",
      firstName: "John",
      lastName: "Doe",
      publicId: "john-doe-123",
      platform: "ConnectSafely",
      status: "AVAILABLE",
      enabled: true,
      hasTokens: true,
      linkedinPlan: {
        premiumType: "NON_PREMIUM",
        isPremium: false,
        hasSalesNavigator: false,
        hasRecruiter: false,
        hasAwayMessages: false,
        hasAdvertiseBadge: false,
        hasHiringManager: false,
      },
    });
    const age = Date.now() - Date.parse(lastUsed);
    assert.ok(age > 0 && age < 3_600_000, "lastUsed lies within the last hour");
  });

  test("ConnectSafely takes a scenario's number as accountId, and answers about any id that looks real", async () => {
    const headers = auth("connectsafely", "k");
    const busy = await (await service.get("/linkedin/account/status?accountId=91007", { headers })).json();
    assert.equal(busy.status, "IN_USE");
    assert.equal("linkedinPlan" in busy, false, "a plan comes only with AVAILABLE and WARMUP");
    const other = await service.get("/linkedin/account/status?accountId=0123456789abcdef01234567", { headers });
    assert.equal((await other.json()).id, "0123456789abcdef01234567");
    const unknown = await service.get("/linkedin/account/status?accountId=nobody", { headers });
    assert.equal(unknown.status, 404);
    assert.equal(typeof (await unknown.json()).error, "string");
  });

  for (const [name, path, headers] of /** @type {const} */ ([
    ["the public path with X-API-Key", "/api/v1/public/prospects/91101/connection-status/", auth("seleqt", "k")],
    ["the application path with a JWT", "/api/v1/prospects/91101/connection-status/", auth("connectsafely", "k")],
  ])) {
    test(`Seleqt answers ${name} with the documented example, to the letter`, async () => {
      const response = await service.get(path, { headers });
      assert.equal(response.status, 200);
      assert.equal(
        await response.text(),
        '{"success":true,"is_connected":true,"connection_level":1,"network_distance":"FIRST_DEGREE","checked_with_account_id":42}',
      );
    });
  }

  test("Seleqt names the account that was asked for, and knows one that is not active", async () => {
    const path = "/api/v1/public/prospects/91102/connection-status/";
    const headers = auth("seleqt", "k");
    assert.equal((await (await service.get(`${path}?account_id=7`, { headers })).json()).checked_with_account_id, 7);
    const refused = await service.get(`${path}?account_id=404`, { headers });
    assert.equal(refused.status, 400);
    assert.deepEqual(await refused.json(), {
      error: "Requested LinkedIn account not found or not active in this workspace",
    });
    assert.equal((await service.get(`${path}?account_id=seven`, { headers })).status, 400);
  });

  for (const [name, status, error] of /** @type {const} */ ([
    ["no-profile-url", 400, "Prospect has no LinkedIn profile URL to check against"],
    ["no-active-account", 400, "No active LinkedIn account is connected to this workspace"],
    ["account-not-active", 400, "Requested LinkedIn account not found or not active in this workspace"],
    ["access-denied", 403, "Access denied"],
    ["prospect-not-found", 404, "Prospect not found"],
    ["provider-failed", 502, "Failed to fetch prospect profile from LinkedIn provider"],
  ])) {
    test(`Seleqt's ${status} "${error}" is there to the letter`, async () => {
      const response = await service.ask(name);
      assert.equal(response.status, status);
      assert.deepEqual(await response.json(), { error });
    });
  }

  test("a missing or invalid key is 401 in each vendor's words, and each path takes its own header alone", async () => {
    const seleqt = "/api/v1/public/prospects/91101/connection-status/";
    const application = "/api/v1/prospects/91101/connection-status/";
    const account = "/linkedin/account/status";
    const wrong = { error: "Unauthorized - Invalid credentials" };
    const missing = { error: "Missing API key", message: "Provide X-API-Key header" };
    /** @type {[string, Record<string, string>, object | undefined][]} */
    const rows = [
      [account, {}, wrong],
      [account, { Authorization: "Bearer" }, wrong],
      [account, { Authorization: "Basic abc" }, wrong],
      [account, { Authorization: "Bearer invalid-key" }, wrong],
      [account, { "X-API-Key": "k" }, wrong],
      [seleqt, {}, missing],
      [seleqt, { "X-API-Key": "" }, missing],
      [seleqt, { Authorization: "Bearer k" }, missing],
      [seleqt, { "X-API-Key": "invalid.key" }, undefined],
      [application, {}, undefined],
      [application, { "X-API-Key": "k" }, undefined],
      [application, { Authorization: "Bearer invalid.jwt" }, undefined],
    ];
    for (const [path, headers, body] of rows) {
      const response = await service.get(path, { headers });
      assert.equal(response.status, 401, `${path} with ${JSON.stringify(headers)}`);
      const received = await response.json();
      if (body) assert.deepEqual(received, body);
      else assert.equal(typeof received.error, "string");
    }
  });

  test("a wrong method is 405, and a path without its closing slash or with a bad id is 404, all in JSON", async () => {
    const headers = auth("seleqt", "k");
    const path = "/api/v1/public/prospects/1/connection-status/";
    const posted = await service.get(path, { method: "POST", body: "x".repeat(100_000), headers });
    assert.equal(posted.status, 405);
    assert.equal(posted.headers.get("allow"), "GET, OPTIONS");
    assert.equal(typeof (await posted.json()).error, "string");
    for (const wrong of [
      path.slice(0, -1),
      "/api/v1/public/prospects/0/connection-status/",
      "/api/v1/public/prospects/9007199254740993/connection-status/",
      "/api/v1/public/prospects/one/connection-status/",
      "/linkedin/account/status/",
      "/nothing",
      "//",
    ]) {
      const response = await service.get(wrong, { headers });
      assert.equal(response.status, 404, wrong);
      assert.equal(typeof (await response.json()).error, "string", wrong);
    }
  });

  test("ordinary prospect ids have the distance that their last digit says", async () => {
    const expected = [
      [false, null, null],
      [true, 1, "FIRST_DEGREE"],
      [true, 1, "FIRST_DEGREE"],
      [false, 2, "SECOND_DEGREE"],
      [false, 2, "SECOND_DEGREE"],
      [false, 2, "SECOND_DEGREE"],
      [false, 3, "THIRD_DEGREE"],
      [false, 3, "THIRD_DEGREE"],
      [false, 3, "THIRD_DEGREE"],
      [false, null, "OUT_OF_NETWORK"],
    ];
    for (const id of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 987, 1_000, 123_456_789, 95_000]) {
      const response = await service.get(prospectPath(id), { headers: auth("seleqt", "k") });
      const answer = await response.json();
      assert.deepEqual(
        [answer.is_connected, answer.connection_level, answer.network_distance],
        expected[id % 10],
        `prospect ${id}`,
      );
    }
  });

  test("unsteady prospect ids fail first or for good, as the rule says", async () => {
    const headers = auth("seleqt", newKey());
    const statuses = async (/** @type {number} */ id) => {
      const path = prospectPath(id);
      return [
        await service.rawStatus(path, headers),
        await service.rawStatus(path, headers),
        await service.rawStatus(path, headers),
      ];
    };
    assert.deepEqual(await statuses(95_023), [502, 200, 502]);
    assert.deepEqual(await statuses(95_305), [429, 200, 429]);
    assert.deepEqual(await statuses(95_150), [400, 400, 400]);
    assert.deepEqual(await statuses(95_177), [404, 404, 404]);
    assert.deepEqual(await statuses(95_001), [200, 200, 200]);
  });
});
