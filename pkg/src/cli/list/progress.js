// The progress of a list, on stderr: a bar on a terminal, elsewhere a line every few seconds.

import { stderr } from "../output.js";
import { clock, count, duration, plural } from "../text.js";

/** @typedef {import("./tally.js").Tally} Tally */

const REDRAW_MS = 125;
const LINE_MS = 5_000;

/**
 * @param {{ total: number, tally: Tally, perMinute: number }} run `tally` already counts the rows of earlier runs
 */
export function startProgress({ total, tally, perMinute }) {
  const rate = createRate(perMinute);
  let pausedUntil = 0;
  let lines = 0;
  let drawnAt = 0;
  let printedAt = performance.now();
  const { canRedraw } = stderr;

  const facts = () => {
    const now = performance.now();
    const waitingMs = Math.max(0, pausedUntil - now);
    const perMinute = rate.perMinute(now);
    const left = perMinute > 0 ? ((total - tally.done) / perMinute) * 60_000 + waitingMs : undefined;
    return { perMinute, left, waitingMs };
  };
  const clear = () => {
    if (lines > 0) stderr.show(`\r${"\u001b[1A".repeat(lines - 1)}\u001b[J`);
    lines = 0;
  };
  const draw = () => {
    const drawing = bar({ total, tally, ...facts() });
    const before = lines > 0 ? `\r${"\u001b[1A".repeat(lines - 1)}` : "";
    stderr.show(`${before}${drawing.map((line) => `${line}\u001b[K`).join("\n")}`);
    lines = drawing.length;
    drawnAt = performance.now();
  };
  const timer = canRedraw ? setInterval(draw, REDRAW_MS) : undefined;
  timer?.unref();
  if (canRedraw) draw();

  return {
    /** Call for each row that has been written. */
    answered() {
      const now = performance.now();
      rate.add(now);
      if (canRedraw) {
        if (now - drawnAt >= REDRAW_MS) draw();
      } else if (now - printedAt >= LINE_MS && tally.done < total) {
        printedAt = now;
        stderr.line(statusLine({ total, tally, ...facts() }));
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
      stderr.line(`Pausing for ${duration(ms)} to stay within the limit of requests; ${done}`);
    },
    /** Removes the bar so that other text can be written. The timer draws it again. */
    clear,
    stop() {
      clearInterval(timer);
      clear();
    },
  };
}

/**
 * Rows of the last 60 seconds, counted in 60 buckets of one second.
 *
 * @param {number} limit upper bound of the rate: a list begins with a burst that is not its later rate
 */
function createRate(limit) {
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

/** @typedef {{ total: number, tally: Tally, perMinute: number, left: number | undefined, waitingMs: number }} Facts */

/** @param {Facts} facts @returns {string[]} lines that fit the terminal */
function bar({ total, tally, perMinute, left, waitingMs }) {
  const { paint, unicode } = stderr;
  const room = Math.max(20, stderr.columns - 1);
  const share = total > 0 ? tally.done / total : 1;
  const parts = [
    `${count(tally.done)} of ${count(total)}`,
    `${String(Math.floor(share * 100)).padStart(3)}%`,
    waitingMs > 0 ? `paused, ${clock(waitingMs)}` : `${count(Math.round(perMinute))} a minute`,
    left === undefined ? "" : `${clock(left)} left`,
  ].filter(Boolean);
  while (parts.length > 1 && parts.join("  ").length + 14 > room) parts.pop();
  const text = parts.join("  ");
  const width = Math.max(0, Math.min(32, room - text.length - 2));
  const filled = Math.min(width, Math.floor(share * width));
  const [full, empty] = unicode ? ["━", "─"] : ["=", "-"];
  const style = waitingMs > 0 ? "yellow" : "green";
  const drawn = width < 4 ? "" : `${paint(style, full.repeat(filled))}${paint("dim", empty.repeat(width - filled))}  `;
  return [`${drawn}${text}`, counts(tally, room)];
}

/** @param {Tally} tally @param {number} room */
function counts(tally, room) {
  const { paint } = stderr;
  let used = 0;
  return tally
    .counts()
    .map(([name, value, style]) => ({ text: `${count(value)} ${name}`, style, value }))
    .filter(({ text }) => (used += text.length + 2) <= room + 2)
    .map(({ text, style, value }) => paint(value > 0 ? style : "dim", text))
    .join("  ");
}

/** @param {Facts} facts */
function statusLine({ total, tally, perMinute, left }) {
  const counts = tally.counts().map(([name, value]) => `${count(value)} ${name}`);
  const time = left === undefined ? "" : `, about ${duration(left)} left`;
  const done = `${count(tally.done)} of ${plural(total, "row")} (${Math.floor((tally.done / total) * 100)}%)`;
  return `${done}: ${counts.join(", ")}; ${count(Math.round(perMinute))} a minute${time}.`;
}
