// Which column holds the ids, and what to say where none does.

import { readProspectId } from "../option-values.js";
import { optionWithValue } from "../shell.js";
import { clean, nearest } from "../text.js";
import { usageError } from "../usage.js";
import { isBlank, foreignCharacters, sameName, showUnseen } from "./names.js";

/**
 * @typedef {object} Shape what follows from the first record
 * @property {string[]} columns
 * @property {number} idColumn
 * @property {boolean} hasHeader
 */

const MAX_NAMES = 30;

/** @param {string} name */
const shown = (name) => clean(showUnseen(name.trim().slice(0, 200)), 60);

/**
 * @param {string[]} first
 * @param {string} column
 * @param {string} name of the list
 * @returns {Shape}
 */
export function readShape(first, column, name) {
  const same = positions(first, (one) => sameName(one) === sameName(column));
  const exact = positions(first, (one) => one.trim() === column);
  const found = exact.length > 0 ? exact : same;
  const [idColumn] = found;
  if (idColumn !== undefined) {
    if (found.length === 1) return { columns: first, idColumn, hasHeader: true };
    throw usageError(`${name} has more than one column ${shown(column)}. Rename one, and run again.`, "prospectIds");
  }
  if (withoutEmptyEnd(first, 1).length === 1) return { columns: [column], idColumn: 0, hasHeader: false };
  const more = first.length > MAX_NAMES ? ` … and ${first.length - MAX_NAMES} more` : "";
  const known = first.slice(0, MAX_NAMES).map(shown).join(", ");
  throw usageError(
    `${name} has no column ${shown(column)}. Its columns are: ${known}${more}. ` +
      `${lookAlike(first, column)}Name the one with the ids with --column NAME; nothing was sent.`,
    "prospectIds",
  );
}

/** @param {readonly string[]} names @param {(name: string) => boolean} fits */
const positions = (names, fits) => names.flatMap((name, index) => (fits(name) ? [index] : []));

/**
 * A column whose name is nearly the wanted one, with what makes the difference where that can hardly be seen.
 *
 * @param {readonly string[]} names
 * @param {string} column
 */
function lookAlike(names, column) {
  const near = nearest(
    sameName(column).slice(0, 100),
    names.map((name) => sameName(name).slice(0, 100)),
  );
  const found = near && names.find((name) => sameName(name).slice(0, 100) === near);
  if (!found) return "";
  const foreign = foreignCharacters(sameName(found)) ?? foreignCharacters(sameName(column));
  return `Did you mean ${shown(found)}${foreign ? ` (it differs in ${clean(foreign, 100)})` : ""}? `;
}

/**
 * @param {string[]} values
 * @param {Shape} shape
 * @returns {string[] | string} a string says what is wrong with them
 */
export function fit(values, { columns }) {
  const kept = withoutEmptyEnd(values, columns.length);
  if (kept.length <= columns.length) return kept;
  const names = columns.length === 1 ? "1 column" : `${columns.length} columns`;
  return `${kept.length} values for ${names}; a value with a delimiter in it must stand in quotes`;
}

/**
 * Without the empty values behind so many: delimiters too many at the end of a line.
 *
 * @param {string[]} values
 * @param {number} many
 */
function withoutEmptyEnd(values, many) {
  let end = values.length;
  while (end > many && isBlank(values[end - 1] ?? "")) end--;
  return end === values.length ? values : values.slice(0, end);
}

/**
 * Advice for a first record that is neither a header that was asked for nor an id.
 *
 * @param {string} first
 */
export function headerAdvice(first) {
  const name = first.trim();
  // A name that cannot be printed as it is cannot be pasted either.
  const canBeNamed = name !== "" && name.length <= 60 && !/["\p{Cc}\p{Cf}]/u.test(name) && /\p{L}/u.test(name);
  if (!canBeNamed || readProspectId(name) !== undefined) return "Correct it, or put the name of the column there.";
  return `If that is the name of the column, say so: ${optionWithValue("--column", name)}. Otherwise correct it.`;
}
