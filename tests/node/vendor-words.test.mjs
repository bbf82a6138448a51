// What a service says of a failure is told, in whatever place it says it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ACCOUNT, CONNECTION, KEY, refusal, SERVICES, stubFetch } from "../support/calls.mjs";

for (const { name, call, valid, vendor, answer } of SERVICES) {
  const failed = (/** @type {unknown} */ body, status = 200) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return refusal(call({ ...valid, maxRetries: 0, fetch: stubFetch(() => new Response(text, { status })) }));
  };

  describe(`a 200 that ${name} meets`, () => {
    /** @type {[string, unknown, string][]} */
    const TOLD = [
      ["says success: false and why", { success: false, error: "quota used up" }, "quota used up"],
      ["says success: false and why in other words", { success: false, message: "not now", code: 4 }, "not now"],
      [
        "says success: false and why in a list",
        { success: false, detail: ["not now", "nor soon"] },
        "not now; nor soon",
      ],
      ["holds nothing but an error", { error: "quota used up" }, "quota used up"],
      ["holds nothing but an error object", { error: { message: "quota used up" } }, "quota used up"],
      ["repeats the key", { success: false, error: `no quota for ${KEY} left` }, "no quota for *** left"],
      ["is long", { error: "x".repeat(5_000) }, "x".repeat(1_000)],
    ];
    if (vendor === "seleqt") {
      TOLD.push(["is right but for success: false", { ...CONNECTION, success: false, error: "stale" }, "stale"]);
    }
    for (const [says, body, told] of TOLD) {
      test(`and that ${says} is invalid_response with these words`, async () => {
        const error = await failed(body);
        assert.equal(error.code, "invalid_response");
        assert.deepEqual([error.status, error.retryable, error.attempts], [200, false, 1]);
        assert.equal(error.vendorMessage, told);
        assert.ok(error.message.includes(told.slice(0, 300)), error.message);
        assert.ok(!JSON.stringify(error).includes(KEY));
      });
    }

    for (const [says, body] of /** @type {[string, unknown][]} */ ([
      ["says success: false and no more", { success: false }],
      ["says success: false and shows a page", { success: false, error: "<html>quota</html>" }],
      ["holds an error beside other fields", { error: "quota used up", data: null, code: 4 }],
      ["holds nothing but an error that is no text", { error: 5 }],
      ["is damaged in a field and has a message", { ...answer, id: 5, is_connected: 5, message: "hello" }],
      ["is a text", '"quota used up"'],
      ["is no JSON", "quota used up"],
      ["is a page", "<!doctype html><h1>Log in</h1>"],
    ])) {
      test(`and that ${says} is invalid_response without vendorMessage`, async () => {
        const error = await failed(body);
        assert.equal(error.code, "invalid_response");
        assert.ok(!("vendorMessage" in error));
      });
    }
  });

  describe(`an error that ${name} meets`, () => {
    const code = vendor === "seleqt" ? "prospect_not_found" : "account_not_found";
    const PAGES = [
      "<!doctype html><title>404 Not Found</title><h1>nginx</h1>",
      "<html><body>Not Found</body></html>",
      " \r\n\t<h1>Not Found</h1>",
      "\ufeff<!DOCTYPE HTML><p>No</p>",
      '<?xml version="1.0"?><Error><Code>NoSuchBucket</Code></Error>',
    ];
    for (const [at, page] of PAGES.entries()) {
      test(`and that is a 404 with a web page says that baseUrl may be wrong (${at})`, async () => {
        const error = await failed(page, 404);
        assert.deepEqual([error.code, error.status], [code, 404]);
        assert.match(error.message, /web page.*baseUrl may be wrong/);
        assert.doesNotMatch(error.message, /[<>]/);
        assert.ok(!("vendorMessage" in error));
      });
    }
    for (const status of [400, 403, 405, 429, 502, 503]) {
      test(`and that is a ${status} with a web page says that baseUrl may be wrong, too`, async () => {
        assert.match((await failed(PAGES[0], status)).message, /baseUrl may be wrong/);
      });
    }
    for (const body of [{ error: "Not found" }, "Not found", "", { a: "<p>" }]) {
      test(`and that is a 404 with ${JSON.stringify(body)} does not`, async () => {
        const error = await failed(body, 404);
        assert.equal(error.code, code);
        assert.doesNotMatch(error.message, /web page|baseUrl may be wrong/);
      });
    }

    /** @type {[unknown, string][]} */
    const LISTS = [
      [{ message: ["a", "b"] }, "a; b"],
      [{ field: ["a"] }, "a"],
      [{ field: ["a", "b"], other: ["c"] }, "a; b; c"],
      [{ detail: ["a"], field: ["b"] }, "a"],
      [{ message: [`for ${KEY}`, "b"] }, "for ***; b"],
      [{ message: Array(30).fill("x".repeat(100)) }, Array(30).fill("x".repeat(100)).join("; ").slice(0, 1_000)],
    ];
    for (const [body, told] of LISTS) {
      test(`gives the texts of ${JSON.stringify(body).slice(0, 60)}, joined`, async () => {
        const error = await failed(body, 422);
        assert.equal(error.code, "bad_request");
        assert.equal(error.vendorMessage, told);
        assert.ok(error.message.includes(told.slice(0, 300)));
      });
    }
  });
}

test("what is right stays an answer, whatever else it says", async () => {
  const [account, connection] = SERVICES;
  const said = { error: null, message: "welcome", detail: ["a"] };
  const fetch = (/** @type {object} */ body) => stubFetch(() => body);
  assert.deepEqual(await account?.call({ apiKey: KEY, fetch: fetch({ ...ACCOUNT, ...said }) }), {
    ...ACCOUNT,
    ...said,
  });
  const given = { apiKey: KEY, prospectId: 7, fetch: fetch({ ...CONNECTION, ...said }) };
  assert.deepEqual(await connection?.call(given), { ...CONNECTION, ...said });
});
