// The day's budget of requests, and what the output already holds of it.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import { parseArguments } from "../../pkg/src/cli/arguments.js";
import { csvFormat } from "../../pkg/src/cli/list/formats.js";
import { runCli, serviceThat, temporaryDirectory } from "../support/cli.mjs";
import { all, answer, listOf } from "../support/lists.mjs";

const LIST = "prospect_id\n1\n2\n3\n4\n5\n6\n";

/** @param {import("node:test").TestContext} context */
async function prepare(context) {
  const cwd = await temporaryDirectory(context);
  await writeFile(path.join(cwd, "list.csv"), LIST);
  let asked = 0;
  const env = await serviceThat(context, () => {
    asked++;
    return { body: { success: true, is_connected: true, connection_level: 1, checked_with_account_id: 42 } };
  });
  const args = ["connections", "list.csv", "--output", "out.csv", "--per-minute", "100000"];
  return { cwd, env, args, asked: () => asked };
}

test("used up, the run ends with 5, says when it can go on, and prints the command", async (context) => {
  const { cwd, env, args, asked } = await prepare(context);
  const { code, stderr } = await runCli([...args, "--per-day", "4"], { env, cwd });
  assert.deepEqual([code, asked()], [5, 4]);
  assert.match(stderr, /4 of 6 rows in /);
  assert.match(stderr, /Next: go on in 24 h, from \d{4}-\d\d-\d\d \d\d:\d\d UTC on/);
  assert.match(stderr, /Go on with:\n {2}linkedin-status connections list\.csv .*--per-day 4 --resume\n/);
  const again = await runCli([...args, "--per-day", "4", "--resume"], { env, cwd });
  assert.deepEqual([again.code, asked()], [5, 4], "the rows of today count");
  const more = await runCli([...args, "--per-day", "5", "--resume"], { env, cwd });
  assert.deepEqual([more.code, asked()], [5, 5]);
  assert.equal((await runCli([...args, "--per-day", "unlimited", "--resume"], { env, cwd })).code, 0);
  assert.equal(asked(), 6);
});

test("rows older than a day do not count", async (context) => {
  const { cwd, env, args, asked } = await prepare(context);
  const list = await listOf(LIST);
  const format = csvFormat(list);
  const ago = (/** @type {number} */ hours) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const rows = (await all(list.rows()))
    .slice(0, 4)
    .map(({ id, values }, row) =>
      format.row(values, format.cells({ ...answer(id), checkedAt: ago(row < 2 ? 25 : 23) })),
    );
  await writeFile(path.join(cwd, "out.csv"), format.header + rows.join(""));
  const { code } = await runCli([...args, "--per-day", "3", "--resume"], { env, cwd });
  assert.deepEqual([code, asked()], [5, 1]);
  assert.equal((await readFile(path.join(cwd, "out.csv"), "utf8")).trim().split("\n").length, 6);
});

test("a row that does not tell when it was asked counts as asked just now", async (context) => {
  const { cwd, env, args, asked } = await prepare(context);
  assert.equal((await runCli([...args, "--per-day", "3"], { env, cwd })).code, 5);
  const file = path.join(cwd, "out.csv");
  await writeFile(file, (await readFile(file, "utf8")).replace(/20\d\d-[^,]*Z/g, "27/11/2026 13:00"));
  const { code, stderr } = await runCli([...args, "--per-day", "4", "--resume"], { env, cwd });
  assert.deepEqual([code, asked()], [5, 4]);
  assert.match(
    stderr,
    /3 rows of out\.csv do not tell in checked_at when they were asked: they count as asked just now/,
  );
});

describe("values", () => {
  for (const [args, property, value] of /** @type {[string[], string, unknown][]} */ ([
    [["--per-day", "1"], "perDay", 1],
    [["--per-day", "unlimited"], "perDay", Infinity],
    [["--per-day", "Infinity"], "perDay", Infinity],
    [["--pause", "30-90"], "pauseBetweenMs", [30_000, 90_000]],
    [["--pause", "0-0.5"], "pauseBetweenMs", [0, 500]],
    [["--pause", "86400-86400"], "pauseBetweenMs", [86_400_000, 86_400_000]],
  ])) {
    test(args.join(" "), () => {
      const given = parseArguments(["connections", "-", ...args]);
      assert.ok(given.kind === "run");
      assert.deepEqual(given.options[/** @type {"perDay"} */ (property)], value);
    });
  }

  for (const args of [
    ["--per-day", "0"],
    ["--per-day", "1.5"],
    ["--per-day", "much"],
    ["--pause", "30"],
    ["--pause", "90-30"],
    ["--pause", "1-86401"],
    ["--pause", "a-b"],
  ]) {
    test(`${args.join(" ")} is refused`, () => {
      assert.throws(() => parseArguments(["connections", "-", ...args]), /must be (a whole number|two numbers)/);
    });
  }
});
