// Options as an object: where they may come from, what else it may hold, and when they are read.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { isRefused, KEY, refusal, rejection, SERVICES, stubFetch } from "../support/calls.mjs";

const some = () => {};

/** Names that belong to the other service, or to what is sent. */
const FOREIGN = { connectsafely: ["jwt", "prospectId"], seleqt: ["account_id", "prospect_id", "prospectIds"] };
const TAKES = {
  connectsafely: /it takes apiKey, accountId, baseUrl/,
  seleqt: /it takes prospectId, accountId, apiKey, jwt, baseUrl/,
};

for (const { name, call, valid, vendor, answer } of SERVICES) {
  const foreign = FOREIGN[vendor];
  const takes = TAKES[vendor];
  describe(`the options of ${name} as a whole`, () => {
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const throwing = new Proxy({}, { get: () => assert.fail("boo"), ownKeys: () => assert.fail("boo") });
    const odd = [
      undefined,
      null,
      5,
      "options",
      true,
      5n,
      Symbol("x"),
      some,
      NaN,
      [],
      [KEY],
      new Map(),
      revoked.proxy,
      throwing,
    ];
    for (const [at, options] of [...odd, Object.create(null)].entries()) {
      test(`are refused where they are ${typeof options} (${at}), never with a throw at once`, async () => {
        /** @type {Promise<unknown> | undefined} */
        let made;
        assert.doesNotThrow(() => (made = call(options)));
        assert.ok(made instanceof Promise);
        const error = await refusal(made);
        assert.equal(error.code, "invalid_options");
        assert.equal(error.attempts, 0);
        assert.equal(error.vendor, vendor);
        assert.ok(error.option);
        if (options === null || typeof options !== "object") {
          const found = options === null ? "null" : typeof options;
          assert.equal(error.option, "options");
          assert.match(error.message, new RegExp(`^options must be an object, but it is ${found}\\b`));
        }
      });
    }

    test("are refused without an argument", async () => {
      assert.equal((await refusal(call())).code, "invalid_options");
    });

    for (const unknown of [
      ...foreign,
      "acountId",
      "apikey",
      "APIKEY",
      "API_KEY",
      "x-y.z$",
      "timeout",
      "retries",
      "headers",
      "method",
      "url",
      "x",
      "constructor",
      "__proto__",
      "toString",
    ]) {
      test(`are refused with the unknown name ${unknown}, whatever its value`, async () => {
        for (const value of [1, null, "x", some]) {
          const fetch = stubFetch(() => answer);
          const options = { ...valid, fetch };
          Object.defineProperty(options, unknown, { value, enumerable: true });
          isRefused(await refusal(call(options)), unknown);
          assert.equal(fetch.calls.length, 0);
        }
      });
      test(`are good with the unknown name ${unknown} left undefined`, async () => {
        const options = { ...valid, fetch: stubFetch(() => answer) };
        Object.defineProperty(options, unknown, { value: undefined, enumerable: true });
        assert.deepEqual(await call(options), answer);
      });
    }

    test("are refused with an unknown name by what the call takes", async () => {
      // Like nothing, too short to tell, and too long for `signal`.
      for (const unknown of ["colour", "ms", "sinesthetical"]) {
        const { message } = await refusal(call({ ...valid, [unknown]: 1 }));
        assert.match(message, takes, unknown);
      }
    });

    test("are refused with an unknown name also where the key is none", async () => {
      for (const apiKey of ["", 5, null, Symbol("x")]) {
        const error = await refusal(call({ ...valid, apiKey, is5null: 1 }));
        assert.equal(error.option, "is5null");
      }
    });

    for (const [typed, meant] of /** @type {const} */ ([
      ["timeout", "timeoutMs"],
      ["acountId", "accountId"],
      ["account_id", "accountId"],
      ["APIKEY", "apiKey"],
      ["api-key", "apiKey"],
      ["retries", "maxRetries"],
      ["maxRetry", "maxRetries"],
      ["base_url", "baseUrl"],
      ["singal", "signal"],
      ["url", "baseUrl"],
    ])) {
      test(`are refused with ${typed} by naming ${meant}`, async () => {
        const { message } = await refusal(call({ ...valid, [typed]: 1 }));
        assert.ok(message.startsWith(`${typed} is not an option of this call; ${meant} may be meant.`), message);
      });
    }

    test("are refused without an echo where an unknown name may be a value", async () => {
      for (const odd of ["sk_live_0123456789abcdef0123456789abcdef0123456789", "a b", "a\nb", "{}", "\u{1f600}"]) {
        const error = await refusal(call({ ...valid, [odd]: 1 }));
        isRefused(error, "(unnamed)");
        assert.ok(!error.message.includes(odd), error.message);
      }
    });

    test("are refused without an echo where a key stands in the place of a name", async () => {
      for (const key of [KEY, "plainKey123", "k".repeat(100_000), "\ud800", "ä"]) {
        const error = await refusal(call({ ...valid, apiKey: "plainKey123", [key]: 1 }));
        assert.equal(error.code, "invalid_options");
        assert.ok(!inspect(error, { showHidden: true }).includes(key));
      }
    });

    test("are refused where a getter throws, which is named", async () => {
      for (const option of [
        ...Object.keys(valid),
        "baseUrl",
        "timeoutMs",
        "signal",
        "onRetry",
        "fetch",
        "nobodyKnows",
      ]) {
        const fetch = stubFetch(() => answer);
        const options = { ...valid, fetch };
        Object.defineProperty(options, option, { enumerable: true, get: () => assert.fail(KEY) });
        const error = await refusal(call(options));
        assert.equal(error.code, "invalid_options");
        assert.equal(error.option, option === "nobodyKnows" ? "(unnamed)" : option);
        assert.match(error.message, /could not be read: its getter or proxy threw/);
        assert.ok(!inspect(error, { showHidden: true }).includes(KEY));
        assert.equal(fetch.calls.length, 0);
      }
    });

    test("are refused where a proxy does not tell its names", async () => {
      const error = await refusal(call(new Proxy({ ...valid }, { ownKeys: () => assert.fail(KEY) })));
      isRefused(error, "options");
      assert.match(error.message, /^options could not be read/);
      const first = await refusal(
        call(new Proxy({ ...valid, baseUrl: "\ud800" }, { ownKeys: () => assert.fail(KEY) })),
      );
      isRefused(first, "baseUrl");
    });

    test("may hold a text of 16,384 characters, and none that is longer", async () => {
      const baseUrl = "https://h.example/".padEnd(16_384, "x");
      assert.deepEqual(await call({ ...valid, fetch: stubFetch(() => answer), baseUrl }), answer);
      const { message } = await refusal(call({ ...valid, baseUrl: `${baseUrl}x` }));
      assert.match(message, /^baseUrl is far too long/);
    });

    test("are refused for half of a surrogate pair by what it is", async () => {
      const { message } = await refusal(call({ ...valid, baseUrl: "https://h.example/\ud83d" }));
      assert.match(message, /^baseUrl holds half of a surrogate pair/);
    });

    test("may come from a class with getters, a null prototype, a frozen object, a proxy or not enumerable", async () => {
      const fetch = stubFetch(() => answer);
      const all = /** @type {Record<string, unknown>} */ ({ ...valid, fetch });
      class Settings {}
      class Own extends Settings {}
      class Careful {
        hasOwnProperty() {
          return false;
        }
      }
      for (const { prototype } of [Settings, Careful]) {
        for (const [option, value] of Object.entries(all))
          Object.defineProperty(prototype, option, { get: () => value });
      }
      const hidden = Object.defineProperties(
        {},
        Object.fromEntries(Object.entries(all).map(([option, value]) => [option, { value }])),
      );
      const forms = [
        new Settings(),
        new Own(),
        new Careful(),
        Object.assign(Object.create(null), all),
        Object.freeze({ ...all }),
        new Proxy(all, {}),
        new Proxy({}, { get: (_, option) => Reflect.get(all, option) }),
        hidden,
        Object.create(all),
      ];
      for (const options of forms) assert.deepEqual(await call(options), answer);
      assert.equal(fetch.calls.length, forms.length);
    });

    test("are each read once, and before the call returns", async () => {
      const fetch = stubFetch(() => answer);
      /** @type {string[]} */
      const read = [];
      const given = /** @type {Record<string, unknown>} */ ({ ...valid, fetch });
      const made = call(new Proxy(given, { get: (target, name) => (read.push(String(name)), target[String(name)]) }));
      const before = [...read];
      await made;
      assert.deepEqual(read, before);
      assert.deepEqual([...new Set(read)].sort(), [...read].sort());
    });

    test("are copied: what is done to the object right after the call changes nothing", async () => {
      const fetch = stubFetch(() => answer);
      const never = stubFetch(() => assert.fail("the other fetch was called"));
      const options = /** @type {Record<string, unknown>} */ ({ ...valid, fetch, baseUrl: "https://first.example" });
      const made = call(options);
      Object.assign(options, {
        apiKey: "other",
        baseUrl: "https://second.example",
        prospectId: 8,
        fetch: never,
        unknown: 1,
      });
      assert.deepEqual(await made, answer);
      assert.ok(fetch.calls[0]?.url.startsWith("https://first.example/"));
      assert.ok(Object.values(fetch.calls[0]?.init.headers ?? {}).some((value) => value.includes(KEY)));
    });

    test("take the fetch of the moment of the call", async (t) => {
      const real = globalThis.fetch;
      t.after(() => void (globalThis.fetch = real));
      const first = stubFetch(() => answer);
      globalThis.fetch = first;
      const made = call(valid);
      globalThis.fetch = stubFetch(() => assert.fail("the other fetch was called"));
      assert.deepEqual(await made, answer);
      assert.equal(first.calls.length, 1);
    });

    test("name fetch where the runtime has none", async (t) => {
      const real = globalThis.fetch;
      t.after(() => void (globalThis.fetch = real));
      // @ts-expect-error: as in a runtime without it
      globalThis.fetch = undefined;
      isRefused(await refusal(call(valid)), "fetch");
      assert.deepEqual(await call({ ...valid, fetch: stubFetch(() => answer) }), answer);
    });

    test("lose against a signal that is already aborted, however bad they are", async () => {
      for (const reason of [new Error("mine"), "text", null, 0, Symbol("s")]) {
        const signal = AbortSignal.abort(reason);
        const bad = [{}, { ...valid, apiKey: 5 }, { ...valid, unknown: 1 }, { ...valid, get apiKey() { return assert.fail("boo"); } }, { ...valid, fetch: null }, { ...valid, baseUrl: "nonsense" }]; // prettier-ignore
        for (const options of bad) {
          Object.defineProperty(options, "signal", { value: signal, enumerable: true });
          assert.equal(await rejection(call(options)), reason);
        }
      }
    });

    test("are refused for a signal that throws wherever it is touched, without a trap", async () => {
      const bad = () => assert.fail("boo");
      const { signal } = new AbortController();
      const good = { aborted: false, addEventListener: some, removeEventListener: some };
      const revoked = Proxy.revocable({}, {});
      revoked.revoke();
      let asked = 0;
      const signals = [
        new Proxy(signal, { get: bad }),
        revoked.proxy,
        { ...good, addEventListener: bad },
        { ...good, get aborted() { return asked++ % 2 ? bad() : false; } }, // prettier-ignore
      ];
      for (const signal of signals)
        isRefused(await refusal(call({ ...valid, fetch: stubFetch(() => answer), signal })), "signal");
      const clumsy = { ...good, removeEventListener: bad };
      assert.deepEqual(await call({ ...valid, fetch: stubFetch(() => answer), signal: clumsy }), answer);
    });

    test("may hold strings of 100 MB without a trap", { timeout: 120_000 }, async () => {
      const long = "x".repeat(100_000_000);
      for (const option of ["apiKey", "accountId", "baseUrl", "timeoutMs", "prospectId", "jwt"]) {
        const error = await refusal(call({ ...valid, [option]: long }));
        assert.equal(error.code, "invalid_options");
        assert.equal(error.option, option);
        assert.match(error.message, /is far too long|is not an option of this call/);
        assert.ok(error.message.length < 400);
      }
      for (const name of [long, `ä${long}`, `${"\ud800".repeat(50_000_000)}`]) {
        assert.equal((await refusal(call({ ...valid, [name]: 1 }))).code, "invalid_options");
      }
    });
  });
}
