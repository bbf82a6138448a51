// The exit codes. `EXIT_CODES` is the table that the help prints; keep it in step with the rest.

import { isLinkedInStatusError } from "../error.js";
import { OutputError } from "./output.js";

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
  rate_limited: 5,
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

/** @param {unknown} error */
export function exitCode(error) {
  if (error instanceof OutputError) return EXIT.unwritten;
  return isLinkedInStatusError(error) ? EXIT_OF_CODE[/** @type {LinkedInStatusError} */ (error).code] : EXIT.fault;
}

/** @type {readonly (readonly [string, string])[]} */
export const EXIT_CODES = [
  ["0", "done; invite: send"],
  ["1", "a fault of this program"],
  ["2", "wrong usage, options or input"],
  ["3", "unauthorized or forbidden"],
  ["4", "the service says no: not found, no profile URL, no active account, bad request"],
  ["5", "rate limited"],
  ["6", "network, timeout, server error, damaged answer"],
  ["7", "a list ended with failed rows"],
  ["8", "the answer could not be written"],
  ["10 to 13", "invite: 10 skip, 11 wait, 12 fix, 13 unknown"],
  ["130", "interrupted"],
];
