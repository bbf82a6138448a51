// Both endpoints in one table, for tests that hold for both, and a fetch that counts. Options are unknown on purpose: these
// tests give what no type would allow.

import assert from "node:assert/strict";
import { inspect } from "node:util";
import { getAccountStatus, getConnectionStatus, isLinkedInStatusError } from "../../pkg/dist/index.js";
/** @import { LinkedInStatusError } from "../../pkg/dist/index.js" */

export const KEY = "lk_test.4fGh-Zq8%2B/sEcReT=1";

export const ACCOUNT = { id: "696ce9e780e0483585e4e553", status: "AVAILABLE", enabled: true, hasTokens: true };
export const CONNECTION = {
  success: true,
  is_connected: false,
  connection_level: 2,
  network_distance: "SECOND_DEGREE",
  checked_with_account_id: 42,
};

/** @typedef {(options?: unknown) => Promise<unknown>} Call */

export const SERVICES = [
  {
    name: "getAccountStatus",
    vendor: /** @type {const} */ ("connectsafely"),
    call: /** @type {Call} */ (getAccountStatus),
    valid: { apiKey: KEY },
    answer: ACCOUNT,
    path: "/account/status",
  },
  {
    name: "getConnectionStatus",
    vendor: /** @type {const} */ ("seleqt"),
    call: /** @type {Call} */ (getConnectionStatus),
    valid: { apiKey: KEY, prospectId: 7 },
    answer: CONNECTION,
    path: "/api/v1/public/prospects/7/connection-status/",
  },
];

/**
 * A fetch that answers with what `respond` gives, at once, and keeps what it was called with.
 *
 * @param {(url: string, init: RequestInit, call: number) => unknown} respond an object becomes a JSON answer with status 200
 */
export function stubFetch(respond) {
  /** @type {{ url: string, init: RequestInit }[]} */
  const calls = [];
  /** @param {unknown} url @param {RequestInit} [init] */
  const stub = async (url, init = {}) => {
    calls.push({ url: String(url), init });
    const answer = await respond(String(url), init, calls.length);
    const isData =
      Object.getPrototypeOf(answer ?? "") === Object.prototype &&
      !("status" in Object(answer) && "headers" in Object(answer));
    return /** @type {Response} */ (isData ? Response.json(answer) : answer);
  };
  return Object.assign(/** @type {typeof fetch} */ (stub), { calls });
}

/**
 * The error that a call rejects with, which is one of the package's.
 *
 * @param {Promise<unknown>} promise
 */
export async function refusal(promise) {
  const reason = await rejection(promise);
  assert.ok(isLinkedInStatusError(reason), `not an error of the package: ${inspect(reason)}`);
  return reason;
}

/**
 * Whatever a call rejects with.
 *
 * @param {Promise<unknown>} promise
 * @returns {Promise<unknown>}
 */
export async function rejection(promise) {
  /** @type {unknown} */
  let answer;
  try {
    answer = await promise;
  } catch (error) {
    return error;
  }
  return assert.fail(`the call resolved: ${inspect(answer)}`);
}

/** @param {number} ms @returns {Promise<void>} */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Holds a refusal against what is promised of every one.
 *
 * @param {LinkedInStatusError} error
 * @param {string} option
 */
export function isRefused(error, option) {
  assert.equal(error.code, "invalid_options");
  assert.equal(error.option, option);
  assert.equal(error.attempts, 0);
  assert.equal(error.retryable, false);
  assert.ok(error.message.startsWith(`${option} `), error.message);
  assert.ok(error.message.length < 400, "the message does not quote the value");
  assert.equal(error.status, undefined);
}
