// What the sandbox takes for a key. It checks no secret: anything goes, except what announces itself as invalid.
import { createHash } from "node:crypto";

/**
 * The token of an `Authorization: Bearer` header, if there is one.
 * @param {string | undefined} header
 */
export function bearerToken(header) {
  return /^bearer +(\S.*)$/i.exec(header ?? "")?.[1];
}

/** @param {string} key */
export const isInvalid = (key) => key.startsWith("invalid");

/**
 * A stand-in for the key in counters, so that no key is kept in memory longer than its request.
 * @param {string} key
 */
export const fingerprint = (key) => createHash("sha256").update(key).digest("base64");
