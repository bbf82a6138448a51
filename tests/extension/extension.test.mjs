// The example extension, built, loaded and used in Chromium and in Firefox.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { BROWSERS } from "../support/browsers.mjs";
import { DRIVE } from "./support/browsers.mjs";

const KEYS = { accountKey: "searched-for-account-key", connectionKey: "searched-for.connection-key" };

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
      const stopped = /^unknown\|No answer about prospect \d+: the browser stopped the check/;
      let text = "";
      for (let asked = 0; asked < 5 && (asked === 0 || stopped.test(text)); asked++) {
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
      await badgeReads(/^\|/);
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
    });

    test("shows the decision, its reasons, what was asked, and the account's health", async () => {
      const text = await check(
        91102,
        /^good\|Send the invitation You are not connected: .* pending already: .*Prospect 91102: Checked at /,
      );
      assert.doesNotMatch(text, /undefined/);
      await reads("popup.html", "#account", /^good\|Fit to send John Doe: Status AVAILABLE/);
      await driven.step("popup.html", { fill: "[name=prospectId]", with: "91101" });
      assert.match(await read("popup.html", "output"), /^good old\|/, "an answer to another question is dimmed");
      await check(91101, /^skip\|Skip: no invitation needed You are connected already/);
      await check(91106, /^skip\|Skip: no invitation needed It is the sending account's own profile/);
    });

    test("never calls an unknown or contradicting answer not connected", async () => {
      for (const id of [91105, 91120]) {
        const text = await check(
          id,
          /^unknown\|Not known: look before you send Whether you are connected is not clear/,
        );
        assert.doesNotMatch(text, /not connected/i);
      }
    });

    test("shows the account's state on the badge", async () => {
      for (const [accountId, decision, badge] of /** @type {const} */ ([
        ["no-tokens", /^bad\|Fix the account first/, /^fix\|/],
        ["warmup", /^wait\|Wait The account is still warming up/, /^wait\|/],
        ["unknown", /^unknown\|Not known: look before you send The state/, /^\?\|/],
      ])) {
        await save({ accountId });
        await check(91102, decision);
        await badgeReads(badge);
      }
      await save({});
    });

    test("says what to do on a 401, a 429, a damaged answer and a dead network", async () => {
      await check(92001, /^bad\|Seleqt does not accept this key/);
      await check(93042, /^bad\|Too many questions for Seleqt just now Wait 60 min/);
      await check(94305, /^bad\|The answer cannot be trusted/);
      await save({ accountUrl: "http://127.0.0.1:1/linkedin" });
      await check(91102, /^bad\|ConnectSafely could not be reached/);
      await badgeReads(/^\?\|ConnectSafely could not be reached/);
      await driven.offline();
      await check(91102, /^unknown\|You are offline/);
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
      await reads("popup.html", "output", /^unknown\|No answer about prospect 94001: the browser stopped the check/);
      await checkSoon(91102, /^good\|Send the invitation/);
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
        for (const key of Object.values(KEYS)) assert.ok(!all.includes(key), `${page} holds a key`);
      }
      const paths = sandbox.requests.map(({ path }) => path).join("\n");
      for (const key of Object.values(KEYS)) assert.ok(!paths.includes(key));
    });

    test("forgets everything", async () => {
      await driven.step("options.html", { click: "#forget" });
      await reads("options.html", "#state", /All is forgotten\.$/);
      await reads("options.html", "[name=accountUrl]", /\|$/);
      await check(91102, /^unknown\|No keys yet/);
      await badgeReads(/^\|/);
    });
  });
}
