// The exit codes. `EXIT_CODES` is the table that the help prints; keep it in step with the rest.

import { isLinkedInStatusError } from "../error.js";
import { OutputError } from "./output.js";
import { isSystemError } from "./system-errors.js";

/** @typedef {import("../../types/index.js").LinkedInStatusError} LinkedInStatusError */
/** @typedef {import("../../types/index.js").LinkedInStatusErrorCode} Code */

export const EXIT = Object.freeze({ done: 0, fault: 1, usage: 2, failedRows: 7, unwritten: 8, interrupted: 130 });

/** @type {Record<Code, number>} */
const EXIT_OF_CODE = {
  internal: EXIT.fault,
  invalid_options: EXIT.usage,
  unauthorized: 3,
  forbidden: 3,
  account_not_found: 4,
  prospect_not_found: 4,
  prospect_has_no_profile_url: 4,
  no_active_account: 4,
  account_not_active: 4,
  bad_request: 4,
  account_not_fit: 4,
  rate_limited: 5,
  daily_limit: 5,
  network: 6,
  timeout: 6,
  redirected: 6,
  provider_failed: 6,
  server_error: 6,
  unexpected_status: 6,
  invalid_response: 6,
};

/** So that `linkedin-status invite 123 && send` is safe. */
export const EXIT_OF_DECISION = Object.freeze({ send: 0, skip: 10, wait: 11, fix: 12, unknown: 13 });

/** Likewise for the account alone. */
export const EXIT_OF_VERDICT = Object.freeze({ fit: 0, wait: 11, fix: 12, unknown: 13 });

/** What someone has to see to: the error names its reasons in its message alone. */
const TO_FIX = ["account_session_missing", "account_needs_attention", "automation_disabled"];

/** @param {unknown} error */
export function exitCode(error) {
  if (error instanceof OutputError) return EXIT.unwritten;
  if (isSystemError(error)) return EXIT.usage;
  if (!isLinkedInStatusError(error)) return EXIT.fault;
  // A code that is missing here must not end with 0, as `undefined` would.
  const { code, message, retryable } = /** @type {LinkedInStatusError} */ (error);
  if (code === "account_not_fit") {
    return EXIT_OF_VERDICT[retryable ? "wait" : TO_FIX.some((reason) => message.includes(reason)) ? "fix" : "unknown"];
  }
  return EXIT_OF_CODE[code] ?? EXIT.fault;
}

/** @type {readonly (readonly [string, string])[]} */
export const EXIT_CODES = [
  ["0", "done; invite: send; account: fit; doctor: all is well"],
  ["1", "a fault of this program"],
  ["2", "wrong usage, options, input or output file; doctor: a wrong clock"],
  ["3", "unauthorized or forbidden"],
  ["4", "the service says no: not found, no profile URL, no active account, bad request"],
  ["5", "rate limited, or the day's limit used up"],
  ["6", "network, timeout, server error, damaged answer"],
  ["7", "a list ended with failed rows"],
  ["8", "the answer could not be written"],
  ["10 to 13", "invite and account: 10 skip, 11 wait, 12 fix, 13 unknown; invites: 11 to 13, the account cannot send"],
  ["130", "interrupted"],
];
