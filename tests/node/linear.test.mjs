// What services, fetch implementations and callers hand in may be a megabyte of the worst there is: nothing takes more than linear
// time. The limit is a guard against hanging, not a benchmark: what was mended took 10 seconds to minutes.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { checkInvite, getAccountStatus, getConnectionStatus } from "../../pkg/dist/index.js";
import { account, farther } from "../support/stub-service.mjs";

const GUARD_MS = 3_000;
const MEGABYTE = 1_000_000;

/** @param {() => Promise<unknown>} call */
async function ends(call) {
  const started = performance.now();
  const error = await call().then(
    () => undefined,
    (/** @type {any} */ error) => error,
  );
  const took = performance.now() - started;
  assert.ok(took < GUARD_MS, `it took ${Math.round(took)} ms`);
  return error;
}

/** What is hard for one way of searching or another. @type {Record<string, [key: string, text: string]>} */
const ECHOES = {
  "backslashes and a key of them": [`${"\\".repeat(40)}x`, "\\".repeat(MEGABYTE)],
  "a key that nearly is there, everywhere": [`${"a".repeat(4_095)}b`, "a".repeat(MEGABYTE)],
  "percent signs": ["%%%%x", "%25".repeat(MEGABYTE / 3)],
  "character references that never end": ["&&&&x", "&#x".repeat(MEGABYTE / 3)],
  "escapes of JSON": ["\\\\\\x", "\\u005c".repeat(MEGABYTE / 6)],
};

describe("a megabyte of the worst", () => {
  for (const [name, [key, text]] of Object.entries(ECHOES)) {
    test(`in an error body: ${name}`, async () => {
      // As it comes in JSON it must stay below the limit of a body.
      const answer = () => new Response(text.slice(0, MEGABYTE), { status: 400 });
      const one = { apiKey: key, maxRetries: 0, fetch: async () => answer() };
      assert.equal((await ends(() => getAccountStatus(one))).code, "bad_request");
      const invite = { account: one, connection: { apiKey: "other.key", prospectId: 1, fetch: async () => farther() } };
      assert.equal((await ends(() => checkInvite(invite))).code, "bad_request");
    });

    test(`in what fetch rejects with: ${name}`, async () => {
      for (const error of [
        new TypeError(text),
        Object.assign(new Error("x"), { code: text, cause: new Error(text) }),
        text,
      ]) {
        const fetch = () => Promise.reject(error);
        const failed = await ends(() => getAccountStatus({ apiKey: key, maxRetries: 0, fetch }));
        assert.equal(failed.code, "network");
      }
    });
  }

  test("in a message that nearly is undici's about signals", async () => {
    for (const text of ["signal ".repeat(MEGABYTE / 7), "instance of ".repeat(MEGABYTE / 12)]) {
      const fetch = () => Promise.reject(new TypeError(text));
      assert.equal((await ends(() => getAccountStatus({ apiKey: "k", maxRetries: 0, fetch }))).code, "network");
    }
  });

  test("in headers, options and names of options", async () => {
    const long = "x".repeat(MEGABYTE);
    const fetch = async () => ({
      status: 429,
      headers: { "retry-after": "1".repeat(MEGABYTE), date: long },
      text: () => "",
    });
    const options = { apiKey: "k", prospectId: 1, maxRetries: 0, fetch: /** @type {any} */ (fetch) };
    assert.equal((await ends(() => getConnectionStatus(options))).code, "rate_limited");
    for (const wrong of [
      { apiKey: long },
      { baseUrl: `https://${long}` },
      { [long]: 1 },
      { [`${".".repeat(MEGABYTE)}!`]: 1 },
    ]) {
      const call = () => getConnectionStatus(/** @type {any} */ ({ ...options, ...wrong }));
      assert.equal((await ends(call)).code, "invalid_options");
    }
  });

  test("in an answer: strings of brackets and quotes", async () => {
    for (const text of ["[", '\\"', "\\\\"]) {
      const name = JSON.stringify({ ...account(), firstName: text.repeat(200_000) });
      const fetch = async () => new Response(name.slice(0, 1_048_576));
      await ends(() => getAccountStatus({ apiKey: "k", maxRetries: 0, fetch }));
    }
  });
});
