// No state passes from call to call. Wherever a caller's own code can run inside a call, it calls the package again, for another
// tenant; each key must arrive at its own tenant's host alone.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  checkConnections,
  checkInvite,
  decideInvite,
  getAccountStatus,
  getConnectionStatus,
} from "../../pkg/dist/index.js";
import { account, connection, farther, refusal } from "../support/stub-service.mjs";

/** @typedef {{ host: string, key: string }} Arrival */

/** Where each key arrived. @type {Arrival[]} */
let arrivals = [];

/**
 * A tenant with a host and keys of its own.
 *
 * @param {string} name
 */
const tenant = (name) => ({
  name,
  host: `${name}.example`,
  account: { apiKey: `key-of-${name}`, baseUrl: `https://${name}.example` },
  connection: { apiKey: `key-of-${name}`, baseUrl: `https://${name}.example`, prospectId: 1 },
});
/** @typedef {ReturnType<typeof tenant>} Tenant */

/** @type {typeof fetch} */
const network = async (url, init) => {
  const headers = new Headers(init?.headers);
  const key = headers.get("X-API-Key") ?? headers.get("Authorization")?.replace("Bearer ", "") ?? "none";
  arrivals.push({ host: new URL(String(url)).host, key });
  return String(url).includes("/account/") ? Response.json(account()) : farther();
};

/** What the other tenant asks whenever the first one's code runs. @param {Tenant} other */
function intrusion({ account, connection }) {
  let depth = 0;
  /** @type {Promise<unknown>[]} */
  const asked = [];
  const enter = () => {
    if (depth > 0 || asked.length > 40) return;
    depth++;
    try {
      asked.push(
        getAccountStatus({ ...account, fetch: network }),
        getConnectionStatus({ ...connection, fetch: network }),
        checkConnections({ ...account, prospectIds: [7], fetch: network }).next(),
        getAccountStatus(/** @type {any} */ ({ apiKey: "not good", fetch: network })).catch(() => {}),
        decideInvite(/** @type {any} */ (accountAnswer), /** @type {any} */ (connectionAnswer)),
      );
    } finally {
      depth--;
    }
  };
  return { enter, settled: () => Promise.all(asked) };
}
const accountAnswer = account();
const connectionAnswer = connection();

/** Options whose every property is a getter that enters. @param {object} options @param {() => void} enter */
const withGetters = (options, enter) =>
  Object.defineProperties(
    {},
    Object.fromEntries(
      Object.entries(options).map(([name, value]) => [name, { enumerable: true, get: () => (enter(), value) }]),
    ),
  );

/** @param {object} options @param {() => void} enter */
const asProxy = (options, enter) =>
  new Proxy(options, {
    get: (target, name) => (enter(), Reflect.get(target, name)),
    has: (target, name) => (enter(), Reflect.has(target, name)),
    ownKeys: (target) => (enter(), Reflect.ownKeys(target)),
    getOwnPropertyDescriptor: (target, name) => (enter(), Reflect.getOwnPropertyDescriptor(target, name)),
    getPrototypeOf: (target) => (enter(), Reflect.getPrototypeOf(target)),
  });

