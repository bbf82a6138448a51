// Parses bytes into CSV records: encoding, delimiter, quotes.

import { pipeline, Readable } from "node:stream";
import { parse } from "csv-parse";
import { parse as parseAtOnce } from "csv-parse/sync";

/**
 * @typedef {object} Dialect
 * @property {string} encoding
 * @property {string} delimiter
 * @property {boolean} [torn] the file may end in the middle of a character
 * @typedef {object} Record
 * @property {number} line the line that it begins on, from 1
 * @property {string[]} values
 */

/** @type {import("csv-parse").Options} */
const SHARED = {
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  // All kinds: a file that was edited on several systems has more than one.
  record_delimiter: ["\r\n", "\n", "\r"],
  // A quote that is never closed must not pull a whole file into memory.
  max_record_size: 1_048_576,
};

const DELIMITERS = [",", ";", "\t"];

/**
 * Finds the delimiter with which the first record has the wanted column, or else the most columns. Spreadsheets write `;`
 * where the comma is the decimal sign.
 *
 * @param {AsyncIterable<Buffer>} chunks
 * @param {string} column
 * @returns {Promise<Dialect>}
 */
export async function detect(chunks, column) {
  let head = Buffer.alloc(0);
  for await (const chunk of chunks) {
    head = Buffer.concat([head, chunk]);
    if (head.length >= 65_536) break;
  }
  const encoding =
    head[0] === 0xff && head[1] === 0xfe ? "utf-16le" : head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : "utf-8";
  const text = new TextDecoder(encoding).decode(head);
  const candidates = DELIMITERS.map((delimiter) => {
    const columns = firstRecord(text, delimiter);
    return { delimiter, score: columns.length + (columns.some((one) => one.trim() === column) ? 1_000_000 : 0) };
  });
  const best = candidates.reduce((best, one) => (one.score > best.score ? one : best));
  return { encoding, delimiter: best.delimiter };
}

/**
 * @param {string} text
 * @param {string} delimiter
 * @returns {string[]}
 */
function firstRecord(text, delimiter) {
  try {
    const [first = []] = parseAtOnce(text, { ...SHARED, delimiter, to: 1 });
    return first;
  } catch {
    return []; // `records` will report the error.
  }
}

/**
 * Skips blank lines, also those that a spreadsheet has filled with delimiters.
 *
 * @param {AsyncIterable<Buffer>} chunks
 * @param {Dialect} dialect
 * @param {import("csv-parse").Options} [options]
 * @returns {AsyncGenerator<Record, void, undefined>}
 */
export async function* records(chunks, { encoding, delimiter, torn = false }, options = {}) {
  const parser = parse({ ...SHARED, delimiter, ...options, info: true });
  // `pipeline` passes an error of the source on to the parser, and the loop below throws it. It insists on a callback.
  pipeline(Readable.from(decode(chunks, encoding, torn)), parser, () => {});
  for await (const { record, info } of parser) {
    /** @type {string[]} */
    const values = record;
    if (values.every((value) => value.trim() === "")) continue;
    const breaks = values.reduce((sum, value) => sum + (value.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
    yield { line: info.lines - breaks, values };
  }
}

/**
 * @param {AsyncIterable<Buffer>} chunks
 * @param {string} encoding
 * @param {boolean} torn
 */
async function* decode(chunks, encoding, torn) {
  const decoder = new TextDecoder(encoding, { fatal: encoding === "utf-8" });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  try {
    yield decoder.decode();
  } catch (error) {
    if (!torn) throw error;
  }
}

/** @param {unknown} error */
export const isWrongEncoding = (error) =>
  error instanceof TypeError && "code" in error && error.code === "ERR_ENCODING_INVALID_ENCODED_DATA";
