// Finds keys in texts, as they are and as they look in a URL or in quoted JSON: the counterpart of src/secret.rs for what
// never comes near Rust.

const MASK = "***";

/** @typedef {ReturnType<typeof keyFinder>} KeyFinder */

/** @param {readonly string[]} keys printable ASCII, each of whose characters has a code of two digits */
export function keyFinder(keys) {
  const given = keys.filter((key) => key !== "");
  const patterns = given.map((key) => new RegExp(Array.from(key, anyForm).join(""), "g"));
  /** @param {string} text */
  const isIn = (text) => patterns.some((pattern) => text.search(pattern) >= 0);
  return {
    isIn,

    /** @param {string} text */
    takenOut(text) {
      let clean = text;
      for (const pattern of patterns) clean = clean.replace(pattern, MASK);
      // What is left around a mask can make up a key anew, where the key itself holds asterisks.
      while (isIn(clean)) for (const pattern of patterns) clean = clean.replace(pattern, "");
      return clean;
    },
  };
}

/**
 * A pattern for one character: itself, percent-encoded, or behind a backslash where JSON may put one.
 *
 * @param {string} character
 */
function anyForm(character) {
  const code = /** @type {number} */ (character.codePointAt(0));
  const hex = code.toString(16);
  const percent = `%${hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)}`;
  return `(?:${'"\\/'.includes(character) ? "\\\\?" : ""}\\x${hex}|${percent})`;
}
