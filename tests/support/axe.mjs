// axe-core's findings on a page as it stands, in Chromium.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const SCRIPT = await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** How a page may be shown. */
export const LOOKS = {
  light: { scheme: "light", forced: "none", width: 1440 },
  dark: { scheme: "dark", forced: "none", width: 1440 },
  "forced colours": { scheme: "dark", forced: "active", width: 1440 },
  "320 px": { scheme: "light", forced: "none", width: 320 },
};

/**
 * @param {import("puppeteer-core").Page} page
 * @param {{ scheme: string, forced: string, width: number }} look
 */
export async function setLook(page, { scheme, forced, width }) {
  const session = await page.createCDPSession();
  const features = [
    { name: "prefers-color-scheme", value: scheme },
    { name: "forced-colors", value: forced },
  ];
  await session.send("Emulation.setEmulatedMedia", { features });
  await page.setViewport({ width, height: 900 });
}

/**
 * In every look: what axe finds, and whether the page is wider than its window.
 *
 * @param {import("puppeteer-core").Page} page
 * @returns {Promise<string[]>}
 */
export async function findings(page) {
  const found = [];
  for (const [name, look] of Object.entries(LOOKS)) {
    await setLook(page, look);
    await page.evaluate(SCRIPT);
    const violations = /** @type {string[]} */ (
      await page.evaluate(`axe.run({ resultTypes: ["violations"] }).then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html, failureSummary }) => html.slice(0, 120) + " " + failureSummary).join("; ")))`)
    );
    found.push(...violations.map((one) => `${name}: ${one}`));
    const wider = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
    if (wider) found.push(`${name}: the page scrolls sideways`);
  }
  return found;
}
