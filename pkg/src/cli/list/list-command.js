// What all commands that go through a list share: from the arguments to the exit code.

import { stat } from "node:fs/promises";
import { EXIT, exitCode } from "../exit-codes.js";
import { Interrupted } from "../interrupt.js";
import { stderr } from "../output.js";
import { asError, showError } from "../report.js";
import { clean } from "../text.js";
import { usageError } from "../usage.js";
import { csvFormat, jsonlFormat } from "./formats.js";
import { readList } from "./read-list.js";
import { runList } from "./run-list.js";
import { openSource } from "./source.js";
import { resumeCommand, showSummary } from "./summary.js";

/** @typedef {import("../main.js").Run} Run */
/** @typedef {import("./kinds.js").Kind} Kind */

/** Names of standard output: by them it is written in place, as with `-`. */
const STANDARD_OUTPUT = new Set(["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"]);

/**
 * @param {Kind} kind
 * @param {import("./kinds.js").Check} check the function of the package
 * @param {import("./kinds.js").ListCall} call
 * @param {{ options: import("../options.js").Values, positional: string }} given
 * @param {Run} run
 * @returns {Promise<number>} the exit code
 */
export async function listCommand(kind, check, call, { options, positional }, run) {
  const { column, resume = false, json = false } = options;
  const output = STANDARD_OUTPUT.has(options.output ?? "-") ? undefined : options.output;
  if (resume && output === undefined) {
    throw usageError("--resume needs the --output of the run that is to go on. Add --output FILE.", "resume");
  }
  if (output === "") throw usageError("--output is empty. Name the file to write.", "output");
  const source = await openSource(positional, run.signal);
  try {
    if (source.file !== undefined && output !== undefined) await refuseSameFile(source.file, output);
    const list = await readList(source, column, run.signal);
    // With --json, everything on standard output is one JSON value.
    const isCsv = json && output === undefined ? false : options.format !== "jsonl";
    if (isCsv) refuseAnswerColumn(list.columns[list.idColumn] ?? "", kind);
    const format = isCsv ? csvFormat(list, kind) : jsonlFormat(kind);
    const sender = kind.hasSender && options.accountId !== undefined ? String(options.accountId) : undefined;
    const ended = await runList({ kind, check, list, format, call, output, sender, json, resume });
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
 * @param {import("./run-list.js").Ended} ended
 * @param {{ output: string | undefined, isStandardInput: boolean }} given
 * @param {Run} run
 */
async function conclude(ended, { output, isStandardInput }, { argv, env }) {
  const { failure, total, before, tally, ms, leftToday } = ended;
  const interrupted = failure instanceof Interrupted;
  const errors = failure === undefined || interrupted ? [] : [failure];
  const summary = { total, before, ...tally.toJSON(), leftToday, ...(interrupted ? { interrupted } : {}) };
  const json = { summary, ...(errors.length > 0 ? { error: asError(failure).toJSON() } : {}) };
  await ended.end({ complete: failure === undefined, json }).catch((error) => {
    if (error !== failure) errors.push(error);
  });

  if (interrupted) stderr.line("Interrupted.");
  showSummary({ total, before, tally, ms, leftToday }, env);
  for (const error of errors) showError(error, env);
  const isCutShort = interrupted || errors.length > 0;
  const sameInput = isStandardInput ? " (with the same list on standard input)" : "";
  if (errors.length > 0 && asError(errors[0]).code === "invalid_options") {
    // It says itself what to do: the same command would meet the same again.
  } else if (output === undefined) {
    if (isCutShort) stderr.line("With --output FILE, a run that was cut short can go on later with --resume.");
  } else if (isCutShort) {
    const where = tally.done > 0 ? `The rows so far are in ${clean(output)}. ` : "";
    stderr.line(`${where}Go on with${sameInput}:\n  ${resumeCommand(argv, env)}`);
  } else if (tally.retryable > 0) {
    stderr.line(`Ask the failed rows again with${sameInput}:\n  ${resumeCommand(argv, env)}`);
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
  const [one, other] = await Promise.all([input, output].map((file) => stat(file).catch(() => undefined)));
  if (!one || !other || one.dev !== other.dev || one.ino !== other.ino) return;
  throw usageError("--output is the list itself. Choose another file; nothing was sent.", "output");
}

/** @param {string} column @param {Kind} kind */
function refuseAnswerColumn(column, kind) {
  if (!kind.columns.includes(column.trim())) return;
  throw usageError(
    `The column ${column.trim()} of the list would be replaced by the answer. Rename it, or choose --format jsonl; nothing was sent.`,
    "column",
  );
}
