// What kind of value something is, asked once by Rust instead of kind by kind.

import { isList, ownProperty } from "./quietly.js";

/**
 * @param {unknown} value
 * @returns {string} a `ValueKind` of src/js/value.rs; any other word is a value that JSON does not have
 */
export function valueKind(value) {
  if (value === null || typeof value === "boolean") return String(value);
  if (Number.isSafeInteger(value)) return "integer";
  return typeof value === "object" && isList(value) ? "array" : typeof value;
}

/** @param {unknown} object @param {string} name of a property of its own */
export const propertyKind = (object, name) => valueKind(ownProperty(object, name));
