// A titled block of code or JSON with a copy button.

import { h } from "./dom.js";
import { highlight } from "./highlight.js";

/** Characters that are shown: an answer may be a megabyte, and a page of that size helps nobody. */
const LONGEST = 20_000;

/**
 * @param {string} title
 * @returns {{ element: HTMLElement, show: (text: string, title?: string) => void, text: () => string }}
 */
export function codeBlock(title) {
  let current = "";
  const heading = h("span", {}, title);
  const code = h("code");
  const copied = h("span.copied", { role: "status" });
  const copy = h("button.quiet", { type: "button", click: () => copyText() }, "Copy");
  // Focusable, so that the keyboard can scroll long lines.
  const scroller = h("pre", { tabindex: "0", role: "region", "aria-label": title }, code);
  const element = h("figure.code", {}, h("figcaption", {}, heading, copied, copy), scroller);

  async function copyText() {
    try {
      await navigator.clipboard.writeText(current);
      copied.textContent = "Copied";
    } catch {
      // No clipboard here: select it, so that one key stroke copies.
      getSelection()?.selectAllChildren(code);
      copied.textContent = "Selected: press Ctrl+C or ⌘C";
    }
    setTimeout(() => (copied.textContent = ""), 3_000);
  }

  return {
    element,
    text: () => current,
    show(text, newTitle = title) {
      current = text;
      heading.textContent = newTitle;
      scroller.setAttribute("aria-label", newTitle);
      copy.setAttribute("aria-label", `Copy: ${newTitle}`);
      code.replaceChildren(highlight(text.slice(0, LONGEST)));
      if (text.length > LONGEST) {
        const all = text.length.toLocaleString("en");
        code.append(h("span.comment", {}, `\n… cut here. The copy has all ${all} characters.`));
      }
    },
  };
}
