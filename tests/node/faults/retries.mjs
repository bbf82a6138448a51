// What is tried again and when: backoffs, stated waits that are sat out, and an onRetry that misbehaves.

import assert from "node:assert/strict";
import { ANSWER, answered, call, failedWith, pause, send, withServer } from "./harness.mjs";
import { HOUR_MS, httpDate, iso, unix } from "./stated.mjs";
import { backoff, keptTheRules } from "./waits.mjs";

/** @typedef {{ name: string, run: () => Promise<void> }} Row */

/** @type {Row[]} */
export const rows = [
  {
    name: "X-RateLimit-Reset and holdUntil in an hour do not hold up the retry of a 503",
    run: () =>
      withServer(
        (_, res, turn) =>
          turn === 1
            ? send(
                res,
                503,
                { error: "busy", holdUntil: iso(Date.now() + HOUR_MS) },
                { "x-ratelimit-reset": unix(Date.now() + HOUR_MS) },
              )
            : send(res, 200, ANSWER.seleqt),
        async ({ baseUrl }) => {
          const outcome = await call("seleqt", { baseUrl });
          answered(outcome, ANSWER.seleqt);
          assert.equal(outcome.retries[0]?.error.retryAfterMs, undefined);
        },
      ),
  },
  {
    name: "Retry-After on a 502 of Seleqt's is waited for",
    run: () =>
      withServer(
        (_, res, turn) =>
          turn === 1 ? send(res, 502, { error: "provider" }, { "retry-after": "1" }) : send(res, 200, ANSWER.seleqt),
        async ({ baseUrl, requests }) => {
          const outcome = await call("seleqt", { baseUrl });
          answered(outcome, ANSWER.seleqt);
          keptTheRules(outcome.retries, requests, "retry-after-1");
          assert.equal(outcome.retries[0]?.error.code, "provider_failed");
        },
      ),
  },
  {
    name: "Retry-After on a final status is told, and not waited for",
    run: () =>
      withServer(
        (_, res) => send(res, 403, { error: "later" }, { "retry-after": "1" }),
        async ({ baseUrl, requests }) => {
          failedWith(await call("connectsafely", { baseUrl }), { code: "forbidden", status: 403, retryAfterMs: 1_000 });
          assert.equal(requests.length, 1);
        },
      ),
  },
  ...[
    ["zero seconds", () => "0"],
    ["an HTTP date an hour ago", () => httpDate(Date.now() - HOUR_MS)],
    ["an HTTP date of 1994", () => "Sun, 06 Nov 1994 08:49:37 GMT"],
    ["a date of 1994 in RFC 850's form", () => "Sunday, 06-Nov-94 08:49:37 GMT"],
    ["a date of 1994 in asctime's form", () => "Sun Nov  6 08:49:37 1994"],
  ].map(([name, value]) => ({
    name: `Retry-After of ${name} means now: the 429 is tried again after a plain backoff`,
    run: () =>
      withServer(
        (_, res, turn) =>
          turn === 1
            ? send(res, 429, {}, { "retry-after": /** @type {() => string} */ (value)() })
            : send(res, 200, ANSWER.seleqt),
        async ({ baseUrl, requests }) => {
          const outcome = await call("seleqt", { baseUrl });
          answered(outcome, ANSWER.seleqt);
          assert.equal(requests.length, 2);
          const { delayMs, error } = /** @type {import("./harness.mjs").RetryInfo} */ (outcome.retries[0]);
          assert.equal(error.retryAfterMs, 0);
          assert.ok(delayMs >= backoff(1).least && delayMs <= backoff(1).most);
        },
      ),
  })),
  {
    name: "a 429 whose stated wait fits is tried again up to maxRetries, each time with the wait anew",
    run: () =>
      withServer(
        (_, res) => send(res, 429, { error: "slow" }, { "retry-after": "1" }),
        async ({ baseUrl, requests }) => {
          const outcome = await call("seleqt", { baseUrl, maxRetries: 3 });
          failedWith(outcome, { code: "rate_limited", status: 429, attempts: 4, retryAfterMs: 1_000 });
          keptTheRules(outcome.retries, requests, "retry-after-1");
          for (const { delayMs } of outcome.retries.slice(0, 2)) assert.ok(delayMs <= 1_100);
        },
      ),
  },
  {
    name: "maxRetries: 0 turns all retries off, stated waits included",
    run: () =>
      withServer(
        (_, res) => send(res, 429, { error: "slow" }, { "retry-after": "1" }),
        async ({ baseUrl, requests }) => {
          const outcome = await call("seleqt", { baseUrl, maxRetries: 0 });
          failedWith(outcome, { code: "rate_limited", status: 429, retryAfterMs: 1_000 });
          assert.equal(requests.length, 1);
        },
      ),
  },
  {
    name: "backoffs double up to the fourth attempt",
    run: () =>
      withServer(
        (_, res) => send(res, 500, {}),
        async ({ baseUrl, requests }) => {
          const outcome = await call("connectsafely", { baseUrl, maxRetries: 4 });
          failedWith(outcome, { code: "server_error", status: 500, attempts: 5 });
          keptTheRules(outcome.retries, requests);
          assert.equal(requests.length, 5);
        },
      ),
  },
  ...Object.entries({
    "an onRetry that throws": () => {
      throw new Error("mine");
    },
    "an onRetry that throws undefined": () => {
      throw undefined;
    },
    "an onRetry that returns a promise that rejects": () => Promise.reject(new Error("mine")),
    "an onRetry that returns a promise that rejects later": () => pause(50).then(() => Promise.reject("mine")),
    "an onRetry that returns a promise that never settles": () => new Promise(() => {}),
    "an onRetry that returns a thenable that throws": () => ({
      then() {
        throw new Error("mine");
      },
    }),
    "an onRetry that returns something whose then cannot be read": () =>
      Object.defineProperty({}, "then", {
        get() {
          throw new Error("mine");
        },
      }),
    "an onRetry that changes what it is given": (/** @type {any} */ info) => {
      info.attempt = 99;
      info.delayMs = 0;
      info.error = null;
      for (const name of Object.keys(info)) delete info[name];
    },
  }).map(([name, onRetry]) => ({
    name: `${name} changes nothing and leaks nothing`,
    run: () =>
      withServer(
        (_, res, turn) => (turn < 3 ? send(res, 503, {}) : send(res, 200, ANSWER.connectsafely)),
        async ({ baseUrl, requests }) => {
          const outcome = await call("connectsafely", { baseUrl, onRetry: /** @type {any} */ (onRetry) });
          answered(outcome, ANSWER.connectsafely);
          assert.equal(requests.length, 3);
          assert.ok(requests[1] && requests[0] && requests[1].at - requests[0].at >= 248);
        },
      ),
  })),
  {
    name: "an error after retries is the last attempt's, not the first one's",
    run: () =>
      withServer(
        (_, res, turn) =>
          send(
            res,
            turn === 1 ? 503 : turn === 2 ? 429 : 403,
            { error: `turn ${turn}` },
            { "retry-after": "0", "x-request-id": `r-${turn}` },
          ),
        async ({ baseUrl }) => {
          const outcome = await call("connectsafely", { baseUrl });
          failedWith(outcome, {
            code: "forbidden",
            status: 403,
            attempts: 3,
            vendorMessage: "turn 3",
            requestId: "r-3",
            retryAfterMs: 0,
          });
          assert.deepEqual(
            outcome.retries.map(({ error }) => [error.code, error.requestId]),
            [
              ["server_error", "r-1"],
              ["rate_limited", "r-2"],
            ],
          );
        },
      ),
  },
];
