// The counts of a run, told after each result and when a pause begins.

import { now } from "./clock.js";
import { quietly } from "./quietly.js";

/** @import { ConnectionCheck } from "../types/index.js" */

/** A pause that grows by less than this is the same: every open call comes upon it by itself. */
const SAME_PAUSE_MS = 1_000;

/**
 * @param {unknown} onProgress
 * @param {number | undefined} total
 */
export function createProgress(onProgress, total) {
  const counts = { done: 0, connected: 0, notConnected: 0, self: 0, unknown: 0, failed: 0 };
  let pausedUntil = -Infinity;

  const tell = () => {
    if (typeof onProgress !== "function") return;
    const waitingMs = Math.max(0, Math.round(pausedUntil - now()));
    quietly(onProgress, { ...counts, ...(total === undefined ? {} : { total }), waitingMs });
  };
  return {
    /** @param {ConnectionCheck} check */
    done(check) {
      counts.done++;
      if (!check.ok) counts.failed++;
      else if (check.verdict === "not_connected") counts.notConnected++;
      else counts[check.verdict]++;
      tell();
    },
    /** @param {number} ms */
    pausing(ms) {
      const time = now();
      const begins = time >= pausedUntil || time + ms - pausedUntil >= SAME_PAUSE_MS;
      pausedUntil = Math.max(pausedUntil, time + ms);
      if (begins) tell();
    },
  };
}
