// The example extension, built, loaded and used in Chromium and in Firefox.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { SCENARIOS, startSandbox } from "../support/sandbox-faults/index.mjs";
import { BROWSERS } from "../support/browsers.mjs";
import { DRIVE } from "./support/browsers.mjs";
import { walk } from "./support/keyboard.mjs";
import { perform } from "./support/perform.js";

/** Browsers differ in what they tell of a worker that they stop during a call. */
const NO_ANSWER =
  /^unknown\|The extension('s worker was stopped| closed the connection)\.? Nothing was learned\. Check again\./;
/** Neither the key itself nor what one would see of it encoded. */
const TRACES = /searched-for|c2VhcmNoZWQtZm9y/;
const UNCLEAR = SCENARIOS.filter(({ expect }) => expect.ok && expect.verdict === "unknown");
const KEYS = { accountKey: "searched-for-account-key", connectionKey: "searched-for.connection-key" };

/** What a page keeps but for what it shows: names of databases and caches, and what the caches hold. */
const STORED = `(async () => {
  const all = (await indexedDB.databases()).map(({ name }) => name);
  for (const name of await globalThis.caches?.keys() ?? []) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) all.push(request.url, await (await cache.match(request)).text());
  }
  return all.join();
})()`;

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
/** @type {import("node:http").Server} */
let web;
let webPort = 0;
before(async () => {
  sandbox = await startSandbox();
  const crm = await readFile(new URL("../../www/extension/crm/index.html", import.meta.url), "utf8");
  web = createServer((request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(request.url?.startsWith("/extension/crm/") ? crm : "<!doctype html><title>hostile</title>");
  });
  await once(web.listen(0, "127.0.0.1"), "listening");
  webPort = /** @type {import("node:net").AddressInfo} */ (web.address()).port;
});
after(async () => {
  web.closeAllConnections();
  web.close();
  await sandbox.close();
});

for (const name of BROWSERS) {
  describe(`the extension in ${name}`, { timeout: 300_000 }, () => {
    /** @type {import("./support/browsers.mjs").Driven} */
    let driven;
    before(async () => {
      driven = await DRIVE[name]();
      await driven.open("popup.html");
      await driven.open("options.html");
    });
    after(() => driven?.end());

    /** @param {string} page @param {string} selector */
    const read = (page, selector) => driven.step(page, { read: selector });

    /** @param {string} page @param {string} selector @param {RegExp} expected */
    async function reads(page, selector, expected) {
      let text = "";
      for (const end = Date.now() + 30_000; Date.now() < end; await delay(50)) {
        text = await read(page, selector);
        if (expected.test(text)) return text;
      }
      assert.match(text, expected);
      return text;
    }

    /** The badge is set after the answer is shown. @param {RegExp} expected */
    async function badgeReads(expected) {
      let badge = "";
      for (const end = Date.now() + 30_000; Date.now() < end; await delay(50)) {
        badge = await driven.badge();
        if (expected.test(badge)) return;
      }
      assert.match(badge, expected);
    }

    /** @param {Record<string, string>} fields */
    async function save(fields) {
      const all = {
        accountId: "",
        accountUrl: sandbox.baseUrls.connectsafely,
        connectionUrl: sandbox.baseUrls.seleqt,
        ...fields,
      };
      for (const [field, value] of Object.entries(all)) {
        await driven.step("options.html", { fill: `[name=${field}]`, with: value });
      }
      await driven.step("options.html", { click: "form button" });
      await reads("options.html", "#state", /Saved\.$|Not saved/);
    }

    /** @param {number} prospectId */
    async function start(prospectId) {
      await driven.step("popup.html", { fill: "[name=prospectId]", with: String(prospectId) });
      await driven.step("popup.html", { click: "form button" });
    }

    /** @param {number} prospectId @param {RegExp} expected */
    async function check(prospectId, expected) {
      await start(prospectId);
      const text = await reads("popup.html", "output", /^(?!waiting)/);
      assert.match(text, expected);
      return text;
    }

    /** A check that meets the worker while it is being stopped says so; the next one starts it. @param {number} prospectId @param {RegExp} expected */
    async function checkSoon(prospectId, expected) {
      let text = "";
      for (let asked = 0; asked < 5 && (asked === 0 || NO_ANSWER.test(text)); asked++) {
        await start(prospectId);
        text = await reads("popup.html", "output", /^(?!waiting)/);
      }
      assert.match(text, expected);
    }

    test("says that there are no keys before there are", async () => {
      const before = sandbox.requests.length;
      await reads("popup.html", "#account", /^unknown\|No keys yet/);
      await check(91102, /^unknown\|No keys yet/);
      assert.equal(sandbox.requests.length, before);
      await badgeReads(/^\|LinkedIn status: no keys yet$/);
      const alarms = await (
        await driven.pageOf("options.html")
      ).evaluate("chrome.alarms.getAll().then(JSON.stringify)");
      assert.match(String(alarms), /"periodInMinutes":15/);
    });

    test("is used by keyboard alone, and shows where the focus is", async () => {
      const options = await driven.pageOf("options.html");
      await options.evaluate("window.isFirst = true");
      const inOptions = ["accountKey", "accountId", "kind", "connectionKey", "viewerId", "SUMMARY"];
      const buttons = ["Save and check", "Check", "Forget all"];
      assert.deepEqual(await walk(options, "Forget all"), [...inOptions, ...buttons]);
      await walk(options, "SUMMARY", "Enter");
      const unfolded = [...inOptions, "accountUrl", "connectionUrl", ...buttons];
      assert.deepEqual(await walk(options, "Forget all"), unfolded);
      const popup = await driven.pageOf("popup.html");
      assert.deepEqual(await walk(popup, "Keys and options"), ["prospectId", "Check", "Keys and options"]);
      await driven.step("popup.html", { fill: "[name=prospectId]", with: "91102" });
      await walk(popup, "Check", "Enter");
      await reads("popup.html", "output", /No keys yet .*Prospect 91102/);
      await walk(options, "Forget all", "Enter");
      await reads("options.html", "#state", /All is forgotten\.$/);
      const views = () =>
        popup.evaluate(`String(chrome.extension.getViews({ type: "tab" }).map(({ location }) => location.pathname))`);
      const before = await views();
      await walk(popup, "Keys and options", "Enter");
      let opened = before;
      for (const end = Date.now() + 30_000; Date.now() < end && opened === before; await delay(50)) {
        opened = await views();
      }
      assert.equal(String(opened).match(/options\.html/g)?.length, 2, "the link opens the options");
      await popup.evaluate(`Promise.all(chrome.extension.getViews({ type: "tab" })
        .filter((view) => view.location.pathname === "/options.html" && !view.isFirst)
        .map(async (view) => chrome.tabs.remove((await view.chrome.tabs.getCurrent()).id)))`);
    });

    test("saves nothing without both keys", async () => {
      await save({ accountKey: KEYS.accountKey });
      await reads("options.html", "#state", /Not saved: both keys are needed/);
    });

    test("saves keys, and says for each whether it works", async () => {
      await save(KEYS);
      await reads("options.html", "#account", /^good\|Fit to send\./);
      await reads("options.html", "#connection", /^good\|The key works/);
      await badgeReads(/^OK\|John Doe: Fit to send/);
      await save({ connectionKey: "invalid.connection-key" });
      await reads("options.html", "#account", /^good\|/);
      await reads("options.html", "#connection", /^bad\|Seleqt does not accept this key/);
      await save({ connectionKey: KEYS.connectionKey });
      await driven.step("options.html", { click: "#check" });
      await reads("options.html", "#connection", /^good\|The key works/);
      await reads("options.html", "#state", /^\|Checked\.$/);
    });

    test("says what to do where the person refuses leave for another host, and saves nothing", async () => {
      const page = await driven.pageOf("options.html");
      assert.equal(await page.evaluate("document.forms[0].checkValidity()"), true);
      await page.evaluate(`window.asked = []; window.real = chrome.permissions.request;
        chrome.permissions.request = async ({ origins }) => (window.asked.push(...origins), false); ""`);
      await save({ accountUrl: "https://elsewhere.example/linkedin" });
      await reads(
        "options.html",
        "#state",
        /^\|Not saved\. This extension may not reach that address: try again and allow it, or leave the address empty\.$/,
      );
      assert.equal(await page.evaluate("String(window.asked)"), "https://elsewhere.example/*");
      // As browsers do where they do not even ask.
      await page.evaluate(`chrome.permissions.request = async () => { throw new Error("not now"); };
        document.querySelector("#state").textContent = ""`);
      await driven.step("options.html", { click: "form button" });
      await reads("options.html", "#state", /^\|Not saved\. This extension may not reach/);
      await page.evaluate(`chrome.permissions.request = window.real; ""`);
      for (const [address, good] of /** @type {const} */ ([
        ["http://elsewhere.example/", false],
        ["http://localhost.example/", false],
        ["mailto:somebody", false],
        ["http://localhost:8787/linkedin", true],
        ["http://127.0.0.1", true],
      ])) {
        await driven.step("options.html", { fill: "[name=accountUrl]", with: address });
        assert.equal(await page.evaluate("document.forms[0].checkValidity()"), good, address);
      }
      await save({});
      await check(91102, /^good\|/);
    });

    test("shows the decision, its reasons, what was asked, and the account's health", async () => {
      const text = await check(
        91102,
        /^good\|Send the invitation You are not connected: .* pending already: .*Prospect 91102: Asked at /,
      );
      assert.doesNotMatch(text, /undefined/);
      await reads("popup.html", "#account", /^good\|Fit to send John Doe: Status AVAILABLE/);
      await driven.step("popup.html", { fill: "[name=prospectId]", with: "91101" });
      assert.match(await read("popup.html", "output"), /^good old\|/, "an answer to another question is dimmed");
      await check(91101, /^skip\|Skip: no invitation needed You are connected already/);
      await check(91106, /^skip\|Skip: no invitation needed It is the sending account's own profile/);
    });

    test("never calls an unknown or contradicting answer not connected", async () => {
      assert.ok(UNCLEAR.length >= 15);
      for (const { id } of UNCLEAR) {
        const text = await check(
          id,
          /^unknown\|Not known: look before you send Whether you are connected is not clear/,
        );
        assert.doesNotMatch(text, /not connected|Send the invitation/i);
      }
    });

    test("shows the account's state on the badge", async () => {
      for (const [accountId, decision, badge] of /** @type {const} */ ([
        ["available", /^good\|Send the invitation/, /^OK\|John Doe: Fit to send$/],
        ["no-tokens", /^bad\|Fix the account first/, /^fix\|John Doe: Not fit to send$/],
        ["warmup", /^wait\|Wait The account is still warming up/, /^wait\|John Doe: Not now$/],
        ["unknown", /^unknown\|Not known: look before you send The state/, /^\?\|John Doe: Not known to be fit$/],
      ])) {
        await save({ accountId });
        await check(91102, decision);
        await badgeReads(badge);
      }
      await save({});
    });

    test("asks for the account's state again every quarter of an hour, after the worker was stopped, too", async () => {
      const page = await driven.pageOf("options.html");
      await page.evaluate(`chrome.action.setBadgeText({ text: "old" })`);
      await driven.stop();
      await page.evaluate(`chrome.alarms.create("account", { when: Date.now() + 1_000 })`);
      await badgeReads(/^OK\|John Doe: Fit to send$/);
    });

    test("says what to do on a 401, a 429, a damaged answer and a dead network", async () => {
      await check(92001, /^bad\|Seleqt does not accept this key/);
      await badgeReads(/^OK\|/);
      await save({ accountKey: "invalid-account-key" });
      await reads("options.html", "#account", /^bad\|ConnectSafely does not accept this key\. Check that it is whole/);
      await reads("options.html", "#connection", /^good\|The key works/);
      await check(91102, /^bad\|ConnectSafely does not accept this key Check that it is whole/);
      await reads("popup.html", "#account", /^bad\|ConnectSafely does not accept this key/);
      await badgeReads(/^\?\|ConnectSafely does not accept this key$/);
      await save({ accountKey: KEYS.accountKey });
      await check(93042, /^bad\|Too many questions for Seleqt just now Wait 60 min/);
      await check(94305, /^bad\|The answer cannot be trusted/);
      await save({ accountUrl: "http://127.0.0.1:1/linkedin" });
      await check(91102, /^bad\|ConnectSafely could not be reached/);
      await badgeReads(/^\?\|ConnectSafely could not be reached/);
      await reads("options.html", "#account", /^bad\|ConnectSafely could not be reached\. Check the connection/);
      await driven.offline();
      await check(91102, /^unknown\|You are offline Nothing was learned\. Check again when you are back online\./);
      await driven.step("options.html", { click: "#check" });
      await reads("options.html", "#account", /^unknown\|You are offline\. Nothing was learned/);
      await driven.stop();
      await save({});
      await badgeReads(/^OK\|/);
    });

    test("answers after the browser has stopped the worker", async () => {
      await driven.stop();
      await checkSoon(91102, /^good\|Send the invitation/);
    });

    test("says so when the browser stops the worker during a check, and works again", async () => {
      await start(94001);
      while (!sandbox.requests.some((one) => one.scenario === "never" && one.ended === "open")) await delay(20);
      await reads("popup.html", "output", /^waiting\|Asking about prospect 94001/);
      await driven.stop();
      await reads("popup.html", "output", NO_ANSWER);
      await checkSoon(91102, /^good\|Send the invitation/);
    });

    test("says so in the options, too", async () => {
      for (const [field, value] of [
        ["accountId", "never"],
        ["accountUrl", sandbox.baseUrls.connectsafely],
      ]) {
        await driven.step("options.html", { fill: `[name=${field}]`, with: `${value}` });
      }
      const seen = sandbox.requests.length;
      await driven.step("options.html", { click: "form button" });
      while (!sandbox.requests.slice(seen).some((one) => one.scenario === "never" && one.ended === "open"))
        await delay(20);
      await driven.stop();
      for (const place of ["#account", "#connection"]) {
        await reads("options.html", place, NO_ANSWER);
      }
      await save({});
    });

    test("lets a second question take the place of the first", async () => {
      await start(94001);
      await reads("popup.html", "#cancel", /Cancel/);
      const seen = sandbox.requests.length;
      await start(94001);
      while (!sandbox.requests.slice(seen).some((one) => one.scenario === "never")) await delay(20);
      assert.match(await read("popup.html", "output"), /^waiting\|/);
      assert.match(await read("popup.html", "#cancel"), /\|Cancel$/);
      await check(91102, /^good\|/);
    });

    test("cancels", async () => {
      await start(94001);
      await reads("popup.html", "#cancel", /Cancel/);
      await driven.step("popup.html", { click: "#cancel" });
      await reads("popup.html", "output", /^unknown\|Cancelled/);
      await reads("popup.html", "#cancel", /\(hidden\)/);
    });

    test("takes the prospect of a page of the CRM", async () => {
      await driven.close("popup.html");
      await driven.open(`http://localhost:${webPort}/extension/crm/index.html`);
      // The popup looks at the page when it opens, and the browser runs the content script some time after the page has loaded.
      let text = "";
      for (let opened = 0; opened < 10 && !text.endsWith("|91101"); opened++) {
        if (opened > 0) await driven.close("popup.html");
        await driven.open("popup.html", true);
        for (const end = Date.now() + 2_000; Date.now() < end && !text.endsWith("|91101"); await delay(50)) {
          text = await read("popup.html", "[name=prospectId]");
        }
      }
      assert.match(text, /\|91101$/);
    });

    test("gives the page of the CRM and the script in it no key, and nothing but the question", async () => {
      await check(91102, /^good\|/);
      const address = `http://localhost:${webPort}/extension/crm/index.html`;
      const page = await driven.pageOf(address);
      const heard = JSON.parse(String(await page.evaluate("document.documentElement.dataset.heard")));
      assert.deepEqual(heard[0], ["listening"]);
      assert.ok(heard.length > 1);
      for (const one of heard.slice(1)) assert.deepEqual(one, ["message", { ask: "prospect" }]);
      const all = String(await page.evaluate(`(${perform})(window, { page: true })`));
      assert.match(all, /data-prospect-id/);
      assert.doesNotMatch(all, TRACES);
      assert.doesNotMatch(String(await page.evaluate(STORED)), TRACES);
    });

    test("answers no foreign page, and no script in one", async () => {
      const seen = sandbox.requests.length;
      const page = await driven.browser.newPage();
      await page.goto(`http://127.0.0.1:${webPort}/hostile/`);
      const tried = await page.waitForSelector("[data-tried]", { timeout: 30_000 });
      const outcome = JSON.parse(String(await tried?.evaluate((element) => element.getAttribute("data-tried"))));
      for (const ask of ["keys", "account", "check", "cancel", "toString"]) assert.equal(outcome[ask], "nothing", ask);
      if (name === "chromium") assert.equal(outcome.storage, "closed");
      const reached = await page.evaluate(async (base) => {
        const framed = document.createElement("iframe");
        framed.src = `${base}options.html`;
        document.body.append(framed);
        const fetched = await fetch(`${base}options.html`).then(
          () => "read",
          () => "refused",
        );
        return `${fetched} ${typeof (/** @type {any} */ (globalThis).chrome?.runtime?.sendMessage)}`;
      }, driven.base);
      assert.equal(reached, "refused undefined");
      assert.equal(sandbox.requests.length, seen);
      await page.close();
    });

    test("keeps keys out of every page", async () => {
      await check(91102, /^good\|/);
      for (const page of ["popup.html", "options.html"]) {
        const all = await driven.step(page, { page: true });
        assert.doesNotMatch(all, TRACES, `${page} holds a key`);
        assert.doesNotMatch(String(await (await driven.pageOf(page)).evaluate(STORED)), TRACES);
      }
      // Where they are: what is searched for would be found.
      const kept = await (
        await driven.pageOf("options.html")
      ).evaluate("chrome.storage.local.get().then(JSON.stringify)");
      assert.match(String(kept), TRACES);
      const elsewhere = `Promise.all([chrome.storage.sync, chrome.storage.session].map((area) => area.get())).then(JSON.stringify)`;
      assert.equal(await (await driven.pageOf("options.html")).evaluate(elsewhere), "[{},{}]");
      const paths = sandbox.requests.map(({ path }) => path).join("\n");
      assert.doesNotMatch(paths, TRACES);
    });

    test("forgets everything", async () => {
      await driven.step("options.html", { click: "#forget" });
      await reads("options.html", "#state", /All is forgotten\.$/);
      await reads("options.html", "[name=accountUrl]", /\|$/);
      await check(91102, /^unknown\|No keys yet/);
      await badgeReads(/^\|LinkedIn status: no keys yet$/);
      const kept = await (
        await driven.pageOf("options.html")
      ).evaluate("chrome.storage.local.get().then(JSON.stringify)");
      assert.equal(kept, "{}");
    });
  });
}
