// One step in a page of the extension, done in the page itself. Firefox's WebDriver does not look into such pages, so there a
// page of the test copy does it (control.js); in Chromium it is evaluated by puppeteer.

/**
 * @typedef {{ fill: string, with: string } | { click: string } | { read: string } | { page: true } } Step
 * @param {Window & typeof globalThis} page
 * @param {Step} step
 */
export function perform(page, step) {
  const { document, Event } = page;
  /** @param {string} selector */
  const find = (selector) => {
    const found = /** @type {HTMLInputElement | null} */ (document.querySelector(selector));
    if (!found) throw new Error(`the page has no ${selector}`);
    return found;
  };
  if ("fill" in step) {
    const field = find(step.fill);
    field.value = step.with;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return "";
  }
  if ("click" in step) {
    find(step.click).click();
    return "";
  }
  if ("read" in step) {
    const element = find(step.read);
    const shown = element.hidden ? "(hidden)" : element.value || (element.textContent ?? "");
    return `${element.className}|${shown.replace(/\s+/g, " ").trim()}`;
  }
  // All that a page holds or keeps.
  const values = [...document.querySelectorAll("input, select")].map(
    (one) => /** @type {HTMLInputElement} */ (one).value,
  );
  const kept = [page.localStorage, page.sessionStorage].map((storage) => JSON.stringify(storage));
  return [page.location.href, document.cookie, ...kept, ...values, document.documentElement.outerHTML].join("\n");
}
