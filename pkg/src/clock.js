// The clock that calls are timed by: one that only goes forward, where the runtime has such a one, and never behind its
// timers. Fake timers of tests often stand apart from the clock (node:test leaves `performance` alone); where timers ring
// and the clock says that no time has passed, the timers are believed, or a wait would begin anew for ever.

/** By how much the timers are ahead of the clock. */
let ahead = 0;

/** Milliseconds. Looked up at each call, as fake timers come and go. */
export function now() {
  return (globalThis.performance?.now?.() ?? Date.now()) + ahead;
}

/**
 * Told that a timer rings. Real ones may do so a little early, which callers look after; this is about a clock that stands.
 *
 * @param {number} ms what it was set to
 * @param {number} due when it was to ring
 */
export function rang(ms, due) {
  const early = due - now();
  if (early > 2 && early > ms / 2) ahead += early;
}
