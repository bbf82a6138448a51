// What a bug elsewhere in the program hangs on Object.prototype is no option: a `baseUrl` or a `fetch` there would receive every
// key. What options inherit from a class, or from an object of the caller's, counts.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { beforeEach, describe, test } from "node:test";
import vm from "node:vm";
import { checkConnections, checkInvite, getAccountStatus, getConnectionStatus } from "../../pkg/dist/index.js";
import { ACCOUNT, CONNECTION, KEY, rejection, SERVICES, stubFetch } from "../support/calls.mjs";
import { inVirtualTime } from "../support/virtual-time.mjs";

const answerOf = (/** @type {string} */ url) => (url.includes("/account/") ? ACCOUNT : CONNECTION);

/** Called by nobody. @type {unknown[][]} */
const stolen = [];
beforeEach(() => void (stolen.length = 0));
const thief = async (/** @type {unknown[]} */ ...args) => {
  stolen.push(args);
  return Response.json(CONNECTION);
};

/** @type {[string, unknown][]} */
const HUNG = [
  ["baseUrl", "https://evil.example"],
  ["baseUrl", 5],
  ["fetch", thief],
  ["fetch", "x"],
  ["apiKey", "evil-key"],
  ["jwt", "evil.jwt"],
  ["accountId", "evil"],
  ["accountId", 666],
  ["prospectId", 666],
  ["prospectIds", [666]],
  ["signal", AbortSignal.abort("evil")],
  ["timeoutMs", 0.001],
  ["maxRetries", 100],
  ["allowInsecureHttp", true],
  ["onRetry", thief],
  ["onProgress", thief],
  ["concurrency", 0],
  ["perMinute", 0],
  ["account", { apiKey: "evil-key", baseUrl: "https://evil.example" }],
  ["connection", { apiKey: "evil-key", baseUrl: "https://evil.example", prospectId: 666 }],
  ["acountId", "a typo that is not the caller's"],
  ["options", thief],
];

/** What would show only where a request is tried again. */
const RETRIES = new Set(["onRetry", "maxRetries", "timeoutMs"]);

/**
 * Has a property hang on `prototype` while `use` runs.
 *
 * @template T
 * @param {object} prototype
 * @param {string} name
 * @param {unknown} value
 * @param {() => Promise<T>} use
 */
async function hanging(prototype, name, value, use) {
  Object.defineProperty(prototype, name, { value, enumerable: true, configurable: true, writable: true });
  try {
    return await use();
  } finally {
    Reflect.deleteProperty(prototype, name);
  }
}

/** Every function that takes options, and the least that it needs. @type {[string, () => Promise<unknown>][]} */
const CALLS = [
  ["getAccountStatus", () => getAccountStatus({ apiKey: KEY })],
  ["getConnectionStatus", () => getConnectionStatus({ apiKey: KEY, prospectId: 7 })],
  ["getConnectionStatus with a JWT", () => getConnectionStatus({ jwt: KEY, prospectId: 7 })],
  ["checkInvite", () => checkInvite({ account: { apiKey: KEY }, connection: { apiKey: KEY, prospectId: 7 } })],
  ["checkConnections", () => checkConnections({ apiKey: KEY, prospectIds: [7] }).next()],
];

/**
 * What a call sends, and what it gives but for the time.
 *
 * @param {() => Promise<unknown>} make
 * @param {boolean} isRefused the first time
 */
async function play(make, isRefused) {
  const { fetch } = globalThis;
  /** @type {string[]} */
  const seen = [];
  globalThis.fetch = stubFetch((url, init, nth) => {
    seen.push(JSON.stringify([url, init, Object.fromEntries(new Headers(init.headers))]));
    return isRefused && nth === 1 ? new Response("", { status: 503 }) : answerOf(url);
  });
  try {
    const value = JSON.stringify(await make()).replace(/"checkedAt":"[^"]+"/, "");
    return { seen: seen.toSorted(), value };
  } finally {
    globalThis.fetch = fetch;
  }
}

