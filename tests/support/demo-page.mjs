// Drives the demo page in a browser the way a person does, and keeps an ear on its console and its content policy.

import assert from "node:assert/strict";

/** @typedef {import("puppeteer-core").Page} Page */

/** Long enough for a busy machine; a test that passes never waits for it. */
const PATIENCE = { timeout: 60_000 };

/**
 * @param {import("puppeteer-core").Browser} browser
 * @param {string} url
 */
export async function openDemo(browser, url) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE.timeout);
  page.setDefaultNavigationTimeout(PATIENCE.timeout);
  /** @type {string[]} */
  const consoleLines = [];
  page.on("console", (message) => consoleLines.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => consoleLines.push(`uncaught: ${error}`));
  await page.evaluateOnNewDocument(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      console.error(`content policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  await page.goto(url);
  await page.waitForFunction(() => document.querySelectorAll("#connection-case option").length > 20);
  await page.evaluate(watchBegins);

  return {
    page,
    consoleLines,
    /** @param {Section} section */
    panel: (section) => createPanel(page, section),
    /** The browser itself notes each HTTP error that a page is sent. Everything else on the console is the page's doing. */
    ownLines: () => consoleLines.filter((line) => !line.startsWith("error: Failed to load resource:")),
  };
}

/** @typedef {"account" | "connection" | "invite" | "list"} Section */

/**
 * @param {Page} page
 * @param {Section} section
 */
function createPanel(page, section) {
  const root = `#${section}`;

  /** @param {string} selector */
  const text = (selector) => page.$eval(`${root} ${selector}`, (element) => element.textContent ?? "");

  return {
    text,

    /** @param {string} label the start of an option's label */
    async choose(label, list = "select") {
      const value = await page.$eval(
        `${root} ${list}`,
        (select, wanted) => {
          const options = select instanceof HTMLSelectElement ? [...select.options] : [];
          return options.find((option) => option.label.startsWith(wanted))?.value;
        },
        label,
      );
      assert.ok(value, `The list has no case "${label}".`);
      await page.select(`${root} ${list}`, value);
    },

    /** @param {string} selector @param {string} value */
    async fill(selector, value) {
      await page.$eval(selector, (field) => {
        if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
      });
      await page.focus(selector);
      if (value === "") await page.keyboard.press("Backspace");
      else await page.keyboard.type(value);
    },

    /**
     * Does what starts a call, and waits until it has started: else "has ended" could mean the call before.
     *
     * @param {() => Promise<void>} start
     */
    async begins(start) {
      const before = await page.$eval(`${root} [data-outcome]`, countBegun);
      await start();
      await page.waitForFunction(
        (selector, count) => Number(document.querySelector(selector)?.getAttribute("data-begun")) > count,
        {},
        `${root} [data-outcome]`,
        before,
      );
    },

    async ask() {
      await this.begins(() => page.click(`${root} button[type=submit]`));
    },

    /** Asks, and waits until the call has ended, one way or the other. */
    async askAndWait() {
      await this.ask();
      await this.settled();
    },

    async settled() {
      await page.waitForSelector(`${root} .progress:not(.running)`);
    },

    /** @param {string} part */
    async waitForState(part) {
      await page.waitForFunction(
        (selector, wanted) => document.querySelector(selector)?.textContent?.includes(wanted),
        {},
        `${root} .progress`,
        part,
      );
    },

    code: () => text(".code:not(.json) code"),
    json: async () => JSON.parse(await text(".json code")),
    facts: () =>
      page.$eval(`${root} .facts`, (list) =>
        Object.fromEntries(
          [...list.querySelectorAll("div")].map((row) => [
            row.querySelector("dt")?.textContent,
            row.querySelector("dd")?.textContent,
          ]),
        ),
      ),
  };
}

/** @param {Element} outcome */
function countBegun(outcome) {
  return Number(outcome.getAttribute("data-begun"));
}

/** Counts in an attribute how often each question was asked. Runs in the page. */
function watchBegins() {
  for (const outcome of document.querySelectorAll("[data-outcome]")) {
    const progress = outcome.querySelector(".progress");
    if (progress === null) continue;
    new MutationObserver((records) => {
      const begun = records.filter(({ oldValue }) => !oldValue?.includes("running")).length;
      outcome.setAttribute("data-begun", String(Number(outcome.getAttribute("data-begun")) + begun));
    }).observe(progress, { attributes: true, attributeFilter: ["class"], attributeOldValue: true });
  }
}

/** @param {Page} page */
export function focusedId(page) {
  return page.evaluate(() => {
    const focused = document.activeElement;
    return focused === null ? "" : focused.id || `${focused.closest("section")?.id} ${focused.textContent}`.trim();
  });
}

/**
 * Waits for something outside the page, such as what the sandbox has seen.
 *
 * @param {() => boolean} condition
 * @param {string} what
 */
export async function eventually(condition, what) {
  const end = Date.now() + PATIENCE.timeout;
  while (!condition()) {
    assert.ok(Date.now() < end, `Did not happen: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
