// The ways in which a response states when to retry, and some that are malformed. retries.mjs uses each for scenarios that
// always fail and for scenarios that fail once.
import {
  AFTER_A_SECOND,
  IN_AN_HOUR,
  LIMITS,
  NO_STATEMENT,
  retryAfter,
} from "../../../pkg/src/sandbox/scenarios/retries.js";

/** @typedef {import("../../../pkg/src/sandbox/scenarios/retries.js").Wait} Wait */

/** @type {(ms: number) => string} */
const httpDate = (ms) => new Date(ms).toUTCString();
/** HTTP dates have whole seconds: two seconds from now, rounded up. */
const inTwoSeconds = (/** @type {number} */ now) => Math.ceil(now / 1000) * 1000 + 2000;
const HOUR = 3_600_000;

/** 1994-11-06 in the two obsolete forms that a recipient must still read (RFC 9110, 5.6.7). */
const RFC850 = "Sunday, 06-Nov-94 08:49:37 GMT";
const ASCTIME = "Sun Nov  6 08:49:37 1994";

/** Stated waits that fit into the default deadline of a call. */
export const STATED = /** @type {Wait[]} */ ([
  retryAfter("retry-after-0", "Retry-After: 0, which means now", "0", 0),
  AFTER_A_SECOND,
  retryAfter("retry-after-2", "Retry-After: 2", "2", 2_000),
  {
    name: "retry-after-date",
    says: "Retry-After as an HTTP date, two to three seconds ahead",
    headers: (now) => ({ "Retry-After": httpDate(inTwoSeconds(now)) }),
    waitMs: "soon",
  },
  {
    name: "retry-after-past",
    says: "Retry-After as an HTTP date an hour ago, which means now",
    headers: (now) => ({ "Retry-After": httpDate(now - HOUR) }),
    waitMs: 0,
  },
  retryAfter("retry-after-rfc850", "Retry-After as a past date in the obsolete RFC 850 form", RFC850, 0),
  retryAfter("retry-after-asctime", "Retry-After as a past date in the obsolete asctime form", ASCTIME, 0),
  {
    name: "reset-iso",
    says: "X-RateLimit-Reset as an ISO date, two seconds ahead",
    headers: (now) => ({ ...LIMITS, "X-RateLimit-Reset": new Date(now + 2_000).toISOString() }),
    waitMs: "soon",
  },
  {
    name: "reset-unix",
    says: "X-RateLimit-Reset as Unix seconds, two to three seconds ahead",
    headers: (now) => ({ ...LIMITS, "X-RateLimit-Reset": String(inTwoSeconds(now) / 1000) }),
    waitMs: "soon",
  },
  {
    name: "hold-iso",
    says: "holdUntil in the body as an ISO date, two seconds ahead",
    body: (now) => ({ holdUntil: new Date(now + 2_000).toISOString() }),
    waitMs: "soon",
  },
  {
    name: "hold-unix",
    says: "holdUntil in the body as Unix seconds, two to three seconds ahead",
    body: (now) => ({ holdUntil: inTwoSeconds(now) / 1000 }),
    waitMs: "soon",
  },
  {
    name: "all-forms",
    says: "Retry-After: 1 beside a reset and a holdUntil in an hour: Retry-After counts",
    headers: (now) => ({ ...LIMITS, "Retry-After": "1", "X-RateLimit-Reset": new Date(now + HOUR).toISOString() }),
    body: (now) => ({ holdUntil: new Date(now + HOUR).toISOString() }),
    waitMs: 1_000,
  },
  {
    name: "malformed-then-reset",
    says: "A malformed Retry-After beside X-RateLimit-Reset two to three seconds ahead: the reset counts",
    headers: (now) => ({ "Retry-After": "soon", "X-RateLimit-Reset": String(inTwoSeconds(now) / 1000) }),
    waitMs: "soon",
  },
]);

/** No stated wait, or a malformed one. */
export const UNSTATED = /** @type {Wait[]} */ ([
  NO_STATEMENT,
  retryAfter("malformed-word", "a malformed Retry-After: soon", "soon"),
  retryAfter("malformed-fraction", "a malformed Retry-After: 1.5", "1.5"),
  retryAfter("malformed-negative", "a malformed Retry-After: -1", "-1"),
  retryAfter("malformed-empty", "an empty Retry-After", ""),
  retryAfter("malformed-unit", "a malformed Retry-After: 2s", "2s"),
  {
    name: "malformed-reset",
    says: "a malformed X-RateLimit-Reset and holdUntil",
    headers: () => ({ ...LIMITS, "X-RateLimit-Reset": "later" }),
    body: () => ({ holdUntil: "later" }),
    waitMs: undefined,
  },
]);

/** Stated waits longer than the default deadline of 25 seconds. */
export const FAR = /** @type {Wait[]} */ ([
  retryAfter("retry-after-86400", "Retry-After: 86400, a day", "86400", 86_400_000),
  IN_AN_HOUR,
  {
    name: "hold-hour",
    says: "holdUntil in the body in an hour",
    body: (now) => ({ holdUntil: Math.ceil((now + HOUR) / 1000) }),
    waitMs: "soon",
  },
]);
