// How a file of results differs from what a run would write, told by its first line.

import { parse } from "csv-parse/sync";
import { clean } from "../text.js";
import { SHARED } from "./records.js";

/** @type {Record<string, string>} */
const NAMES = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "|" };

/**
 * @param {string} text the beginning of the file
 * @param {import("./formats.js").CsvFormat} format
 * @param {string} name
 */
export function headerDifference(text, { columns, delimiter, kind }, name) {
  if (/^\ufeff?\s*\{"prospectId"/.test(text))
    return `${name} was written with --format jsonl, and this run has --format csv`;
  for (const other of Object.keys(NAMES)) {
    const found = firstRecord(text, other);
    if (!kind.columns.every((column) => found.includes(column))) continue;
    if (other !== delimiter) {
      return `${name} has its columns separated by ${NAMES[other]}, and the list by ${NAMES[delimiter] ?? clean(delimiter)}`;
    }
    const more = found.filter((column) => !columns.includes(column));
    const less = columns.filter((column) => !found.includes(column));
    const parts = [
      ...(more.length > 0 ? [`has ${listed(more)}, which the list lacks`] : []),
      ...(less.length > 0 ? [`lacks ${listed(less)}, which the list has`] : []),
    ];
    if (parts.length > 0) return `${name} has other columns than this list gives: it ${parts.join(", and it ")}`;
    return `${name} has the columns of this list in another order`;
  }
  return `${name} does not hold what --format csv writes: it has not the columns that this list and these options give`;
}

/** @param {readonly string[]} columns */
const listed = (columns) =>
  `${columns.length === 1 ? "the column" : "the columns"} ${columns
    .slice(0, 5)
    .map((one) => clean(one, 60) || "(no name)")
    .join(", ")}${columns.length > 5 ? ` and ${columns.length - 5} more` : ""}`;

/** @param {string} text @param {string} delimiter @returns {string[]} */
function firstRecord(text, delimiter) {
  try {
    return parse(text, { ...SHARED, delimiter, to: 1 })[0] ?? [];
  } catch {
    return [];
  }
}
