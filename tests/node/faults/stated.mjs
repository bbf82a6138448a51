// When to come back, as services state it: each form is understood, everything else is no statement.

import assert from "node:assert/strict";
import { call, failedWith, NAMES, send, VENDORS, withServer } from "./harness.mjs";
import { keptTheRules } from "./waits.mjs";

/** @typedef {import("./harness.mjs").Vendor} Vendor */
/** @typedef {{ name: string, run: () => Promise<void> }} Row */

export const HOUR_MS = 3_600_000;
export const httpDate = (/** @type {number} */ ms) => new Date(ms).toUTCString();
export const iso = (/** @type {number} */ ms) => new Date(ms).toISOString();
export const unix = (/** @type {number} */ ms) => String(Math.ceil(ms / 1_000));

/**
 * @typedef {object} Stated
 * @property {string} name
 * @property {(now: number) => Record<string, string>} [headers]
 * @property {(now: number) => Record<string, unknown>} [body]
 * @property {number | undefined} ms from the answer; undefined: nothing is stated
 * @property {number} [within] how much later it may be, where the form knows whole seconds
 */

/** On 429; with a deadline that none of them fits in, so that the error tells what was understood. @type {Stated[]} */
const STATED = [
  { name: "Retry-After in seconds", headers: () => ({ "retry-after": "3600" }), ms: HOUR_MS },
  { name: "Retry-After with zeros before it", headers: () => ({ "retry-after": "0003600" }), ms: HOUR_MS },
  {
    name: "Retry-After in a number of seconds beyond all numbers",
    headers: () => ({ "retry-after": "9".repeat(400) }),
    ms: Number.MAX_SAFE_INTEGER,
  },
  {
    name: "Retry-After of 2^64 seconds",
    headers: () => ({ "retry-after": "18446744073709551616" }),
    ms: Number.MAX_SAFE_INTEGER,
  },
  {
    name: "Retry-After as an HTTP date",
    headers: (now) => ({ "retry-after": httpDate(now + HOUR_MS) }),
    ms: HOUR_MS - 1_000,
    within: 2_000,
  },
  {
    name: "Retry-After as a date of the year 9999",
    headers: () => ({ "retry-after": "Fri, 31 Dec 9999 23:59:59 GMT" }),
    ms: 2.4e14,
    within: 2e13,
  },
  {
    name: "X-RateLimit-Reset in Unix seconds",
    headers: (now) => ({ "x-ratelimit-reset": unix(now + HOUR_MS) }),
    ms: HOUR_MS - 1,
    within: 1_002,
  },
  {
    name: "X-RateLimit-Reset in Unix seconds with a fraction",
    headers: (now) => ({ "x-ratelimit-reset": ((now + HOUR_MS) / 1_000).toFixed(3) }),
    ms: HOUR_MS - 1,
    within: 1_002,
  },
  {
    name: "X-RateLimit-Reset as an ISO date",
    headers: (now) => ({ "x-ratelimit-reset": iso(now + HOUR_MS) }),
    ms: HOUR_MS,
  },
  {
    name: "X-RateLimit-Reset as an ISO date without fractions",
    headers: (now) => ({ "x-ratelimit-reset": iso(now + HOUR_MS).replace(/\.\d+/, "") }),
    ms: HOUR_MS - 1_000,
    within: 1_002,
  },
  {
    name: "X-RateLimit-Reset as an ISO date with an offset",
    headers: (now) => ({ "x-ratelimit-reset": iso(now + 2 * HOUR_MS).replace("Z", "+01:00") }),
    ms: HOUR_MS,
  },
  { name: "holdUntil as an ISO date", body: (now) => ({ holdUntil: iso(now + HOUR_MS) }), ms: HOUR_MS },
  {
    name: "holdUntil in Unix seconds",
    body: (now) => ({ holdUntil: Math.ceil((now + HOUR_MS) / 1_000) }),
    ms: HOUR_MS - 1,
    within: 1_002,
  },
  {
    name: "holdUntil in Unix seconds with a fraction",
    body: (now) => ({ holdUntil: (now + HOUR_MS) / 1_000 }),
    ms: HOUR_MS - 1,
    within: 3,
  },
  {
    name: "holdUntil in Unix seconds as a text",
    body: (now) => ({ holdUntil: unix(now + HOUR_MS) }),
    ms: HOUR_MS - 1,
    within: 1_002,
  },
  { name: "holdUntil of 1e300", body: () => ({ holdUntil: 1e300 }), ms: Number.MAX_SAFE_INTEGER },
  {
    name: "Retry-After before X-RateLimit-Reset and holdUntil",
    headers: (now) => ({ "retry-after": "3600", "x-ratelimit-reset": unix(now) }),
    body: (now) => ({ holdUntil: iso(now) }),
    ms: HOUR_MS,
  },
  {
    name: "X-RateLimit-Reset before holdUntil",
    headers: (now) => ({ "x-ratelimit-reset": iso(now + HOUR_MS) }),
    body: (now) => ({ holdUntil: iso(now) }),
    ms: HOUR_MS,
  },
  {
    name: "a malformed Retry-After before X-RateLimit-Reset",
    headers: (now) => ({ "retry-after": "in a while", "x-ratelimit-reset": iso(now + HOUR_MS) }),
    ms: HOUR_MS,
  },
  {
    name: "a malformed Retry-After and X-RateLimit-Reset before holdUntil",
    headers: () => ({ "retry-after": "1e3", "x-ratelimit-reset": "soon" }),
    body: (now) => ({ holdUntil: iso(now + HOUR_MS) }),
    ms: HOUR_MS,
  },
];

