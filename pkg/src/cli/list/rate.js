// The pace of a list.

/**
 * Rows of the last 60 seconds, counted in 60 buckets of one second.
 *
 * @param {number} limit upper bound of the rate: a list begins with a burst that is not its later rate
 */
export function createRate(limit) {
  const started = performance.now();
  const buckets = new Uint32Array(60);
  let latest = 0;
  /** @param {number} now */
  const moveTo = (now) => {
    const second = Math.floor((now - started) / 1_000);
    for (let one = Math.max(latest + 1, second - 59); one <= second; one++) buckets[one % 60] = 0;
    latest = Math.max(latest, second);
  };
  return {
    /** @param {number} now */
    add(now) {
      moveTo(now);
      buckets[latest % 60] = (buckets[latest % 60] ?? 0) + 1;
    },
    /** @param {number} now */
    perMinute(now) {
      moveTo(now);
      const sum = buckets.reduce((sum, one) => sum + one, 0);
      const seconds = Math.min(60, Math.max(1, (now - started) / 1_000));
      return Math.min(limit, (sum / seconds) * 60);
    },
  };
}
