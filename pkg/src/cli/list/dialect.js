// How an export is written: its encoding, its delimiter, and what stands above its header.

import { parse } from "csv-parse/sync";
import { readProspectId } from "../option-values.js";
import { detectEncoding } from "./encoding.js";
import { isBlank, sameName } from "./names.js";
import { SHARED } from "./records.js";

/** @typedef {import("./records.js").Dialect} Dialect */

const DELIMITERS = [",", ";", "\t", "|"];
/** How many records from the top the header is looked for in. */
const MAX_PREAMBLE = 30;
const HEAD = 65_536;

/** The first line with which spreadsheets name the delimiter. */
const SEPARATOR_LINE = /^\ufeff*"?sep=([^\r\n"\w])"?[,;\t|]*(?:\r\n|\r|\n|$)/i;

/**
 * Finds the delimiter with which the wanted column is found nearest to the top, or else the one with which the first record
 * has the most columns. Spreadsheets write `;` where the comma is the decimal sign.
 *
 * @param {AsyncIterable<Buffer>} chunks
 * @param {string} column
 * @returns {Promise<{ dialect: Dialect, head: Buffer, text: string }>}
 */
export async function detect(chunks, column) {
  let head = Buffer.alloc(0);
  for await (const chunk of chunks) {
    head = Buffer.concat([head, chunk]);
    if (head.length >= HEAD) break;
  }
  const { encoding, mark } = detectEncoding(head);
  const text = new TextDecoder(encoding).decode(head);
  const separator = SEPARATOR_LINE.exec(text)?.[1];
  const top = separator === undefined ? 0 : 1;
  const candidates = (separator === undefined ? DELIMITERS : [separator]).map((delimiter) => {
    const rows = firstRecords(text, delimiter);
    const header = findHeader(rows, top, column);
    return {
      delimiter,
      skip: header ?? top,
      // Found beats not found, nearer to the top beats farther down, more columns beat fewer.
      score: (header === undefined ? 0 : (MAX_PREAMBLE + 1 - header) * 1_000_000) + (rows[header ?? top]?.length ?? 0),
    };
  });
  const best = candidates.reduce((best, one) => (one.score > best.score ? one : best));
  return { dialect: { encoding, mark, delimiter: best.delimiter, skip: best.skip }, head, text };
}

/**
 * @param {string} text
 * @param {string} delimiter
 * @returns {string[][]} without blank ones
 */
function firstRecords(text, delimiter) {
  for (const to of [MAX_PREAMBLE * 2, 1]) {
    try {
      const rows = parse(text, { ...SHARED, delimiter, to });
      return rows.filter((row) => !row.every(isBlank)).slice(0, MAX_PREAMBLE);
    } catch {
      // Without the rest of the file the last quote may be open; what is wrong with the file `records` will report.
    }
  }
  return [];
}

/**
 * The number of the record that is the header. What stands above it are notes: fewer values, and no lone id, which would be a
 * row of a list that must not be passed over.
 *
 * @param {readonly string[][]} rows
 * @param {number} top
 * @param {string} column
 */
function findHeader(rows, top, column) {
  const wanted = sameName(column);
  const index = rows.findIndex((row, at) => at >= top && row.some((name) => sameName(name) === wanted));
  if (index < 0) return undefined;
  const columns = rows[index]?.length ?? 0;
  const isNote = (/** @type {string[]} */ row) => {
    const filled = row.filter((value) => !isBlank(value));
    if (filled.length === 1) return readProspectId((filled[0] ?? "").trim()) === undefined;
    return filled.length < columns;
  };
  return rows.slice(top, index).every(isNote) ? index : undefined;
}
