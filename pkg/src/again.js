// Programs ask with the same options over and over: Rust reads them once, and keeps what it has made of the last good ones.
// Here is decided whether others would come to the same.

/** @typedef {import("./call.js").Question} Question */
/**
 * @typedef {object} Kept
 * @property {readonly unknown[]} essence what tells the options of one call from those of another
 * @property {Record<string, string> | undefined} headers of their requests
 */

/** Those whose value matters to Rust. Of the others it only wants to know that they are what they must be. */
const COMPARED = ["apiKey", "jwt", "accountId", "baseUrl", "timeoutMs", "maxRetries", "allowInsecureHttp"];

/** @param {Question} question @returns {Kept} */
export const toKeep = ({ values }) => ({ essence: COMPARED.map((name) => values[name]), headers: undefined });

/**
 * Whether options would be read as those that were good, but for the prospect.
 *
 * @param {Question} question
 * @param {Kept} kept
 */
export function isSame({ values, vendor, signals }, { essence }) {
  const { prospectId, signal, fetch, onRetry } = values;
  if (vendor === "seleqt" ? !isId(prospectId) : prospectId !== undefined) return false;
  let known = 0;
  for (let at = 0; at < COMPARED.length; at++) {
    const value = values[/** @type {string} */ (COMPARED[at])];
    if (value !== essence[at]) return false;
    if (value !== undefined) known++;
  }
  if (signal !== undefined && signals.length === 0) return false;
  for (const value of [fetch, onRetry]) if (value !== undefined && typeof value !== "function") return false;
  for (const value of [prospectId, signal, fetch, onRetry]) if (value !== undefined) known++;
  // One that no call knows is to be refused.
  return Object.keys(values).length === known;
}

/** @param {unknown} value */
const isId = (value) => Number.isSafeInteger(value) && /** @type {number} */ (value) > 0;
