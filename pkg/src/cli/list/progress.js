// The progress of a list, on stderr: a bar on a terminal, elsewhere a line every few seconds.

import { stderr } from "../output.js";
import { count, duration } from "../text.js";
import { bar, statusLine } from "./bar.js";
import { createRate } from "./rate.js";

/** @typedef {import("./tally.js").Tally} Tally */

const REDRAW_MS = 125;
const LINE_MS = 5_000;
/** In a log, so often is said that nothing is to be expected: a pause must not look like a program that hangs. */
const STILL_MS = 60_000;

/**
 * @param {{ total: number, tally: Tally, perMinute: number }} run `tally` already counts the rows of earlier runs
 * @param {typeof stderr} [screen]
 */
export function startProgress({ total, tally, perMinute }, screen = stderr) {
  const rate = createRate(perMinute);
  let pausedUntil = 0;
  /** The widths of the lines on the screen. @type {number[]} */
  let widths = [];
  let drawnAt = 0;
  let printedAt = performance.now();
  let movedAt = printedAt;
  const { canRedraw } = screen;

  const facts = () => {
    const now = performance.now();
    const waitingMs = Math.max(0, pausedUntil - now);
    const perMinute = rate.perMinute(now);
    const left = perMinute > 0 ? ((total - tally.done) / perMinute) * 60_000 + waitingMs : undefined;
    return { total, tally, perMinute, left, waitingMs, idleMs: now - Math.max(movedAt, pausedUntil) };
  };
  /** Moves to the beginning of what was drawn. A terminal that was narrowed since has wrapped it. */
  const back = () => {
    const rows = widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / screen.columns)), 0);
    return rows > 1 ? `\r\u001b[${rows - 1}A` : "\r";
  };
  const clear = () => {
    if (widths.length > 0) screen.show(`${back()}\u001b[J`);
    widths = [];
  };
  const draw = () => {
    const lines = bar(facts(), screen);
    const start = widths.length > 0 ? `${back()}\u001b[J` : "";
    screen.show(`${start}${lines.map(({ text }) => text).join("\n")}`);
    widths = lines.map(({ width }) => width);
    drawnAt = performance.now();
  };
  const still = () => {
    const now = performance.now();
    if (now - printedAt < STILL_MS || tally.done >= total) return;
    printedAt = now;
    const { waitingMs, idleMs } = facts();
    const done = `${count(tally.done)} of ${count(total)} done`;
    screen.line(
      waitingMs > 0
        ? `Still pausing, ${duration(waitingMs)} to go; ${done}.`
        : `Still waiting for an answer, for ${duration(Math.max(0, idleMs))} now; ${done}.`,
    );
  };
  const timer = canRedraw ? setInterval(draw, REDRAW_MS) : setInterval(still, LINE_MS);
  timer.unref();
  if (canRedraw) draw();

  return {
    /** Call for each row that has been written. */
    answered() {
      const now = performance.now();
      movedAt = now;
      rate.add(now);
      if (canRedraw) {
        if (now - drawnAt >= REDRAW_MS) draw();
      } else if (now - printedAt >= LINE_MS && tally.done < total) {
        printedAt = now;
        screen.line(statusLine(facts()));
      }
    },
    /** @param {number} ms */
    paused(ms) {
      const until = performance.now() + ms;
      // The same pause is reported again with each answer that arrives during it.
      if (until - pausedUntil < 1_000) return;
      pausedUntil = until;
      if (canRedraw) return draw();
      const now = performance.now();
      if (ms < LINE_MS && now - printedAt < LINE_MS) return;
      printedAt = now;
      // Not known here: whether --per-minute or an answer of the service sets this limit.
      const done = `${count(tally.done)} of ${count(total)} done.`;
      screen.line(`Pausing for ${duration(ms)} to stay within the limit of requests; ${done}`);
    },
    /** Removes the bar so that other text can be written. The timer draws it again. */
    clear,
    stop() {
      clearInterval(timer);
      clear();
    },
  };
}
