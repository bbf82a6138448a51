// The extension's pages for everybody, in every state: axe, light, dark, forced colours, narrow. In Chromium, which axe can look into.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startDemo } from "../../www/serve.mjs";
import { findings } from "../support/axe.mjs";
import { DRIVE } from "./support/browsers.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {import("./support/browsers.mjs").Driven} */
let driven;
/** @type {Page} */
let options;
/** @type {Page} */
let popup;
before(async () => {
  demo = await startDemo({ port: 0 });
  driven = await DRIVE.chromium();
  await driven.open("options.html");
  await driven.open("popup.html");
  [options, popup] = [await driven.pageOf("options.html"), await driven.pageOf("popup.html")];
});
after(async () => {
  await driven?.end();
  await demo?.close();
});

/** @param {Page} page @param {string} selector @param {string} text that it begins with */
async function says(page, selector, text) {
  await page.bringToFront(); // Behind, it draws nothing, and nothing is waited for there.
  const [place, start] = [JSON.stringify(selector), JSON.stringify(text)];
  await page.waitForFunction(`document.querySelector(${place}).textContent.startsWith(${start})`);
}

/** Saves, and waits until both outputs say what comes of it. @param {Record<string, string>} fields @param {string} account @param {string} state */
async function save(fields, account, state = "Saved.") {
  const { connectsafely, seleqt } = demo.sandbox.baseUrls;
  for (const [name, value] of Object.entries({ accountUrl: connectsafely, connectionUrl: seleqt, ...fields })) {
    await driven.step("options.html", { fill: `[name=${name}]`, with: value });
  }
  await driven.step("options.html", { click: "form button" });
  await says(options, "#state", state);
  if (account) await says(options, "#account", account);
}

/** @param {number} id @param {string} text */
async function check(id, text) {
  await driven.step("popup.html", { fill: "[name=prospectId]", with: String(id) });
  await driven.step("popup.html", { click: "form button" });
  await says(popup, "output", text);
}

const KEYS = { accountKey: "account-key", connectionKey: "a.connection-key" };
/** What a page is brought to, one after the other. @type {[string, () => Page, () => Promise<void>][]} */
const STATES = [
  ["options, empty", () => options, async () => {}],
  ["options, not saved", () => options, () => save({ accountKey: "account-key" }, "", "Not saved: both keys")],
  ["popup, no keys", () => popup, () => check(91102, "No keys yet")],
  ["options, saved", () => options, () => save(KEYS, "Fit to send.")],
  [
    "options, unfolded",
    () => options,
    () => options.evaluate("document.querySelector('summary').click()").then(() => {}),
  ],
  ["popup, send", () => popup, () => check(91102, "Send the invitation")],
  ["popup, skip", () => popup, () => check(91101, "Skip")],
  ["popup, unknown", () => popup, () => check(91105, "Not known")],
  ["popup, contradiction", () => popup, () => check(91120, "Not known")],
  ["popup, rate limited", () => popup, () => check(93042, "Too many questions")],
  ["popup, 401", () => popup, () => check(92001, "Seleqt does not accept this key")],
  ["popup, old", () => popup, () => driven.step("popup.html", { fill: "input", with: "1" }).then(() => {})],
  ["popup, waiting", () => popup, () => check(94001, "Asking about prospect 94001")],
  [
    "popup, cancelled",
    () => popup,
    () =>
      driven
        .step("popup.html", { click: "#cancel" })
        .then(() => says(popup, "output", "Cancelled"))
        .then(() => {}),
  ],
  [
    "popup, stopped",
    () => popup,
    async () => {
      await check(94001, "Asking about prospect 94001");
      while (!demo.sandbox.requests.some((one) => one.scenario === "never" && one.ended === "open"))
        await options.evaluate("1");
      await driven.stop();
      await says(popup, "output", "The extension");
    },
  ],
  [
    "options, 401",
    () => options,
    () => save({ accountKey: "invalid", connectionKey: "invalid.key" }, "ConnectSafely does not accept"),
  ],
  ["popup, 401 of the account", () => popup, () => check(91102, "ConnectSafely does not accept")],
  [
    "options, refused",
    () => options,
    async () => {
      await options.evaluate(
        `window.real = chrome.permissions.request; chrome.permissions.request = async () => false; ""`,
      );
      await save({ accountUrl: "https://elsewhere.example/" }, "", "Not saved. This extension may not reach");
      await options.evaluate(`chrome.permissions.request = window.real; ""`);
    },
  ],
  [
    "options, dead network",
    () => options,
    () => save({ ...KEYS, accountUrl: "http://127.0.0.1:1" }, "ConnectSafely could not"),
  ],
  ["popup, dead network", () => popup, () => check(91102, "ConnectSafely could not be reached")],
  [
    "options, offline",
    () => options,
    async () => {
      await driven.offline();
      await driven.step("options.html", { click: "#check" });
      await says(options, "#account", "You are offline");
    },
  ],
  ["popup, offline", () => popup, () => check(91102, "You are offline")],
];

test("options and popup have no finding in any state", { timeout: 300_000 }, async () => {
  for (const [state, page, reach] of STATES) {
    await reach().catch((error) => assert.fail(`${state}: ${error}`));
    assert.deepEqual(await findings(page()), [], state);
  }
});

test("the decision is in large letters, in front of all else", async () => {
  const size = (/** @type {string} */ selector) =>
    popup.evaluate(`parseFloat(getComputedStyle(document.querySelector("${selector}")).fontSize)`);
  assert.ok(Number(await size("output")) >= 24);
  assert.ok(Number(await size("output")) >= 1.5 * Number(await size("output span")));
});

test("the demo serves the page of the CRM, as the README says, and it has no finding", async () => {
  const page = await driven.browser.newPage();
  const response = await page.goto(`http://localhost:${demo.port}/extension/crm/index.html`);
  assert.equal(response?.status(), 200);
  await page.waitForFunction("document.documentElement.dataset.heard");
  // The page's policy keeps axe's own script out, not the one that WebDriver runs.
  await page.setBypassCSP(true);
  assert.deepEqual(await findings(page), []);
});
