// Time that passes only when everything that is ready has had its turn, and then leaps to the next timer: an hour takes a
// second, and the times that a stub notes down are exact. Random waits are the same in every run.

import { seededRandom } from "./seed.mjs";

const real = { setTimeout, clearTimeout, setImmediate, dateNow: Date.now, now: performance.now, random: Math.random };

/**
 * Takes the timers and the clocks of this process in hand.
 *
 * @param {number} [from] Unix milliseconds
 */
export function virtualTime(from = Date.UTC(2026, 1, 24, 4, 53, 13)) {
  let time = 0;
  let last = 0;
  /** @type {Map<number, { due: number, then: () => void, own?: boolean }>} */
  const timers = new Map();
  const set = (/** @type {() => void} */ then, ms = 0, own = false) => {
    timers.set(++last, { due: time + Math.max(1, Math.trunc(ms) || 1), then, own });
    return last;
  };
  Object.assign(globalThis, {
    setTimeout: (/** @type {() => void} */ then, /** @type {number} */ ms) => set(then, ms),
    clearTimeout: (/** @type {any} */ timer) => timers.delete(Number(timer)),
  });
  Date.now = () => from + Math.floor(time);
  performance.now = () => time;
  Math.random = seededRandom("virtual time");

  const breathe = async () => {
    for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => real.setImmediate(() => resolve(undefined)));
  };
  return {
    /** Milliseconds since it began. */
    get now() {
      return time;
    },
    /** Timers that wait, but for the test's own. */
    get timers() {
      return [...timers.values()].filter(({ own }) => !own).length;
    },
    /** A wait in this time. @param {number} ms */
    sleep: (ms) => new Promise((resolve) => set(() => resolve(undefined), ms, true)),

    /**
     * Lets time pass until a promise is settled.
     *
     * @template T
     * @param {PromiseLike<T>} promise
     * @returns {Promise<T>}
     */
    async pass(promise) {
      let settled = false;
      const done = () => void (settled = true);
      promise.then(done, done);
      while (true) {
        await breathe();
        if (settled) return promise;
        const next = [...timers].reduce(
          (a, b) => (b[1].due < a[1].due ? b : a),
          [0, { due: Infinity, then: () => {} }],
        );
        if (next[1].due === Infinity) throw new Error("nothing is waited for, and the promise is not settled");
        timers.delete(next[0]);
        time = Math.max(time, next[1].due);
        next[1].then();
      }
    },
    /** Gives time back to the platform. */
    restore() {
      Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout });
      Date.now = real.dateNow;
      performance.now = real.now;
      Math.random = real.random;
    },
  };
}

/**
 * Runs a test in a time of its own.
 *
 * @param {(time: ReturnType<typeof virtualTime>) => Promise<unknown>} test
 */
export const inVirtualTime = (test) => async () => {
  const time = virtualTime();
  try {
    await time.pass(test(time));
    if (time.timers > 0) throw new Error(`${time.timers} timers are left`);
  } finally {
    time.restore();
  }
};
