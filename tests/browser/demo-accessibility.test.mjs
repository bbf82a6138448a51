// What people who do not see the demo page, or see it otherwise, rely on: names, announcements, contrast, calm.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inEachBrowser } from "../support/demo-suite.mjs";

/**
 * The text on the page whose contrast with what lies behind it is under WCAG's AA. Runs in the page.
 *
 * @returns {string[]}
 */
function faintTexts() {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (canvas === null) throw new Error("no canvas");
  /** @param {string[]} layers from the back to the front */
  const paint = (layers) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of layers) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  /** @param {number[]} rgb */
  const luminance = ([r = 0, g = 0, b = 0]) => {
    const linear = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? "";
    if (element === null || text === "" || !element.checkVisibility() || element.closest("script, option, .unseen"))
      continue;
    const layers = [];
    for (let behind = /** @type {Element | null} */ (element); behind !== null; behind = behind.parentElement) {
      layers.unshift(getComputedStyle(behind).backgroundColor);
    }
    const colour = getComputedStyle(element).color;
    const [back, front] = [luminance(paint(layers)), luminance(paint([...layers, colour]))];
    const contrast = (Math.max(back, front) + 0.05) / (Math.min(back, front) + 0.05);
    if (contrast < 4.5) faint.push(`${contrast.toFixed(2)}: ${text.slice(0, 40)}`);
  }
  return faint;
}

inEachBrowser("the demo page, for everyone,", { live: true }, ({ browser, onPage }) => {
  test("gives every control a name, every hint to its field, and announces what happens", () =>
    onPage(async ({ page, panel }) => {
      await panel("account").askAndWait();
      await panel("connection").askAndWait();
      await panel("invite").askAndWait();
      await panel("list").fill("#list-ids", "95049-95051");
      await panel("list").askAndWait();
      const report = await page.evaluate(() => {
        const controls = [...document.querySelectorAll("input, select, textarea, button, a, [tabindex='0']")];
        return {
          nameless: controls
            .filter((control) => {
              const labels = "labels" in control && control.labels instanceof NodeList ? [...control.labels] : [];
              const words = [
                control.getAttribute("aria-label"),
                ...[control, ...labels].map((part) => part.textContent),
              ];
              return control.matches("select") ? labels.length === 0 : words.every((word) => !word?.trim());
            })
            .map((control) => control.outerHTML),
          lostHints: [...document.querySelectorAll("[aria-describedby]")]
            .filter((field) => {
              const hints = (field.getAttribute("aria-describedby") ?? "").split(" ");
              return hints.some((id) => !document.getElementById(id)?.textContent);
            })
            .map((field) => field.id),
          doubledIds: [...document.querySelectorAll("[id]")]
            .map(({ id }) => id)
            .filter((id, index, ids) => ids.indexOf(id) !== index),
          legends: [...document.querySelectorAll("fieldset")].filter((set) => !set.querySelector("legend")).length,
          headings: [...document.querySelectorAll("h1, h2, h3, h4")].map(({ localName }) => localName).join(" "),
          announced: [...document.querySelectorAll(".progress[role=status]")].map(
            ({ textContent }) => textContent ?? "",
          ),
          alerts: document.querySelectorAll("section [role=alert]").length,
          lang: document.documentElement.lang,
        };
      });
      const { announced, ...rest } = report;
      assert.deepEqual(rest, {
        nameless: [],
        lostHints: [],
        doubledIds: [],
        legends: 0,
        headings: "h1 h2 h3 h2 h3 h2 h3 h4 h2 h3",
        alerts: 4,
        lang: "en",
      });
      assert.match(announced[0] ?? "", /^Answered in .*Available – can be used\.$/, "the answer itself is read out");
    }));

  // Only Chromium lets a test choose what the page is told of the person's wishes.
  if (browser !== "chromium") return;

  for (const scheme of ["light", "dark"]) {
    test(`has enough contrast in ${scheme} colours, whatever the answer`, () =>
      onPage(async ({ page, panel }) => {
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        for (const label of ["Available", "In use", "Needs attention", "Unknown", "Fails twice", "No such account"]) {
          await panel("account").choose(label);
          await panel("account").askAndWait();
          assert.deepEqual(await page.evaluate(faintTexts), [], label);
        }
        for (const label of ["Not connected", "Own profile"]) {
          await panel("invite").choose(label, "#invite-connection-case");
          await panel("invite").askAndWait();
        }
        await panel("list").fill("#list-ids", "95049-95052\n91106");
        await panel("list").askAndWait();
        assert.deepEqual(await page.evaluate(faintTexts), [], "a list, and an invite");
        await page.click("[name=service][value=live]");
        assert.deepEqual(await page.evaluate(faintTexts), []);
      }));
  }

  test("keeps still for people who asked for that", () =>
    onPage(async ({ page, panel }) => {
      await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
      await panel("account").choose("Never answers");
      await panel("account").ask();
      assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
      await panel("list").ask();
      await page.waitForSelector("#list tbody tr");
      assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
      await page.click("#list [data-cancel]");
      await panel("list").settled();
      await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "no-preference" }]);
      await page.waitForFunction(() => document.getAnimations().length === 1);
    }));
});
