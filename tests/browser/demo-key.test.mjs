// What becomes of the key that a person types into the demo page: it goes to the service asked, and nowhere else.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startSandbox } from "../../pkg/dist/sandbox.js";
import { inEachBrowser } from "../support/demo-suite.mjs";

const KEY = "typed-key.7Qz9-nobody-else-may-see-this";

/** @typedef {import("puppeteer-core").Page} Page */

/**
 * Every place in the page's reach where the key could have been left, but for its own field.
 *
 * @param {Page} page
 */
function traces(page) {
  return page.evaluate(() =>
    [
      location.href,
      document.title,
      document.documentElement.outerHTML,
      JSON.stringify(performance.getEntries()),
      JSON.stringify({ ...localStorage, ...sessionStorage }),
      document.cookie,
      JSON.stringify(history.state),
      ...[...document.querySelectorAll("input:not([type=password]), select")].map((field) =>
        "value" in field ? String(field.value) : "",
      ),
    ].join("\n"),
  );
}

inEachBrowser("the key on the demo page", {}, ({ demo, onPage }) => {
  test("stays in its field, even where the service sends it back in an error", () =>
    onPage(async ({ page, panel, ownLines }) => {
      await panel("account").fill("#account-key", KEY);
      await panel("connection").fill("#connection-key", KEY);
      const echoes = demo().sandbox.scenarios.filter(({ group }) => group === "secrets");
      assert.ok(echoes.length > 3);
      for (const [index, { id, name }] of echoes.entries()) {
        // In turn: both panels show errors in the same way.
        if (index % 2 === 0) await panel("account").fill("#account-id", name);
        else await panel("connection").fill("#prospect-id", String(id));
        await panel(index % 2 === 0 ? "account" : "connection").askAndWait();
        assert.ok(!(await traces(page)).includes(KEY), name);
      }
      // That the browser itself notes an answer's status line, which here holds the key, no page can prevent.
      assert.ok(!ownLines().join("\n").includes(KEY));
      assert.ok(!demo().sandbox.requests.some(({ path }) => path.includes(KEY)));
      assert.equal(await page.$eval("#account-key", (field) => field.getAttribute("type")), "password");
    }));

  test("a refused key is told as such, and the page says where to look", () =>
    onPage(async ({ panel }) => {
      await panel("connection").fill("#connection-key", "invalid.key");
      await panel("connection").askAndWait();
      assert.match(await panel("connection").text("[role=alert]"), /Seleqt does not accept this key.*copied whole/);
      assert.equal((await panel("connection").json()).status, 401);
    }));
});

/** @type {Awaited<ReturnType<typeof startSandbox>> | undefined} */
let services;
after(() => services?.close());

/** The real services are played by a sandbox of its own. */
const live = async () => {
  services ??= await startSandbox();
  return { live: true, upstream: services.baseUrls };
};

inEachBrowser("the live key on the demo page", live, ({ demo, onPage }) => {
  test("goes through the demo server to the real service, and is gone when the page is left", () =>
    onPage(async ({ page, panel, consoleLines }) => {
      assert.ok(services);
      services.reset();
      const account = panel("account");
      await page.click("[name=service][value=live]");
      assert.equal(
        await page.$eval("#account-key", (field) => "value" in field && field.value),
        "",
        "no key is offered",
      );
      const listed = await page.$eval("#account-case", (list) => list.checkVisibility());
      assert.equal(listed, false, "the sandbox's cases mean nothing to a real service");

      await account.askAndWait();
      assert.match(await account.text("[role=alert]"), /check the API key/);
      await account.fill("#account-key", KEY);
      await account.askAndWait();
      assert.equal(await account.text(".card h3"), "Available – can be used");
      assert.match(await account.code(), /apiKey: process\.env\.CONNECTSAFELY_API_KEY/);
      assert.deepEqual(
        services.requests.map(({ path, scenario }) => [path, scenario]),
        [["/linkedin/account/status", "ordinary"]],
      );
      assert.equal(demo().sandbox.requests.length, 0);
      assert.ok(!(await traces(page)).includes(KEY));

      await page.goto(new URL("/icon.svg", demo().url).href);
      await page.goBack();
      await page.waitForSelector("#account-key");
      const shown = await page.$eval("#account-key", (field) => ("value" in field ? field.value : undefined));
      assert.notEqual(shown, KEY);
      assert.ok(!consoleLines.join("\n").includes(KEY));
    }));

  test("is dropped with the choice of the sandbox, and so is the answer it got", () =>
    onPage(async ({ page, panel }) => {
      await page.click("[name=service][value=live]");
      await panel("account").fill("#account-key", KEY);
      await panel("account").askAndWait();
      await page.click("[name=service][value=sandbox]");
      assert.equal(await page.$("#account .card:not([hidden])"), null);
      assert.notEqual(await page.$eval("#account-key", (field) => "value" in field && field.value), KEY);
      const before = services?.requests.length;
      await panel("account").askAndWait();
      assert.equal(services?.requests.length, before, "from here on the sandbox is asked");
      assert.equal(await panel("account").text(".card h3"), "Available – can be used");
    }));
});
