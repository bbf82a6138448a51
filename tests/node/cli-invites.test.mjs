// The morning's command: which prospects of a list to invite now, within what an account bears.

import assert from "node:assert/strict";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { environmentOf, runCli, temporaryDirectory } from "../support/cli.mjs";

const LIST = "prospect_id,name\n91101,Ada\n91102,Bo\n91105,Cy\n91106,Di\n91103,Ed\n";
const SENDER = "696ce9e780e0483585e4e553";
const ANSWERS = "connection_level,network_distance,checked_with_account_id,checked_at,error_code";

/** @param {import("node:test").TestContext} context */
async function prepare(context) {
  const cwd = await temporaryDirectory(context);
  await writeFile(path.join(cwd, "prospects.csv"), LIST);
  const sandbox = await startSandbox();
  context.after(() => sandbox.close());
  const env = environmentOf(sandbox);
  const lookUps = () => sandbox.requests.filter(({ vendor }) => vendor === "seleqt").length;
  const accounts = () => sandbox.requests.filter(({ vendor }) => vendor === "connectsafely").length;
  const output = () => readFile(path.join(cwd, "today.csv"), "utf8");
  const notes = () => readFile(path.join(cwd, "today.csv.requests"), "utf8").catch(() => undefined);
  const replaceNotes = (/** @type {string} */ text) => writeFile(path.join(cwd, "today.csv.requests"), text);
  const removeOutput = () => rm(path.join(cwd, "today.csv"));
  const replaceOutput = (/** @type {string} */ text) => writeFile(path.join(cwd, "today.csv"), text);
  const invites = (/** @type {string[]} */ ...more) => runCli(["invites", "prospects.csv", ...more], { env, cwd });
  return { cwd, env, invites, output, notes, replaceNotes, removeOutput, replaceOutput, lookUps, accounts };
}

/** The columns before the time. @param {string} csv */
const rows = (csv) =>
  csv
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").slice(0, 5).join(","));

test("writes decision and reasons in front of the columns of connections, and asks the account once", async (context) => {
  const { invites, output, lookUps, accounts } = await prepare(context);
  const { code, stdout, stderr } = await invites(
    "--output",
    "today.csv",
    "--account-id",
    "696ce9e780e0483585e4e553",
    "--seleqt-account-id",
    "42",
  );
  assert.deepEqual([code, stdout, lookUps(), accounts()], [0, "", 5, 1]);
  const csv = await output();
  assert.equal(csv.split("\n")[0], `prospect_id,name,decision,reasons,verdict,${ANSWERS}`);
  assert.deepEqual(rows(csv), [
    "91101,Ada,skip,already_connected,connected",
    "91102,Bo,send,not_connected may_be_pending,not_connected",
    "91105,Cy,unknown,connection_unknown,unknown",
    "91106,Di,skip,own_profile,self",
    "91103,Ed,send,not_connected may_be_pending,not_connected",
  ]);
  assert.match(
    stderr,
    /\n {2}2 to send, 1 connected already, 1 your own profile, 1 unknown; 75 look-ups left today\n$/,
  );
});

test("without an account id at both, says beside send that it may be two people", async (context) => {
  const { invites } = await prepare(context);
  const { code, stdout } = await invites("--json", "--take", "1", "--account-id", "696ce9e780e0483585e4e553");
  assert.equal(code, 0);
  const { results, summary } = JSON.parse(stdout);
  assert.deepEqual(
    results.map((/** @type {{ decision: string }} */ { decision }) => decision),
    ["skip", "send"],
  );
  assert.deepEqual(results[1].reasons, ["not_connected", "may_be_pending", "accounts_not_pinned"]);
  assert.deepEqual([summary.send, summary.skip, summary.leftToday], [1, 1, 78]);
});

test("--take ends after so many to send; --resume goes on, and asks nobody again", async (context) => {
  const { invites, output, lookUps } = await prepare(context);
  assert.equal((await invites("--take", "1", "--output", "today.csv")).code, 0);
  assert.equal(lookUps(), 2);
  const { code, stderr } = await invites("--take", "1", "--output", "today.csv", "--resume");
  assert.deepEqual([code, lookUps()], [0, 5]);
  assert.match(stderr, /5 of 5 rows in .* \(2 answered before\)/);
  assert.equal(rows(await output()).length, 5);
});

