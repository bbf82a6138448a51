// The lines of the progress display, cut to the width of the terminal.

import { stderr } from "../output.js";
import { clock, count, duration, plural } from "../text.js";

/** @typedef {import("./tally.js").Tally} Tally */
/** @typedef {{ total: number, tally: Tally, perMinute: number, left: number | undefined, waitingMs: number, idleMs: number }} Facts */

/** After so long without an answer the display says what it waits for. */
const QUIET_MS = 3_000;
const MAX_BAR = 32;
const LEAST_BAR = 4;

/**
 * @typedef {object} Screen
 * @property {number} columns
 * @property {boolean} unicode
 * @property {ReturnType<typeof import("../text.js").painter>} paint
 */

/**
 * @param {Facts} facts
 * @param {Screen} [screen]
 * @returns {{ text: string, width: number }[]} `width` in columns
 */
export function bar({ total, tally, perMinute, left, waitingMs, idleMs }, screen = stderr) {
  const { paint, unicode } = screen;
  // The last column stays free: many terminals go to the next line when it is written.
  const room = Math.max(1, screen.columns - 1);
  const share = total > 0 ? tally.done / total : 1;
  const done = `${count(tally.done)} of ${count(total)}`;
  const percent = `${String(Math.floor(share * 100)).padStart(3)}%`;
  const remaining = left === undefined ? "" : `${clock(left)} left`;
  // In the order of what is said first and given up last. Why nothing moves comes before how far it is.
  const parts =
    waitingMs > 0
      ? [`paused, ${clock(waitingMs)}`, done, percent, remaining]
      : idleMs >= QUIET_MS
        ? [done, percent, `waiting for an answer, ${clock(idleMs)}`, remaining]
        : [done, percent, `${count(Math.round(perMinute))} a minute`, remaining];
  const text = fitted(parts.filter(Boolean), room);
  const width = Math.min(MAX_BAR, room - text.length - 2);
  const shown = width < LEAST_BAR ? "" : `${drawn(share, width, waitingMs > 0, paint, unicode)}  `;
  const counts = fittedCounts(tally, room);
  return [
    { text: shown + text, width: (width < LEAST_BAR ? 0 : width + 2) + text.length },
    {
      text: counts.map(({ text, style, value }) => paint(value > 0 ? style : "dim", text)).join("  "),
      width: widthOf(counts.map(({ text }) => text)),
    },
  ];
}

/** As many of the parts as fit, and the first one, cut if it must be. @param {readonly string[]} parts @param {number} room */
function fitted(parts, room) {
  const [first = ""] = parts;
  const kept = [first.slice(0, room)];
  for (const part of parts.slice(1)) {
    if (widthOf([...kept, part]) > room) break;
    kept.push(part);
  }
  return kept.join("  ");
}

/** @param {readonly string[]} parts */
const widthOf = (parts) => parts.reduce((sum, part) => sum + part.length + 2, -2);

/**
 * @param {number} share
 * @param {number} width
 * @param {boolean} isPaused
 * @param {Screen["paint"]} paint
 * @param {boolean} unicode
 */
function drawn(share, width, isPaused, paint, unicode) {
  const filled = Math.min(width, Math.floor(share * width));
  const [full, empty] = unicode ? ["━", "─"] : ["=", "-"];
  return `${paint(isPaused ? "yellow" : "green", full.repeat(filled))}${paint("dim", empty.repeat(width - filled))}`;
}

/** The counts that fit; those that count nothing go first. @param {Tally} tally @param {number} room */
function fittedCounts(tally, room) {
  const all = tally.counts().map(([name, value, style]) => ({ text: `${count(value)} ${name}`, style, value }));
  let kept = all;
  while (kept.length > 0 && widthOf(kept.map(({ text }) => text)) > room) {
    const empty = kept.findLastIndex(({ value }) => value === 0);
    const out = empty >= 0 ? empty : kept.length - 1;
    kept = kept.filter((_, index) => index !== out);
  }
  return kept;
}

/** For a log. @param {Facts} facts */
export function statusLine({ total, tally, perMinute, left }) {
  const counts = tally.counts().map(([name, value]) => `${count(value)} ${name}`);
  const time = left === undefined ? "" : `, about ${duration(left)} left`;
  const done = `${count(tally.done)} of ${plural(total, "row")} (${Math.floor((tally.done / total) * 100)}%)`;
  return `${done}: ${counts.join(", ")}; ${count(Math.round(perMinute))} a minute${time}.`;
}
