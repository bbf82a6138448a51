// Parses bytes into CSV records.

import { pipeline, Readable } from "node:stream";
import { parse } from "csv-parse";
import { decode } from "./encoding.js";
import { isBlank } from "./names.js";

/**
 * @typedef {object} Dialect
 * @property {string} encoding
 * @property {string} delimiter
 * @property {boolean} [mark] the bytes begin with a byte order mark
 * @property {number} [skip] how many records stand above the header, or above the first id
 * @property {boolean} [torn] the bytes may end in the middle of a character
 * @typedef {object} Record
 * @property {number} line the line that it begins on, from 1
 * @property {string[]} values
 */

/** @type {import("csv-parse").Options} */
export const SHARED = {
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  // All kinds: a file that was edited on several systems has more than one.
  record_delimiter: ["\r\n", "\n", "\r"],
  // A quote that is never closed must not pull a whole file into memory.
  max_record_size: 1_048_576,
};

/**
 * Skips blank lines, also those that a spreadsheet has filled with delimiters.
 *
 * @param {AsyncIterable<Buffer>} chunks
 * @param {Dialect} dialect
 * @param {import("csv-parse").Options} [options]
 * @returns {AsyncGenerator<Record, void, undefined>}
 */
export async function* records(chunks, { encoding, delimiter, torn = false, skip = 0 }, options = {}) {
  const parser = parse({ ...SHARED, delimiter, ...options, info: true });
  // `pipeline` passes an error of the source on to the parser, and the loop below throws it. It insists on a callback.
  pipeline(Readable.from(decode(chunks, encoding, torn)), parser, () => {});
  let left = skip;
  for await (const { record, info } of parser) {
    /** @type {string[]} */
    const values = record;
    if (values.every(isBlank)) continue;
    if (left-- > 0) continue;
    const breaks = values.reduce((sum, value) => sum + lineBreaks(value), 0);
    yield { line: info.lines - breaks, values };
  }
}

/** @param {string} value */
const lineBreaks = (value) => (/[\r\n]/.test(value) ? (value.match(/\r\n|\n|\r/g)?.length ?? 0) : 0);
