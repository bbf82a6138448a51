// The summary of a list that has ended.

import { messageText, withoutAdvice } from "../error-text.js";
import { stderr } from "../output.js";
import { commandWith } from "../shell.js";
import { clean, count, duration, plural } from "../text.js";

/** @typedef {import("./tally.js").Tally} Tally */

/**
 * @param {object} run
 * @param {number} run.total
 * @param {number} run.before answered by earlier runs
 * @param {Tally} run.tally
 * @param {number} run.ms
 * @param {number | undefined} run.leftToday
 * @param {NodeJS.ProcessEnv} env
 */
export function showSummary({ total, before, tally, ms, leftToday }, env) {
  const { paint } = stderr;
  if (total === 0) return;
  const earlier = before > 0 ? ` (${count(before)} answered before)` : "";
  stderr.line(paint("bold", `${count(tally.done)} of ${plural(total, "row")} in ${duration(ms)}${earlier}`));
  // The first is what the list was asked for: also none of it is an answer.
  const counts = tally.counts().filter(([, value], at) => at === 0 || value > 0);
  const found = counts.map(([name, value, style]) => paint(value > 0 ? style : "dim", `${count(value)} ${name}`));
  const today = leftToday === undefined ? "" : `; ${plural(leftToday, "look-up")} left today`;
  stderr.line(`  ${found.join(", ")}${today}`);
  const reasons = Object.entries(tally.reasons).sort(([, a], [, b]) => b - a);
  for (const [code, value] of reasons) {
    stderr.line(`    ${count(value)} ${code}`);
    const error = tally.first[code];
    // What answered without a word of its own may be another server: the message says what it looks like.
    if (error?.status !== undefined && error.vendorMessage === undefined) {
      stderr.line(`      ${clean(withoutAdvice(messageText(error, undefined, env)), 300)}`);
    }
  }
}

/**
 * The command that continues where this one has stopped.
 *
 * @param {readonly string[]} argv
 * @param {NodeJS.ProcessEnv} env
 */
export const resumeCommand = (argv, env) => commandWith({ argv, env }, ["--resume"]);
