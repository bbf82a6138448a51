// The terminal speaks of flags and variables. The names of the package's options and fields, in camelCase, are for those who call
// its functions; nobody can type them at a prompt.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  checkConnections,
  checkInvite,
  getAccountStatus,
  getConnectionStatus,
  isLinkedInStatusError,
} from "../../pkg/dist/index.js";
import { messageText, withoutAdvice } from "../../pkg/src/cli/error-text.js";
import { commandHelp, generalHelp } from "../../pkg/src/cli/help.js";
import { COMMANDS } from "../../pkg/src/cli/options.js";
import { nextStep } from "../../pkg/src/cli/report.js";
import { LinkedInStatusError } from "../../pkg/src/error.js";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { ACCOUNT, CONNECTION, DECISIONS, REASONS } from "../../pkg/src/words.js";
import { environmentOf, runCli } from "../support/cli.mjs";

/** @typedef {import("../../pkg/dist/index.js").LinkedInStatusError} Failure */
/** @typedef {import("../../pkg/dist/index.js").Vendor} Vendor */

const CAMEL_CASE = /\b[a-z]+[A-Z]\w*/g;
/** Names that a service gives the fields of its answer, in messages on damaged answers; and a name that is spelled so. */
const NOT_OURS = new Set([
  "hasTokens",
  "lastUsed",
  "linkedinPlan",
  "firstName",
  "lastName",
  "publicId",
  "premiumType",
  "iOS",
]);
const PLAN = /^(is|has)[A-Z]/;

const VENDORS = /** @type {const} */ (["connectsafely", "seleqt"]);
const ENV = { CONNECTSAFELY_BASE_URL: "x", SELEQT_BASE_URL: "x" };

/** @param {string} text */
const javaScriptWords = (text) =>
  (text.match(CAMEL_CASE) ?? []).filter((word) => !NOT_OURS.has(word) && !PLAN.test(word));

/**
 * What the terminal says of an error, without what the service says.
 *
 * @param {Failure} error
 */
function said(error) {
  const next = nextStep(error, ENV);
  const text = messageText(error, next, ENV);
  const quoted = error.vendorMessage?.slice(0, 300);
  return { text: quoted ? text.replace(quoted, "") : text, next };
}

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox.close());

