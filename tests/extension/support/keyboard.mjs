// A walk through a page by Tab.

import assert from "node:assert/strict";

/** What has the focus, whether one sees that, and whether it is in sight. */
const FOCUSED = `(() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { top, bottom, width } = element.getBoundingClientRect();
  const name = element.getAttribute("name") || (/^(BUTTON|A)$/.test(element.tagName) && element.textContent.trim()) || element.tagName;
  const isShown = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  return JSON.stringify({ name, isShown, isInSight: width > 0 && top >= 0 && bottom <= innerHeight });
})()`;

/**
 * Presses Tab from the page's start to the element of a name, and there another key. What comes after the last element is the
 * browser's own, from where a script cannot take the focus back.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {string} last
 * @param {import("puppeteer-core").KeyInput} [key]
 * @returns {Promise<string[]>} the names of what had the focus
 */
export async function walk(page, last, key) {
  await page.bringToFront();
  // The walk starts before the first element, whatever had the focus.
  await page.evaluate(
    `document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute("tabindex"); ""`,
  );
  /** @type {string[]} */
  const names = [];
  while (names.at(-1) !== last) {
    await page.keyboard.press("Tab");
    const { name, isShown, isInSight } = JSON.parse(String(await page.evaluate(FOCUSED)));
    assert.ok(!["BODY", "HTML", names[0]].includes(name), `${last} is reached by Tab`);
    assert.ok(isShown, `one sees that ${name} has the focus`);
    assert.ok(isInSight, `${name} is in sight`);
    names.push(name);
  }
  if (key) await page.keyboard.press(key);
  return names;
}