/** What is no statement. */
const UNSTATED = [
  "",
  "soon",
  "1.5",
  "-1",
  "+1",
  "1e3",
  "0x10",
  "1 2",
  "10, 20",
  "5s",
  "NaN",
  "Infinity",
  "٣",
  "2026-02-24T04:53:13Z",
  "Tue, 99 Feb 2026 04:53:13 GMT",
  "Tue, 24 Feb 2026 25:00:00 GMT",
  "24 Feb 2026",
  "tomorrow",
  "null",
  "[5]",
];
/** @type {unknown[]} */
const UNHELD = ["", "soon", null, true, {}, [], ["soon"], "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", { $date: 5 }];

/** @param {Stated} stated @param {Vendor} vendor @returns {Row} */
const statedRow = ({ name, headers, body, ms, within = 0 }, vendor) => ({
  name: `${NAMES[vendor]}: ${name} on a 429 is understood; past the deadline it fails at once and says so`,
  run: () =>
    withServer(
      (_, res) => {
        const now = Date.now();
        send(res, 429, { error: "slow down", ...body?.(now) }, headers?.(now));
      },
      async ({ baseUrl, requests }) => {
        const outcome = await call(vendor, { baseUrl });
        const least = /** @type {number} */ (ms);
        // The answer has been under way, and a busy machine has had other things to do.
        const slack = within === 0 && least !== HOUR_MS ? 0 : 10_000;
        const isExact = name.includes("econds") && name.startsWith("Retry-After") && !within;
        failedWith(outcome, {
          code: "rate_limited",
          status: 429,
          vendorMessage: "slow down",
          retryAfterBetween: isExact ? [least, least] : [least - slack, least + within],
        });
        assert.equal(requests.length, 1);
        assert.equal(outcome.retries.length, 0);
        assert.ok(outcome.tookMs < 10_000, "at once");
      },
    ),
});

/** @type {Row[]} */
const NO_STATEMENTS = [
  ...UNSTATED.map((value) => ({
    name: `Retry-After: ${JSON.stringify(value)} is no statement: a 429 is final, and a 503 keeps its backoff`,
    run: () =>
      withServer(
        (req, res) => {
          res.setHeader("retry-after", Buffer.from(value).toString("latin1"));
          send(res, Number(req.url?.split("/")[1]), {});
        },
        async ({ baseUrl, requests }) => {
          failedWith(await call("connectsafely", { baseUrl: `${baseUrl}/429` }), { code: "rate_limited", status: 429 });
          const outcome = await call("seleqt", { baseUrl: `${baseUrl}/503`, maxRetries: 1 });
          failedWith(outcome, { code: "server_error", status: 503, attempts: 2 });
          keptTheRules(outcome.retries, requests.slice(1));
        },
      ),
  })),
  {
    name: "holdUntil and X-RateLimit-Reset of any other shape are no statement",
    run: () =>
      withServer(
        (_, res, turn) =>
          send(
            res,
            429,
            { error: "slow", holdUntil: UNHELD[turn - 1] },
            { "x-ratelimit-reset": String(UNHELD[turn - 1] ?? "") },
          ),
        async ({ baseUrl, requests }) => {
          for (const _ of UNHELD)
            failedWith(await call("connectsafely", { baseUrl }), { code: "rate_limited", status: 429 });
          assert.equal(requests.length, UNHELD.length);
        },
      ),
  },
];

export const rows = [...STATED.map((stated, at) => statedRow(stated, VENDORS[at % 2] ?? "seleqt")), ...NO_STATEMENTS];
