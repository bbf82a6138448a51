// The summary of a list that has ended.

import { stderr } from "../output.js";
import { commandWith } from "../shell.js";
import { count, duration, plural } from "../text.js";

/** @typedef {import("./tally.js").Tally} Tally */

/**
 * @param {object} run
 * @param {number} run.total
 * @param {number} run.before answered by earlier runs
 * @param {Tally} run.tally
 * @param {number} run.ms
 * @param {number | undefined} run.leftToday
 */
export function showSummary({ total, before, tally, ms, leftToday }) {
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
  for (const [code, value] of reasons) stderr.line(`    ${count(value)} ${code}`);
}

/**
 * The command that continues where this one has stopped.
 *
 * @param {readonly string[]} argv
 * @param {NodeJS.ProcessEnv} env
 */
export const resumeCommand = (argv, env) => commandWith({ argv, env }, ["--resume"]);
