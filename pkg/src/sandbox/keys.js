// How the sandbox reads API keys. It knows no real ones: every key is accepted, unless it begins with "invalid".
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
 * A hash that stands for the key in counters, so that no key stays in memory after its request.
 * @param {string} key
 */
export const fingerprint = (key) => createHash("sha256").update(key).digest("base64");
