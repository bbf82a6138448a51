// The list run on the demo page: progress, results, pause and cancel, waits, its ends, and --live.

import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { startSandbox } from "../../pkg/dist/sandbox.js";
import { eventually, focusedId } from "../support/demo-page.mjs";
import { inEachBrowser } from "../support/demo-suite.mjs";
import { runSnippet } from "../support/snippet.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** @type {Awaited<ReturnType<typeof startSandbox>> | undefined} */
let services;
after(() => services?.close());

/** The real services are played by a sandbox of its own. */
const live = async () => {
  services ??= await startSandbox();
  return { live: true, upstream: services.baseUrls };
};

/** @param {Page} page */
const numbers = (page) =>
  page.$$eval("#list [data-show]", (buttons) =>
    Object.fromEntries(
      buttons.map((button) => [button.getAttribute("data-show"), Number(button.lastChild?.textContent)]),
    ),
  );

/** @param {Page} page */
const rows = (page) => page.$$eval("#list tbody tr", (all) => all.map((row) => row.textContent ?? ""));

/**
 * Keeps what the page hands out as a file, and what screen readers are told. Runs in the page.
 */
function listen() {
  const page = Object.assign(globalThis, { saved: /** @type {string[]} */ ([]), told: /** @type {string[]} */ ([]) });
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    if (blob instanceof Blob) void blob.text().then((text) => page.saved.push(text));
    return createObjectURL.call(URL, blob);
  };
  const status = document.querySelector("#list [role=status]");
  if (status) new MutationObserver(() => page.told.push(status.textContent ?? "")).observe(status, { childList: true });
}

