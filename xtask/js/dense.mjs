// Writes bytes as pkg/src/dense.js reads them.

import { alphabet, LEADS } from "../../pkg/src/dense.js";

/**
 * @param {Uint8Array} bytes
 * @returns {{ text: string, common: string }}
 */
export function encode(bytes) {
  const characters = alphabet();
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  const all = [...counts.keys()];
  const common = new Set(
    [...all].sort((a, b) => Number(counts[b]) - Number(counts[a])).slice(0, characters.length - LEADS),
  );
  const single = all.filter((byte) => common.has(byte));
  const double = all.filter((byte) => !common.has(byte));
  const character = (/** @type {number} */ at) => characters[at] ?? "";
  /** @type {string[]} */
  const words = [];
  single.forEach((byte, at) => (words[byte] = character(at + LEADS)));
  double.forEach((byte, at) => {
    words[byte] = character(Math.floor(at / characters.length)) + character(at % characters.length);
  });
  const digit = (/** @type {number} */ at) =>
    [0, 1, 2, 3].reduce((bits, bit) => bits * 2 + Number(common.has(4 * at + bit)), 0).toString(16);
  return {
    text: Array.from(bytes, (byte) => words[byte]).join(""),
    common: Array.from({ length: 64 }, (_, at) => digit(at)).join(""),
  };
}
