// No key and no JWT comes out of a call: whatever the server echoes and whatever fetch hangs on its errors.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { SCENARIOS, startSandbox } from "../support/sandbox-faults/index.mjs";
import { KEY, refusal, rejection, SERVICES, stubFetch } from "../support/calls.mjs";
import { holdsNoKey } from "../support/observable.mjs";
import { HARMLESS, HARMFUL } from "../support/rejections.mjs";
/** @import { LinkedInStatusError } from "../../pkg/dist/index.js" */

/** Keys as they come, and keys that look otherwise in a URL, in JSON or in a pattern. */
const KEYS = [
  KEY,
  "sk-live.0123456789abcdef",
  "a\"b\\c/d'e<f>g&h+i%j=k",
  "$&$1(.*)[^x]{2}|\\d+?",
  `${"Kk".repeat(2_047)}!~`,
];

/** @type {string[]} */
const printed = [];
const methods = /** @type {const} */ (["log", "info", "warn", "error", "debug", "trace"]);
const real = methods.map((name) => console[name]);
/** @param {unknown} warning */
const warned = (warning) => printed.push(String(warning));
before(() => {
  for (const name of methods) console[name] = (...parts) => void printed.push(parts.join(" "));
  process.on("warning", warned);
});
after(() => {
  methods.forEach((name, at) => (console[name] = real[at] ?? assert.fail()));
  process.off("warning", warned);
  assert.deepEqual(printed, [], "nothing was printed");
});

describe("a server that says the key aloud", { concurrency: 50 }, () => {
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let sandbox;
  before(async () => void (sandbox = await startSandbox()));
  after(() => sandbox.close());

  for (const { id, name, says, vendors, expect } of SCENARIOS.filter(({ group }) => group === "secrets")) {
    for (const { call, vendor } of SERVICES.filter(({ vendor }) => vendors.includes(vendor))) {
      for (const option of vendor === "seleqt" ? ["apiKey", "jwt"] : ["apiKey"]) {
        test(`is not repeated to ${vendor}'s caller with ${option}: ${says}`, async () => {
          for (const key of KEYS.filter((key) => key.length < 1_000)) {
            /** @type {unknown[]} */
            const told = [];
            const error = await refusal(
              call({
                [option]: key,
                baseUrl: sandbox.baseUrls[vendor],
                ...(vendor === "seleqt" ? { prospectId: id } : { accountId: name }),
                maxRetries: 1,
                onRetry: (/** @type {unknown} */ info) => told.push(info),
              }),
            );
            assert.ok(
              !expect.ok && [expect.code, expect.orCode].includes(/** @type {"network"} */ (error.code)),
              error.code,
            );
            holdsNoKey(error, key, "the error");
            holdsNoKey(told, key, "onRetry");
          }
        });
      }
    }
  }

  test("is not repeated where the answer's every header is the key", async () => {
    for (const { call, valid } of SERVICES) {
      for (const status of [200, 302, 401, 404, 429, 503, 999]) {
        const names = [
          "x-request-id",
          "request-id",
          "x-correlation-id",
          "cf-ray",
          "retry-after",
          "x-ratelimit-reset",
          "location",
          "content-type",
        ];
        const headers = Object.fromEntries(names.map((name) => [name, `${KEY} ${KEY}`]));
        const fetch = stubFetch(() =>
          status === 999 ? { status, headers, text: () => KEY } : new Response(KEY, { status, headers }),
        );
        holdsNoKey(await refusal(call({ ...valid, fetch, maxRetries: 0 })), KEY);
      }
    }
  });
});

