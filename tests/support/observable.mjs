// Everything of a value that anyone can come to see: a search for a key must look in all of it.

import assert from "node:assert/strict";
import { format, inspect } from "node:util";
import { serialize } from "node:v8";

/**
 * The forms in which a key may show: as it is, in a URL, in quoted JSON, in base64.
 *
 * @param {string} key
 */
const forms = (key) => [
  key,
  encodeURIComponent(key),
  encodeURIComponent(key).replace(/%../g, (code) => code.toLowerCase()),
  encodeURI(key),
  new URLSearchParams({ k: key }).toString().slice(2),
  JSON.stringify(key).slice(1, -1),
  // Wherever it begins in a longer text: without the digits that stand for other bytes, too.
  ...[0, 1, 2].flatMap((before) => {
    const digits = Buffer.from(" ".repeat(before) + key).toString("base64").replace(/.?=*$/, "").slice(before && before + 1); // prettier-ignore
    return [digits, digits.replaceAll("+", "-").replaceAll("/", "_")];
  }),
];

/**
 * @param {unknown} value
 * @returns {Map<string, string>} by where each text was seen
 */
export function everythingOf(value) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  for (const showProxy of [false, true]) {
    for (const getters of [false, true]) {
      for (const depth of [10, Infinity]) {
        const options = { depth, showHidden: true, getters, showProxy, maxArrayLength: null, maxStringLength: null };
        texts.set(`inspect ${JSON.stringify(options)}`, inspect(value, options));
      }
    }
  }
  texts.set("%o", format("%s %o %j", value, value, value));
  texts.set("String", String(value));
  texts.set("JSON", JSON.stringify(value) ?? "");
  walk(value, "value", texts, new Set());
  try {
    texts.set("serialize", serialize(value).toString("latin1"));
  } catch {
    // Not everything can be.
  }
  return texts;
}

/**
 * Every property, hidden and inherited too, as it is read.
 *
 * @param {unknown} value
 * @param {string} path
 * @param {Map<string, string>} texts
 * @param {Set<unknown>} seen
 */
function walk(value, path, texts, seen) {
  if (typeof value === "string") texts.set(path, value);
  else if (typeof value === "symbol") texts.set(path, String(value));
  else if (typeof value === "bigint" || typeof value === "number") texts.set(path, String(value));
  else if (typeof value === "function") texts.set(path, Function.prototype.toString.call(value));
  if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
  seen.add(value);
  for (let holder = value; holder && !isBuiltIn(holder); holder = Object.getPrototypeOf(holder)) {
    for (const key of Reflect.ownKeys(holder)) {
      if (holder !== value && key === "constructor") continue;
      const at = `${path}.${String(key)}`;
      texts.set(`${at} (name)`, String(key));
      try {
        walk(/** @type {Record<PropertyKey, unknown>} */ (value)[key], at, texts, seen);
      } catch {
        // A getter that throws.
      }
    }
  }
  if (value instanceof Map || value instanceof Set) walk([...value], `${path}.entries`, texts, seen);
  if (value instanceof Error)
    ["name", "message", "stack"].forEach((name) => texts.set(`${path}.${name}`, String(Reflect.get(value, name))));
}

const BUILT_IN = new Set(
  [Object, Array, Error, TypeError, Function, Map, Set].map(({ prototype }) => /** @type {object} */ (prototype)),
);

/** @param {object} holder */
const isBuiltIn = (holder) => BUILT_IN.has(holder);

/**
 * @param {unknown} value
 * @param {string} key
 * @param {string} [of]
 */
export function holdsNoKey(value, key, of = "value") {
  for (const [where, text] of everythingOf(value)) {
    for (const form of forms(key)) {
      const at = text.indexOf(form);
      assert.ok(
        at < 0,
        `${of} shows the key in ${where}: …${text.slice(Math.max(0, at - 60), at + form.length + 20)}…`,
      );
    }
  }
}
