// The command line: verdicts, as exit codes, as JSON and in words.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { LinkedInStatusError } from "../../pkg/src/error.js";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { ACCOUNT, DECISIONS, REASONS } from "../../pkg/src/words.js";
import { environmentOf, runCli, serviceThat } from "../support/cli.mjs";

/** @typedef {import("../../pkg/types/sandbox.js").SandboxScenario} Scenario */

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
/** @type {Record<string, string>} */
let env;
before(async () => {
  sandbox = await startSandbox();
  env = environmentOf(sandbox);
});
after(() => sandbox.close());

describe("account", () => {
  for (const [id, code, verdict, reasons] of /** @type {[string, number, string, string[]][]} */ ([
    ["available", 0, "fit", []],
    ["in-use", 11, "wait", ["account_busy"]],
    ["warmup", 11, "wait", ["account_warming_up"]],
    ["disabled", 12, "fix", ["automation_disabled"]],
    ["all-wrong", 12, "fix", ["account_session_missing", "account_needs_attention", "automation_disabled"]],
    ["unknown-status", 13, "unknown", ["account_state_unknown"]],
  ])) {
    test(`${id}: exit ${code}, ${verdict} in JSON and in words`, async () => {
      const args = ["account", "--account-id", id];
      const [card, json] = await Promise.all([runCli(args, { env }), runCli([...args, "--json"], { env })]);
      assert.deepEqual([card.code, json.code, card.stderr, json.stderr], [code, code, "", ""]);
      const { account, checkedAt, ...rest } = JSON.parse(json.stdout);
      assert.deepEqual(rest, { verdict, reasons });
      assert.equal(typeof account.status, "string");
      assert.match(checkedAt, TIME);
      assert.ok(card.stdout.includes(ACCOUNT[/** @type {"fit"} */ (verdict)].title));
      for (const reason of reasons)
        assert.ok(card.stdout.includes(REASONS[/** @type {"own_profile"} */ (reason)].advice));
    });
  }

  test("the words of a status are its own, whatever hangs on every object", async (context) => {
    const body = { id: "1", status: "constructor", enabled: true, hasTokens: true };
    const env = await serviceThat(context, () => ({ body }));
    const { code, stdout } = await runCli(["account"], { env });
    assert.equal(code, 13);
    assert.match(stdout, /Status +constructor, not documented/);
  });
});

describe("connection", () => {
  for (const [id, verdict] of [
    ["91101", "connected"],
    ["91102", "not_connected"],
    ["91106", "self"],
    ["91105", "unknown"],
    ["91116", "unknown"],
  ]) {
    test(`${id} is ${verdict}, never told by is_connected alone`, async () => {
      const { code, stdout } = await runCli(["connection", String(id), "--json"], { env });
      assert.equal(code, 0);
      const { connection, checkedAt, ...rest } = JSON.parse(stdout);
      assert.deepEqual(rest, { prospectId: Number(id), ok: true, verdict });
      assert.equal(connection.success, true);
      assert.match(checkedAt, TIME);
    });
  }

  test("an error has no verdict: its toJSON() stands under error", async () => {
    const { code, stdout } = await runCli(["connection", "92003", "--json"], { env });
    assert.equal(code, 4);
    const value = JSON.parse(stdout);
    assert.deepEqual(Object.keys(value), ["error"]);
    const { name, message, ...fields } = value.error;
    assert.deepEqual(new LinkedInStatusError({ ...fields, message }).toJSON(), { name, message, ...fields });
  });
});

describe("invite", () => {
  const accounts = ["--account-id", "0123456789abcdef01234567", "--seleqt-account-id", "42"];

  test("says that the accounts were left to the services, with the flags that name them", async () => {
    const words = [REASONS.accounts_not_pinned.title, "Give --account-id and --seleqt-account-id."];
    for (const [given, isPinned] of /** @type {[string[], boolean][]} */ ([
      [[], false],
      [accounts.slice(0, 2), false],
      [accounts.slice(2), false],
      [accounts, true],
    ])) {
      const args = ["invite", "91102", ...given];
      const [card, json] = await Promise.all([runCli(args, { env }), runCli([...args, "--json"], { env })]);
      assert.deepEqual([card.code, json.code], [0, 0], args.join(" "));
      for (const text of words) assert.equal(card.stdout.includes(text), !isPinned, args.join(" "));
      const { decision, reasons, account, connection, checkedAt } = JSON.parse(json.stdout);
      assert.equal(decision, "send");
      assert.deepEqual(reasons, ["not_connected", "may_be_pending", ...(isPinned ? [] : ["accounts_not_pinned"])]);
      assert.deepEqual([account.id !== undefined, connection.success], [true, true]);
      assert.match(checkedAt, TIME);
    }
  });

  test("every decision and reason has its words in the card", async () => {
    for (const [prospect, account, decision] of /** @type {const} */ ([
      ["91101", "available", "skip"],
      ["91102", "warmup", "wait"],
      ["91102", "all-wrong", "fix"],
      ["91105", "available", "unknown"],
    ])) {
      const args = ["invite", prospect, "--account-id", account];
      const [card, json] = await Promise.all([runCli(args, { env }), runCli([...args, "--json"], { env })]);
      const check = JSON.parse(json.stdout);
      assert.equal(check.decision, decision);
      assert.ok(card.stdout.includes(DECISIONS[decision].title));
      for (const reason of /** @type {(keyof typeof REASONS)[]} */ (check.reasons)) {
        assert.ok(card.stdout.includes(`${REASONS[reason].title}.\n    ${REASONS[reason].advice}`), reason);
      }
    }
  });
});
