// The summary of a list that has ended, and the command that resumes it.

import { stderr } from "../output.js";
import { clean, count, duration, plural } from "../text.js";

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
export function resumeCommand(argv, env) {
  const all = argv.includes("--resume") ? argv : [...argv, "--resume"];
  const program = env.npm_command === "exec" ? "npx linkedin-status" : "linkedin-status";
  return [program, ...all.map(quote)].join(" ");
}

/** @param {string} argument */
function quote(argument) {
  const text = clean(argument, 4_096);
  if (/^[\w@%+=:,./\\-]+$/.test(text)) return text;
  return process.platform === "win32" ? `"${text.replaceAll('"', '\\"')}"` : `'${text.replaceAll("'", "'\\''")}'`;
}
