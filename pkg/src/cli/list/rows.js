// Turns answers into rows. An answer that cannot be written as a row becomes an error row: it must neither end the list nor
// keep it from being resumed.

import { LinkedInStatusError } from "../../error.js";

/** @typedef {import("./formats.js").Answer} Answer */
/** @typedef {import("./formats.js").ConnectionCheck} ConnectionCheck */
/** @typedef {import("./rows-file.js").Format} Format */

/**
 * @param {Pick<Format, "cells">} format
 * @param {ConnectionCheck} check
 * @returns {Answer}
 */
export function answerOf(format, check) {
  try {
    const outcome = check.ok
      ? { verdict: check.verdict }
      : { code: check.error.code, retryable: check.error.retryable };
    return { outcome, cells: format.cells(check) };
  } catch (cause) {
    return errorAnswer(format, check.prospectId, cause);
  }
}

/**
 * @param {Pick<Format, "cells" | "row">} format
 * @param {number} id
 * @param {readonly string[]} values of the list's row
 * @param {Answer} answer
 * @returns {{ text: string, outcome: Answer["outcome"] }}
 */
export function rowOf(format, id, values, { outcome, cells }) {
  try {
    return { text: format.row(values, cells), outcome };
  } catch (cause) {
    const failed = errorAnswer(format, id, cause);
    return { text: format.row(values, failed.cells), outcome: failed.outcome };
  }
}

/**
 * @param {Pick<Format, "cells">} format
 * @param {number} prospectId
 * @param {unknown} cause
 * @returns {Answer}
 */
function errorAnswer(format, prospectId, cause) {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const error = new LinkedInStatusError({
    code: "invalid_response",
    vendor: "seleqt",
    message: `The answer cannot be written as a row: ${reason}.`,
    retryable: false,
    attempts: 1,
    cause,
  });
  const checkedAt = new Date().toISOString();
  const check = /** @type {ConnectionCheck} */ (/** @type {unknown} */ ({ prospectId, ok: false, error, checkedAt }));
  return { outcome: { code: "invalid_response", retryable: false }, cells: format.cells(check) };
}
