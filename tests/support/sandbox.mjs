// Asks a sandbox over the wire, as its own tests do: with fetch, or past it where fetch would hide what arrives.
import assert from "node:assert/strict";
import http from "node:http";
import { after, before, beforeEach } from "node:test";
import { SCENARIOS, startSandbox } from "./sandbox-faults/index.mjs";

/** @typedef {import("../../pkg/types/sandbox.js").Sandbox} Sandbox */
/** @typedef {import("../../pkg/types/sandbox.js").SandboxScenario} Scenario */
/** @typedef {import("../../pkg/types/sandbox.js").SandboxVendor} Vendor */

let keys = 0;
/** A key that no other test has. */
export const newKey = () => `test.key-${process.pid}-${++keys}`;

/**
 * The path that asks one service for a scenario, or for another prospect.
 * @param {{ id: number, name: string }} scenario
 * @param {Vendor} vendor
 */
export const pathOf = ({ id, name }, vendor) =>
  vendor === "seleqt" ? prospectPath(id) : `/linkedin/account/status?accountId=${encodeURIComponent(name)}`;

/** @param {number} id */
export const prospectPath = (id) => `/api/v1/public/prospects/${id}/connection-status/`;

/**
 * @param {Vendor} vendor
 * @param {string} key
 * @returns {Record<string, string>}
 */
export const auth = (vendor, key) => (vendor === "seleqt" ? { "X-API-Key": key } : { Authorization: `Bearer ${key}` });

/** @param {string} name */
export function scenario(name) {
  const found = SCENARIOS.find((one) => one.name === name);
  assert.ok(found, `there is a scenario ${name}`);
  return found;
}

/**
 * Waits for something that happens on the server's side.
 * @param {() => boolean} condition
 * @param {string} what
 */
export async function until(condition, what) {
  for (let waited = 0; !condition(); waited += 10) {
    assert.ok(waited < 20_000, `in the end, ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Runs a sandbox for the tests of this file, reset before each. */
export function runSandbox() {
  /** @type {Sandbox} */
  let sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  beforeEach(() => sandbox.reset());
  after(() => sandbox.close());

  return {
    get sandbox() {
      return sandbox;
    },

    /**
     * @param {string} path
     * @param {RequestInit} [init]
     */
    get: (path, init) => fetch(`${sandbox.url}${path}`, { redirect: "manual", ...init }),

    /**
     * Asks for a scenario, of Seleqt unless told otherwise.
     * @param {string} name
     * @param {RequestInit & { vendor?: Vendor, key?: string }} [options]
     */
    ask(name, { vendor = "seleqt", key = newKey(), ...init } = {}) {
      const headers = { Accept: "application/json", ...auth(vendor, key) };
      return fetch(`${sandbox.url}${pathOf(scenario(name), vendor)}`, { redirect: "manual", headers, ...init });
    },

    /**
     * The bare status of one request on a connection of its own; null if it ends without one.
     * @param {string} path
     * @param {Record<string, string>} headers
     * @param {AbortSignal} [signal]
     * @returns {Promise<number | null>}
     */
    rawStatus: (path, headers, signal) =>
      new Promise((resolve) => {
        const options = { headers, agent: false, maxHeaderSize: 2 ** 20, signal };
        const request = http.get(`${sandbox.url}${path}`, options, (response) => {
          resolve(response.statusCode ?? null);
          response.on("error", () => {});
          response.destroy();
        });
        request.on("error", () => resolve(null));
      }),

    lastRequest() {
      const request = sandbox.requests.at(-1);
      assert.ok(request, "a request arrived");
      return request;
    },
  };
}
