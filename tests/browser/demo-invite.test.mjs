// The invite check on the demo page: what it decides, in words and with its reasons; its errors, Cancel, and --live.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startSandbox } from "../../pkg/dist/sandbox.js";
import { eventually, focusedId } from "../support/demo-page.mjs";
import { inEachBrowser } from "../support/demo-suite.mjs";
import { runSnippet } from "../support/snippet.mjs";

const ACCOUNT = "#invite-account-case";
const CONNECTION = "#invite-connection-case";
const KEYS = { CONNECTSAFELY_API_KEY: "any", SELEQT_API_KEY: "any" };

/** Cases, then tone, headline and reasons of what is decided. */
const DECISIONS = /** @type {const} */ ([
  ["Available", "Not connected, 2nd", "good", "Send the invitation", ["not_connected", "may_be_pending"]],
  ["Available", "Connected", "skip", "Skip this one: you are connected already", ["already_connected"]],
  ["In use", "Own profile", "skip", "Skip this one: it is the account’s own profile", ["own_profile", "account_busy"]],
  ["Warming up", "Not connected, out", "wait", "Wait: the account is still warming up", ["account_warming_up"]],
  [
    "All wrong",
    "Not said",
    "bad",
    "Fix this first: the account is signed out of LinkedIn",
    ["account_session_missing", "account_needs_attention", "automation_disabled", "connection_unknown"],
  ],
  ["Available", "An answer that con", "unknown", "Unknown: do not send on a guess", ["connection_unknown"]],
]);

/** @type {Awaited<ReturnType<typeof startSandbox>> | undefined} */
let services;
after(() => services?.close());

/** The real services are played by a sandbox of its own. */
const live = async () => {
  services ??= await startSandbox();
  return { live: true, upstream: services.baseUrls };
};

inEachBrowser("the invite check of the demo page", live, ({ demo, onPage }) => {
  test("says each decision in plain words, with colour, picture and all its reasons in order", () =>
    onPage(async ({ page, panel }) => {
      const invite = panel("invite");
      for (const [account, connection, tone, headline, reasons] of DECISIONS) {
        await invite.choose(account, ACCOUNT);
        await invite.choose(connection, CONNECTION);
        await invite.askAndWait();
        const card = await page.$eval("#invite .card", (element) => ({
          tone: element.className,
          headline: element.querySelector("h3")?.textContent,
          pictures: element.querySelectorAll("h3 svg[aria-hidden=true]").length,
          reasons: [...element.querySelectorAll(".why li code")].map((code) => code.textContent),
          advice: [...element.querySelectorAll(".why li p")].map((advice) => advice.textContent ?? ""),
        }));
        const { advice, ...rest } = card;
        assert.deepEqual(rest, { tone: `card tone-${tone}`, headline, pictures: 1, reasons }, headline);
        for (const words of advice) assert.match(words, /^[A-Z].*\.$/);
        assert.match(await invite.text(".progress"), new RegExp(headline), "and a screen reader hears it");
      }
    }));

  test("shows both answers as JSON, beside code that asks the same in Node", () =>
    onPage(async ({ panel }) => {
      const invite = panel("invite");
      await invite.askAndWait();
      const { checkedAt, ...shown } = await invite.json();
      assert.equal(shown.decision, "send");
      assert.equal(shown.account.status, "AVAILABLE");
      assert.equal(shown.connection.network_distance, "SECOND_DEGREE");
      assert.ok(Math.abs(Date.now() - Date.parse(checkedAt)) < 600_000);
      assert.match((await invite.facts())["Checked"] ?? "", /ago|now/);

      const { checkedAt: _, ...fromSnippet } = await runSnippet(await invite.code(), "check", KEYS);
      for (const { account } of [shown, fromSnippet]) Object.assign(Object(account), { lastUsed: "then" });
      assert.deepEqual(fromSnippet, shown);
    }));

  test("fails as a whole with the error of the one that failed, and drops the other request", () =>
    onPage(async ({ panel }) => {
      const invite = panel("invite");
      const before = demo().sandbox.requests.length;
      await invite.choose("Never answers", ACCOUNT);
      await invite.choose("No such prospect", CONNECTION);
      await invite.askAndWait();
      assert.match(await invite.text("[role=alert]"), /no such prospect.*Check the prospect id/);
      assert.equal((await invite.json()).code, "prospect_not_found");
      const open = () => demo().sandbox.requests.slice(before);
      await eventually(
        () => open().every(({ scenario, aborted }) => scenario !== "never" || aborted),
        "the request to ConnectSafely is dropped",
      );
    }));

  test("points at the field that is wrong, in either half, before anything is sent", () =>
    onPage(async ({ page, panel }) => {
      const invite = panel("invite");
      const sent = demo().sandbox.requests.length;
      for (const [field, value, words] of /** @type {const} */ ([
        ["#invite-prospect-id", "12three", /check the prospect id/],
        ["#invite-account-key", "a key", /check the API key/],
      ])) {
        await invite.fill(field, value);
        await invite.askAndWait();
        assert.match(await invite.text("[role=alert]"), words);
        assert.equal(await page.$eval(field, (element) => element.getAttribute("aria-invalid")), "true");
        assert.equal(`#${await focusedId(page)}`, field);
        await invite.fill("#invite-prospect-id", "91102");
      }
      assert.equal(demo().sandbox.requests.length, sent);
    }));

  test("says whose request is tried again; Cancel drops both", () =>
    onPage(async ({ page, panel }) => {
      const invite = panel("invite");
      await invite.choose("Fails twice", ACCOUNT);
      await invite.choose("Never answers", CONNECTION);
      const before = demo().sandbox.requests.length;
      await invite.ask();
      await invite.waitForState("ConnectSafely: attempt 2 failed (502)");
      await page.focus("#invite [data-cancel]");
      await page.keyboard.press("Enter");
      await invite.waitForState("Cancelled.");
      assert.equal(await focusedId(page), "invite Ask both and decide", "the focus is not lost with the button");
      assert.equal(await invite.text("[role=alert]"), "");
      await eventually(
        () =>
          demo()
            .sandbox.requests.slice(before)
            .some(({ scenario, aborted }) => scenario === "never" && aborted),
        "the request to Seleqt is dropped",
      );
    }));

  test("asks the real services, each with its own key, when told to", () =>
    onPage(async ({ page, panel }) => {
      assert.ok(services);
      services.reset();
      const invite = panel("invite");
      await page.click("[name=service][value=live]");
      const keys = await page.$$eval("#invite [type=password]", (fields) =>
        fields.map((field) => "value" in field && field.value),
      );
      assert.deepEqual(keys, ["", ""], "no key is offered");
      await invite.fill("#invite-prospect-id", "91101");
      await invite.fill("#invite-account-key", "typed-account-key");
      await invite.fill("#invite-connection-key", "typed-connection-key");
      await invite.askAndWait();
      assert.equal(await invite.text(".card h3"), "Skip this one: you are connected already");
      const asked = services.requests.map(({ vendor, headerNames }) => [
        vendor,
        headerNames.filter((name) => name === "authorization" || name === "x-api-key").join(),
      ]);
      assert.deepEqual(asked.sort(), [
        ["connectsafely", "authorization"],
        ["seleqt", "x-api-key"],
      ]);
      const html = await page.$eval("html", (element) => element.outerHTML);
      assert.ok(!html.includes("typed-"), "the keys are nowhere but in their fields");
    }));
});
