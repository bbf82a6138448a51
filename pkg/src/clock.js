// The clock that calls are timed by: one that only goes forward, where the runtime has such a one, and never behind its
// timers. Fake timers of tests often stand apart from the clock (node:test leaves `performance` alone); where timers ring
// and the clock says that no time has passed, the timers are believed, or a wait would begin anew for ever.

/** No timer takes more milliseconds: one that shall ring later rings then. */
const LONGEST = 0x7fff_ffff;
/** What adding and subtracting times may leave over: less than a clock can tell, and no reason to set another timer. */
export const ROUNDING = 0.001;

/** By how much the timers are ahead of the clock. */
let ahead = 0;

/** Milliseconds. Looked up at each call, as fake timers come and go. */
export function now() {
  return (globalThis.performance?.now?.() ?? Date.now()) + ahead;
}

/**
 * Rings once, perhaps a little early, as real timers do; callers look after that.
 *
 * @param {number} ms
 * @param {() => void} then
 * @returns {() => void} takes it back
 */
export function ring(ms, then) {
  const wait = Math.min(Math.ceil(Math.max(0, ms - ROUNDING)), LONGEST);
  const due = now() + wait;
  let over = false;
  const timer = setTimeout(() => {
    const early = due - now();
    if (early > 2 && early > wait / 2) ahead += early;
    // One that was taken back may ring all the same, where fake timers came or went between; nobody hears it then.
    if (!over) then();
  }, wait);
  // The way to take it back may be another later on, where fake timers came or went.
  const clear = clearTimeout;
  return () => {
    over = true;
    clear(timer);
  };
}
