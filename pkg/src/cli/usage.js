// Errors that the user can correct: arguments, options, files. They are of the class of all other errors, so that `--json` and
// the exit code treat them alike.

import { LinkedInStatusError } from "../error.js";

/**
 * @param {string} message what is wrong, and what to do about it
 * @param {string} [option] the name that the package's functions have for it
 */
export function usageError(message, option) {
  return new LinkedInStatusError({ code: "invalid_options", message, option, retryable: false, attempts: 0 });
}
