// The counts of a run, told after each result and when a pause begins.

import { now } from "./clock.js";
import { ownProperty, quietly } from "./quietly.js";

/** @import { ConnectionCheck, InviteListCheck } from "../types/index.js" */

/** A pause that grows by less than this is the same: every open call comes upon it by itself. */
const SAME_PAUSE_MS = 1_000;

/**
 * @param {unknown} onProgress
 * @param {number | undefined} total
 * @param {boolean} invites counts decisions, not verdicts
 * @param {() => number} leftToday
 */
export function createProgress(onProgress, total, invites, leftToday) {
  /** @type {Record<string, number>} */
  const counts = invites
    ? { done: 0, send: 0, skip: 0, unknown: 0, failed: 0 }
    : { done: 0, connected: 0, notConnected: 0, self: 0, unknown: 0, failed: 0 };
  let pausedUntil = -Infinity;

  const tell = () => {
    if (typeof onProgress !== "function") return;
    const waitingMs = Math.max(0, Math.round(pausedUntil - now()));
    const known = total === undefined ? {} : { total };
    quietly(onProgress, { ...counts, ...known, leftToday: leftToday(), waitingMs });
  };
  const count = (/** @type {string} */ name) => (counts[name] = Number(counts[name]) + 1);
  return {
    /** @param {ConnectionCheck | InviteListCheck} check */
    done(check) {
      count("done");
      const word = String(check.ok ? (ownProperty(check, "decision") ?? ownProperty(check, "verdict")) : "failed");
      count(word === "not_connected" ? "notConnected" : word);
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
