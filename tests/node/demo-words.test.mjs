// What the demo page says about answers and errors, held against every case that the sandbox can play.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { LinkedInStatusError } from "../../pkg/dist/index.js";
import { startSandbox } from "../../pkg/dist/sandbox.js";
import { errorWords } from "../../www/advice.js";
import { casesOf, FIRST_GROUP, START_HERE } from "../../www/cases.js";
import { duration, relativeTime } from "../../www/format.js";
import { snippet } from "../../www/snippet.js";
import { accountVerdict, connectionVerdict } from "../../www/verdict.js";

describe("the demo page's words", () => {
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());

  /** @param {string} path @param {Record<string, string>} headers */
  const fetchJson = async (path, headers) => (await fetch(sandbox.url + path, { headers })).json();

  test("a connection reads as its verdict, whatever the two fields say", async () => {
    const headlines = {
      connected: /^Connected \(1st degree\)$/,
      not_connected: /^Not connected \((2nd|3rd) degree( or beyond)?\) – an i|^Not connected \(out of network\) – an i/,
      self: /^Own profile/,
      unknown: /^Unknown – do not guess$/,
    };
    let seen = 0;
    for (const { id, name, group, expect, vendors } of sandbox.scenarios) {
      if (group !== "answers" || vendors.length > 1 || !expect.ok || expect.verdict === undefined) continue;
      seen += 1;
      const answer = await fetchJson(`/api/v1/public/prospects/${id}/connection-status/`, { "x-api-key": "any" });
      assert.match((await connectionVerdict(answer)).headline, headlines[expect.verdict], name);
    }
    assert.ok(seen > 20);
  });

  test("an account reads as fit only where nothing stands against it", async () => {
    const tones = new Map([
      [undefined, "good"],
      ["account_busy", "wait"],
      ["account_warming_up", "wait"],
      ["account_state_unknown", "unknown"],
    ]);
    let seen = 0;
    for (const { name, group, expect, vendors } of sandbox.scenarios) {
      if (group !== "answers" || vendors.length > 1 || !expect.ok || expect.reasons === undefined) continue;
      seen += 1;
      const answer = await fetchJson(`/linkedin/account/status?accountId=${name}`, { authorization: "Bearer any" });
      const { tone, headline } = await accountVerdict(answer);
      assert.equal(tone, tones.get(expect.reasons[0]) ?? "bad", name);
      assert.equal(headline === "Available – can be used", tone === "good", `${name}: ${headline}`);
    }
    assert.ok(seen > 20);
  });

  test("a status called like a property of every object is no known status", async () => {
    const verdict = await accountVerdict({ id: "1", status: "constructor", enabled: true, hasTokens: true });
    assert.equal(verdict.tone, "unknown");
    assert.match(verdict.headline, /^constructor – a status this page does not know/);
  });

  test("every error has a title of its own and says what to do next", () => {
    const codes = new Set(sandbox.scenarios.flatMap(({ expect }) => (expect.ok ? [] : [expect.code])));
    assert.ok(codes.size > 12);
    const titles = new Set();
    for (const code of [...codes, "invalid_options", "internal"]) {
      for (const vendor of /** @type {const} */ (["connectsafely", "seleqt"])) {
        const error = Object.assign(Object.create(LinkedInStatusError.prototype), { code, vendor, retryable: false });
        const { title, advice } = errorWords(Object.defineProperty(error, "message", { value: "It is so" }));
        assert.notEqual(title, "Something went wrong", code);
        assert.match(advice, /[.?]$/, code);
        titles.add(title.replace(/ConnectSafely|Seleqt/, ""));
      }
    }
    assert.ok(titles.size >= codes.size + 2);
  });

  test("the cases at the head of each list exist, and fill the fields that choose them", () => {
    for (const vendor of /** @type {const} */ (["connectsafely", "seleqt"])) {
      const cases = casesOf(sandbox.scenarios, vendor);
      const head = cases.filter(({ group }) => group === FIRST_GROUP).map(({ label }) => label);
      for (const [name, label] of START_HERE[vendor]) assert.ok(head.includes(label), name);
      const playable = sandbox.scenarios.filter(({ vendors }) => vendors.includes(vendor));
      assert.ok(cases.length >= playable.length + head.length - 1, "and every other case is in a group below");
    }
    const other = casesOf(sandbox.scenarios, "seleqt").find(({ label }) => label === "Other account");
    assert.deepEqual(other?.fields, { prospectId: "94343", accountId: "7" });
  });

  test("a snippet shows every option but the key", () => {
    const parts = {
      call: "getAccountStatus",
      result: "account",
      keys: { apiKey: "CONNECTSAFELY_API_KEY" },
      baseUrlNote: "here",
    };
    const code = snippet(parts, {
      apiKey: "secret-key",
      accountId: 'a"b',
      baseUrl: "http://127.0.0.1:1",
      timeoutMs: 5,
    });
    assert.match(code, /apiKey: process\.env\.CONNECTSAFELY_API_KEY,\n {2}accountId: "a\\"b",\n {2}\/\/ here\n/);
    assert.match(code, /timeoutMs: 5,/);
    assert.ok(!code.includes("secret-key"));
    const leftAlone = snippet({ ...parts, keys: {} }, { apiKey: "secret-key", jwt: "secret-key" });
    assert.ok(!leftAlone.includes("secret-key"), "a key is left out even where nobody said what stands for it");
    assert.ok(!snippet(parts, { apiKey: undefined }).includes("apiKey"), "an option left out is left out");
  });

  test("times read as people say them", () => {
    const now = Date.parse("2026-03-01T12:00:00Z");
    assert.equal(relativeTime("2026-03-01T11:55:00Z", now), "5 minutes ago");
    assert.equal(relativeTime("2026-02-28T11:00:00Z", now), "yesterday");
    assert.equal(relativeTime("2026-03-01T12:00:30Z", now), "in 30 seconds");
    assert.equal(relativeTime("soon", now), undefined);
    assert.deepEqual([12, 600, 1_000, 12_345, 90_000, 180_000, 3_600_000, 86_400_000].map(duration), [
      "12 ms",
      "0.6 s",
      "1.0 s",
      "12 s",
      "90 s",
      "3 min",
      "60 min",
      "24 h",
    ]);
  });
});
