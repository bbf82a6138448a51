// Writes CSV. Without imports, so that pages can use it as it is: there is one writer for all results.

/** Also the full-width forms, which some spreadsheets take for the ASCII ones, and behind what some of them leave out. */
const FORMULA = /^[\s\0\u200b]*[=+\-@＝＋－＠]|^[\t\r\n]/;

/**
 * What a service sent, as the text of a cell. A spreadsheet would run a text that begins like a formula, so an apostrophe is
 * put in front of it. Not for the user's own cells: they stay as they are.
 *
 * @param {unknown} value
 */
export function serviceCell(value) {
  if (value === null || value === undefined) return "";
  return typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
}

/**
 * One line. A lone carriage return is quoted as well: some readers take it for a line end.
 *
 * @param {readonly string[]} cells
 * @param {string} [delimiter]
 * @param {string} [lineEnd]
 */
export const csvLine = (cells, delimiter = ",", lineEnd = "\n") =>
  `${cells.map((cell) => (needsQuotes(cell, delimiter) ? quoted(cell) : cell)).join(delimiter)}${lineEnd}`;

/** @param {string} cell @param {string} delimiter */
export const needsQuotes = (cell, delimiter) => cell.includes(delimiter) || /["\r\n]/.test(cell);

/** @param {string} cell */
export const quoted = (cell) => `"${cell.replaceAll('"', '""')}"`;