test("--per-day counts what the output holds, and the run ends with 5", async (context) => {
  const { invites, lookUps } = await prepare(context);
  assert.equal((await invites("--per-day", "3", "--take", "1", "--output", "today.csv")).code, 0);
  const { code, stderr } = await invites("--per-day", "3", "--output", "today.csv", "--resume");
  assert.deepEqual([code, lookUps()], [5, 3]);
  assert.match(stderr, /0 look-ups left today/);
  assert.match(
    stderr,
    /Go on with:\n {2}linkedin-status invites prospects\.csv --per-day 3 --output today\.csv --resume\n/,
  );
});

for (const [account, code, reason, words] of /** @type {const} */ ([
  ["warmup", 11, "account_warming_up", "Let it finish"],
  ["in-use", 11, "account_busy", "in a few minutes"],
  ["disabled", 12, "automation_disabled", "Switch it on at ConnectSafely"],
  ["unknown-status", 13, "account_state_unknown", "Look at it at ConnectSafely"],
])) {
  test(`an account that cannot send (${account}) ends the run before a look-up is spent`, async (context) => {
    const { invites, lookUps } = await prepare(context);
    const ended = await invites("--account-id", account, "--output", "today.csv");
    assert.deepEqual([ended.code, lookUps()], [code, 0]);
    assert.match(ended.stderr, new RegExp(`The account cannot send now: ${reason}\\.\\n {2}Next: .*${words}.*\\n`));
    assert.match(ended.stderr, /\nGo on with:\n {2}linkedin-status invites /);
    assert.doesNotMatch(ended.stderr, /rows so far/);
  });
}

for (const format of ["csv", "jsonl"]) {
  test(`decisions for another account that sends are not resumed, in ${format}`, async (context) => {
    const { invites, output, accounts } = await prepare(context);
    const args = ["--take", "1", "--output", "today.csv", "--format", format, "--per-day", "unlimited", "--account-id"];
    assert.equal((await invites(...args, SENDER)).code, 0);
    const [before, asked] = [await output(), accounts()];
    const { code, stderr } = await invites(...args, "fit-sender", "--resume");
    assert.equal(code, 2);
    assert.match(stderr, new RegExp(`holds decisions for the account ${SENDER}, and this run is for fit-sender`));
    assert.doesNotMatch(stderr, /Go on with/);
    assert.deepEqual([await output(), accounts()], [before, asked]);
    assert.equal((await invites(...args, SENDER, "--resume")).code, 0);
    assert.match((await invites(...args, "fit-sender", "--resume")).stderr, /is for fit-sender/, "it is still known");
  });

  test(`decisions for a named account are not resumed without a name, in ${format}`, async (context) => {
    const { invites, output, lookUps } = await prepare(context);
    const args = ["--take", "1", "--output", "today.csv", "--format", format, "--seleqt-account-id", "42"];
    assert.equal((await invites(...args, "--account-id", SENDER)).code, 0);
    const [before, asked] = [await output(), lookUps()];
    const { code, stderr } = await invites(...args, "--resume");
    assert.equal(code, 2);
    assert.match(stderr, /holds decisions for an account that was named with --account-id, and this run names none/);
    assert.deepEqual([await output(), lookUps()], [before, asked]);
  });
}

test("where no account is named, another choice of the service ends the run, where the format tells it", async (context) => {
  const { invites, output, replaceOutput } = await prepare(context);
  const args = ["--take", "1", "--output", "today.csv", "--format", "jsonl"];
  assert.equal((await invites(...args)).code, 0);
  const before = (await output()).replaceAll(SENDER, "another-sender");
  await replaceOutput(before);
  const { code, stderr } = await invites(...args, "--resume");
  assert.equal(code, 2);
  assert.match(
    stderr,
    new RegExp(`now answers for the account ${SENDER}, and today\\.csv holds decisions for another-sender`),
  );
  assert.equal(await output(), before);
});

test("answers of another account are not resumed", async (context) => {
  const { invites, output } = await prepare(context);
  assert.equal((await invites("--take", "1", "--output", "today.csv")).code, 0);
  const before = await output();
  const { code, stderr } = await invites(
    "--take",
    "1",
    "--output",
    "today.csv",
    "--resume",
    "--seleqt-account-id",
    "7",
  );
  assert.equal(code, 2);
  assert.match(stderr, /account/);
  assert.equal(await output(), before);
});

