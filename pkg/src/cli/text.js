// Text for people: safe for a terminal, coloured where that is wanted; numbers, durations and typos in words.

export { duration } from "../words.js";

// Not `stripVTControlCharacters` of node:util: its time grows with the square of the length of some texts. Here each
// alternative either matches at once or reads no further than the next control character. In order: control sequences,
// control strings that are ended in the same line, other escape sequences.
const ESCAPES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0000-\u001f\u0080-\u009f]*(?:\u0007|\u001b\\|\u009c)|\u001b[ -/]*[0-~]?/g;
// C0 and C1 control characters, and invisible ones that change the direction of text: they can hide or fake a part of it.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * Text from a service, a file or an argument as one line without anything that a terminal would obey.
 *
 * @param {unknown} text
 * @param {number} [maxLength] in code points; what is longer is cut
 */
export function clean(text, maxLength = 1_000) {
  const line = String(text).replace(ESCAPES, "").replace(LINE_BREAKS, " ").replace(UNSAFE, "").trim();
  const points = Array.from(line);
  return points.length > maxLength ? `${points.slice(0, maxLength - 1).join("")}…` : line;
}

/** Rows for a terminal, with their line breaks. @param {string} rows */
export const cleanRows = (rows) =>
  rows
    .replace(ESCAPES, "")
    .replace(/\r\n?/g, "\n")
    .replace(UNSAFE, (one) => (one === "\n" || one === "\t" ? one : ""));

/**
 * JSON for a terminal: what a terminal could obey is written as a JSON escape, which parses to the same text.
 *
 * @param {unknown} value
 * @param {number} [indent]
 */
export const toJson = (value, indent) =>
  JSON.stringify(value, undefined, indent).replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** @typedef {"bold" | "dim" | "red" | "green" | "yellow" | "cyan"} Style */

/** @type {Record<Style, readonly [number, number]>} */
const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], cyan: [36, 39] };

/**
 * @param {boolean} colour
 * @returns {(style: Style, text: string) => string}
 */
export function painter(colour) {
  return (style, text) => {
    const [on, off] = CODES[style];
    return colour ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  };
}

const NUMBERS = new Intl.NumberFormat("en-US");

/** @param {number} value */
export const count = (value) => NUMBERS.format(value);

/** @param {number} many @param {string} one @param {string} [more] */
export const plural = (many, one, more = `${one}s`) => `${count(many)} ${many === 1 ? one : more}`;

/** Such as `0:42`, `12:05` or `1:02:03`. @param {number} ms */
export function clock(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

const MAX_TYPOS = 3;

/**
 * The known word that was probably meant, if there is one.
 *
 * @param {string} word
 * @param {readonly string[]} known
 */
export function nearest(word, known) {
  const near = known
    // Far longer or shorter words need no comparison, and one from a script may be very long.
    .filter((one) => one.startsWith(word) || Math.abs(one.length - word.length) <= MAX_TYPOS)
    .map((one) => ({ one, typos: one.startsWith(word) && word.length > 2 ? 1 : distance(word, one) }))
    .sort((a, b) => a.typos - b.typos)[0];
  return near && near.typos <= Math.max(1, Math.min(MAX_TYPOS, Math.floor(near.one.length / 3))) ? near.one : undefined;
}

/** The Levenshtein distance. @param {string} a @param {string} b */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
