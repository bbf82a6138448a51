// The demo page in Chromium and Firefox, as a person uses it. Its console stays empty: no error, no broken content policy.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { startDemo } from "../../www/serve.mjs";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { findings } from "../support/axe.mjs";
import { BROWSERS, launchBrowser } from "../support/browsers.mjs";
import { until } from "../support/sandbox.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
const KEYS = { account: "searched-for-account-key", connection: "searched-for.connection-key" };

test("the page is at most 8 files and 900 lines with its styles, the server at most 250", async () => {
  const folder = new URL("../../www/", import.meta.url);
  const names = (await readdir(folder)).filter((name) => name !== "extension");
  const lines = await Promise.all(
    names.map(async (name) => (await readFile(new URL(name, folder), "utf8")).split("\n").length - 1),
  );
  const total = (/** @type {boolean} */ ofServer) =>
    lines.reduce((sum, count, index) => sum + (names[index]?.endsWith(".mjs") === ofServer ? count : 0), 0);
  assert.ok(names.filter((name) => !name.endsWith(".mjs")).length <= 8, names.join(" "));
  assert.ok(total(false) <= 900, `${total(false)} lines`);
  assert.ok(total(true) <= 250, `${total(true)} lines of server`);
});

for (const name of BROWSERS) {
  describe(`the page in ${name}`, { timeout: 300_000 }, () => {
    /** @type {Awaited<ReturnType<typeof launchBrowser>>} */
    let launched;
    /** @type {Awaited<ReturnType<typeof startDemo>>} */
    let demo;
    /** @type {Awaited<ReturnType<typeof startDemo>>} */
    let live;
    /** What the live page asks, with faults that the page's own sandbox lacks. @type {Awaited<ReturnType<typeof startSandbox>>} */
    let services;
    before(async () => {
      launched = await launchBrowser(name);
      demo = await startDemo({ port: 0 });
      services = await startSandbox();
      live = await startDemo({ port: 0, live: true, upstream: services.baseUrls });
    });
    after(async () => {
      await launched?.close();
      await live?.close();
      await services?.close();
      await demo?.close();
    });

    /** @param {(page: Page) => Promise<void>} visit */
    async function onPage(visit, url = demo.url) {
      const page = await launched.browser.newPage();
      page.setDefaultTimeout(60_000);
      /** @type {string[]} */
      const lines = [];
      page.on("console", (message) => lines.push(message.text()));
      page.on("pageerror", (error) => lines.push(String(error)));
      await page.setViewport({ width: 1440, height: 900 });
      await page.goto(url);
      await page.waitForSelector("#check fieldset:not([disabled])");
      await visit(page);
      // The browser itself notes each HTTP error that a page is sent.
      assert.deepEqual(
        lines.filter((line) => !line.startsWith("Failed to load resource:")),
        [],
      );
      await page.close();
    }

    /** @param {Page} page @param {string} selector */
    const text = (page, selector) => page.$eval(selector, (one) => (one.textContent ?? "").replace(/\s+/g, " ").trim());

    /** Waits for the answer to what was asked just now. @param {Page} page @param {() => Promise<unknown>} ask */
    async function answerTo(page, ask) {
      await page.$eval("#answer", (one) => one.replaceChildren());
      await ask();
      await page.waitForFunction(
        () => document.querySelector("#answer .title") && !document.querySelector("#answer.waiting"),
      );
      return `${await page.$eval("#answer", (one) => one.className)}|${await text(page, "#answer .title")}`;
    }

    /** @param {Page} page @param {string} label */
    const press = (page, label) =>
      page.$$eval(
        "#cases button",
        (buttons, wanted) => buttons.find((one) => one.textContent === wanted)?.click(),
        label,
      );

    /** @param {Page} page @param {string} field @param {string} value */
    const fill = (page, field, value) =>
      page.$eval(
        `[name="${field}"]`,
        (one, entered) => {
          if (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement) one.value = entered;
          one.dispatchEvent(new Event("input", { bubbles: true }));
        },
        value,
      );

    test("answers its eight cases, each in words that say no more than is known", () =>
      onPage(async (page) => {
        const cases = {
          connected: "skip|Skip: no invitation needed",
          "not connected": "good|Send the invitation",
          "nobody knows": "unknown|Not known: look before you send",
          "own profile": "skip|Skip: no invitation needed",
          "account signed out": "bad|Fix the account first",
          "rate limited": "bad|Too many questions for Seleqt just now",
          slow: "unknown|Not known: look before you send",
          "damaged answer": "bad|The answer cannot be trusted",
        };
        const labels = await page.$$eval("#cases button", (buttons) => buttons.map((one) => one.textContent));
        assert.deepEqual(labels, Object.keys(cases));
        for (const [label, expected] of Object.entries(cases)) {
          if (label === "slow") continue;
          assert.equal(await answerTo(page, () => press(page, label)), expected, label);
          if (label !== "not connected") assert.doesNotMatch(await text(page, "#answer"), /not connected/i);
        }
        const contradiction = await answerTo(page, async () => {
          await fill(page, "connection.prospectId", "91120");
          await page.click("#check .primary");
        });
        assert.equal(contradiction, "unknown|Not known: look before you send");
        assert.doesNotMatch(await text(page, "#answer"), /not connected/i);
      }));

    test("names the question, dims the answer when it changes, and shows only what differs from the defaults", () =>
      onPage(async (page) => {
        await answerTo(page, () => press(page, "not connected"));
        assert.match(await text(page, "#answer .about"), /^Prospect 91102, sent by the account used last, after /);
        assert.doesNotMatch(await text(page, "#code"), /timeoutMs|maxRetries|accountId/);
        await fill(page, "timeoutMs", "9000");
        assert.match(await text(page, "#code"), /timeoutMs: 9000/);
        assert.ok(await page.$("#answer.old"));
        await answerTo(page, () => page.click("#check .primary"));
        assert.equal(await page.$("#answer.old"), null);
        const json = JSON.parse(await text(page, "#json"));
        assert.equal(json.decision, "send");
      }));

    test("the invite check is whole on one screen at 1440 x 900", () =>
      onPage(async (page) => {
        await answerTo(page, () => press(page, "not connected"));
        const bottom = await page.$eval("section", (one) => one.getBoundingClientRect().bottom);
        assert.ok(bottom <= 900, `it ends at ${bottom}`);
      }));

    test("is used by keyboard alone; Cancel ends a slow question", () =>
      onPage(async (page) => {
        await page.focus(`[name="connection.prospectId"]`);
        await page.keyboard.press("End");
        for (let digit = 0; digit < 5; digit++) await page.keyboard.press("Backspace");
        await page.keyboard.type("94001");
        await page.keyboard.press("Enter");
        await until(
          () => demo.sandbox.requests.some((one) => one.scenario === "never" && one.ended === "open"),
          "it is asked",
        );
        assert.ok(await page.$("#answer.waiting"));
        await page.focus("#cancel");
        const answer = await answerTo(page, () => page.keyboard.press("Enter"));
        assert.equal(answer, "unknown|Cancelled");
        await until(() => demo.sandbox.requests.every((one) => one.ended !== "open"), "nothing is left open");
      }));

    test("points at the field that is wrong, before anything is sent", () =>
      onPage(async (page) => {
        demo.sandbox.reset();
        for (const [field, value] of [
          ["connection.prospectId", "x"],
          ["connection.apiKey", ""],
        ]) {
          const kept = await page.$eval(`[name="${field}"]`, (one) => /** @type {any} */ (one).value);
          await fill(page, `${field}`, `${value}`);
          assert.match(await answerTo(page, () => page.click("#check .primary")), /^bad\|Please check /);
          assert.equal(await page.$eval("[aria-invalid]", (one) => one.getAttribute("name")), field);
          assert.equal(await page.$eval(":focus", (one) => one.getAttribute("name")), field);
          await fill(page, `${field}`, kept);
        }
        assert.equal(demo.sandbox.requests.length, 0);
      }));

    test("keeps keys out of the page, its storage and every URL, echoed or not, and forgets them with the service", () =>
      onPage(async (page) => {
        await page.click("[value=live]");
        for (const [half, key] of Object.entries(KEYS)) await fill(page, `${half}.apiKey`, key);
        for (const id of ["91102", "92102", "92115", "92123", "92120"]) {
          await fill(page, "connection.prospectId", id);
          await answerTo(page, () => page.click("#check .primary"));
          const all = await page.evaluate(() =>
            [
              document.documentElement.outerHTML,
              JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie,
              location.href + performance.getEntries().map(({ name }) => name),
            ].join("\n"),
          );
          for (const key of Object.values(KEYS)) assert.ok(!all.includes(key), id);
        }
        assert.ok(
          services.requests.some(({ scenario }) => scenario === "second-degree"),
          "it went to the service",
        );
        await page.click("[value=sandbox]");
        const values = await page.$$eval("[type=password]", (all) => all.map((one) => /** @type {any} */ (one).value));
        assert.ok(!values.some((value) => Object.values(KEYS).includes(value)));
        assert.equal(await text(page, "#answer .title"), "No answer yet");
      }, live.url));

    test("runs a list of invitations, counts what came of it and what the day has left, and stops", () =>
      onPage(async (page) => {
        await page.click("#list .primary");
        await page.waitForFunction(() => document.querySelector("#progress")?.textContent?.startsWith("Done"));
        assert.equal(
          await text(page, "#progress"),
          "Done: 9 of 9; 3 to send, 2 to skip, 2 unknown, 2 failed; 71 look-ups left today",
        );
        const rows = await page.$$eval("#results li", (all) => all.map((one) => `${one.textContent}|${one.className}`));
        assert.deepEqual(rows.slice(0, 2), [
          "91101: You are connected already|skip",
          "91102: Send the invitation|good",
        ]);
        assert.equal(rows.length, 9);
        const href = await page.$eval("#csv", (link) => String(link.getAttribute("href")));
        const csv = decodeURIComponent(href.slice("data:text/csv;charset=utf-8,".length));
        const lines = csv.replace(/\d{4}-\S+?Z/g, "T").split("\n");
        assert.deepEqual(lines.slice(0, 3), [
          "prospect_id,decision,reasons,checked_at,error_code",
          "91101,skip,already_connected,T,",
          "91102,send,not_connected may_be_pending accounts_not_pinned,T,",
        ]);
        assert.deepEqual([lines[8], lines.length], ["92003,,,T,prospect_not_found", 11]);

        await answerTo(page, () => press(page, "connected"));
        await fill(page, "connection.prospectId", "91102");
        await fill(page, "take", "1");
        await page.click("#list .primary");
        await page.waitForFunction(() => document.querySelector("#progress")?.textContent?.startsWith("Done"));
        assert.match(await text(page, "#progress"), /^Done: 2 of 9; 1 to send, 1 to skip, .* 68 look-ups left today$/);
        await fill(page, "account.accountId", "no-tokens");
        await page.click("#list .primary");
        await page.waitForFunction(() => document.querySelector("#progress")?.textContent?.includes("Ended"));
        assert.match(
          await text(page, "#progress"),
          /^The account cannot send now\. The account has no LinkedIn session\. Sign it in again at ConnectSafely/,
        );
        await fill(page, "account.accountId", "");
        await fill(page, "take", "");
        await fill(page, "ids", "91102 94001 91103");
        await page.click("#list .primary");
        await page.waitForFunction(() => document.querySelector("#progress")?.textContent?.includes("1 of 3"));
        await page.click("#list [type=button]");
        await page.waitForFunction(() => document.querySelector("#progress")?.textContent?.startsWith("Stopped"));
        await fill(page, "ids", "91102 x");
        await page.click("#list .primary");
        await page.waitForFunction(() => document.querySelector("#progress")?.textContent?.includes("Ended"));
        assert.match(await text(page, "#progress"), /^Please check .*Ended: 1 of 2/);
        await fill(page, "take", "0");
        await page.click("#list .primary");
        await page.waitForFunction(() => document.querySelector("#progress")?.textContent?.includes("take"));
      }));

    test("shows that it loads until the package is there, and says so where it cannot be loaded", async () => {
      for (const outcome of ["loads", "fails"]) {
        const page = await launched.browser.newPage();
        await page.setRequestInterception(true);
        /** @type {(() => void)[]} */
        const held = [];
        page.on("request", (request) => {
          const go = () => void (outcome === "loads" ? request.continue() : request.abort());
          if (request.url().endsWith("/pkg/dist/index.js")) held.push(go);
          else void request.continue();
        });
        const loading = page.goto(demo.url, { waitUntil: "load" }).catch(() => {});
        await until(() => held.length > 0, "the package is asked for");
        await page.waitForSelector("#answer");
        assert.equal(await text(page, "#answer"), "Loading the package…");
        assert.equal(await page.$$eval("form > fieldset:not([disabled])", (all) => all.length), 0);
        for (const go of held.splice(0)) go();
        const expected = outcome === "loads" ? "No answer yet" : "The page could not be loaded whole";
        await page.waitForFunction(
          (wanted) => document.querySelector("#answer .title")?.textContent === wanted,
          {},
          expected,
        );
        await loading;
        await page.close();
      }
    });

    test("says that a service cannot be reached", async () => {
      const short = await startDemo({ port: 0 });
      await onPage(async (page) => {
        await short.close();
        await fill(page, "maxRetries", "0");
        const answer = await answerTo(page, () => page.click("#check .primary"));
        assert.match(answer, /^bad\|(Seleqt|ConnectSafely) could not be reached$/);
      }, short.url).catch((error) => {
        // Firefox notes the refused connection itself, in words of its own.
        if (!/Cross-Origin Request Blocked/.test(String(error))) throw error;
      });
    });

    if (name !== "chromium") return;
    test("has no finding of axe in any state, in light, dark and forced colours and at 320 px", () =>
      onPage(async (page) => {
        assert.deepEqual(await findings(page), [], "at first");
        await page.click("#check summary");
        for (const label of ["connected", "not connected", "nobody knows", "account signed out", "damaged answer"]) {
          await answerTo(page, () => press(page, label));
          assert.deepEqual(await findings(page), [], label);
        }
        await page.click("#raw summary");
        await page.click("#list .primary");
        await page.waitForFunction(() => document.querySelector("#progress")?.textContent?.startsWith("Done"));
        await fill(page, "connection.prospectId", "x");
        assert.deepEqual(await findings(page), [], "an old answer, JSON and a list");
        await answerTo(page, () => page.click("#check .primary"));
        assert.deepEqual(await findings(page), [], "a wrong field");
        await fill(page, "connection.prospectId", "94001");
        await page.click("#check .primary");
        await page.waitForSelector("#answer.waiting");
        assert.deepEqual(await findings(page), [], "waiting");
      }));

    test("paints before the package is there on a line of 50 KB/s", () =>
      onPage(async (page) => {
        await page.emulateNetworkConditions({ download: 50_000, upload: 50_000, latency: 100 });
        await page.reload({ waitUntil: "load" });
        await page.waitForSelector("#check fieldset:not([disabled])");
        const [paint, loaded] = await page.evaluate(() => [
          performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
          performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/pkg/dist/index.js"))?.duration ??
            NaN,
        ]);
        assert.ok(Number(paint) < Number(loaded), `first paint after ${paint} ms, the package after ${loaded} ms`);
      }));
  });
}
