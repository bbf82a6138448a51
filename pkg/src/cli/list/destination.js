// Where the rows go: to a file, to standard output, or into the one JSON value of --json.

import { stderr, stdout } from "../output.js";
import { cleanRows, toJson } from "../text.js";
import { openRowsFile, unwritable } from "./rows-file.js";

/** @typedef {import("./rows-file.js").Format} Format */

/**
 * @typedef {object} Destination
 * @property {(row: string) => Promise<void>} write
 * @property {(end: { complete: boolean, json: object }) => Promise<void>} end `json`: what --json prints besides the rows
 */

/**
 * @param {Format} format
 * @param {{ output: string | undefined, json: boolean, resume: boolean, keep: import("./rows-file.js").Keep, signal: AbortSignal }} how
 * @param {() => void} clearProgress called before something is written to the terminal, where the progress bar may be
 * @returns {Promise<Destination>}
 */
export async function openDestination(format, { output, json, ...how }, clearProgress) {
  /** @param {string} text */
  const print = async (text) => {
    if (stdout.isTerminal && stderr.isTerminal) clearProgress();
    await stdout.write(stdout.isTerminal ? cleanRows(text) : text);
  };
  /** @param {string} text */
  const printRow = async (text) => {
    if (stdout.readerIsGone) return;
    await print(text);
    if (!stdout.readerIsGone) return;
    // The run still goes on: its exit code must be that of the whole list.
    clearProgress();
    stderr.line("Nothing reads the rows any more. The run goes on for its exit code; Ctrl-C ends it.");
  };
  if (output !== undefined) {
    const file = await openRowsFile(output, format, how);
    return oneAtATime({
      write: (row) =>
        file.write(row).catch((error) => {
          throw unwritable(error, output);
        }),
      async end({ complete, json: summary }) {
        await file.close(complete);
        if (json) await print(`${toJson(summary, 2)}\n`);
      },
    });
  }
  if (json) {
    let separator = '{"results":[\n';
    return oneAtATime({
      write(row) {
        const text = `${separator}${row.trimEnd()}`;
        separator = ",\n";
        return printRow(text);
      },
      end: ({ json }) => print(`${separator === ",\n" ? "" : separator}\n],${toJson(json).slice(1)}\n`),
    });
  }
  let header = format.header ?? "";
  return oneAtATime({
    write(row) {
      const text = header + row;
      header = "";
      return printRow(text);
    },
    async end({ complete }) {
      if (complete && header) await print(header);
    },
  });
}

/**
 * Writes one row after the other: answers and repeated ids call `write` at the same time.
 *
 * @param {Destination} destination
 * @returns {Destination}
 */
function oneAtATime(destination) {
  let last = Promise.resolve();
  /** @param {() => Promise<void>} then */
  const next = (then) => {
    const done = last.then(then);
    last = done.catch(() => {});
    return done;
  };
  return {
    write: (row) => next(() => destination.write(row)),
    end: (end) => next(() => destination.end(end)),
  };
}
