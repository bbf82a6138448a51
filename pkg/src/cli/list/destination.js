// Where the rows go: to a file, to standard output, or into the one JSON value of --json.

import { stderr, stdout } from "../output.js";
import { cleanRows, toJson } from "../text.js";
import { openRowsFile } from "./rows-file.js";

/** @typedef {import("./formats.js").Format} Format */

/**
 * @typedef {object} Destination
 * @property {(row: string, asked?: boolean) => Promise<void>} write `asked`: the row has cost a request, so it is on the disk
 *   when this resolves. Others, which cost nothing to write again, are gathered
 * @property {() => Promise<void>} flush writes what was gathered
 * @property {(end: { complete: boolean, json: object }) => Promise<void>} end `json`: what --json prints besides the rows
 *
 * @typedef {object} Sink
 * @property {(text: string, sync: boolean) => Promise<void>} write
 * @property {(complete: boolean, json: object) => Promise<void>} end
 * @property {(row: string) => string} [form]
 */

/** Gathered text beyond this is written at once. */
const MAX_GATHERED = 65_536;

/**
 * @param {Format} format
 * @param {{ output: string | undefined, json: boolean } & import("./rows-file.js").How} how
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
  const printRows = async (text) => {
    if (stdout.readerIsGone) return;
    await print(text);
    if (!stdout.readerIsGone) return;
    // The run still goes on: its exit code must be that of the whole list.
    clearProgress();
    stderr.line("Nothing reads the rows any more. The run goes on for its exit code; Ctrl-C ends it.");
  };
  if (output !== undefined) {
    const file = await openRowsFile(output, format, how);
    return gathering({
      async write(text, sync) {
        await file.write(text);
        if (sync) await file.sync();
      },
      async end(complete, summary) {
        await file.close(complete);
        if (json) await print(`${toJson(summary, 2)}\n`);
      },
    });
  }
  if (json) {
    let separator = '{"results":[\n';
    return gathering({
      form(row) {
        // Each ends its line: on a terminal the progress bar is drawn on the one below.
        const text = `${separator}${row.trimEnd()}\n`;
        separator = ",";
        return text;
      },
      write: printRows,
      end: (_complete, json) => print(`${separator === "," ? "" : separator}],${toJson(json).slice(1)}\n`),
    });
  }
  let header = format.header ?? "";
  return gathering({
    form(row) {
      const text = header + row;
      header = "";
      return text;
    },
    write: printRows,
    async end(complete) {
      if (complete && header) await print(header);
    },
  });
}

/**
 * Writes one text after the other: answers and repeated ids call `write` at the same time.
 *
 * @param {Sink} sink
 * @returns {Destination}
 */
function gathering({ write, end, form = (row) => row }) {
  let last = Promise.resolve();
  let gathered = "";
  /** @param {() => Promise<void>} then */
  const next = (then) => {
    const done = last.then(then);
    last = done.catch(() => {});
    return done;
  };
  /** @param {boolean} sync */
  const flush = (sync) =>
    next(async () => {
      const text = gathered;
      gathered = "";
      if (text !== "") await write(text, sync);
    });
  return {
    async write(row, asked = true) {
      gathered += form(row);
      if (asked || gathered.length >= MAX_GATHERED) await flush(asked);
    },
    flush: () => flush(false),
    async end({ complete, json }) {
      // What ended the run may be that nothing can be written.
      if (complete) await flush(true);
      else await flush(true).catch(() => {});
      await next(() => end(complete, json));
    },
  };
}
