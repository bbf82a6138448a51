// The rules of waiting, held against what `onRetry` was told and what the server saw.

import assert from "node:assert/strict";
import { latency } from "./figures.mjs";

/** @typedef {import("./harness.mjs").RetryInfo} RetryInfo */

/** What the sandbox's stated waits come to, counted from the arrival of the request that they answer. At least. */
const STATED_AT_LEAST = [
  { name: /retry-after-1$|all-forms$/, ms: 1_000 },
  { name: /retry-after-2$/, ms: 2_000 },
  { name: /retry-after-date$|reset-iso$|reset-unix$|hold-iso$|hold-unix$|then-reset$/, ms: 2_000 },
];

/** Clocks of whole milliseconds, read one after the other. */
const ROUNDING_MS = 1.5;

/** The bounds of the wait after this attempt where nothing is stated. @param {number} attempt */
export const backoff = (attempt) => {
  const most = Math.min(8_000, 500 * 2 ** (attempt - 1));
  return { least: most / 2, most };
};

/**
 * @param {readonly RetryInfo[]} retries
 * @param {readonly { at: number }[]} requests
 * @param {string} [scenario] a scenario of the sandbox, for what it states
 */
export function keptTheRules(retries, requests, scenario = "") {
  const statedAtLeast = STATED_AT_LEAST.find(({ name }) => name.test(scenario))?.ms;
  for (const [index, { attempt, delayMs, error }] of retries.entries()) {
    assert.equal(attempt, index + 1, "attempts are counted from 1");
    assert.equal(error.attempts, attempt, "the error of an attempt counts up to it");
    const { least, most } = backoff(attempt);
    const stated = error.retryAfterMs;
    if (stated === undefined) {
      assert.ok(delayMs >= least && delayMs <= Math.ceil(most), `a backoff of ${delayMs} ms, not ${least} to ${most}`);
    } else {
      const latest = Math.max(most, stated + Math.min(stated / 10, 1_000));
      assert.ok(delayMs >= Math.max(stated, 0), `a wait of ${delayMs} ms where ${stated} ms were stated`);
      assert.ok(delayMs <= Math.ceil(latest), `a wait of ${delayMs} ms, more than a tenth over ${stated} ms`);
      assert.ok(stated >= least || delayMs >= least, `a wait of ${delayMs} ms, less than any backoff`);
    }
    const [before, next] = [requests[index], requests[index + 1]];
    if (!before || !next) continue;
    const waited = next.at - before.at;
    assert.ok(
      waited >= delayMs - ROUNDING_MS,
      `the next request came after ${waited} ms, ${delayMs} ms were announced`,
    );
    latency("retry", waited - delayMs);
    if (statedAtLeast !== undefined) {
      assert.ok(
        waited >= statedAtLeast - ROUNDING_MS,
        `a stated wait of ${statedAtLeast} ms was met after ${waited} ms`,
      );
    }
  }
}