describe("a fetch whose rejection holds the key", { concurrency: 50 }, () => {
  for (const [says, reject] of HARMFUL) {
    for (const { call, valid, vendor } of SERVICES) {
      test(`gives a clean cause to ${vendor}'s caller: ${says}`, async () => {
        for (const key of KEYS) {
          /** @type {{ error: LinkedInStatusError }[]} */
          const told = [];
          const fetch = stubFetch((url, init) => {
            throw reject(key, init, url);
          });
          const error = await refusal(
            call({
              ...valid,
              apiKey: key,
              fetch,
              maxRetries: key === KEY ? 1 : 0,
              onRetry: (/** @type {{ error: LinkedInStatusError }} */ info) => told.push(info),
            }),
          );
          assert.equal(error.code, "network");
          holdsNoKey(error, key, "the error");
          holdsNoKey(told, key, "onRetry");
          holdsNoKey(error.cause, key, "the cause");
          assert.notEqual(error.cause, undefined, "a cause is left");
        }
      });
    }
  }

  test("would show it as it is, so that these tests can fail", async () => {
    const shown = await Promise.all(
      HARMFUL.map(async ([says, reject]) => {
        const init = { headers: { "X-API-Key": KEY } };
        const reason = reject(KEY, init, "https://h.example/");
        return { says, found: await Promise.resolve().then(() => holdsNoKey(reason, KEY)).then(() => false, () => true) }; // prettier-ignore
      }),
    );
    // What a function closes over shows only to who calls it.
    assert.deepEqual(shown.filter(({ found }) => !found).map(({ says }) => says), ["as a function"]); // prettier-ignore
  });

  test("keeps the name, the message around the key, the code and what caused it", async () => {
    const { call, valid } = SERVICES[0] ?? assert.fail();
    const fetch = stubFetch((_, init) => {
      const socket = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:9"), {
        code: "ECONNREFUSED",
        errno: -111,
        syscall: "connect",
        address: "127.0.0.1",
        port: 9,
      });
      const error = new TypeError(`fetch failed for ${KEY}!`, { cause: socket });
      throw Object.assign(error, { name: "MyFetchError", code: "E_MINE", config: init });
    });
    const { cause } = await refusal(call({ ...valid, fetch, maxRetries: 0 }));
    assert.ok(cause instanceof TypeError && cause.cause instanceof Error);
    assert.equal(cause.name, "MyFetchError");
    assert.equal(cause.message, "fetch failed for ***!");
    assert.equal(/** @type {{ code?: unknown }} */ (cause).code, "E_MINE");
    assert.match(cause.stack ?? "", /secrets\.test/, "the stack still says where");
    const { code, errno, syscall, address, port } =
      /** @type {NodeJS.ErrnoException & { address?: unknown, port?: unknown }} */ (cause.cause);
    assert.deepEqual(
      { code, errno, syscall, address, port },
      { code: "ECONNREFUSED", errno: -111, syscall: "connect", address: "127.0.0.1", port: 9 },
    );
    assert.equal(cause.cause.message, "connect ECONNREFUSED 127.0.0.1:9");
  });
});

describe("a fetch whose rejection is harmless", () => {
  for (const [says, reason] of HARMLESS) {
    test(`is the cause itself: ${says}`, async () => {
      for (const { call, valid } of SERVICES) {
        const error = await refusal(call({ ...valid, fetch: stubFetch(() => Promise.reject(reason)), maxRetries: 0 }));
        assert.equal(error.code, "network");
        assert.ok("cause" in error);
        assert.ok(Object.is(error.cause, reason));
      }
    });
  }

  test("is the cause itself where a body breaks off", async () => {
    const { call, valid } = SERVICES[0] ?? assert.fail();
    const reason = new Error("the socket was closed");
    const broken = () => new Response(new ReadableStream({ start: (stream) => stream.error(reason) }));
    const error = await refusal(call({ ...valid, fetch: stubFetch(broken), maxRetries: 0 }));
    assert.equal(error.code, "network");
    assert.equal(error.cause, reason);
  });
});

describe("a refused key", () => {
  for (const { call, valid, vendor } of SERVICES) {
    for (const option of vendor === "seleqt" ? ["apiKey", "jwt"] : ["apiKey"]) {
      test(`of ${vendor} is not echoed, as ${option}`, async () => {
        const { apiKey: _, ...rest } = valid;
        const spoilt = [
          "\n",
          "\r\n",
          " ",
          "\t",
          "\u0000",
          "\u001b",
          "ä",
          "\u{1f600}",
          "\ud800",
          "\u00a0",
          "\u2028",
          "x".repeat(4_096),
        ];
        for (const key of spoilt.flatMap((bad) => [`${KEY}${bad}`, `${bad}${KEY}`, `abc${bad}${KEY}`])) {
          const error = await refusal(call({ ...rest, [option]: key, fetch: stubFetch(() => assert.fail("sent")) }));
          assert.equal(error.code, "invalid_options");
          assert.equal(error.option, option);
          holdsNoKey(error, KEY);
        }
        for (const key of [[KEY], { KEY }, { toString: () => KEY }, new String(KEY), Symbol(KEY), () => KEY]) {
          holdsNoKey(await refusal(call({ ...rest, [option]: key })), KEY);
        }
      });
    }

    test(`of ${vendor} is not echoed from another option`, async () => {
      for (const option of [
        "accountId",
        "prospectId",
        "baseUrl",
        "timeoutMs",
        "maxRetries",
        "signal",
        "fetch",
        "onRetry",
        "allowInsecureHttp",
      ]) {
        for (const value of [`${KEY}\n`, `https://h.example?${KEY}`, [KEY], { [KEY]: KEY }]) {
          holdsNoKey(await refusal(call({ ...valid, [option]: value, maxRetries: 0 })), KEY);
        }
      }
    });
  }
});

test("a reason given to abort is the caller's own, key and all, since it is theirs", async () => {
  const { call, valid } = SERVICES[0] ?? assert.fail();
  const reason = { KEY };
  const controller = new AbortController();
  const made = call({ ...valid, signal: controller.signal, fetch: stubFetch(() => new Promise(() => {})) });
  controller.abort(reason);
  assert.equal(await rejection(made), reason);
});
