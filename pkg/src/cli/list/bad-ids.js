// What is wrong with an id, and what a spreadsheet did to it.

import { clean } from "../text.js";
import { showUnseen } from "./names.js";

const SHEET = "A spreadsheet has";
const AGAIN = "Format the column as text in the spreadsheet and export it anew";

/** @type {readonly (readonly [RegExp, string])[]} */
const MANGLED = [
  [/^[+-]?\d+(?:[.,]\d+)?E[+-]?\d+$/i, `${SHEET} rounded it (scientific notation): its digits are lost. ${AGAIN}`],
  [/^\d{1,3}(?:[,.'\u2019\u00a0\u202f ]\d{3})+$/, `${SHEET} put separators of thousands in it. ${AGAIN}`],
  [/^\d+[.,]0+$/, `${SHEET} made a decimal number of it. ${AGAIN}`],
  [/^="?\d+"?$/, `${SHEET} made a formula of it. ${AGAIN}`],
  [/^'\d+$/, `${SHEET} put an apostrophe before it. ${AGAIN}`],
  [/^0$/, "Ids begin at 1"],
  [/^0+\d+$/, "It begins with zeros, which no id does"],
  [/^[+-]\d+$/, "It has a sign, which no id has"],
  [/^#+$/, `${SHEET} cut it off, the column being too narrow. ${AGAIN}`],
  [/^#(?:N\/A|REF!|VALUE!|NAME\?|NULL!|DIV\/0!|NUM!)$/i, "It is the error of a spreadsheet's formula"],
  [/^\d{16,}$/, "It is too large: ids go up to 9,007,199,254,740,991"],
  [/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/, `${SHEET} made a date of it. ${AGAIN}`],
  [/^[\p{Nd}]+$/u, "Its digits are not 0 to 9: some are of another script or full-width"],
  [/^https?:\/\//i, "It is an address: the column with the numbers of the prospects is needed"],
  [/^[0-9a-f]{24}$|^[0-9a-f]{8}-[0-9a-f]{4}-/i, "It looks like an id of another system"],
];

/** @param {string} text the cell */
export function notAnId(text) {
  const value = text.trim();
  if (value === "") return "the prospect id is missing";
  const reason = MANGLED.find(([pattern]) => pattern.test(value.slice(0, 100)))?.[1];
  const shown = clean(showUnseen(value.slice(0, 200)), 80);
  return `"${shown}" is not a prospect id (a whole number of at least 1)${reason ? `. ${reason}` : ""}`;
}
