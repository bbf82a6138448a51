// Reads a list of prospects: a CSV with a column of ids, or one id a line. All of it is checked before anything is sent.

import { readProspectId } from "../options.js";
import { stderr } from "../output.js";
import { clean } from "../text.js";
import { usageError } from "../usage.js";
import { IdTable, Numbers } from "./ids.js";
import { detect, isWrongEncoding, records } from "./records.js";

/** @typedef {import("./records.js").Dialect} Dialect */
/** @typedef {import("./source.js").Source} Source */

/**
 * @typedef {object} Shape what follows from the first record
 * @property {string[]} columns
 * @property {number} idColumn
 * @property {boolean} hasHeader
 * @typedef {{ id: number, values: string[] }} Row
 * @typedef {object} List
 * @property {string[]} columns
 * @property {number} idColumn
 * @property {string} delimiter
 * @property {number} total rows
 * @property {IdTable} ids
 * @property {() => AsyncGenerator<Row, void, undefined>} rows
 */

const DEFAULT_COLUMN = "prospect_id";
const MAX_PROBLEMS = 5;

/**
 * @param {Source} source
 * @param {string | undefined} wanted the value of --column
 * @param {AbortSignal} signal
 * @returns {Promise<List>}
 */
export async function readList(source, wanted, signal) {
  const column = wanted ?? DEFAULT_COLUMN;
  let dialect = await detect(source.chunks(), column);
  let checked;
  try {
    checked = await check(source, dialect, column, signal);
  } catch (error) {
    if (!isWrongEncoding(error)) throw asUsage(error, source.name);
    stderr.line(`${source.name} is not UTF-8; it is read as Windows-1252. What is written is UTF-8.`);
    dialect = { ...dialect, encoding: "windows-1252" };
    checked = await check(source, dialect, column, signal).catch((error) => {
      throw asUsage(error, source.name);
    });
  }
  const { shape, ids } = checked;
  return {
    columns: shape.columns,
    idColumn: shape.idColumn,
    delimiter: dialect.delimiter,
    total: ids.length,
    ids: new IdTable(ids.toArray()),
    async *rows() {
      let isFirst = true;
      for await (const { line, values } of records(source.chunks(), dialect)) {
        if (isFirst && shape.hasHeader) {
          isFirst = false;
          continue;
        }
        isFirst = false;
        const row = readRow(values, shape);
        // It was valid when the list was checked.
        if (typeof row === "string") throw usageError(`${source.name}, line ${line}: ${row}. The file has changed.`);
        yield row;
      }
    },
  };
}

/**
 * @param {Source} source
 * @param {Dialect} dialect
 * @param {string} column
 * @param {AbortSignal} signal
 */
async function check(source, dialect, column, signal) {
  /** @type {Shape | undefined} */
  let shape;
  const ids = new Numbers();
  /** @type {string[]} */
  const problems = [];
  let bad = 0;
  for await (const { line, values } of records(source.chunks(), dialect)) {
    signal.throwIfAborted();
    if (!shape) {
      shape = readShape(values, column, source.name);
      if (shape.hasHeader) continue;
      const first = values[0] ?? "";
      if (readProspectId(first.trim()) === undefined) {
        const name = clean(first, 60);
        const hint = `If that is the name of the column, say so: --column ${/^[\w-]+$/.test(name) ? name : JSON.stringify(name)}`;
        throw badId(source.name, [`line ${line}, column 1: ${notAnId(first)}`], 1, `${hint}. Otherwise correct it.`);
      }
    }
    const row = readRow(values, shape);
    if (typeof row !== "string") ids.push(row.id);
    else if (++bad <= MAX_PROBLEMS) {
      const where = row.includes("column") ? "" : `, column ${shape.hasHeader ? clean(column, 60) : 1}`;
      problems.push(`line ${line}${where}: ${row}`);
    }
  }
  if (bad > 0) throw badId(source.name, problems, bad, "Correct the list and run again.");
  return { shape: shape ?? { columns: [column], idColumn: 0, hasHeader: false }, ids };
}

/**
 * @param {string[]} first
 * @param {string} column
 * @param {string} name
 * @returns {Shape}
 */
function readShape(first, column, name) {
  const names = first.map((one) => one.trim());
  const idColumn = names.indexOf(column);
  if (idColumn >= 0) {
    if (names.indexOf(column, idColumn + 1) >= 0) {
      throw usageError(
        `${name} has more than one column ${clean(column, 60)}. Rename one, and run again.`,
        "prospectIds",
      );
    }
    return { columns: first, idColumn, hasHeader: true };
  }
  if (first.length === 1) return { columns: [column], idColumn: 0, hasHeader: false };
  const known = names
    .slice(0, 30)
    .map((one) => clean(one, 60))
    .join(", ");
  throw usageError(
    `${name} has no column ${clean(column, 60)}. Its columns are: ${known}. Name the one with the ids with --column NAME; nothing was sent.`,
    "prospectIds",
  );
}

/**
 * @param {string[]} values
 * @param {Shape} shape
 * @returns {Row | string} a string says what is wrong with it
 */
function readRow(values, { columns, idColumn }) {
  if (values.length > columns.length) {
    const names = columns.length === 1 ? "1 column" : `${columns.length} columns`;
    return `${values.length} values for ${names}; a value with a delimiter in it must stand in quotes`;
  }
  const text = values[idColumn] ?? "";
  const id = readProspectId(text.trim());
  return id === undefined ? notAnId(text) : { id, values };
}

/** @param {string} text */
const notAnId = (text) =>
  text.trim() === ""
    ? "the prospect id is missing"
    : `"${clean(text, 40)}" is not a prospect id (a whole number of at least 1)`;

/**
 * @param {string} name
 * @param {string[]} problems
 * @param {number} bad
 * @param {string} advice
 */
function badId(name, problems, bad, advice) {
  const more = bad > problems.length ? `; and ${bad - problems.length} more` : "";
  return usageError(`${name}, ${problems.join("; ")}${more}. ${advice} Nothing was sent.`, "prospectIds");
}

/**
 * An error of the CSV parser means that the file is wrong, not the program.
 *
 * @param {unknown} error
 * @param {string} name
 */
function asUsage(error, name) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!code.startsWith("CSV_")) return error;
  const lines = /** @type {{ lines?: number }} */ (error).lines;
  const what =
    code === "CSV_QUOTE_NOT_CLOSED"
      ? "a quote is opened and never closed"
      : code === "CSV_MAX_RECORD_SIZE"
        ? "a record is over 1,048,576 bytes long (is a quote never closed?)"
        : "the quotes are not those of a CSV";
  return usageError(
    `${name}${lines ? `, by line ${lines}` : ""}: ${what}. Correct the file; nothing was sent.`,
    "prospectIds",
  );
}
