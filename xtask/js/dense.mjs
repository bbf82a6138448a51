// Writes bytes as pkg/src/dense.js reads them.

import { LAST_SINGLE } from "../../pkg/src/dense.js";

/** Printable ASCII without what a string literal, a template or a page's inline script would stumble over. */
const ALPHABET = Array.from({ length: LAST_SINGLE - 31 }, (_, at) => String.fromCharCode(32 + at)).filter(
  (character) => !"\"'`\\$<".includes(character),
);

/**
 * What should stand for which byte, where that is not the character of its own number: opcodes, indices and lengths. Found by
 * trial, with `cargo xtask size`. Brotli guesses a byte from the kinds of the two before it, and tells vowels, digits, brackets
 * and such apart; here what is alike in WebAssembly is of one kind. Text stands for itself, as it recurs in the JavaScript.
 */
const LIKED = new Map(
  (
    "00J 01Y 021 03G 04R 05V 066 07A 083 09C 0aD 0b2 0cS 0d{ 0e; 0fN 10O 11K 14P 18: 1bT 1cU 21[ 22( 24W 28z " +
    "30^ 31* 335 36q 37E 3a] 40B 41% 42M 44H 457 47& 50Z 60X 71@ 77? 7eL 7fw 80= b1! c0Q d00 f6y fc> ff|"
  )
    .split(" ")
    .map((pair) => [Number.parseInt(pair.slice(0, 2), 16), pair.slice(2)]),
);

/**
 * @param {Uint8Array} bytes
 * @returns {{ text: string, common: string }}
 */
export function encode(bytes) {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  const order = [...counts.keys()].sort((a, b) => Number(counts[b]) - Number(counts[a]));
  const common = order.slice(0, ALPHABET.length).sort((a, b) => a - b);
  const free = new Set(ALPHABET);
  /** @type {string[]} */
  const words = [];
  /** @param {number} byte @param {string | undefined} character */
  const give = (byte, character = "") => {
    if (words[byte] === undefined && free.delete(character)) words[byte] = character;
  };
  for (const byte of common) give(byte, LIKED.get(byte));
  for (const byte of common) give(byte, String.fromCharCode(byte));
  for (const byte of common) give(byte, [...free][0]);
  const singles = common.map((byte) => words[byte]);
  const table = Array.from(counts, (_, byte) => words[byte] ?? "~");
  let pairs = 0;
  for (const byte of counts.keys()) {
    if (words[byte] !== undefined) continue;
    words[byte] = (pairs < singles.length ? "}" : "~") + singles[pairs % singles.length];
    pairs++;
  }
  return { text: Array.from(bytes, (byte) => words[byte]).join(""), common: table.join("") };
}
