// A copy of the package in another realm, as in a vm context, an iframe or a plug-in's sandbox.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import vm from "node:vm";
import { isLinkedInStatusError, LinkedInStatusError } from "../../pkg/dist/index.js";
import { ACCOUNT, CONNECTION, KEY, refusal, SERVICES, stubFetch } from "../support/calls.mjs";

/** What Node gives a module, and a bare context lacks. */
const GLOBALS = ["URL", "AbortController", "setTimeout", "clearTimeout", "performance", "TextEncoder", "TextDecoder"];
GLOBALS.push("structuredClone", "Response", "Request", "Headers");

const context = vm.createContext(Object.fromEntries(GLOBALS.map((name) => [name, Reflect.get(globalThis, name)])));
const source = await readFile(new URL("../../pkg/dist/index.cjs", import.meta.url), "utf8");
/** @type {typeof import("../../pkg/dist/index.js")} */
const other = vm.runInContext(
  `var module = { exports: {} }, exports = module.exports; ${source}; module.exports`,
  context,
);

describe("a copy of the package in another realm", () => {
  test("has errors that are no instances of ours, and are known all the same, both ways", async () => {
    /** @type {unknown} */
    const theirs = await other.getAccountStatus({ apiKey: "" }).catch((error) => error);
    assert.ok(!(theirs instanceof Error) && !(theirs instanceof LinkedInStatusError));
    assert.ok(isLinkedInStatusError(theirs));
    assert.equal(theirs.code, "invalid_options");
    assert.ok(other.isLinkedInStatusError(theirs));

    const ours = await refusal(/** @type {any} */ (SERVICES[0]).call({ apiKey: "" }));
    assert.ok(other.isLinkedInStatusError(ours));
    assert.ok(other.isLinkedInStatusError(new LinkedInStatusError({ ...ours, message: "mine" })));
  });

  test("answers calls, with options of our realm and with its own", async () => {
    const fetch = stubFetch((url) => (url.includes("/account/") ? ACCOUNT : CONNECTION));
    const { status } = await other.getAccountStatus({ apiKey: KEY, fetch });
    assert.equal(status, "AVAILABLE");
    const made = vm.runInContext(`(call, fetch, apiKey) => call({ apiKey, fetch, prospectId: 7 })`, context);
    assert.equal((await made(other.getConnectionStatus, fetch, KEY)).success, true);
    assert.equal(fetch.calls.length, 2);
  });
});

describe("isLinkedInStatusError", () => {
  test("says no of everything else, whatever it looks like", () => {
    const { code, message } = { code: "timeout", message: "x" };
    const named = Object.assign(new Error(message), { name: "LinkedInStatusError", code });
    const theirs = vm.runInContext(`Object.assign(new Error("x"), { name: "LinkedInStatusError" })`, context);
    class LinkedInStatusErrorToo extends Error {}
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const json = new LinkedInStatusError({ code: "timeout", message, retryable: true, attempts: 0 }).toJSON();
    for (const value of [named, theirs, new LinkedInStatusErrorToo(), json, revoked.proxy, null, undefined, "x", 5]) {
      assert.equal(isLinkedInStatusError(value), false);
    }
  });
});
