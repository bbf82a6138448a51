// How far a list has come, on stderr: a bar where it can be redrawn, else a line now and then.

import { stderr } from "../output.js";
import { clock, count, duration, plural } from "../text.js";

/** @typedef {import("./tally.js").Tally} Tally */

const REDRAW_MS = 125;
const LINE_MS = 5_000;

/**
 * @param {{ total: number, tally: Tally, perMinute: number }} run the tally holds what earlier runs answered
 */
export function startProgress({ total, tally, perMinute }) {
  const rate = createRate(perMinute);
  let pausedUntil = 0;
  let lines = 0;
  let drawnAt = 0;
  let saidAt = performance.now();
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
    const picture = bar({ total, tally, ...facts() });
    const before = lines > 0 ? `\r${"\u001b[1A".repeat(lines - 1)}` : "";
    stderr.show(`${before}${picture.map((line) => `${line}\u001b[K`).join("\n")}`);
    lines = picture.length;
    drawnAt = performance.now();
  };
  const timer = canRedraw ? setInterval(draw, REDRAW_MS) : undefined;
  timer?.unref();
  if (canRedraw) draw();

  return {
    /** A row has its answer. */
    answered() {
      const now = performance.now();
      rate.add(now);
      if (canRedraw) {
        if (now - drawnAt >= REDRAW_MS) draw();
      } else if (now - saidAt >= LINE_MS && tally.done < total) {
        saidAt = now;
        stderr.line(sentence({ total, tally, ...facts() }));
      }
    },
    /** @param {number} ms */
    paused(ms) {
      const until = performance.now() + ms;
      // Told again with each answer that comes in during a pause.
      if (until - pausedUntil < 1_000) return;
      pausedUntil = until;
      if (canRedraw) return draw();
      const now = performance.now();
      if (ms < LINE_MS && now - saidAt < LINE_MS) return;
      saidAt = now;
      // Whose limit it is, that of --per-minute or one that the service told, is not known here.
      const done = `${count(tally.done)} of ${count(total)} done.`;
      stderr.line(`Pausing for ${duration(ms)} to stay within the limit of requests; ${done}`);
    },
    /** Makes room for something else; the bar comes back by itself. */
    clear,
    stop() {
      clearInterval(timer);
      clear();
    },
  };
}

/**
 * Rows in the last 60 seconds, in buckets of one.
 *
 * @param {number} most what the pace allows: the first burst is no measure of the rest
 */
function createRate(most) {
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
      return Math.min(most, (sum / seconds) * 60);
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
function sentence({ total, tally, perMinute, left }) {
  const counts = tally.counts().map(([name, value]) => `${count(value)} ${name}`);
  const time = left === undefined ? "" : `, about ${duration(left)} left`;
  const done = `${count(tally.done)} of ${plural(total, "row")} (${Math.floor((tally.done / total) * 100)}%)`;
  return `${done}: ${counts.join(", ")}; ${count(Math.round(perMinute))} a minute${time}.`;
}