inEachBrowser("the list of the demo page", live, ({ browser, demo, onPage }) => {
  const requests = () => demo().sandbox.requests;

  test("shows progress, counts that add up, every result, and what to do about those that failed", () =>
    onPage(async ({ page, panel }) => {
      const list = panel("list");
      await page.evaluate(listen);
      // Two that answer 502 first, one without a profile, one that does not exist.
      await list.fill("#list-ids", "95043-95052, 95063, 95077");
      assert.equal(await list.text("[data-ids-count]"), "12 prospects");
      await list.askAndWait();

      assert.match(await list.text(".state"), /^Done: 12 results in [\d.]+ m?s\.$/);
      assert.deepEqual(await numbers(page), {
        all: 12,
        connected: 2,
        not_connected: 8,
        self: 0,
        unknown: 0,
        failed: 2,
      });
      const bar = await page.$eval("#list [role=progressbar]", (element) => ({
        now: element.getAttribute("aria-valuenow"),
        max: element.getAttribute("aria-valuemax"),
        text: element.getAttribute("aria-valuetext"),
      }));
      assert.deepEqual({ ...bar, text: bar.text?.slice(0, 8) }, { now: "12", max: "12", text: "12 of 12" });
      assert.match(await list.text(".card"), /2 prospects could not be checked/);

      const shown = await rows(page);
      assert.equal(shown.length, 12);
      const noProfile = shown.find((row) => row.startsWith("95050")) ?? "";
      assert.match(
        noProfile,
        /Failed.*no LinkedIn profile to check.*Add its profile URL at Seleqt.*prospect_has_no_profile_url/,
      );
      assert.match(shown.find((row) => row.startsWith("95051")) ?? "", /Connected1st degree/);

      await page.click("#list [data-show=failed]");
      assert.deepEqual((await rows(page)).map((row) => row.slice(0, 5)).sort(), ["95050", "95077"]);

      const told = await page.evaluate("told");
      assert.ok(Array.isArray(told) && told.length >= 2 && told.length < 12, `not one announcement a row: ${told}`);
      assert.match(String(told.at(-1)), /^Done: 12 results/);
      const results = await runSnippet(await list.code(), "results", { SELEQT_API_KEY: "any" });
      assert.equal(Object(results).length, 12, "the code shown runs over the same list in Node");
    }));

  test("hands all results out as a CSV file, though the page may load nothing from elsewhere", () =>
    onPage(async ({ page, panel }) => {
      const list = panel("list");
      await page.evaluate(listen);
      await list.fill("#list-ids", "95049-95051");
      await list.askAndWait();
      if (browser === "chromium") {
        const downloads = await mkdtemp(join(tmpdir(), "linkedin-status-downloads-"));
        try {
          const client = await page.createCDPSession();
          await client.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
          await page.click("#list [data-download]");
          const saved = async () => (await readdir(downloads)).find((name) => name.endsWith(".csv"));
          let name = await saved();
          for (const end = Date.now() + 60_000; name === undefined && Date.now() < end; name = await saved()) {
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
          assert.match(name ?? "", /^connections-\d{4}-\d\d-\d\dT\d{4}\.csv$/);
          const text = await readFile(join(downloads, name ?? ""), "utf8");
          assert.match(text, /^prospect_id,verdict,/);
        } finally {
          await rm(downloads, { recursive: true, force: true });
        }
      } else {
        // Where no test can say which folder a browser saves to, none is filled.
        await page.evaluate(() => (HTMLAnchorElement.prototype.click = () => {}));
        await page.click("#list [data-download]");
      }
      await page.waitForFunction("saved.length === 1");
      const [text] = /** @type {string[]} */ (await page.evaluate("saved"));
      const lines = (text ?? "").trim().split("\r\n");
      assert.equal(lines.length, 4);
      assert.match(
        lines.find((line) => line.startsWith("95050")) ?? "",
        /^95050,,,,,[\d-]+T[\d:.]+Z,prospect_has_no_profile_url$/,
      );
      assert.match(lines.find((line) => line.startsWith("95051")) ?? "", /^95051,connected,1,FIRST_DEGREE,42,/);
    }));

  test("a paused run asks for no further prospect; a resumed one goes on; a cancelled one ends", () =>
    onPage(async ({ page, panel }) => {
      const list = panel("list");
      const before = requests().length;
      // One after the other, and many that fail at first: enough for seconds.
      await list.fill("#list-ids", "95000-95999");
      await list.fill("#list-concurrency", "2");
      await list.ask();
      await page.waitForSelector("#list tbody tr");
      await page.focus("#list [data-pause]");
      await page.keyboard.press("Enter");
      await list.waitForState("Paused. No further prospect is asked");
      assert.equal(await list.text("[data-pause]"), "Resume");
      await eventually(
        () =>
          requests()
            .slice(before)
            .every(({ ended }) => ended !== "open"),
        "what is open ends",
      );
      // A while without a request, longer than any wait of one that is open still: it does end, and nothing follows it.
      let paused = -1;
      while (paused !== requests().length) {
        paused = requests().length;
        await new Promise((resolve) => setTimeout(resolve, 1_500));
      }
      assert.ok(paused - before < 1_000, "nothing is asked in a pause");

      await page.keyboard.press("Enter");
      await list.waitForState("Running…");
      await eventually(() => requests().length > paused, "it goes on");

      await page.click("#list [data-pause]");
      await list.waitForState("Paused.");
      await page.focus("#list [data-cancel]");
      await page.keyboard.press("Enter");
      await list.waitForState("Cancelled after");
      assert.equal(await focusedId(page), "list Start the run", "the focus is not lost with the button");
      const { all = 0 } = await numbers(page);
      assert.match(await list.text(".state"), new RegExp(`^Cancelled after ${all} of 1,000 prospects`));
      assert.ok(all > 0, "the results so far stay");
    }));

  test("Cancel reaches the open request", () =>
    onPage(async ({ page, panel }) => {
      const list = panel("list");
      const before = requests().length;
      await list.fill("#list-ids", "95001\n94001\n95002");
      await list.fill("#list-concurrency", "1");
      await list.ask();
      const never = () =>
        requests()
          .slice(before)
          .filter(({ scenario }) => scenario === "never");
      await eventually(() => never().length === 1, "the request reaches the sandbox");
      await page.click("#list [data-cancel]");
      await list.waitForState("Cancelled after 1 of 3 prospects.");
      await eventually(() => never().every(({ aborted }) => aborted), "the request is dropped, not just forgotten");
      assert.equal(await list.text("[role=alert]"), "", "a cancelled run is no error");
    }));

  test("says what it waits for: the service that asked for it, or the pace that was chosen", () =>
    onPage(async ({ page, panel }) => {
      const list = panel("list");
      /** @param {string} words */
      const waits = (words) =>
        page.waitForFunction(
          (part) => document.querySelector("#list .waiting:not([hidden])")?.textContent?.includes(part),
          {},
          words,
        );
      await list.choose("Told to wait");
      await list.ask();
      await waits("min because the service asked.");
      await page.click("#list [data-cancel]");
      await list.settled();
      assert.equal(await page.$("#list .waiting:not([hidden])"), null);

      await list.fill("#list-ids", "95001-95003");
      await list.fill("#list-per-minute", "2");
      await list.ask();
      await waits("s to keep to 2 a minute.");
      await page.click("#list [data-cancel]");
      await list.waitForState("Cancelled after 2 of 3 prospects.");
    }));

  test("an error that every prospect would meet ends the run, and what came before it stays", () =>
    onPage(async ({ page, panel }) => {
      const list = panel("list");
      const before = requests().length;
      await list.fill("#list-ids", "95001 95002 92006 95004 95005");
      await list.fill("#list-concurrency", "1");
      await list.askAndWait();
      assert.match(await list.text("[role=alert]"), /No LinkedIn account is connected.*Connect one/);
      assert.match(await list.text(".state"), /^Ended early, after 2 of 5 prospects/);
      assert.equal((await rows(page)).length, 2);
      assert.ok(
        !requests()
          .slice(before)
          .some(({ path }) => path.includes("95004")),
        "nothing more was sent",
      );
    }));

  test("a list or pace that cannot be is refused before anything is sent", () =>
    onPage(async ({ page, panel }) => {
      const list = panel("list");
      const sent = requests().length;
      await list.fill("#list-ids", "1\n2\n12three");
      await page.click("#list button[type=submit]");
      await page.waitForSelector("#list .card:not([hidden])");
      assert.match(await list.text("[role=alert]"), /check the list of ids.*Line 3: “12three”.*Nothing was sent/);
      assert.equal(await focusedId(page), "list-ids");
      await list.fill("#list-ids", "1-3");
      await list.fill("#list-per-minute", "0");
      await list.askAndWait();
      assert.match(await list.text("[role=alert]"), /check how many are asked per minute/);
      assert.equal(await list.text(".state"), "Not started.");
      assert.equal(await focusedId(page), "list-per-minute");
      assert.equal(requests().length, sent);
    }));

  test("stays fast with many results: the last few hundred are shown, and fit a narrow screen", () =>
    onPage(async ({ page, panel }) => {
      const list = panel("list");
      await page.setViewport({ width: 320, height: 640 });
      await list.fill("#list-ids", "96001-96220, 95050, 95077");
      await list.fill("#list-concurrency", "10");
      await list.askAndWait();
      assert.equal((await numbers(page)).all, 222);
      assert.equal((await rows(page)).length, 200);
      assert.match(await list.text(".below"), /The latest 200 of 222 are shown. The CSV has all 222/);
      await page.click("#list [data-show=connected]");
      assert.equal((await rows(page)).length, 44);
      await page.click("#list [data-show=all]");
      const wide = await page.evaluate(() => ({
        overflow: document.documentElement.scrollWidth - window.innerWidth,
        outside: [...document.querySelectorAll("#list *")]
          .filter((element) => element.closest("pre, .unseen, thead") === null)
          .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 0.5)
          .map((element) => element.outerHTML.slice(0, 80)),
      }));
      assert.ok(wide.overflow <= 0, `the page is ${wide.overflow} pixels too wide`);
      assert.deepEqual(wide.outside, []);
    }));

  test("asks the real service through the demo server when told to, at the published pace", () =>
    onPage(async ({ page, panel }) => {
      assert.ok(services);
      services.reset();
      const before = requests().length;
      const list = panel("list");
      await page.click("[name=service][value=live]");
      assert.equal(await page.$eval("#list-per-minute", (field) => "value" in field && field.value), "50");
      assert.equal(await page.$eval("#list-ids", (field) => "value" in field && field.value), "", "no sample");
      await list.fill("#list-ids", "95006-95008");
      await list.fill("#list-key", "typed-connection-key");
      await list.askAndWait();
      assert.match(await list.text(".state"), /^Done: 3 results/);
      assert.equal(services.requests.length, 3);
      assert.equal(requests().length, before);
      assert.ok(!(await page.$eval("html", (element) => element.outerHTML)).includes("typed-"));

      await page.click("[name=service][value=sandbox]");
      assert.equal((await rows(page)).length, 0, "the results of one service do not stand beside the name of another");
      assert.equal(await list.text(".state"), "No run yet.");
    }));
});
