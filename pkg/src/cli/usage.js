// What the user can put right: wrong arguments, options, files. The same class as every other error, so that `--json`
// and the exit code need no second way.

import { LinkedInStatusError } from "../error.js";

/**
 * @param {string} message what is wrong, and what to do
 * @param {string} [option] as the package names it
 */
export function usageError(message, option) {
  return new LinkedInStatusError({ code: "invalid_options", message, option, retryable: false, attempts: 0 });
}
