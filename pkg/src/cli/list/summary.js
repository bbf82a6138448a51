// The summary of a list that has ended.

import { stderr } from "../output.js";
import { commandWith } from "../shell.js";
import { count, duration, plural } from "../text.js";

/** @typedef {import("./tally.js").Tally} Tally */

/**
 * @param {{ total: number, before: number, tally: Tally, ms: number }} run `before`: answered by earlier runs
 */
export function showSummary({ total, before, tally, ms }) {
  const { paint } = stderr;
  if (total === 0) return;
  const earlier = before > 0 ? ` (${count(before)} answered before)` : "";
  stderr.line(paint("bold", `${count(tally.done)} of ${plural(total, "row")} in ${duration(ms)}${earlier}`));
  const counts = tally.counts();
  const [names, numbers] = [
    Math.max(...counts.map(([name]) => name.length)),
    Math.max(...counts.map(([, value]) => count(value).length)),
  ];
  for (const [name, value, style] of counts) {
    const line = `  ${name.padEnd(names)}  ${count(value).padStart(numbers)}`;
    stderr.line(paint(value > 0 ? style : "dim", line));
  }
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
