// Times and durations for people.

import { h } from "./dom.js";

const UNITS = /** @type {const} */ ([
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
]);

/**
 * "3 months ago", "in 2 minutes"; undefined where the text is no time.
 *
 * @param {string} time RFC 3339
 * @param {number} [now] milliseconds since 1970
 */
export function relativeTime(time, now = Date.now()) {
  const seconds = (Date.parse(time) - now) / 1000;
  if (Number.isNaN(seconds)) return undefined;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.trunc(seconds / size), unit);
}

/**
 * "250 ms", "0.6 s", "12 s", "3 min", "2 h 5 min".
 *
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < 500) return `${Math.round(ms)} ms`;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 119_500) return `${Math.round(ms / 1000)} s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? "" : ` ${rest} min`}`;
}

/**
 * How long ago, and when exactly.
 *
 * @param {string} time RFC 3339
 */
export function timeElement(time) {
  const relative = relativeTime(time);
  if (relative === undefined) return time;
  const exact = new Date(time).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  return h("span", {}, h("time", { datetime: time }, relative), h("span.aside", {}, ` ${exact}`));
}
