// linkedin-status connections: a list of prospects. Written row by row, so that a run can be stopped and resumed.

import { realpath } from "node:fs/promises";
import { connectionCall } from "../call-options.js";
import { EXIT, exitCode } from "../exit-codes.js";
import { Interrupted } from "../interrupt.js";
import { ADDED_COLUMNS, csvFormat, jsonlFormat } from "../list/formats.js";
import { readList } from "../list/read-list.js";
import { runList } from "../list/run-list.js";
import { openSource } from "../list/source.js";
import { resumeCommand, showSummary } from "../list/summary.js";
import { stderr } from "../output.js";
import { asError, showError } from "../report.js";
import { clean } from "../text.js";
import { usageError } from "../usage.js";

/** @typedef {import("../main.js").Arguments} Arguments */
/** @typedef {import("../main.js").Run} Run */

/**
 * @param {Arguments} given
 * @param {Run} run
 */
export async function connections({ options, positional }, run) {
  const { column, resume = false, json = false, concurrency, perMinute } = options;
  const output = options.output === "-" ? undefined : options.output;
  if (resume && output === undefined) {
    throw usageError("--resume needs the --output of the run that is to go on. Add --output FILE.", "resume");
  }
  const call = { ...connectionCall(options, run), concurrency, perMinute };
  const source = await openSource(positional, run.signal);
  try {
    if (source.file !== undefined && output !== undefined) await refuseSameFile(source.file, output);
    const list = await readList(source, column, run.signal);
    // With --json, everything on standard output is one JSON value.
    const isCsv = json && output === undefined ? false : options.format !== "jsonl";
    if (isCsv) refuseAnswerColumn(list.columns[list.idColumn] ?? "");
    const format = isCsv ? csvFormat(list) : jsonlFormat();
    const ended = await runList({ list, format, call, output, json, resume });
    return await conclude(ended, { output, isStandardInput: positional === "-" }, run);
  } finally {
    await source.close();
  }
}

/**
 * Prints the summary, the errors and the command that resumes the run.
 *
 * @returns the exit code
 *
 * @param {import("../list/run-list.js").Ended} ended
 * @param {{ output: string | undefined, isStandardInput: boolean }} given
 * @param {Run} run
 */
async function conclude(ended, { output, isStandardInput }, { argv, env }) {
  const { failure, total, before, tally, ms } = ended;
  const interrupted = failure instanceof Interrupted;
  const errors = failure === undefined || interrupted ? [] : [failure];
  const summary = { total, before, ...tally.toJSON(), ...(interrupted ? { interrupted } : {}) };
  const json = { summary, ...(errors.length > 0 ? { error: asError(failure).toJSON() } : {}) };
  await ended.end({ complete: failure === undefined, json }).catch((error) => {
    if (error !== failure) errors.push(error);
  });

  if (interrupted) stderr.line("Interrupted.");
  showSummary({ total, before, tally, ms });
  for (const error of errors) showError(error, env);
  const command = resumeCommand(argv, env);
  const sameInput = isStandardInput ? " (with the same list on standard input)" : "";
  if (output === undefined) {
    if (failure !== undefined)
      stderr.line("With --output FILE, a run that was cut short can go on later with --resume.");
  } else if (failure !== undefined) {
    stderr.line(`The rows so far are in ${clean(output)}. Go on with${sameInput}:\n  ${command}`);
  } else if (tally.retryable > 0) {
    stderr.line(`Ask the failed rows again with${sameInput}:\n  ${command}`);
  }
  if (interrupted) return EXIT.interrupted;
  // The first error decides: a summary that could not be written after it does not change the exit code.
  if (errors.length > 0) return exitCode(errors[0]);
  return tally.failed > 0 ? EXIT.failedRows : EXIT.done;
}

/**
 * @param {string} input
 * @param {string} output
 */
async function refuseSameFile(input, output) {
  const [one, other] = await Promise.all([realpath(input), realpath(output).catch(() => undefined)]);
  if (one === other) throw usageError("--output is the list itself. Choose another file; nothing was sent.", "output");
}

/** @param {string} column */
function refuseAnswerColumn(column) {
  if (!ADDED_COLUMNS.some((name) => name === column.trim())) return;
  throw usageError(
    `The column ${column.trim()} of the list would be replaced by the answer. Rename it, or choose --format jsonl; nothing was sent.`,
    "column",
  );
}
