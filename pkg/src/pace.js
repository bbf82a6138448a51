// The options of a list that Rust cannot read: pairs and iterables. Copied when the list is called, as all options are.

import { now } from "./clock.js";
import { MAX_PAUSE_MS } from "./limits.js";

const DAY_MS = 86_400_000;
/** Numbers below are Unix seconds, which would count as long ago: 1e11 milliseconds is the year 1973. */
const LEAST_MS = 1e11;

/**
 * @param {import("./options.js").Snapshot} snapshot gets the problem, if there is one
 */
export function readPace(snapshot) {
  /**
   * @template T
   * @param {string} option
   * @param {string} why
   * @param {T} none where the option is left out
   * @param {(given: unknown) => T | undefined} parse
   */
  const read = (option, why, none, parse) => {
    const given = snapshot.values[option];
    if (given === undefined) return none;
    try {
      const found = parse(given);
      if (found) return found;
    } catch {
      // A getter or iterator that throws.
    }
    snapshot.problem ??= { option, why };
    return none;
  };
  const pause = "must be two numbers, from 0 to 86400000, the first not above the second";
  const times = "must be an iterable of times: dates, ISO dates or milliseconds since 1970";
  return {
    between: read("pauseBetweenMs", pause, /** @type {[number, number]} */ ([0, 0]), readPause),
    earlier: read("earlierChecks", times, [], readTimes),
  };
}

/** @param {unknown} given @returns {[number, number] | undefined} */
function readPause(given) {
  if (!Array.isArray(given)) return undefined;
  const [least = NaN, most = NaN, ...more] = /** @type {number[]} */ (given);
  const areTwo = Number.isFinite(least) && Number.isFinite(most) && more.length === 0;
  return areTwo && least >= 0 && least <= most && most <= MAX_PAUSE_MS ? [least, most] : undefined;
}

/** @param {unknown} given @returns {number} Unix milliseconds, or NaN */
function timeOf(given) {
  // Of "row 5", too, Date makes a time.
  if (typeof given === "string") return /^\d{4}-\d\d/.test(given) ? Date.parse(given) : NaN;
  if (typeof given === "number") return new Date(given < LEAST_MS ? given * 1_000 : given).getTime();
  // Throws where it is no Date; one of another realm is one.
  return Date.prototype.getTime.call(given);
}

/** @param {unknown} given @returns {number[] | undefined} on the clock of calls, the oldest first */
function readTimes(given) {
  const [time, clock] = [Date.now(), now()];
  const times = [];
  // A string is an iterable of characters, some of which Date takes for times.
  if (typeof given === "string") return undefined;
  for (const one of /** @type {Iterable<unknown>} */ (given)) {
    const age = Math.max(0, time - timeOf(one));
    if (Number.isNaN(age)) return undefined;
    if (age < DAY_MS) times.push(clock - age);
  }
  return times.sort((a, b) => a - b);
}
