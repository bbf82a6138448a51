// Names of columns and what cannot be seen in them.

/** Characters that nobody sees: control and format characters, and letters and marks that are drawn as nothing. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** Spaces that look like the one everybody knows. */
const ODD_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu;
const SPACES = /[\s_]+/gu;

/** Names for the characters that turn up in exports. */
const CHARACTERS = new Map([
  [0x00, "NUL"],
  [0x09, "tab"],
  [0x1a, "Ctrl-Z"],
  [0xa0, "no-break space"],
  [0xad, "soft hyphen"],
  [0x200b, "zero-width space"],
  [0x200c, "zero-width non-joiner"],
  [0x200d, "zero-width joiner"],
  [0x200e, "left-to-right mark"],
  [0x200f, "right-to-left mark"],
  [0x2009, "thin space"],
  [0x202f, "narrow no-break space"],
  [0x2060, "word joiner"],
  [0x2068, "first strong isolate"],
  [0x2069, "pop directional isolate"],
  [0x2800, "blank braille pattern"],
  [0x3000, "ideographic space"],
  [0xfeff, "byte order mark"],
]);

/**
 * Columns whose names agree in this are the same: letter case, spaces, `_` and what cannot be seen do not matter.
 *
 * @param {string} name
 */
export const sameName = (name) =>
  name.normalize("NFKC").replace(UNSEEN, "").replace(SPACES, "").toLowerCase().normalize("NFC");

/** Whether a value holds nothing that can be seen. @param {string} value */
export const isBlank = (value) => value.trim() === "" || value.replace(UNSEEN, "").trim() === "";

/** Such as `U+200B`. @param {string} character */
const codePoint = (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** @param {string} character */
function describe(character) {
  const name = CHARACTERS.get(character.codePointAt(0) ?? 0);
  return name ? `${codePoint(character)} ${name}` : codePoint(character);
}

/**
 * A text with what cannot be seen named in it: `123<U+200B zero-width space>`.
 *
 * @param {string} text
 */
export const showUnseen = (text) =>
  text.replace(UNSEEN, (one) => `<${describe(one)}>`).replace(ODD_SPACES, (one) => `<${describe(one)}>`);

/**
 * How a name that looks like another differs from it, such as `U+0440 "р"`. Undefined where it is ASCII.
 *
 * @param {string} name
 */
export function foreignCharacters(name) {
  const found = new Set(Array.from(name).filter((one) => (one.codePointAt(0) ?? 0) > 0x7f));
  return found.size > 0 ? Array.from(found, (one) => `${codePoint(one)} "${one}"`).join(", ") : undefined;
}
