// The rows of a file of results that an earlier run has written. Only the last one may be torn: cut off in the middle by a kill
// or a full disk, and so without its line end. If any other row is not one that this program writes, the file is somebody
// else's and stays as it is.

import { Readable } from "node:stream";
import { parse } from "csv-parse/sync";
import { needsQuotes } from "../../csv.js";
import { usageError } from "../usage.js";
import { clean } from "../text.js";
import { DEFAULT_COLUMN } from "./formats.js";
import { headerDifference } from "./header-difference.js";
import { sameName } from "./names.js";
import { records, SHARED } from "./records.js";

/** @typedef {import("./formats.js").CsvFormat} CsvFormat */
/** @typedef {import("./formats.js").EarlierRow} EarlierRow */
/** @typedef {import("./formats.js").Format} Format */
/** @typedef {import("./formats.js").JsonlFormat} JsonlFormat */
/** @typedef {import("node:fs/promises").FileHandle} FileHandle */

/**
 * @typedef {object} Entry
 * @property {EarlierRow} found
 * @property {string} row its text, with its line end
 * @property {number} line
 * @typedef {object} Reading what was found besides the rows, once they are read
 * @property {boolean} torn the last row is not whole
 */

const HEAD = 1_048_576;

/** @param {string} what */
export const notResumable = (what) =>
  usageError(
    `${what}, so it cannot be resumed. Choose the list and the options it was made with, or another --output; ` +
      "nothing was sent and nothing changed.",
    "output",
  );

/**
 * @param {FileHandle} handle
 * @param {Format} format
 * @param {string} name
 * @param {Reading} reading
 * @returns {AsyncGenerator<Entry, void, undefined>}
 */
export async function* earlierRows(handle, format, name, reading) {
  const { size } = await handle.stat();
  const isCsv = "columns" in format;
  // What stands behind the last line end may be cut off in any column; whatever it seems to say, it is asked again.
  const end = await endOfLines(handle, size, isCsv ? [LF, CR] : [LF]);
  reading.torn = end < size;
  const chunks = end > 0 ? handle.createReadStream({ start: 0, end: end - 1, autoClose: false }) : Readable.from([]);
  if (isCsv) yield* csvRows(handle, chunks, format, name, reading);
  else if (end > 0) yield* jsonlRows(chunks, format, name);
  else if (!(await beginsLike(handle, JSONL_START)))
    throw notResumable(`${name} does not hold what --format jsonl writes`);
}

const [LF, CR] = [0x0a, 0x0d];
const JSONL_START = '{"prospectId":';

/**
 * The position behind the last line end.
 *
 * @param {FileHandle} handle
 * @param {number} size
 * @param {readonly number[]} ends
 */
async function endOfLines(handle, size, ends) {
  for (let to = size; to > 0;) {
    const from = Math.max(0, to - 65_536);
    const bytes = await bytesAt(handle, from, to - from);
    for (let at = bytes.length - 1; at >= 0; at--) if (ends.includes(bytes[at] ?? 0)) return from + at + 1;
    to = from;
  }
  return 0;
}

