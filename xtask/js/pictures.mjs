// Takes the pictures of docs/pictures from what runs: the page, and the extension's popup and options, against the sandbox.
// Needs the built package and Chromium. Run it after a change of their looks: node xtask/js/pictures.mjs

import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { DRIVE } from "../../tests/extension/support/browsers.mjs";
import { startDemo } from "../../www/serve.mjs";
import { smallPng } from "./small-png.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));

await mkdir(FOLDER, { recursive: true });
const demo = await startDemo({ port: 0 });
const driven = await DRIVE.chromium();

/** @param {string} url @param {number} width @param {number} height @param {number} deviceScaleFactor */
async function open(url, width, height, deviceScaleFactor) {
  const page = await driven.browser.newPage();
  await page.setViewport({ width, height, deviceScaleFactor });
  await page.goto(url);
  return page;
}

/** @param {import("puppeteer-core").Page} page @param {string} name */
async function picture(page, name, fullPage = true) {
  // No caret and no half-faded transition: the same page makes the same picture.
  await page.addStyleTag({ content: "* { caret-color: transparent; transition: none !important; }" }).catch(() => {});
  const blank = await driven.browser.newPage();
  await writeFile(`${FOLDER}${name}.png`, await smallPng(blank, await page.screenshot({ fullPage })));
  await blank.close();
}

try {
  const page = await open(demo.url, 1200, 780, 0.75);
  await page.waitForSelector("#check fieldset:not([disabled])");
  await page.click("#check .primary");
  await page.waitForFunction(`document.querySelector("#answer .about")?.textContent.startsWith("Prospect 91102")`);
  await picture(page, "page", false);

  const options = await open(`${driven.base}options.html`, 640, 400, 1);
  await options.type("[name=accountKey]", "an-account-key");
  await options.type("[name=connectionKey]", "a.connection-key");
  await options.type("[name=accountId]", "available");
  await options.type("[name=viewerId]", "42");
  await options.click("summary");
  await options.type("[name=accountUrl]", demo.sandbox.baseUrls.connectsafely);
  await options.type("[name=connectionUrl]", demo.sandbox.baseUrls.seleqt);
  await options.click("form button");
  await options.waitForFunction(`document.querySelector("#state").textContent.endsWith("Saved.")`);
  await options.click("summary");
  await picture(options, "options");

  const popup = await open(`${driven.base}popup.html`, 320, 300, 1);
  await popup.type("[name=prospectId]", "91102");
  await popup.click("form button");
  await popup.waitForSelector("output.good");
  await picture(popup, "popup");
} finally {
  await driven.end();
  await demo.close();
}
