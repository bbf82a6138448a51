// Reads the values of options. `undefined` means that the text is none.

import { MAX_TIMEOUT_MS } from "../limits.js";

/** @param {string} text */
export const text = (text) => text;

/**
 * @param {number} least
 * @param {number} most
 */
export const wholeNumber = (least, most) => ({
  parse: (/** @type {string} */ text) => {
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  },
  expected:
    most === Number.MAX_SAFE_INTEGER
      ? `a whole number of at least ${least}`
      : `a whole number from ${least} to ${most.toLocaleString("en-US")}`,
});

/** @param {string} text */
export function milliseconds(text) {
  const value = /^\d{1,10}(\.\d+)?$/.test(text) ? Number(text) : 0;
  return value > 0 && value <= MAX_TIMEOUT_MS ? value : undefined;
}

/** @param {string} text @returns {number | undefined} only as decimal digits without a leading zero */
export function readProspectId(text) {
  if (!/^[1-9]\d{0,15}$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** A whole number, or `unlimited`. @param {string} text @returns {number | undefined} */
export function budget(text) {
  if (/^(unlimited|infinity|none)$/i.test(text)) return Infinity;
  return wholeNumber(1, Number.MAX_SAFE_INTEGER).parse(text);
}

const DAY_S = 86_400;

/** Such as `30-90`, in seconds. @param {string} text @returns {readonly [least: number, most: number] | undefined} in ms */
export function secondsRange(text) {
  const found = /^(\d{1,5}(?:\.\d{1,3})?)-(\d{1,5}(?:\.\d{1,3})?)$/.exec(text);
  const [least, most] = [Number(found?.[1]), Number(found?.[2])];
  return least <= most && most <= DAY_S ? [Math.round(least * 1_000), Math.round(most * 1_000)] : undefined;
}
