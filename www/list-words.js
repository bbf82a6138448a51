// What a list run says about itself and about each result.

import { errorWords } from "./advice.js";
import { duration } from "./format.js";
import { distanceWords, unknownWords } from "./verdict.js";

/**
 * @typedef {import("../pkg/dist/index.js").ConnectionCheck} ConnectionCheck
 * @typedef {import("../pkg/dist/index.js").LinkedInStatusError} LinkedInStatusError
 */

/** @param {number} number */
export const count = (number) => number.toLocaleString("en");

/**
 * @param {number} number
 * @param {string} one
 */
export const plural = (number, one) => `${count(number)} ${one}${number === 1 ? "" : "s"}`;

/** @param {ConnectionCheck} check */
export function detailWords(check) {
  if (!check.ok) return errorWords(check.error);
  const { verdict, connection } = check;
  if (verdict === "connected") return { title: "1st degree", advice: "" };
  if (verdict === "self") return { title: "The viewing account itself", advice: "" };
  if (verdict === "unknown") return { title: unknownWords(connection), advice: "Look at the profile first." };
  const words = distanceWords(connection);
  return { title: words.charAt(0).toUpperCase() + words.slice(1), advice: "" };
}

/**
 * How often each reason to fail occurred, the most frequent first.
 *
 * @param {readonly ConnectionCheck[]} checks
 */
export function failureGroups(checks) {
  /** @type {Map<string, { error: LinkedInStatusError, number: number }>} */
  const groups = new Map();
  for (const check of checks) {
    if (check.ok) continue;
    const group = groups.get(check.error.code) ?? { error: check.error, number: 0 };
    group.number += 1;
    groups.set(check.error.code, group);
  }
  return [...groups.values()]
    .sort((one, other) => other.number - one.number)
    .map(({ error, number }) => ({ number, code: error.code, ...errorWords(error) }));
}

/**
 * @param {{ done: number, total: number, rate: number | undefined, left: number | undefined, held?: number }} pace held:
 *   answers that came in a pause; the run hands them out when it goes on
 */
export function paceWords({ done, total, rate, left, held = 0 }) {
  const parts = [`${count(done)} of ${count(total)}`];
  if (held > 0) return `${parts[0]} · ${plural(held, "result")} more to show when you resume`;
  if (rate !== undefined) parts.push(`${count(Math.round(rate))} a minute`);
  if (left !== undefined && done < total) parts.push(left < 1_500 ? "nearly there" : `about ${duration(left)} left`);
  return parts.join(" · ");
}

/**
 * @param {number} ms
 * @param {boolean} byService
 * @param {number} perMinute
 */
export function waitingWords(ms, byService, perMinute) {
  const time = ms < 120_000 ? `${Math.ceil(ms / 1000)} s` : duration(ms);
  return byService
    ? `Waiting ${time} because the service asked.`
    : `Waiting ${time} to keep to ${count(perMinute)} a minute.`;
}
