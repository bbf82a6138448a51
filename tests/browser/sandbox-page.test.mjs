// The sandbox's page at / in real browsers: its content policy lets its own script run, and the filter works.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { SCENARIOS, startSandbox } from "../support/sandbox-faults/index.mjs";
import { BROWSERS, launchBrowser } from "../support/browsers.mjs";

for (const name of BROWSERS) {
  describe(`the sandbox's page in ${name}`, () => {
    /** @type {Awaited<ReturnType<typeof launchBrowser>>} */
    let launched;
    /** @type {Awaited<ReturnType<typeof startSandbox>>} */
    let sandbox;
    before(async () => {
      sandbox = await startSandbox();
      launched = await launchBrowser(name);
    });
    after(async () => {
      await launched?.close();
      await sandbox?.close();
    });

    test("lists all scenarios, filters them, is styled, and breaks no content policy", async () => {
      const page = await launched.browser.newPage();
      /** @type {string[]} */
      const consoleLines = [];
      page.on("console", (message) => consoleLines.push(`${message.type()}: ${message.text()}`));
      page.on("pageerror", (error) => consoleLines.push(`uncaught: ${error}`));
      await page.goto(`${sandbox.url}/`, { timeout: 60_000 });
      const visibleRows = () => page.$$eval("tbody tr:not([hidden])", (rows) => rows.length);
      assert.equal(await visibleRows(), SCENARIOS.length);
      await page.type("#filter", "redirect-307");
      await page.waitForFunction(
        (text) => document.querySelector("#count")?.textContent === text,
        { timeout: 60_000 },
        `2 of ${SCENARIOS.length}`,
      );
      assert.equal(await visibleRows(), 2);
      assert.equal(await page.$eval("table", (table) => getComputedStyle(table).tableLayout), "fixed");
      assert.deepEqual(consoleLines, []);
    });
  });
}