test("the account is noted beside the output, for as long as the output is the same", async (context) => {
  const { invites, notes, removeOutput } = await prepare(context);
  const args = ["--take", "1", "--output", "today.csv"];
  const named = (/** @type {string} */ account, /** @type {string[]} */ ...more) =>
    invites(...args, "--account-id", account, ...more);
  assert.equal((await named(SENDER)).code, 0);
  assert.equal(await notes(), `for the account "${SENDER}"\n`);
  await removeOutput();
  assert.equal((await named("available")).code, 0, "another output");
  assert.equal(await notes(), 'for the account "available"\n');
  const { code, stderr } = await invites(...args, "--resume");
  assert.equal(code, 2, "not pinned, so that no row tells that it was named");
  assert.match(stderr, /for an account that was named with --account-id/);
  await removeOutput();
  assert.equal((await named(SENDER, "--format", "jsonl")).code, 0);
  assert.equal(await notes(), `for the account "${SENDER}"\n`);
  await removeOutput();
  assert.equal((await invites(...args)).code, 0);
  assert.equal(await notes(), "for the account null\n", "the service chose");
});

test("a csv for which none was named is not resumed for one, and goes on without", async (context) => {
  const { invites, output } = await prepare(context);
  const args = ["--take", "1", "--output", "today.csv"];
  assert.equal((await invites(...args)).code, 0);
  const before = await output();
  const { code, stderr } = await invites(...args, "--resume", "--account-id", SENDER);
  assert.equal(code, 2);
  assert.match(stderr, /today\.csv holds decisions for the account that the service chose, and this run is for/);
  assert.equal(await output(), before);
  assert.equal((await invites(...args, "--resume")).code, 0);
});

test("a jsonl goes on for an account that the service answers for under another name", async (context) => {
  const { invites } = await prepare(context);
  const args = ["--take", "1", "--output", "today.csv", "--format", "jsonl", "--account-id", "available"];
  assert.equal((await invites(...args)).code, 0);
  assert.equal((await invites(...args, "--resume")).code, 0);
});

test("whatever is typed as an account is a note that the next run can read", async (context) => {
  const { invites, notes, output, replaceNotes } = await prepare(context);
  const run = (/** @type {string} */ account) =>
    invites("--take", "1", "--output", "today.csv", "--resume", "--account-id", account);
  const { code, stderr } = await run("two\nlines");
  assert.equal(code, 2);
  assert.match(stderr, /--account-id/);
  assert.equal((await run(SENDER)).code, 0);
  assert.equal(await notes(), `for the account "${SENDER}"\n`);
  const before = await output();
  for (const spoilt of ["for the account \n", "for the account a\n", "x\n"]) {
    await replaceNotes(spoilt);
    const ended = await run(SENDER);
    assert.equal(ended.code, 2);
    assert.match(ended.stderr, /today\.csv\.requests was not written by this program/);
    assert.deepEqual([await notes(), await output()], [spoilt, before]);
  }
});

test(
  "an account that the disk does not take a note of: nothing is sent, and nothing is left in the way",
  { skip: process.platform === "win32" },
  async (context) => {
    const { cwd, env, invites, notes, replaceNotes, lookUps, accounts } = await prepare(context);
    // 475 bytes; with the account they are more than the 512 that a file may have.
    const before = `${new Date().toISOString()}\n`.repeat(19);
    await replaceNotes(before);
    const args = ["invites", "prospects.csv", "--take", "1", "--output", "today.csv", "--account-id", SENDER];
    const { code, stderr } = await runCli(args, { env, cwd, redirect: "", fileBlocks: 1 });
    assert.deepEqual([code, lookUps(), accounts()], [2, 0, 0]);
    assert.match(stderr, /today\.csv\.requests cannot be used: the file may not grow any further \(EFBIG/);
    assert.deepEqual((await readdir(cwd)).sort(), ["prospects.csv", "today.csv.requests"]);
    assert.equal(await notes(), before);
    assert.equal((await invites(...args.slice(2))).code, 0);
  },
);

for (const wrong of ["0", "-1", "1.5", "x"]) {
  test(`--take ${wrong} is wrong usage`, async (context) => {
    const { invites, lookUps } = await prepare(context);
    assert.deepEqual([(await invites(`--take=${wrong}`)).code, lookUps()], [2, 0]);
  });
}
