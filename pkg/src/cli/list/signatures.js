// What a file is that is no list: told by its first bytes.

import { shellQuote } from "../shell.js";

/** @typedef {(file: string | undefined) => string} Advice */

/** @type {Advice} */
const saveAsCsv = () => "Open it in a spreadsheet, save the sheet as CSV (UTF-8), and name that file.";

/** @param {string} program @returns {Advice} */
const unpackWith = (program) => (file) =>
  `Unpack it first: ${program} ${file === undefined ? "FILE" : shellQuote(file.startsWith("-") ? `./${file}` : file)} | linkedin-status connections -`;

/** @type {readonly (readonly [bytes: string, what: string, advice: Advice])[]} */
const BYTES = [
  ["504b0304", "a spreadsheet's own file (.xlsx, .ods, .numbers) or another ZIP archive", saveAsCsv],
  ["504b0506", "an empty ZIP archive", saveAsCsv],
  ["d0cf11e0a1b11ae1", "a spreadsheet's own file (.xls) or another Office document", saveAsCsv],
  ["1f8b", "compressed (gzip)", unpackWith("gzip -dc")],
  ["425a68", "compressed (bzip2)", unpackWith("bzip2 -dc")],
  ["fd377a585a00", "compressed (xz)", unpackWith("xz -dc")],
  ["28b52ffd", "compressed (zstd)", unpackWith("zstd -dc")],
  ["377abcaf271c", "a 7-Zip archive", () => "Unpack it, and name the file in it."],
  ["526172211a07", "a RAR archive", () => "Unpack it, and name the file in it."],
  ["255044462d", "a PDF", () => "Export the list as CSV, and name that file."],
  ["7b5c727466", "a rich text document (RTF)", () => "Save it as plain text or CSV, and name that file."],
  ["53514c69746520666f726d6174", "an SQLite database", () => "Export the table as CSV, and name that file."],
  ["50415231", "a Parquet file", () => "Export it as CSV, and name that file."],
  ["89504e47", "a picture", () => "Name the file with the ids."],
  ["ffd8ff", "a picture", () => "Name the file with the ids."],
  ["47494638", "a picture", () => "Name the file with the ids."],
  ["fffe0000", "text in UTF-32", () => "Save it as UTF-8, and run again."],
  ["0000feff", "text in UTF-32", () => "Save it as UTF-8, and run again."],
];

/** @type {readonly (readonly [text: RegExp, what: string, advice: Advice])[]} */
const TEXTS = [
  [
    /^<(!doctype html|html|head|body|table|meta)\b/i,
    "a web page (HTML), perhaps one that asks to sign in",
    () => "Download the list as CSV, and name that file.",
  ],
  [/^<(\?xml|[a-z][\w:-]*[\s>/])/i, "XML", saveAsCsv],
  [/^(\{\s*"|\[\s*[[{"\d])/, "JSON", () => "Lists are CSV, or one id a line: write the ids so, and name that file."],
];

/**
 * @param {Buffer} head
 * @param {string} text the same bytes as text
 * @param {string | undefined} file for the command to paste
 * @returns {string | undefined} what the file is, and what to do
 */
export function whatElse(head, text, file) {
  const hex = head.subarray(0, 16).toString("hex");
  const start = text.slice(0, 1_024).replace(/^[\s\ufeff]+/, "");
  const found = BYTES.find(([bytes]) => hex.startsWith(bytes)) ?? TEXTS.find(([pattern]) => pattern.test(start));
  return found && `${found[1]}. ${found[2](file)}`;
}
