// What kind of value something is, asked once by Rust instead of kind by kind.

import { isSignal } from "./abort.js";
import { isList, ownProperty } from "./quietly.js";

/**
 * @param {unknown} value
 * @returns {string} a `ValueKind` of src/js/value.rs; any other word is a value that JSON does not have
 */
export function valueKind(value) {
  if (value === null || typeof value === "boolean") return String(value);
  if (Number.isSafeInteger(value)) return "integer";
  if (typeof value !== "object") return typeof value;
  return isList(value) ? "array" : isSignal(value) ? "signal" : "object";
}

/** @param {unknown} object @param {string} name of a property of its own */
export const propertyKind = (object, name) => valueKind(ownProperty(object, name));
