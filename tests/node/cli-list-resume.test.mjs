// The command line's lists: --output and --resume.

import assert from "node:assert/strict";
import { readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { parse } from "csv-parse/sync";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { environmentOf, runCli, startCli, temporaryDirectory } from "../support/cli.mjs";

const ADDED = [
  "verdict",
  "connection_level",
  "network_distance",
  "checked_with_account_id",
  "checked_at",
  "error_code",
];
const FAST = ["--per-minute", "100000", "--per-day", "unlimited", "--max-retries", "0"];

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
/** @type {Record<string, string>} */
let env;
before(async () => {
  sandbox = await startSandbox();
  env = environmentOf(sandbox);
});
after(() => sandbox.close());

/** @param {string} text @param {import("csv-parse/sync").Options} [options] @returns {string[][]} */
const csv = (text, options = {}) => parse(text, options);

describe("--output and --resume", () => {
  test("an output that is there is not overwritten", async (context) => {
    const cwd = await temporaryDirectory(context);
    await writeFile(path.join(cwd, "out.csv"), "precious");
    sandbox.reset();
    const { code, stderr } = await runCli(["connections", "-", "--output", "out.csv"], { env, cwd, input: "1\n" });
    assert.equal(code, 2);
    assert.match(stderr, /--resume/);
    assert.equal(await readFile(path.join(cwd, "out.csv"), "utf8"), "precious");
    assert.equal(sandbox.requests.length, 0);
  });

  for (const format of ["csv", "jsonl"]) {
    test(`${format}: answered ids are not asked again, rows with errors are replaced, a torn one is repaired`, async (context) => {
      const cwd = await temporaryDirectory(context);
      const out = path.join(cwd, "out");
      const args = ["connections", "-", ...FAST, "--format", format, "--output", out];
      const input = "prospect_id,n\n93131,a\n1,b\n93133,c\n92003,d\n3,e\n1,f\n";
      // once-408 and twice-502 fail without retries.
      const first = await runCli(args, { env, cwd, input });
      assert.deepEqual([first.code, first.stdout], [7, ""]);
      const whole = await readFile(out, "utf8");
      assert.equal(whole.trimEnd().split("\n").length, format === "csv" ? 7 : 6);

      // Cut inside the row of 3, which is the one before the last.
      const cut = whole.lastIndexOf("\n", whole.length - 2) - 5;
      await writeFile(out, whole.slice(0, cut));
      sandbox.reset();
      const second = await runCli([...args, "--resume", "--max-retries", "2"], { env, cwd, input });
      assert.equal(second.code, 7);
      assert.match(second.stderr, /6 rows, 1 of them answered before/);
      const asked = sandbox.requests.map(({ path }) => /\d+(?=\/conn)/.exec(path)?.[0] ?? "");
      assert.ok(!asked.includes("1"), "1 was answered");
      assert.deepEqual([...new Set(asked)].sort(), ["3", "92003", "93131", "93133"]);
      const text = await readFile(out, "utf8");
      const ids =
        format === "csv"
          ? csv(text, { from: 2 }).map(([id, n]) => `${id}${n}`)
          : text.trimEnd().split("\n").map((line) => JSON.parse(line).prospectId); // prettier-ignore
      const expected =
        format === "csv" ? ["1b", "1f", "3e", "92003d", "93131a", "93133c"] : [1, 1, 3, 92003, 93131, 93133];
      assert.deepEqual(ids.sort((a, b) => (a < b ? -1 : 1)), expected); // prettier-ignore
      assert.deepEqual(await readdir(cwd), ["out"], "nothing else is left behind");
    });
  }

  test("a run that is complete asks nothing when it is resumed", async (context) => {
    const cwd = await temporaryDirectory(context);
    const args = ["connections", "-", ...FAST, "--output", "out.csv", "--resume"];
    assert.equal((await runCli(args, { env, cwd, input: "1\n3\n" })).code, 0, "without a file, --resume begins one");
    const before = await readFile(path.join(cwd, "out.csv"), "utf8");
    sandbox.reset();
    const { code, stderr } = await runCli(args, { env, cwd, input: "1\n3\n" });
    assert.equal(code, 0);
    assert.match(stderr, /2 of 2 rows .*2 answered before/);
    assert.equal(sandbox.requests.length, 0);
    assert.equal(await readFile(path.join(cwd, "out.csv"), "utf8"), before);
  });

  test("an output of another list, or of another format, is refused and left as it is", async (context) => {
    const cwd = await temporaryDirectory(context);
    const file = path.join(cwd, "out");
    for (const [text, format] of [
      ["something,else\n1,2\n", "csv"],
      ['{"prospectId":1,"ok":true}\n', "csv"],
      ["a letter to a friend\n", "csv"],
      [`prospect_id,${ADDED.join(",")}\nmine\n1,connected,,,42,2026-11-21T21:00:00.000Z,\n`, "csv"],
      ['{"my":"data"}\n', "jsonl"],
      [`prospect_id,${ADDED.join(",")}\n`, "jsonl"],
    ]) {
      await writeFile(file, String(text));
      const args = ["connections", "-", "--format", String(format), "--output", "out", "--resume"];
      const { code, stderr } = await runCli(args, { env, cwd, input: "1\n" });
      assert.equal(code, 2);
      assert.match(stderr, /cannot be resumed/);
      assert.equal(await readFile(file, "utf8"), text);
      assert.deepEqual(await readdir(cwd), ["out"]);
    }
  });

  test("a list without some of the ids that were answered is another question; one with more ids is not", async (context) => {
    const cwd = await temporaryDirectory(context);
    const args = ["connections", "-", ...FAST, "--output", "out.csv", "--resume"];
    await runCli(args, { env, cwd, input: "1\n3\n" });
    const before = await readFile(path.join(cwd, "out.csv"), "utf8");
    const { code, stderr } = await runCli(args, { env, cwd, input: "3\n5\n" });
    assert.equal(code, 2);
    assert.match(stderr, /1 row for other ids than standard input.*: 1 \(line 2\)/);
    assert.equal(await readFile(path.join(cwd, "out.csv"), "utf8"), before);
    assert.deepEqual(await readdir(cwd), ["out.csv"], "no lock is left behind");
    assert.equal((await runCli(args, { env, cwd, input: "5\n3\n1\n" })).code, 0);
    const ids = csv(await readFile(path.join(cwd, "out.csv"), "utf8"), { from: 2 }).map(([id]) => id);
    assert.deepEqual(ids, ["1", "3", "5"]);
  });

  test("the file's permissions and a link to it survive a resume", async (context) => {
    const cwd = await temporaryDirectory(context);
    const args = ["connections", "-", ...FAST, "--output", "link.csv", "--resume"];
    await writeFile(path.join(cwd, "real.csv"), "", { mode: 0o600 });
    await symlink("real.csv", path.join(cwd, "link.csv"));
    assert.equal((await runCli(args, { env, cwd, input: "1\n" })).code, 0);
    assert.equal((await stat(path.join(cwd, "real.csv"))).mode & 0o777, 0o600);
    assert.match(await readFile(path.join(cwd, "real.csv"), "utf8"), /\n1,connected/);
  });

  test("a fatal error keeps the rows so far, says how to go on, and has its own exit code", async (context) => {
    const cwd = await temporaryDirectory(context);
    const args = ["connections", "-", ...FAST, "--output", "out.csv"];
    for (const [id, exit] of [
      ["92001", 3],
      ["92006", 4],
    ]) {
      const { code, stderr } = await runCli([...args, "--resume"], { env, cwd, input: `1\n3\n${id}\n5\n` });
      assert.equal(code, exit);
      assert.match(stderr, /out\.csv. Go on with[^]*linkedin-status connections - .*--output out\.csv --resume\n/);
      assert.equal(csv(await readFile(path.join(cwd, "out.csv"), "utf8")).length, 3);
    }
  });

  test("a run that failed before its first row leaves no file in the way", async (context) => {
    const cwd = await temporaryDirectory(context);
    const args = ["connections", "-", "--output", "out.csv"];
    assert.equal((await runCli(args, { env, cwd, input: "92001\n" })).code, 3);
    assert.deepEqual(await readdir(cwd), []);
  });

  test("rows reach the file one by one", async (context) => {
    const cwd = await temporaryDirectory(context);
    const out = path.join(cwd, "out.csv");
    const run = startCli(["connections", "-", ...FAST, "--output", out], { env, input: "1\n3\n94001\n" });
    const rows = () => readFile(out, "utf8").then((text) => text.split("\n").length - 1, () => 0); // prettier-ignore
    while ((await rows()) < 3) await new Promise((resolve) => setTimeout(resolve, 20));
    run.child.kill("SIGKILL");
    await run.ended;
    assert.equal(await rows(), 3);
  });
});
