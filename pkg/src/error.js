// The one error class of the package. It can be built before WebAssembly is there, and by users in their own tests.

import { define, ownProperty } from "./quietly.js";

/** @typedef {import("../types/index.js").LinkedInStatusErrorFields} Fields */

/** Shared by all copies of the package, and by all realms. */
const BRAND = Symbol.for("linkedin-status.error");

const DATA = /** @type {const} */ ([
  "code",
  "vendor",
  "status",
  "vendorMessage",
  "option",
  "retryable",
  "retryAfterMs",
  "attempts",
  "requestId",
  "rateLimit",
]);

export class LinkedInStatusError extends Error {
  /** @param {Fields} fields */
  constructor(fields) {
    super(fields.message, Object.hasOwn(fields, "cause") ? { cause: fields.cause } : undefined);
    // As properties of the instance, since `inspect` and loggers look there; those that say nothing are left out.
    for (const name of DATA) {
      const value = ownProperty(fields, name);
      if (value !== undefined) define(this, name, { value, enumerable: true });
    }
  }

  /** @returns {Record<string, unknown>} */
  toJSON() {
    /** @type {Record<string, unknown>} */
    const json = { name: this.name, message: this.message };
    for (const name of DATA) {
      const value = ownProperty(this, name);
      if (value !== undefined) json[name] = value;
    }
    return json;
  }
}
define(LinkedInStatusError.prototype, "name", { value: "LinkedInStatusError" });
define(LinkedInStatusError.prototype, BRAND, { value: true, configurable: false });

/**
 * @param {unknown} value
 * @returns {boolean}
 */
export function isLinkedInStatusError(value) {
  try {
    // By the brand alone: an error of another realm is no instance of this one's Error.
    return typeof value === "object" && /** @type {{ [BRAND]?: unknown } | null} */ (value)?.[BRAND] === true;
  } catch {
    return false; // A proxy that throws is no error of ours.
  }
}
