// The extension's pages for everybody: axe, light, dark, forced colours, narrow, by keyboard. In Chromium, which axe can look into.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startSandbox } from "../../pkg/dist/sandbox.js";
import { findings } from "../support/axe.mjs";
import { DRIVE } from "./support/browsers.mjs";

const EMPTY = `document.querySelector("[name=prospectId]").value = ""`;

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
/** @type {import("./support/browsers.mjs").Driven} */
let driven;
before(async () => {
  sandbox = await startSandbox();
  driven = await DRIVE.chromium();
});
after(async () => {
  await driven?.end();
  await sandbox?.close();
});

test(
  "options and popup have no finding in any state, and are used by keyboard alone",
  { timeout: 120_000 },
  async () => {
    const options = await driven.browser.newPage();
    await options.goto(`${driven.base}options.html`);
    assert.deepEqual(await findings(options), []);
    // From the first field to the button, as they come.
    const inOrder = ["account-key", "", "", "a.connection-key", ""];
    for (const text of inOrder) {
      await options.keyboard.press("Tab");
      if (text) await options.keyboard.type(text);
    }
    await options.keyboard.press("Tab");
    await options.keyboard.press("Enter"); // Unfolds "Advanced".
    for (const text of [sandbox.baseUrls.connectsafely, sandbox.baseUrls.seleqt]) {
      await options.keyboard.press("Tab");
      await options.keyboard.type(text);
    }
    await options.keyboard.press("Enter");
    await options.waitForFunction(`document.querySelector("#state").textContent.endsWith("Saved.")`);
    assert.deepEqual(await findings(options), []);

    const popup = await driven.browser.newPage();
    await popup.goto(`${driven.base}popup.html`);
    for (const [id, tone] of [
      ["91102", "good"],
      ["91101", "skip"],
      ["91105", "unknown"],
      ["92003", "bad"],
    ]) {
      await popup.evaluate(EMPTY);
      await popup.focus("[name=prospectId]");
      await popup.keyboard.type(`${id}`);
      await popup.keyboard.press("Enter");
      await popup.waitForSelector(`output.${tone}`);
      assert.deepEqual(await findings(popup), [], tone);
    }
    await popup.keyboard.type("1");
    await popup.waitForSelector("output.old");
    assert.deepEqual(await findings(popup), [], "an old answer");
    await popup.evaluate(EMPTY);
    await popup.keyboard.type("94001");
    await popup.keyboard.press("Enter");
    await popup.waitForSelector("output.waiting");
    assert.deepEqual(await findings(popup), [], "waiting");
    await popup.keyboard.press("Tab");
    await popup.keyboard.press("Tab");
    await popup.keyboard.press("Enter");
    await popup.waitForFunction(`document.querySelector("output").textContent.startsWith("Cancelled")`);
  },
);
