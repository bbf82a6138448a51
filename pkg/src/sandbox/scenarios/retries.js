// Rate limits, and failures that are over after one request. Requests are counted per key and scenario; after the answer,
// counting starts again.
import { SELEQT_ERRORS } from "../documented.js";
import { fails, inGroup, ok, replies } from "./build.js";

/**
 * @typedef {import("./build.js").Draft} Draft
 * @typedef {import("./build.js").Play} Play
 * @typedef {object} Wait how a response states when to ask again
 * @property {string} name
 * @property {string} says
 * @property {(now: number) => import("../exchange.js").Headers} [headers] now: Date.now() when the answer is sent
 * @property {(now: number) => object} [body] further fields of the body
 * @property {number | "soon" | undefined} waitMs the stated wait: a fixed time, "soon" (two to three seconds), or none
 */

const HOUR = 3_600_000;
export const LIMITS = { "X-RateLimit-Limit": "50", "X-RateLimit-Used": "50", "X-RateLimit-Remaining": "0" };

/** @type {(name: string, says: string, value: string, waitMs?: number) => Wait} */
export const retryAfter = (name, says, value, waitMs) => ({
  name,
  says,
  headers: () => ({ "Retry-After": value }),
  waitMs,
});

/** @type {Wait} */
export const NO_STATEMENT = { name: "no-statement", says: "no stated wait", waitMs: undefined };

export const AFTER_A_SECOND = retryAfter("retry-after-1", "Retry-After: 1", "1", 1_000);

/** Longer than the default deadline of a call. @type {Wait} */
export const IN_AN_HOUR = {
  name: "reset-hour",
  says: "X-RateLimit-Reset in an hour",
  headers: (now) => ({ ...LIMITS, "X-RateLimit-Reset": new Date(now + HOUR).toISOString() }),
  waitMs: "soon",
};

/**
 * Sends this status with this stated wait.
 * @param {number} status
 * @param {Wait} wait
 * @returns {Play}
 */
export const asksToWait =
  (status, { headers, body }) =>
  ({ send }) => {
    const now = Date.now();
    send(status, { ...(status === 429 ? SELEQT_ERRORS.rateLimited : BUSY), ...body?.(now) }, headers?.(now));
  };

const BUSY = { error: "Service busy" };

/** The expected `retryAfterMs`, where the stated wait is a fixed number. */
export const statedMs = (/** @type {Wait["waitMs"]} */ waitMs) =>
  typeof waitMs === "number" ? { retryAfterMs: waitMs } : undefined;

/** @type {(id: number, wait: Wait, attempts: number) => Draft} */
export const limited = (id, wait, attempts) => ({
  id,
  name: `rate-limited-${wait.name}`,
  says: `429 each time, ${wait.says}`,
  statuses: [429],
  expect: fails("rate_limited", {
    attempts,
    vendorMessage: SELEQT_ERRORS.rateLimited.error,
    ...statedMs(wait.waitMs),
  }),
  play: asksToWait(429, wait),
});

/**
 * One failure after another, then a valid answer, then all of it again.
 * @type {(id: number, name: string, says: string, statuses: (number | null)[], failures: Play[]) => Draft}
 */
export const failsFirst = (id, name, says, statuses, failures) => ({
  id,
  name,
  says: `${says}, then the answer`,
  statuses: [...statuses, 200],
  expect: ok({ attempts: failures.length + 1 }),
  play: (exchange) => {
    const failure = failures[exchange.turn(failures.length + 1)];
    if (failure) failure(exchange);
    else exchange.send(200, exchange.answer);
  },
});

/** @type {(id: number, wait: Wait) => Draft} */
export const limitedOnce = (id, wait) =>
  failsFirst(id, `once-${wait.name}`, `Once 429, ${wait.says}`, [429], [asksToWait(429, wait)]);

export const fault = (/** @type {number} */ status) => replies(status, { error: `The sandbox says ${status}` });

/** @type {(id: number, status: number) => Draft} */
export const faultOnce = (id, status) => failsFirst(id, `once-${status}`, `Once ${status}`, [status], [fault(status)]);

export const retries = inGroup("retries", [
  { ...limited(93001, NO_STATEMENT, 1), title: "rate limited, no time stated" },
  { ...limited(93042, IN_AN_HOUR, 1), title: "rate limited for an hour" },
  { ...limitedOnce(93102, AFTER_A_SECOND), title: "rate limited for a second" },
  { ...faultOnce(93133, 502), title: "provider failed once" },
  { ...faultOnce(93134, 503), title: "server error once" },
]);
