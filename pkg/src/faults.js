// From what Rust rejects with, and from what goes wrong on this side, to a LinkedInStatusError.

import { cleanCause } from "./cause.js";
import { LinkedInStatusError } from "./error.js";
import { isObject } from "./quietly.js";

/** @typedef {import("../types/index.js").LinkedInStatusErrorFields} Fields */
/** @typedef {import("../types/index.js").Vendor} Vendor */
/** @typedef {(text: string) => string} Scrub takes the keys out of a text */

/**
 * @param {Fields} fields as Rust gives them
 * @param {Scrub} scrub
 */
export function toError(fields, scrub) {
  return new LinkedInStatusError(
    Object.hasOwn(fields, "cause") ? { ...fields, cause: cleanCause(fields.cause, scrub) } : fields,
  );
}

/**
 * @param {unknown} value
 * @returns {value is Fields}
 */
export function isFields(value) {
  return isObject(value) && !(value instanceof Error) && Object.hasOwn(value, "code");
}

/**
 * @param {Vendor | undefined} vendor
 * @param {string} option
 * @param {string} why completes the sentence "`option` …"
 */
export function invalidOption(vendor, option, why) {
  const message = `${option} ${why}. Correct the option and call again; nothing was sent.`;
  return ownError("invalid_options", message, vendor, { option });
}

/** The module could not be had in time. @param {Vendor | undefined} vendor @param {number} ms */
export function startTimeout(vendor, ms) {
  const message = `WebAssembly did not start within ${ms} ms. Check that the module can be loaded.`;
  return ownError("timeout", message, vendor, { retryable: true });
}

/** @param {Vendor | undefined} vendor @param {number} attempts */
export function trapError(vendor, attempts) {
  return ownError("internal", `WebAssembly trapped; the next call gets a fresh instance. ${REPORT}`, vendor, {
    attempts,
  });
}

/**
 * What this side lends to Rust threw: something that every runtime has is missing, such as AbortController.
 *
 * @param {Vendor | undefined} vendor
 * @param {number} attempts
 * @param {unknown} cause
 */
export function hostError(vendor, attempts, cause) {
  return ownError("internal", `The request could not be made (${textOf(cause)}). ${REPORT}`, vendor, {
    attempts,
    cause,
  });
}

/**
 * @param {Vendor | undefined} vendor
 * @param {unknown} cause
 */
export function startError(vendor, cause) {
  return ownError("internal", startFailure(cause), vendor, { cause });
}

/**
 * A copy for one of several calls that the same error ends: each is to have a stack of its own.
 *
 * @param {unknown} error a LinkedInStatusError
 * @param {Vendor | undefined} vendor
 */
export function copyOf(error, vendor) {
  const { message, cause, ...data } = /** @type {Fields} */ (error);
  return new LinkedInStatusError({ ...data, message, vendor, ...(cause !== undefined && { cause }) });
}

const REPORT = "Please report it, with the code that made the call.";

/** @param {unknown} error */
export const textOf = (error) => (error instanceof Error ? error.message : String(error));

/** Whether a page's policy forbids compiling, by what the browsers say then. @param {string} text */
export const isForbidden = (text) => /unsafe-eval|Content Security Policy|\bCSP\b|code generation/i.test(text);

export const FORBIDDEN = "The page's Content Security Policy needs 'wasm-unsafe-eval' in script-src.";

/** @param {unknown} error */
function startFailure(error) {
  if (typeof WebAssembly !== "object") {
    return "This runtime has no WebAssembly (iOS Lockdown Mode and node --jitless switch it off). Call from a server instead.";
  }
  const text = textOf(error);
  // What V8 says in workers at the edge, where the entry for these was not chosen.
  if (/disallowed by embedder/i.test(text)) {
    return `WebAssembly could not start (${text}): this runtime takes compiled modules only. Bundle with the export condition "workerd" or "edge-light".`;
  }
  if (isForbidden(text)) return `WebAssembly could not start (${text}). ${FORBIDDEN}`;
  return `WebAssembly could not start (${text}); the next call tries again. ${REPORT}`;
}

/**
 * A fault of this side, before anything was sent where nothing else is said.
 *
 * @param {Fields["code"]} code
 * @param {string} message
 * @param {Vendor | undefined} vendor
 * @param {Partial<Fields>} more
 */
export const ownError = (code, message, vendor, more) =>
  new LinkedInStatusError({ code, message, vendor, retryable: false, attempts: 0, ...more });
