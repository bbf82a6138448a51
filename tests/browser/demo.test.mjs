// The demo page in Chromium and Firefox: answers, errors, cancelling, the keyboard, narrow screens. The page runs the
// built package against the demo's own sandbox.

import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, focusedId } from "../support/demo-page.mjs";
import { inEachBrowser } from "../support/demo-suite.mjs";
import { runSnippet } from "../support/snippet.mjs";

inEachBrowser("the demo page", {}, ({ demo, onPage }) => {
  test("shows the sending account as a card and as JSON, beside the code that made the call", () =>
    onPage(async ({ panel, consoleLines }) => {
      const account = panel("account");
      await account.choose("Available, with Sales Navigator");
      await account.askAndWait();

      assert.equal(await account.text(".card h3"), "Available – can be used");
      const facts = await account.facts();
      assert.equal(facts["Plan"], "Premium, Sales Navigator SALES_NAVIGATOR");
      assert.equal(facts["LinkedIn session"], "Signed in");
      assert.match(facts["Last used"] ?? "", /^5 minutes ago/);
      const { lastUsed, ...answer } = await account.json();
      assert.equal(answer.linkedinPlan.premiumType, "SALES_NAVIGATOR");

      const { lastUsed: _, ...fromSnippet } = await runSnippet(await account.code(), "account", {
        CONNECTSAFELY_API_KEY: "any",
      });
      assert.deepEqual(fromSnippet, answer, "the code shown gives the same answer in Node");
      assert.deepEqual(consoleLines, []);
    }));

  test("shows the connection as a careful person would say it, and from whose view", () =>
    onPage(async ({ page, panel, consoleLines }) => {
      const connection = panel("connection");
      await connection.choose("Not connected, 2nd degree");
      await connection.fill("#viewer-id", "7");
      await connection.askAndWait();

      assert.match(await connection.text(".card h3"), /^Not connected \(2nd degree\) – an invitation may still be/);
      assert.equal((await connection.facts())["Viewed from"], "Account 7");
      assert.equal((await connection.json()).checked_with_account_id, 7);
      assert.match(demo().sandbox.requests.at(-1)?.path ?? "", /^\/api\/v1\/public\/prospects\/91102\/.*account_id=7$/);

      await page.click("#connection [value=jwt]");
      await connection.choose("Not said how far apart");
      await connection.askAndWait();
      assert.equal(await connection.text(".card h3"), "Unknown – do not guess");
      assert.match(demo().sandbox.requests.at(-1)?.path ?? "", /^\/api\/v1\/prospects\/91105\//);
      const fromSnippet = await runSnippet(await connection.code(), "connection", { SELEQT_JWT: "any" });
      assert.deepEqual(fromSnippet, await connection.json());
      assert.deepEqual(consoleLines, []);
    }));

  test("shows an error as what happened and what to do, then its details", () =>
    onPage(async ({ page, panel }) => {
      const connection = panel("connection");
      await connection.choose("No LinkedIn profile to check");
      await connection.askAndWait();

      const alert = await connection.text("[role=alert]");
      assert.match(alert, /no LinkedIn profile to check.*Add its profile URL at Seleqt/);
      const facts = await connection.facts();
      assert.equal(facts["Code"], "prospect_has_no_profile_url");
      assert.equal(facts["HTTP status"], "400");
      assert.equal(facts["The service's words"], "Prospect has no LinkedIn profile URL to check against");
      assert.match(facts["Request id"] ?? "", /^sandbox-\d+$/);
      const error = await connection.json();
      assert.equal(error.code, "prospect_has_no_profile_url");
      assert.equal(error.attempts, 1);
      assert.equal(await page.$("#connection .card button"), null, "no second try is offered where it is no use");
    }));

  test("points at the field that is wrong, before anything is sent", () =>
    onPage(async ({ page, panel, consoleLines }) => {
      const connection = panel("connection");
      const sent = demo().sandbox.requests.length;
      await connection.fill("#prospect-id", "12three");
      await connection.askAndWait();

      assert.match(await connection.text("[role=alert]"), /check the prospect id.*Nothing was sent/);
      assert.equal(await page.$eval("#prospect-id", (field) => field.getAttribute("aria-invalid")), "true");
      assert.equal(await focusedId(page), "prospect-id");
      assert.equal(demo().sandbox.requests.length, sent);
      assert.deepEqual(consoleLines, []);
    }));

  test("tells of each retry while it goes on", () =>
    onPage(async ({ page, panel }) => {
      const account = panel("account");
      await account.choose("Fails twice, then answers");
      await account.askAndWait();

      const attempts = await page.$$eval("#account .attempts li", (items) => items.map((item) => item.textContent));
      assert.equal(attempts.length, 2);
      attempts.forEach((line, index) => {
        assert.match(line ?? "", new RegExp(`^Attempt ${index + 1} failed \\(502\\), next in [\\d.]+ m?s\\.$`));
      });
      assert.equal(await account.text(".card h3"), "Available – can be used");
    }));

  test("Cancel ends a call that would never be answered", () =>
    onPage(async ({ page, panel, consoleLines }) => {
      const connection = panel("connection");
      await connection.choose("Never answers");
      const before = demo().sandbox.requests.length;
      await connection.ask();
      await eventually(
        () =>
          demo()
            .sandbox.requests.slice(before)
            .some(({ scenario }) => scenario === "never"),
        "the request reaches the sandbox",
      );
      await page.click("#connection [data-cancel]");
      await connection.waitForState("Cancelled.");

      await eventually(
        () =>
          demo()
            .sandbox.requests.slice(before)
            .some(({ aborted }) => aborted),
        "the request is dropped, not just forgotten",
      );
      assert.equal(await connection.text("[role=alert]"), "", "a cancelled call is no error");
      assert.deepEqual(consoleLines, []);
    }));

  test("can be used with the keyboard alone", () =>
    onPage(async ({ page, panel }) => {
      const account = panel("account");
      /** @param {string} id */
      async function tabTo(id) {
        for (let presses = 0; presses < 30; presses++) {
          await page.keyboard.press("Tab");
          const outline = await page.evaluate(
            () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
          );
          assert.notEqual(outline, "none", `${await focusedId(page)} shows that it has the focus`);
          if ((await focusedId(page)) === id) return;
        }
        assert.fail(`Tab never reaches ${id}`);
      }

      await tabTo("account-case");
      await page.keyboard.type("Needs");
      await tabTo("account Ask ConnectSafely");
      await account.begins(() => page.keyboard.press("Enter"));
      await account.settled();
      assert.match(await account.text(".card h3"), /^Needs attention/);
      assert.equal(await focusedId(page), "account Ask ConnectSafely", "the focus stays where it was");

      await page.keyboard.down("Shift");
      await tabTo("account-id");
      await page.keyboard.up("Shift");
      await page.keyboard.type("never");
      await account.begins(() => page.keyboard.press("Enter"));
      await tabTo("account Cancel");
      await page.keyboard.press(" ");
      await account.waitForState("Cancelled.");
      assert.equal(await focusedId(page), "account Ask ConnectSafely", "the focus is not lost with the button");
    }));

  test("fits a screen of 320 pixels, answers and errors included", () =>
    onPage(async ({ page, panel }) => {
      await page.setViewport({ width: 320, height: 640 });
      await panel("account").askAndWait();
      await panel("connection").choose("Profile cannot be fetched");
      await panel("connection").askAndWait();
      const { overflow, outside } = await page.evaluate(() => ({
        overflow: document.documentElement.scrollWidth - window.innerWidth,
        outside: [...document.querySelectorAll("body *")]
          .filter((element) => element.closest("pre, .unseen") === null)
          .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 0.5)
          .map((element) => element.outerHTML.slice(0, 80)),
      }));
      assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
      assert.deepEqual(outside, []);
    }));
});