describe("no JavaScript in the terminal", () => {
  test("every error that the sandbox can play", async () => {
    /** What of the message is left out, by code. @type {Map<string, Set<string>>} */
    const advice = new Map();
    // Long enough that only what never answers runs into it, also on a busy machine.
    const options = { timeoutMs: 2_000, maxRetries: 0 };
    const calls = sandbox.scenarios.flatMap(({ id, name, vendors }) =>
      vendors.map(
        (vendor) => () =>
          vendor === "seleqt"
            ? getConnectionStatus({
                ...options,
                apiKey: `k${id}`,
                prospectId: id,
                accountId: 7,
                baseUrl: sandbox.baseUrls.seleqt,
              })
            : getAccountStatus({
                ...options,
                apiKey: `k${id}`,
                accountId: name,
                baseUrl: sandbox.baseUrls.connectsafely,
              }),
      ),
    );
    while (calls.length > 0) {
      const some = calls.splice(0, 60).map((call) => call().catch((error) => error));
      for (const error of await Promise.all(some)) {
        if (!isLinkedInStatusError(error)) continue;
        const all = advice.get(error.code) ?? new Set();
        advice.set(error.code, all.add(error.message.slice(withoutAdvice(error.message).length)));
        const { text, next } = said(error);
        assert.deepEqual(javaScriptWords(`${text} ${next}`), [], text);
        assert.ok(error.code === "internal" || next, `${error.code} has a next step`);
        assert.match(text, /^(ConnectSafely|Seleqt|The request to (ConnectSafely|Seleqt)) /);
      }
    }
    assert.ok(advice.size >= 15, [...advice.keys()].join());
    for (const [code, sentences] of advice) {
      assert.equal(sentences.size, 1, `${code}: ${[...sentences]}`);
      assert.match([...sentences].join(), /^ [A-Z].*\.$/);
    }
  });

  test("the service's own words stay as they are", async () => {
    const vendorMessage = "accountId must not be set. Retry with baseUrl.";
    const message = `ConnectSafely answered 400: ${vendorMessage} Check the options against the service's documentation.`;
    const fields = { code: /** @type {const} */ ("bad_request"), vendor: VENDORS[0], retryable: false, attempts: 1 };
    const error = new LinkedInStatusError({ ...fields, message, vendorMessage });
    const text = messageText(/** @type {Failure} */ (/** @type {unknown} */ (error)), "next", ENV);
    assert.equal(text, `ConnectSafely answered 400: ${vendorMessage}`);
  });

  test("every option that a command can get wrong", async () => {
    const key = { apiKey: "k" };
    const wrong = [
      ["baseUrl", "nonsense"],
      ["baseUrl", "http://example.com"],
      ["baseUrl", "https://user:secret@example.com"],
      ["baseUrl", "https://example.com/?x"],
      ["baseUrl", "https://exa mple.com"],
      ["timeoutMs", 0],
      ["maxRetries", 101],
      ["accountId", ""],
      ["accountId", "x".repeat(300)],
      ["accountId", 0],
      ["apiKey", "secret\n"],
      ["apiKey", " secret"],
      ["apiKey", "secret-ß"],
      ["apiKey", "s".repeat(5_000)],
      ["apiKey", "s".repeat(50_000)],
      ["apiKey", ""],
      ["prospectId", 0],
      ["concurrency", 0],
      ["perMinute", 0],
    ];
    let seen = 0;
    for (const [option, value] of wrong) {
      const change = /** @type {object} */ ({ [String(option)]: value });
      const account = { ...key, ...change };
      const connection = { ...key, prospectId: 1, ...change };
      const list = checkConnections({ ...key, prospectIds: [1], ...change });
      const { fetch, ...both } = { fetch: () => Promise.reject(new Error("not sent")), maxRetries: 0 };
      for (const made of [
        getAccountStatus({ fetch, ...both, ...account }),
        getConnectionStatus({ fetch, ...both, ...connection }),
        checkInvite({ account, connection: { ...key, prospectId: 1 } }),
        checkInvite({ account: key, connection }),
        list.next(),
      ]) {
        const error = await made.then(() => undefined).catch((error) => error);
        if (error?.code !== "invalid_options" || / is not an option of /.test(error.message)) continue;
        seen++;
        const { text, next } = said(error);
        assert.deepEqual(javaScriptWords(`${text} ${next}`), [], text);
        assert.doesNotMatch(text, /secret|allowInsecure/);
      }
    }
    assert.ok(seen > 40, String(seen));
  });

  test("a list with a wrong id, WebAssembly that does not start", async () => {
    const bad = /** @type {number[]} */ (/** @type {unknown} */ ([1.5]));
    const error = await checkConnections({ apiKey: "k", prospectIds: bad })
      .next()
      .catch((error) => error);
    assert.deepEqual(javaScriptWords(said(error).text), []);
    for (const message of [
      "This runtime has no WebAssembly (iOS Lockdown Mode and node --jitless switch it off). Call from a server instead.",
      "WebAssembly trapped; the next call gets a fresh instance. Please report it, with the code that made the call.",
    ]) {
      const internal = new LinkedInStatusError({ code: "internal", message, retryable: false, attempts: 0 });
      const { text } = said(/** @type {Failure} */ (/** @type {unknown} */ (internal)));
      assert.deepEqual(javaScriptWords(text), []);
      assert.match(text, /with the command\.$|Run it by a Node\.js that has WebAssembly/);
    }
  });

  test("help, words of answers, and what the program prints", async () => {
    const names = /** @type {(keyof typeof COMMANDS)[]} */ (Object.keys(COMMANDS));
    const words = JSON.stringify([DECISIONS, ACCOUNT, CONNECTION, Object.values(REASONS)]);
    for (const text of [generalHelp(), ...names.map(commandHelp), words]) assert.deepEqual(javaScriptWords(text), []);
    const env = environmentOf(sandbox);
    for (const args of [
      ["account", "--account-id", "all-wrong", "--verbose"],
      ["invite", "91102", "--verbose"],
      ["connection", "93001", "--max-retries", "0"],
      ["connection", "94001", "--timeout", "200"],
      ["connection", "1", "--seleqt-url", "http://sandbox:8788"],
      ["doctor", "--seleqt-url", "http://sandbox:8788"],
      ["connections", "-"],
    ]) {
      const { stdout, stderr } = await runCli(args, { env, input: "x\n" });
      assert.deepEqual(javaScriptWords(stdout + stderr), [], `${args.join(" ")}: ${stdout}${stderr}`);
    }
  });

  test("a base URL is named as it was given", () => {
    const fields = { code: /** @type {const} */ ("invalid_options"), option: "baseUrl", retryable: false, attempts: 0 };
    const message = "baseUrl has no valid host or port. Correct the option and call again; nothing was sent.";
    for (const vendor of VENDORS) {
      const error = /** @type {Failure} */ (
        /** @type {unknown} */ (new LinkedInStatusError({ ...fields, vendor, message }))
      );
      const [flag, variable] = [`--${vendor}-url`, `${vendor.toUpperCase()}_BASE_URL`];
      assert.equal(messageText(error, "next", {}), `${flag} has no valid host or port.`);
      assert.equal(
        messageText(error, "next", { [variable]: "x" }),
        `${flag} or ${variable} has no valid host or port.`,
      );
    }
  });
});
