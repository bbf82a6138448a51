// Colours a piece of JavaScript or JSON. Made for the snippets and answers of this page, not for any code in the world.

import { h } from "./dom.js";

const TOKENS = new RegExp(
  [
    String.raw`(?<comment>\/\/[^\n]*)`,
    String.raw`(?<name>"(?:[^"\\\n]|\\.)*"(?=\s*:)|\b[A-Za-z_$][\w$]*(?=:))`,
    '(?<string>"(?:[^"\\\\\\n]|\\\\.)*"|`(?:[^`\\\\]|\\\\.)*`)',
    String.raw`(?<number>-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)`,
    String.raw`(?<word>(?<![.\w])(?:import|from|const|for|of|await|new|true|false|null|undefined)\b)`,
  ].join("|"),
  "g",
);

/**
 * @param {string} text
 * @returns {DocumentFragment} whose text is `text`, to the letter
 */
export function highlight(text) {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    const [kind] = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined) ?? ["plain"];
    fragment.append(text.slice(end, match.index), h(`span.${kind}`, {}, match[0]));
    end = match.index + match[0].length;
  }
  fragment.append(text.slice(end));
  return fragment;
}
