// The sandbox as it is published: few scenarios, one for each thing that an application meets, in words that say so.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import * as built from "../../pkg/dist/sandbox.js";
import { auth, newKey, pathOf, prospectPath } from "../support/sandbox.mjs";
import { SCENARIOS as ALL } from "../support/sandbox-faults/index.mjs";

const { SCENARIOS, startSandbox } = built;

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox.close());

test("about thirty scenarios ship, each with a title of its own in plain words", () => {
  assert.ok(SCENARIOS.length >= 30 && SCENARIOS.length <= 36, `${SCENARIOS.length} scenarios`);
  assert.equal(new Set(SCENARIOS.map(({ title }) => title)).size, SCENARIOS.length);
  for (const { title } of SCENARIOS) assert.match(title, /^[A-Za-z][A-Za-z, ]+$/);
  assert.ok(ALL.length > 300, "the faults are fixtures of the tests");
});

test("they lead to each verdict, each reason about an account, and each error but the undocumented statuses", () => {
  const ends = SCENARIOS.map(({ expect }) => expect);
  const verdicts = ends.flatMap((end) => (end.ok && end.verdict) || []);
  assert.deepEqual([...new Set(verdicts)].sort(), ["connected", "not_connected", "self", "unknown"]);
  assert.deepEqual([...new Set(ends.flatMap((end) => (end.ok && end.reasons) || []))].sort(), [
    "account_busy",
    "account_needs_attention",
    "account_session_missing",
    "account_state_unknown",
    "account_warming_up",
    "automation_disabled",
  ]);
  assert.deepEqual([...new Set(ends.flatMap((end) => (end.ok ? [] : end.code)))].sort(), [
    "account_not_active",
    "account_not_found",
    "forbidden",
    "invalid_response",
    "network",
    "no_active_account",
    "prospect_has_no_profile_url",
    "prospect_not_found",
    "provider_failed",
    "rate_limited",
    "redirected",
    "timeout",
    "unauthorized",
  ]);
});

test("the built server shows and plays these alone, and the names of the package are two", async () => {
  assert.deepEqual(Object.keys(built).sort(), ["SCENARIOS", "startSandbox"]);
  assert.deepEqual(Object.keys(createRequire(import.meta.url)("../../pkg/dist/sandbox.cjs")).sort(), [
    "SCENARIOS",
    "startSandbox",
  ]);
  assert.deepEqual(await (await fetch(`${sandbox.url}/scenarios.json`)).json(), JSON.parse(JSON.stringify(SCENARIOS)));
  const page = await (await fetch(sandbox.url)).text();
  for (const { title, name } of SCENARIOS) assert.ok(page.includes(`${title} <code>${name}</code>`), name);
  assert.equal(page.split('<tr role="row" id=').length - 1, SCENARIOS.length);

  const endless = ALL.find(({ name }) => name === "endless");
  assert.ok(endless);
  const answer = await fetch(sandbox.url + prospectPath(endless.id), { headers: auth("seleqt", newKey()) });
  assert.equal((await answer.json()).is_connected, true, "94511 is an ordinary id here");
  const unknown = await fetch(sandbox.url + pathOf(endless, "connectsafely"), { headers: auth("connectsafely", "k") });
  assert.equal(unknown.status, 404);
});

test("every id that the page, the READMEs and the types name is there", async () => {
  const [page = "", ...docs] = await Promise.all(
    ["www/index.html", "README.md", "pkg/README.md", "pkg/types/sandbox.d.ts", "www/extension/crm/index.html"].map(
      (file) => readFile(new URL(`../../${file}`, import.meta.url), "utf8"),
    ),
  );
  const ids = [...page.matchAll(/data-prospect="(\d+)"/g), ...docs.join("\n").matchAll(/\b(9[1-4]\d{3})\b/g)];
  const accounts = [...page.matchAll(/data-account="([^"]+)"/g)];
  assert.ok(ids.length > 5 && accounts.length > 0);
  for (const [, id] of ids) assert.ok(SCENARIOS.some((one) => String(one.id) === id), `${id} ships`); // prettier-ignore
  for (const [, name] of accounts) assert.ok(SCENARIOS.some((one) => one.name === name), `${name} ships`); // prettier-ignore
});
