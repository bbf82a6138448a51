// Small helpers for building and finding elements. Text goes in as text, never as markup.

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @param {string} tag an element's name, with classes if any: "p.hint"
 * @param {Record<string, string | boolean | ((event: Event) => void)>} props attributes; functions become listeners
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const [name = "div", ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (typeof value === "boolean") element.toggleAttribute(key, value);
    else element.setAttribute(key, value);
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/**
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 */
export function find(root, selector, type) {
  const element = root.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`The page lacks ${selector}.`);
  return element;
}

/**
 * A list of facts, each with its name.
 *
 * @param {Array<[string, Child] | false>} facts
 */
export function factList(facts) {
  const rows = facts.flatMap((fact) =>
    fact ? [h("div", {}, h("dt", {}, fact[0]), h("dd", {}, fact[1] || h("span.absent", {}, "not stated")))] : [],
  );
  return h("dl.facts", {}, ...rows);
}
