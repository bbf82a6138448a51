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
 * @property {number} [ms] from the answer; left out: an hour
 * @property {boolean} [isFromNow] no clock is needed to understand it
 * @property {readonly [early: number, late: number]} [off] what the form itself rounds away or adds
 */

/** Whole seconds that are rounded up, or down. */
const UP = /** @type {const} */ ([0, 1_000]);
const DOWN = /** @type {const} */ ([1_000, 0]);

/** On 429; with a deadline that none of them fits in, so that the error tells what was understood. @type {Stated[]} */
const STATED = [
  { name: "Retry-After in seconds", headers: () => ({ "retry-after": "3600" }), isFromNow: true },
  { name: "Retry-After with zeros before it", headers: () => ({ "retry-after": "0003600" }), isFromNow: true },
  {
    name: "Retry-After of 31 days, the farthest",
    headers: () => ({ "retry-after": "2678400" }),
    ms: 31 * 24 * HOUR_MS,
    isFromNow: true,
  },
  { name: "Retry-After as an HTTP date", headers: (now) => ({ "retry-after": httpDate(now + HOUR_MS) }), off: DOWN },
  { name: "Retry-After as Unix seconds", headers: (now) => ({ "retry-after": unix(now + HOUR_MS) }), off: UP },
  { name: "Retry-After as Unix milliseconds", headers: (now) => ({ "retry-after": String(now + HOUR_MS) }) },
  {
    name: "X-RateLimit-Reset in Unix seconds",
    headers: (now) => ({ "x-ratelimit-reset": unix(now + HOUR_MS) }),
    off: UP,
  },
  {
    name: "X-RateLimit-Reset in Unix seconds with a fraction",
    headers: (now) => ({ "x-ratelimit-reset": ((now + HOUR_MS) / 1_000).toFixed(3) }),
    off: [1, 1],
  },
  { name: "X-RateLimit-Reset in milliseconds", headers: (now) => ({ "x-ratelimit-reset": String(now + HOUR_MS) }) },
  {
    name: "X-RateLimit-Reset in seconds from now",
    headers: () => ({ "x-ratelimit-reset": "3600" }),
    isFromNow: true,
  },
  {
    name: "X-RateLimit-Reset in seconds from now with a fraction",
    headers: () => ({ "x-ratelimit-reset": "3600.25" }),
    ms: HOUR_MS + 250,
    isFromNow: true,
  },
  { name: "X-RateLimit-Reset as an ISO date", headers: (now) => ({ "x-ratelimit-reset": iso(now + HOUR_MS) }) },
  {
    name: "X-RateLimit-Reset as an ISO date without fractions",
    headers: (now) => ({ "x-ratelimit-reset": iso(now + HOUR_MS).replace(/\.\d+/, "") }),
    off: DOWN,
  },
  {
    name: "X-RateLimit-Reset as an ISO date with an offset",
    headers: (now) => ({ "x-ratelimit-reset": iso(now + 2 * HOUR_MS).replace("Z", "+01:00") }),
  },
  { name: "holdUntil as an ISO date", body: (now) => ({ holdUntil: iso(now + HOUR_MS) }) },
  {
    name: "holdUntil in Unix seconds",
    body: (now) => ({ holdUntil: Math.ceil((now + HOUR_MS) / 1_000) }),
    off: UP,
  },
  {
    name: "holdUntil in Unix seconds with a fraction",
    body: (now) => ({ holdUntil: (now + HOUR_MS) / 1_000 }),
    off: [1, 1],
  },
  { name: "holdUntil in Unix seconds as a text", body: (now) => ({ holdUntil: unix(now + HOUR_MS) }), off: UP },
  { name: "holdUntil in milliseconds", body: (now) => ({ holdUntil: now + HOUR_MS }) },
  { name: "holdUntil in milliseconds as a text", body: (now) => ({ holdUntil: String(now + HOUR_MS) }) },
  { name: "holdUntil in seconds from now", body: () => ({ holdUntil: 3_600 }), isFromNow: true },
  {
    name: "Retry-After before X-RateLimit-Reset and holdUntil",
    headers: (now) => ({ "retry-after": "3600", "x-ratelimit-reset": unix(now) }),
    body: (now) => ({ holdUntil: iso(now) }),
    isFromNow: true,
  },
  {
    name: "X-RateLimit-Reset before holdUntil",
    headers: (now) => ({ "x-ratelimit-reset": iso(now + HOUR_MS) }),
    body: (now) => ({ holdUntil: iso(now) }),
  },
  {
    name: "a malformed Retry-After before X-RateLimit-Reset",
    headers: (now) => ({ "retry-after": "in a while", "x-ratelimit-reset": iso(now + HOUR_MS) }),
  },
  {
    name: "a Retry-After too far away before X-RateLimit-Reset",
    headers: (now) => ({ "retry-after": "2678401", "x-ratelimit-reset": iso(now + HOUR_MS) }),
  },
  {
    name: "a malformed Retry-After and X-RateLimit-Reset before holdUntil",
    headers: () => ({ "retry-after": "1e3", "x-ratelimit-reset": "soon" }),
    body: (now) => ({ holdUntil: iso(now + HOUR_MS) }),
  },
];

/** More than 31 days away, in any form. */
const TOO_FAR = ["2678401", "999999999", "99999999999", "9007199254740991", "18446744073709551616", "9".repeat(400)];

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
  "Fri, 31 Dec 9999 23:59:59 GMT",
  ...TOO_FAR,
];
/** @type {unknown[]} */
const UNHELD = ["", "soon", null, true, {}, [], ["soon"], "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", { $date: 5 }];
UNHELD.push("9999-12-31T23:59:59Z", 1e300, Number.MAX_SAFE_INTEGER, ...TOO_FAR, ...TOO_FAR.map(Number));

/** How far the service's clock is ahead of ours, and whether its answers tell it. */
const CLOCKS = /** @type {const} */ ([
  ["by the answer's own Date", 0, true],
  ["by the answer's own Date, an hour behind", -HOUR_MS, true],
  ["by the answer's own Date, an hour ahead", HOUR_MS, true],
  ["by the local clock where the answer has no Date", 0, false],
]);

/** @param {Stated} stated @param {Vendor} vendor @returns {Row} */
const statedRow = ({ name, headers, body, ms = HOUR_MS, isFromNow = false, off = [0, 0] }, vendor) => ({
  name: `${NAMES[vendor]}: ${name} on a 429 is understood; past the deadline it fails at once and says so`,
  run: async () => {
    for (const [says, ahead, hasDate] of CLOCKS) {
      const [early, late] = isFromNow ? [0, 0] : off;
      // A Date knows whole seconds. By the local clock, the answer has been under way, too, on a machine that may be busy.
      const [earlier, later] = isFromNow ? [0, 0] : hasDate ? [0, 1_000] : [10_000, 0];
      await withServer(
        (_, res) => {
          const now = Date.now() + ahead;
          res.sendDate = false;
          const date = hasDate ? { date: httpDate(now) } : undefined;
          send(res, 429, { error: "slow down", ...body?.(now) }, { ...date, ...headers?.(now) });
        },
        async ({ baseUrl, requests }) => {
          const outcome = await call(vendor, { baseUrl });
          const error = failedWith(outcome, {
            code: "rate_limited",
            status: 429,
            vendorMessage: "slow down",
            retryAfterBetween: [ms - early - earlier, ms + late + later],
          });
          assert.equal(requests.length, 1);
          assert.equal(outcome.retries.length, 0, `${says}: ${error.retryAfterMs} ms`);
          assert.ok(outcome.tookMs < 10_000, "at once");
        },
      );
    }
  },
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
