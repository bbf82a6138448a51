// Where the rows go: to a file, to standard output, or into the one JSON value of --json.

import { stderr, stdout } from "../output.js";
import { cleanRows, toJson } from "../text.js";
import { openRowsFile, unwritable } from "./rows-file.js";

/** @typedef {import("./rows-file.js").Format} Format */

/**
 * @typedef {object} Destination
 * @property {(row: string) => Promise<void>} write
 * @property {(end: { complete: boolean, json: object }) => Promise<void>} end `json`: what --json shows besides the rows
 */

/**
 * @param {Format} format
 * @param {{ output: string | undefined, json: boolean, resume: boolean, keep: import("./rows-file.js").Keep, signal: AbortSignal }} how
 * @param {() => void} beforeShown called before something is written to a terminal
 * @returns {Promise<Destination>}
 */
export async function openDestination(format, { output, json, ...how }, beforeShown) {
  /** @param {string} text */
  const show = async (text) => {
    if (stdout.isTerminal && stderr.isTerminal) beforeShown();
    await stdout.write(stdout.isTerminal ? cleanRows(text) : text);
  };
  /** @param {string} text */
  const showRow = async (text) => {
    if (stdout.readerIsGone) return;
    await show(text);
    if (!stdout.readerIsGone) return;
    // The run goes on all the same: whoever waits for its exit code gets the one of the whole list.
    beforeShown();
    stderr.line("Nothing reads the rows any more. The run goes on for its exit code; Ctrl-C ends it.");
  };
  if (output !== undefined) {
    const file = await openRowsFile(output, format, how);
    return inTurn({
      write: (row) =>
        file.write(row).catch((error) => {
          throw unwritable(error, output);
        }),
      async end({ complete, json: shown }) {
        await file.close(complete);
        if (json) await show(`${toJson(shown, 2)}\n`);
      },
    });
  }
  if (json) {
    let between = '{"results":[\n';
    return inTurn({
      write(row) {
        const text = `${between}${row.trimEnd()}`;
        between = ",\n";
        return showRow(text);
      },
      end: ({ json }) => show(`${between === ",\n" ? "" : between}\n],${toJson(json).slice(1)}\n`),
    });
  }
  let header = format.header ?? "";
  return inTurn({
    write(row) {
      const text = header + row;
      header = "";
      return showRow(text);
    },
    async end({ complete }) {
      if (complete && header) await show(header);
    },
  });
}

/**
 * Rows come from two sides, answers and repeated ids; one is written whole before the next.
 *
 * @param {Destination} destination
 * @returns {Destination}
 */
function inTurn(destination) {
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
