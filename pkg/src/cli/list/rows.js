// Turns answers into rows. An answer that cannot be written as a row becomes an error row: it must neither end the list nor
// keep it from being resumed.

import { LinkedInStatusError } from "../../error.js";

/** @typedef {import("./formats.js").Answer} Answer */
/** @typedef {import("./formats.js").Format} Format */
/** @typedef {import("./kinds.js").ListCheck} ListCheck */

/**
 * @param {Pick<Format, "cells" | "kind">} format
 * @param {ListCheck} check
 * @returns {Answer}
 */
export function answerOf(format, check) {
  try {
    const cells = format.cells(check);
    const { ok, error } = check;
    if (!ok)
      return {
        outcome: { code: error?.code ?? "", retryable: error?.retryable ?? false, error },
        cells,
        account: undefined,
      };
    const account = format.kind.account(check);
    const verdict = format.kind.outcome(check) ?? "";
    return { outcome: { verdict }, cells, account: account === undefined ? undefined : String(account) };
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
  const code = "invalid_response";
  const error = /** @type {import("./kinds.js").LinkedInStatusError} */ (
    /** @type {unknown} */ (
      new LinkedInStatusError({
        code,
        vendor: "seleqt",
        message: `The answer cannot be written as a row: ${reason}.`,
        retryable: false,
        attempts: 1,
        cause,
      })
    )
  );
  const cells = format.cells({ prospectId, ok: false, error, checkedAt: new Date().toISOString() });
  return { outcome: { code, retryable: false, error }, cells, account: undefined };
}
