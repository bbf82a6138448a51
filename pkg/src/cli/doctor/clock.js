// The clock of this machine against the `Date` header of an answer.

/**
 * How far this clock is ahead, in milliseconds; below 0: behind. `Date` has whole seconds, and was written at some moment between
 * the request and the answer, so that the least difference is reported which these allow.
 *
 * @param {Headers} headers
 * @param {number} began on this clock
 * @param {number} ended
 * @returns {number | undefined} nothing where the answer carries no time
 */
export function skewOf(headers, began, ended) {
  const age = Number(headers.get("age") ?? 0);
  // A cache hands on the date of the answer that it keeps.
  const date = Date.parse(headers.get("date") ?? "") + (age > 0 ? age * 1_000 : 0);
  if (Number.isNaN(date)) return undefined;
  const [least, most] = [began - (date + 1_000), ended - date];
  if (least <= 0 && most >= 0) return 0;
  return least > 0 ? least : most;
}

/** Less does no harm: what goes by the clock is a matter of minutes and hours. */
export const TOLERANCE_MS = 30_000;
