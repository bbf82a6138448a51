// Reads a list of prospects: a CSV with a column of ids, or one id a line. All of it is checked before anything is sent.

import { readProspectId } from "../option-values.js";
import { stderr } from "../output.js";
import { clean, plural } from "../text.js";
import { usageError } from "../usage.js";
import { notAnId } from "./bad-ids.js";
import { fit, headerAdvice, readShape } from "./columns.js";
import { detect } from "./dialect.js";
import { isWrongEncoding } from "./encoding.js";
import { DEFAULT_COLUMN } from "./formats.js";
import { records } from "./records.js";
import { Repeats } from "./repeats.js";
import { whatElse } from "./signatures.js";

/** @typedef {import("./columns.js").Shape} Shape */
/** @typedef {import("./records.js").Dialect} Dialect */
/** @typedef {import("./source.js").Source} Source */

/**
 * @typedef {{ position: number, id: number, values: string[] }} Row `position` in the list, from 0
 * @typedef {object} List
 * @property {string} name for messages
 * @property {string[]} columns
 * @property {number} idColumn
 * @property {string} delimiter
 * @property {boolean} mark
 * @property {number} total rows
 * @property {Repeats} repeats ids that may stand there more than once
 * @property {() => AsyncGenerator<Row, void, undefined>} rows throws where the list is not the one that was checked
 * @property {Source["verify"]} verify
 */

const MAX_PROBLEMS = 5;

/**
 * @param {Source} source
 * @param {string | undefined} wanted the value of --column
 * @param {AbortSignal} signal
 * @returns {Promise<List>}
 */
export async function readList(source, wanted, signal) {
  const column = wanted ?? DEFAULT_COLUMN;
  const { dialect: found, head, text } = await detect(source.chunks(), column);
  const other = whatElse(head, text, source.file);
  if (other) throw usageError(`${source.name} is no list of ids but ${other} Nothing was sent.`, "prospectIds");
  let dialect = found;
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
  const { shape, total, repeats } = checked;
  const { delimiter, mark = false, skip = 0 } = dialect;
  const idName = shape.columns[shape.idColumn] ?? "";
  if (shape.hasHeader && idName.trim() !== column) stderr.line(`The ids are those in the column ${clean(idName, 60)}.`);
  const notes = skip - (/^\ufeff*"?sep=/i.test(text) ? 1 : 0);
  if (notes > 0) stderr.line(`Left out, above the header of ${source.name}: ${plural(notes, "line")}.`);
  return {
    name: source.name,
    columns: shape.columns,
    idColumn: shape.idColumn,
    delimiter,
    mark,
    total,
    repeats,
    verify: source.verify,
    async *rows() {
      let position = shape.hasHeader ? -1 : 0;
      for await (const { line, values } of records(source.chunks(), dialect)) {
        if (position >= 0) {
          const row = readRow(values, shape);
          // Not reached: the bytes are those that were checked.
          if (typeof row === "string") throw usageError(`${source.name}, line ${line}: ${row}. The file has changed.`);
          yield { position, ...row };
        }
        position++;
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
  const repeats = new Repeats(source.size);
  let total = 0;
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
        throw badId(source.name, [`line ${line}, column 1: ${notAnId(first)}`], 1, headerAdvice(first));
      }
    }
    const row = readRow(values, shape);
    if (typeof row !== "string") {
      total++;
      repeats.add(row.id);
    } else if (++bad <= MAX_PROBLEMS) {
      const where =
        row.includes("column") && row.includes("values for")
          ? ""
          : `, column ${shape.hasHeader ? clean(column, 60) : 1}`;
      problems.push(`line ${line}${where}: ${row}`);
    }
  }
  if (bad > 0) throw badId(source.name, problems, bad, "Correct the list and run again.");
  return { shape: shape ?? { columns: [column], idColumn: 0, hasHeader: false }, total, repeats };
}

/**
 * @param {string[]} all
 * @param {Shape} shape
 * @returns {{ id: number, values: string[] } | string} a string says what is wrong with it
 */
function readRow(all, shape) {
  const values = fit(all, shape);
  if (typeof values === "string") return values;
  const text = values[shape.idColumn] ?? "";
  const id = readProspectId(text.trim());
  return id === undefined ? notAnId(text) : { id, values };
}

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
