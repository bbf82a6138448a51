// The clock that calls are timed by, and its timers. It only goes forward, and is never behind its timers: fake timers of tests
// often stand apart from the clock (node:test leaves `performance` alone). Where a timer fires and the clock says that no time
// has passed, the timer is believed; otherwise a wait would begin anew for ever.

import { MAX_TIMEOUT_MS } from "./limits.js";

/** Milliseconds. Differences below this come from adding and subtracting times, and are no reason for another timer. */
const ROUNDING_MS = 0.001;

/** By how many milliseconds the timers are ahead of the clock. */
let ahead = 0;
/** The wall clock can be set back: where there is no other, it stands still until it has caught up. */
let latest = 0;

/** Milliseconds. Looked up at each call, as fake timers come and go. */
export function now() {
  const time = globalThis.performance?.now?.();
  if (time !== undefined) return time + ahead;
  latest = Math.max(latest, Date.now());
  return latest + ahead;
}

/**
 * Calls `then` once, perhaps a little early, as real timers do.
 *
 * @param {number} ms one that is longer than timers can be fires after MAX_TIMEOUT_MS
 * @param {() => void} then
 * @returns {() => void} cancels the timer
 */
export function startTimer(ms, then) {
  const wait = Math.min(Math.ceil(Math.max(0, ms - ROUNDING_MS)), MAX_TIMEOUT_MS);
  const due = now() + wait;
  let cancelled = false;
  const timer = setTimeout(() => {
    const early = due - now();
    if (early > 2 && early > wait / 2) ahead += early;
    // A cancelled timer may fire all the same, where fake timers came or went in between.
    if (!cancelled) then();
  }, wait);
  // `clearTimeout` may be another one later on, where fake timers came or went.
  const clear = clearTimeout;
  return () => {
    cancelled = true;
    clear(timer);
  };
}