/** @param {() => void} enter */
function enteringSignal(enter) {
  const { signal } = new AbortController();
  return new Proxy(signal, {
    get(target, name) {
      enter();
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** A response whose every part enters. @param {Response} response @param {() => void} enter */
const enteringResponse = (response, enter) =>
  new Proxy(response, {
    get(target, name) {
      enter();
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });

/**
 * The places where a caller's code runs.
 *
 * @type {Record<string, (options: any, enter: () => void) => any>}
 */
const PLACES = {
  "getters of options": (options, enter) => withGetters(options, enter),
  "a proxy in the place of options": (options, enter) => asProxy(options, enter),
  "a signal's properties": (options, enter) => ({ ...options, signal: enteringSignal(enter) }),
  fetch: (options, enter) => ({
    ...options,
    fetch: (/** @type {string} */ url, /** @type {RequestInit} */ init) => (enter(), options.fetch(url, init)),
  }),
  "a thenable that fetch returns": (options, enter) => ({
    ...options,
    fetch: (/** @type {string} */ url, /** @type {RequestInit} */ init) => ({
      then(/** @type {any} */ resolve, /** @type {any} */ reject) {
        enter();
        options.fetch(url, init).then(resolve, reject);
      },
    }),
  }),
  "the parts of a response": (options, enter) => ({
    ...options,
    fetch: async (/** @type {string} */ url, /** @type {RequestInit} */ init) =>
      enteringResponse(await options.fetch(url, init), enter),
  }),
  "the headers of a mock": (options, enter) => ({
    ...options,
    fetch: async (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
      const response = await options.fetch(url, init);
      const text = await response.text();
      return { status: 200, headers: { get: () => (enter(), null) }, text: async () => (enter(), text) };
    },
  }),
  onRetry: (options, enter) => {
    let failed = false;
    return {
      ...options,
      onRetry: enter,
      fetch: (/** @type {string} */ url, /** @type {RequestInit} */ init) =>
        failed ? options.fetch(url, init) : ((failed = true), Promise.resolve(refusal(503, { "Retry-After": "0" }))),
    };
  },
};

/** @type {Record<string, (one: Tenant, wrap: (options: any) => any) => Promise<unknown>>} */
const CALLS = {
  getAccountStatus: (one, wrap) => getAccountStatus(wrap({ ...one.account, fetch: network })),
  getConnectionStatus: (one, wrap) => getConnectionStatus(wrap({ ...one.connection, fetch: network })),
  checkInvite: (one, wrap) =>
    checkInvite({
      account: wrap({ ...one.account, fetch: network }),
      connection: wrap({ ...one.connection, fetch: network }),
    }),
  checkConnections: async (one, wrap) => {
    const { prospectId, ...options } = one.connection;
    const results = [];
    for await (const check of checkConnections(wrap({ ...options, prospectIds: [1, 2, 3], fetch: network }))) {
      results.push(check);
    }
    return results;
  },
};

describe("code that calls the package again from inside a call", () => {
  for (const [place, wrap] of Object.entries(PLACES)) {
    for (const [name, call] of Object.entries(CALLS)) {
      test(`${name}, from ${place}`, async () => {
        arrivals = [];
        const [one, other] = [tenant("one"), tenant("other")];
        const { enter, settled } = intrusion(other);
        let entered = 0;
        const counting = () => (entered++, enter());
        await call(one, (options) => wrap(options, counting));
        // As an ordinary caller's next calls, each with options of its own.
        for (const next of [other, one]) {
          await getAccountStatus({ ...next.account, fetch: network });
          await getConnectionStatus({ ...next.connection, fetch: network });
        }
        await settled();
        assert.ok(entered > 0, "the caller's code ran");
        for (const { host, key } of arrivals) assert.equal(key, `key-of-${host.split(".")[0]}`, `at ${host}`);
        assert.ok(arrivals.some(({ host }) => host === one.host) && arrivals.some(({ host }) => host === other.host));
      });
    }
  }

  test("checkConnections, from its iterator and onProgress", async () => {
    arrivals = [];
    const [one, other] = [tenant("one"), tenant("other")];
    const { enter, settled } = intrusion(other);
    const { prospectId, ...options } = one.connection;
    function* prospectIds() {
      for (const id of [1, 2, 3]) {
        enter();
        yield id;
      }
    }
    const list = checkConnections({ ...options, prospectIds: prospectIds(), onProgress: enter, fetch: network });
    for await (const check of list) assert.ok(check.ok);
    await settled();
    for (const { host, key } of arrivals) assert.equal(key, `key-of-${host.split(".")[0]}`, `at ${host}`);
    assert.equal(arrivals.filter(({ host }) => host === one.host).length, 3);
  });
});
