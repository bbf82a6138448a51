// How fast a run goes, and how long it will still take. Times in milliseconds.

const MINUTE = 60_000;
/** Before that a rate would only jump about. */
const FIRST_RATE_AFTER = 1_000;

/** @param {number} perMinute what the run may start in any minute */
export function createPace(perMinute) {
  /** When results came, by the run's own clock, which stands still while the person pauses it. @type {number[]} */
  let recent = [];

  /** @param {number} now */
  function rate(now) {
    recent = recent.filter((at) => at > now - MINUTE);
    const span = Math.min(now, MINUTE);
    return span < FIRST_RATE_AFTER || recent.length === 0 ? undefined : (recent.length * MINUTE) / span;
  }

  return {
    /** @param {number} now @param {number} count */
    came(now, count) {
      for (let index = 0; index < count; index++) recent.push(now);
    },

    /**
     * Results a minute. A burst at the start is faster, but no minute holds more than the limit.
     *
     * @param {number} now
     * @returns {number | undefined}
     */
    rate(now) {
      const speed = rate(now);
      return speed && Math.min(speed, perMinute);
    },

    /**
     * What the minute's limit leaves free goes at the speed seen so far; the rest cannot be faster than the limit.
     *
     * @param {number} now
     * @param {number} remaining
     * @returns {number | undefined}
     */
    left(now, remaining) {
      const speed = rate(now);
      if (speed === undefined) return undefined;
      const free = Math.max(0, perMinute - recent.length);
      return (remaining / (remaining <= free ? speed : Math.min(speed, perMinute))) * MINUTE;
    },
  };
}