for (const [name, make] of CALLS) {
  describe(`${name} with something on Object.prototype`, () => {
    for (const [at, [property, value]] of HUNG.entries()) {
      test(
        `sends and gives the same with ${property} there (${at})`,
        inVirtualTime(async () => {
          const isRefused = RETRIES.has(property);
          const usual = await play(make, isRefused);
          const hung = await hanging(Object.prototype, property, value, () => play(make, isRefused));
          assert.deepEqual(hung, usual);
          assert.equal(stolen.length, 0);
        }),
      );
    }
  });
}

for (const { name, call, valid, answer, path } of SERVICES) {
  describe(`the options of ${name}`, () => {
    test("count where an object of the caller's hands them down, over any number of steps", async () => {
      const fetch = stubFetch(() => answer);
      const defaults = { ...valid, fetch, baseUrl: "https://mine.example" };
      for (const options of [Object.create(defaults), Object.create(Object.create(Object.create(defaults)))]) {
        assert.deepEqual(await call(options), answer);
      }
      const bare = Object.assign(Object.create(null), defaults);
      for (const options of [bare, Object.create(bare)]) assert.deepEqual(await call(options), answer);
      assert.deepEqual(
        fetch.calls.map(({ url }) => url),
        Array(4).fill(`https://mine.example${path}`),
      );
    });

    test("count where they come from a class, its getters and heirs included", async () => {
      const fetch = stubFetch(() => answer);
      class Options {
        fetch = fetch;
        get apiKey() {
          return valid.apiKey;
        }
        get prospectId() {
          return "prospectId" in valid ? valid.prospectId : undefined;
        }
        get baseUrl() {
          return "https://mine.example";
        }
      }
      class Heir extends Options {}
      for (const options of [new Options(), new Heir()]) assert.deepEqual(await call(options), answer);
      assert.deepEqual(
        fetch.calls.map(({ url }) => url),
        Array(2).fill(`https://mine.example${path}`),
      );
    });

    test("are not those of another realm's Object.prototype either, and those of its classes count", async () => {
      const fetch = stubFetch(() => answer);
      const context = vm.createContext({ given: { ...valid, fetch }, thief });
      vm.runInContext(`Object.assign(Object.prototype, { baseUrl: "https://evil.example", onRetry: thief })`, context);
      const made = [
        `({ ...given })`,
        `Object.create({ ...given })`,
        `new (class { constructor() { Object.assign(this, given); } })()`,
      ];
      for (const code of made) assert.deepEqual(await call(vm.runInContext(code, context)), answer, code);
      const own = `new (class { get baseUrl() { return "https://mine.example"; } constructor() { Object.assign(this, given); } })()`;
      assert.deepEqual(await call(vm.runInContext(own, context)), answer);
      const hosts = fetch.calls.map(({ url }) => new URL(url).host);
      assert.ok(!hosts.includes("evil.example"));
      assert.equal(hosts.at(-1), "mine.example");
      assert.equal(stolen.length, 0);
    });
  });
}

describe("an error", () => {
  const fails = {
    "of an option": () => getAccountStatus(/** @type {any} */ ({ apiKey: KEY, foo: 1 })),
    "of the deadline": () => getAccountStatus({ apiKey: KEY, timeoutMs: 5_000, fetch: () => new Promise(() => {}) }),
    "with a cause that is copied": () =>
      getAccountStatus({ apiKey: KEY, maxRetries: 0, fetch: () => Promise.reject(new TypeError(`no ${KEY}`)) }),
    "of a list": () => checkConnections({ apiKey: KEY, prospectIds: [0] }).next(),
  };
  /** @param {() => Promise<unknown>} fail */
  const shown = async (fail) => {
    const error = /** @type {any} */ (await rejection(fail()));
    const { name, message, stack } = error.cause ?? {};
    return [
      error.name,
      Object.entries(error),
      error.toJSON(),
      Object.hasOwn(error, "cause"),
      name,
      message,
      typeof stack,
    ];
  };
  const hung = {
    retryAfterMs: 7,
    status: 500,
    option: "x",
    vendorMessage: "x",
    rateLimit: {},
    cause: "x",
    get: thief,
    set: thief,
  };

  for (const [says, fail] of Object.entries(fails)) {
    for (const [property, value] of Object.entries(hung)) {
      test(
        `${says} is the same with ${property} there`,
        inVirtualTime(async () => {
          const usual = await shown(fail);
          assert.equal(usual[0], "LinkedInStatusError");
          assert.deepEqual(await hanging(Object.prototype, property, value, () => shown(fail)), usual);
          assert.equal(stolen.length, 0);
        }),
      );
    }
  }
});