/** @param {FileHandle} handle @param {number} position @param {number} length */
async function bytesAt(handle, position, length) {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** Whether the file and the text agree as far as the shorter one goes. @param {FileHandle} handle @param {string} text */
async function beginsLike(handle, text) {
  const bytes = Buffer.from(text);
  const found = await bytesAt(handle, 0, bytes.length);
  return found.equals(bytes.subarray(0, found.length));
}

/**
 * @param {FileHandle} handle
 * @param {AsyncIterable<Buffer>} chunks
 * @param {CsvFormat} format
 * @param {string} name
 * @param {Reading} reading
 * @returns {AsyncGenerator<Entry, void, undefined>}
 */
async function* csvRows(handle, chunks, format, name, reading) {
  let lastBad = 0;
  /** @type {import("csv-parse").Options} */
  const options = {
    relax_quotes: false,
    // A quote that is never closed is another sign of a torn row.
    skip_records_with_error: true,
    on_skip: (error) => {
      lastBad ||= Number(error?.lines) || 1;
      return undefined;
    },
  };
  const dialect = { encoding: "utf-8", delimiter: format.delimiter, torn: true };
  let hasHeader = false;
  for await (const { line, values } of records(chunks, dialect, options)) {
    if (!hasHeader) {
      hasHeader = values.length === format.columns.length && values.every((one, at) => one === format.columns[at]);
      if (hasHeader) {
        await refuseOtherColumn(handle, format, name);
        continue;
      }
      if (await isTornHeader(handle, format.header)) return;
      throw notResumable(headerDifference(await textAtStart(handle), format, name));
    }
    if (lastBad > 0 && lastBad < line)
      throw notResumable(`Line ${lastBad} of ${name} is not a row that was written here`);
    const found = format.read(values);
    if (found) yield { found, row: format.line(values), line };
    else lastBad = line;
  }
  if (lastBad > 0) reading.torn = true;
  if (!hasHeader && !(await isTornHeader(handle, format.header))) {
    throw notResumable(headerDifference(await textAtStart(handle), format, name));
  }
}

/** @param {FileHandle} handle */
const textAtStart = async (handle) => new TextDecoder().decode(await bytesAt(handle, 0, HEAD));

/**
 * The name of the column that the ids stood in is written in quotes, where it is not the default one.
 *
 * @param {FileHandle} handle
 * @param {CsvFormat} format
 * @param {string} name
 */
async function refuseOtherColumn(handle, format, name) {
  const { columns, delimiter, idColumn } = format;
  /** @type {number[]} */
  const marked = [];
  parse(await textAtStart(handle), {
    ...SHARED,
    delimiter,
    to: 1,
    cast(value, { quoting, index }) {
      if (quoting && !needsQuotes(value, delimiter)) marked.push(index);
      return value;
    },
  });
  // A program that quotes every name has saved the file: then nothing is known.
  if (marked.length > 1) return;
  const [earlier = columns.findIndex((one) => sameName(one) === sameName(DEFAULT_COLUMN))] = marked;
  if (earlier < 0 || earlier === idColumn) return;
  const [was, is] = [earlier, idColumn].map((index) => clean(columns[index] ?? "", 60));
  throw notResumable(`${name} answers for the ids in the column ${was}, and this run asks for those in ${is}`);
}

/** @param {FileHandle} handle @param {string} header */
const isTornHeader = async (handle, header) =>
  (await handle.stat()).size < Buffer.byteLength(header) && beginsLike(handle, header);

/**
 * @param {AsyncIterable<Buffer>} chunks
 * @param {JsonlFormat} format
 * @param {string} name
 * @returns {AsyncGenerator<Entry, void, undefined>}
 */
async function* jsonlRows(chunks, format, name) {
  let number = 0;
  for await (const line of lines(chunks)) {
    number++;
    const found = format.read(line);
    if (found) yield { found, row: `${line}\n`, line: number };
    else if (line.trim() !== "") {
      const isCsv = number === 1 && format.kind.columns.every((column) => line.includes(column));
      throw notResumable(
        isCsv
          ? `${name} was written with --format csv, and this run has --format jsonl`
          : `${name} holds a line that --format jsonl does not write (line ${number})`,
      );
    }
  }
}

/**
 * Not by node:readline, which also splits at characters that JSON strings may hold.
 *
 * @param {AsyncIterable<Buffer>} chunks that end with a line end
 */
async function* lines(chunks) {
  /** Parts of the current line. Joined once, since the whole file may be one line. @type {string[]} */
  let parts = [];
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    const [first = "", ...next] = decoder.decode(chunk, { stream: true }).split("\n");
    parts.push(first);
    for (const part of next) {
      yield parts.join("");
      parts = [part];
    }
  }
}
