// Finds and fills the page's elements.

/**
 * @template {Element} Kind
 * @param {string} selector
 * @param {new () => Kind} kind
 * @param {ParentNode} [within]
 */
export function find(selector, kind, within = document) {
  const element = within.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`The page has no ${selector}.`);
  return element;
}

/**
 * @param {string} name
 * @param {string} text
 */
export function element(name, text, className = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/**
 * The answer, in large letters, with what stands below it. `about` names the question.
 *
 * @param {string} tone
 * @param {string} title
 * @param {readonly { title: string, advice: string }[]} lines
 */
export function show(tone, title, lines, about = "") {
  const items = lines.map((line) => {
    const item = element("li", line.title && `${line.title}. `, "");
    item.append(element("span", line.advice));
    return item;
  });
  const list = document.createElement("ul");
  list.append(...items);
  const answer = find("#answer", HTMLElement);
  answer.className = tone;
  answer.replaceChildren(element("p", about, "about"), element("p", title, "title"), ...(items.length ? [list] : []));
}