/** What the language itself, or a library of the platform, looks up on every object: with one of these there, nothing works. */
const OF_THE_LANGUAGE = new Set(["then", "return", "toJSON", "next", "done", "value", "raw"]);

test("no property that the package reads of an object is taken from Object.prototype", async () => {
  const bundle = await readFile(new URL("../../pkg/dist/index.js", import.meta.url), "utf8");
  const names = new Set(Array.from(bundle.matchAll(/\.([A-Za-z_]\w*)/g), ([, name = ""]) => name));
  const hung = [...names].filter((name) => !(name in Object.prototype) && !OF_THE_LANGUAGE.has(name));
  assert.ok(hung.length > 200, `${hung.length} names`);
  // No `Response`: what the platform takes from there is not the package's.
  const fetch = async (/** @type {string} */ url) => {
    const text = url.includes("/8/") ? "x".repeat(1_048_577) : JSON.stringify(answerOf(url));
    return { status: url.includes("/9/") ? 403 : 200, headers: [["x-request-id", "r-1"]], text: async () => text };
  };
  const options = { apiKey: KEY, fetch, maxRetries: 0 };
  const all = async () => {
    /** @type {unknown[]} */
    const told = [];
    const list = checkConnections({
      ...options,
      prospectIds: [7, 8, 9],
      onProgress: (progress) => told.push(progress),
    });
    for await (const check of list) told.push({ ...check, checkedAt: "" });
    const more = { ...options, onResponse: (/** @type {object} */ info) => told.push({ ...info, durationMs: 0 }) };
    told.push(await getAccountStatus(more));
    const half = { apiKey: KEY };
    told.push({
      ...(await checkInvite({ fetch, account: half, connection: { ...half, prospectId: 7 } })),
      checkedAt: "",
    });
    return JSON.stringify(told);
  };
  // The first time it loads what Node makes on demand.
  await all();
  const usual = await all();
  const differing = new Set();
  for (const name of hung) {
    for (const value of [thief, "evil"]) {
      const seen = await hanging(Object.prototype, name, value, all).catch(String);
      if (seen !== usual || stolen.length > 0) differing.add(name);
      stolen.length = 0;
    }
  }
  assert.deepEqual([...differing], []);
});

describe("what fetch is given", () => {
  for (const [name, value] of /** @type {[string, unknown][]} */ ([
    ["method", "POST"],
    ["redirect", "follow"],
    ["headers", { "x-evil": "1" }],
    ["body", "evil"],
    ["signal", AbortSignal.abort("evil")],
    ["keepalive", true],
    ["dispatcher", { dispatch: thief }],
  ])) {
    test(`takes no ${name} from Object.prototype`, async () => {
      const response = Response.json(ACCOUNT);
      /** @type {Record<string, unknown>[]} */
      const given = [];
      const fetch = async (/** @type {unknown} */ _, /** @type {RequestInit} */ init = {}) => {
        given.push(/** @type {any} */ (init));
        return response;
      };
      const answer = await hanging(Object.prototype, name, value, async () => {
        const value = await getAccountStatus({ apiKey: KEY, fetch });
        assert.ok(!(name in Object(given[0])) || Object.hasOwn(Object(given[0]), name));
        return value;
      });
      assert.deepEqual(answer, ACCOUNT);
      assert.notEqual(given[0]?.[name], value);
      assert.equal(stolen.length, 0);
    });
  }
});
