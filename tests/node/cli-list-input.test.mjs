// The command line's lists: what is read, what is written, what is refused.

import assert from "node:assert/strict";
import { readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { parse } from "csv-parse/sync";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { environmentOf, runCli, temporaryDirectory } from "../support/cli.mjs";

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

/** @param {string | Buffer} input @param {readonly string[]} [args] */
const check = (input, args = []) => runCli(["connections", "-", ...FAST, ...args], { env, input });

describe("what is read and written", () => {
  test("csv keeps the columns, their order and values, and adds the answer", async () => {
    const input =
      '\ufeffname,prospect_id,note\r\n"Doe, ""J""",1,"two\r\nlines"\r\nB,3,=1+1\r\n\r\n,,\r\n"C","91106", x \r\nD,91105\r\nE,92003,\r\n';
    const { code, stdout } = await check(input);
    assert.equal(code, 7);
    assert.ok(stdout.startsWith("\ufeff"), "the byte order mark of the list comes back");
    const [header, ...rows] = csv(stdout, { bom: true });
    assert.deepEqual(header, ["name", "prospect_id", "note", ...ADDED]);
    const times = rows.map((row) => row.splice(7, 1)[0]);
    for (const time of times) assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    assert.deepEqual(rows, [
      ['Doe, "J"', "1", "two\r\nlines", "connected", "1", "FIRST_DEGREE", "42", ""],
      ["B", "3", "=1+1", "not_connected", "2", "SECOND_DEGREE", "42", ""],
      ["C", "91106", " x ", "self", "", "SELF", "42", ""],
      ["D", "91105", "", "unknown", "", "", "42", ""],
      ["E", "92003", "", "", "", "", "", "prospect_not_found"],
    ]);
  });

  test("jsonl writes one ConnectionCheck a line, errors through toJSON", async () => {
    const { code, stdout } = await check("prospect_id\n1\n92003\n", ["--format", "jsonl"]);
    assert.equal(code, 7);
    const [first, second] = stdout.trimEnd().split("\n").map((line) => JSON.parse(line)); // prettier-ignore
    assert.deepEqual(Object.keys(first), ["prospectId", "ok", "verdict", "connection", "checkedAt"]);
    assert.deepEqual([first.prospectId, first.verdict, first.connection.is_connected], [1, "connected", true]);
    assert.deepEqual([second.prospectId, second.ok, second.error.code, second.error.status], [92003, false, "prospect_not_found", 404]); // prettier-ignore
    assert.equal(second.error.stack, undefined);
  });

  test("one id a line, from a file and from standard input, blank lines and CRLF included", async (context) => {
    const directory = await temporaryDirectory(context);
    await writeFile(path.join(directory, "ids.txt"), "1\r\n\r\n  3  \r\n5");
    const file = await runCli(["connections", "ids.txt", ...FAST], { env, cwd: directory });
    const stdin = await check("1\n\n3\n5\n");
    for (const { code, stdout } of [file, stdin]) {
      assert.equal(code, 0);
      const [header, ...rows] = csv(stdout);
      assert.deepEqual(header, ["prospect_id", ...ADDED]);
      assert.deepEqual(rows.map(([id]) => id?.trim()), ["1", "3", "5"]); // prettier-ignore
    }
  });

  for (const [what, input, args, ids] of /** @type {[string, string | Buffer, string[], string[]][]} */ ([
    ["another column", "id,prospect_id\n1,x\n3,y\n", ["--column", "id"], ["1", "3"]],
    ["a column with spaces in its name", "a, Prospect No \nx,7\n", ["--column", "Prospect No"], ["7"]],
    ["semicolons", "name;prospect_id\nA;7\nB;8\n", [], ["7", "8"]],
    ["tabs", "name\tprospect_id\nA\t7\n", [], ["7"]],
    ["a lone carriage return as line end", "prospect_id\r7\r8\r", [], ["7", "8"]],
    ["UTF-16 with its mark", Buffer.from("\ufeffprospect_id\n7\n", "utf16le"), [], ["7"]],
    ["a header alone", "prospect_id,name\n", [], []],
    ["nothing", "", [], []],
  ])) {
    test(`read: ${what}`, async () => {
      const { code, stdout } = await check(input, [...args, "--format", "jsonl"]);
      assert.equal(code, 0);
      assert.deepEqual(stdout.split("\n").filter(Boolean).map((line) => String(JSON.parse(line).prospectId)), ids); // prettier-ignore
    });
  }

  test("a list in semicolons is answered in semicolons, an empty one with its header", async () => {
    assert.match((await check("name;prospect_id\nA;7\n")).stdout, /^name;prospect_id;verdict;.*\nA;7;not_connected;/);
    assert.equal((await check("name,prospect_id\n")).stdout, `name,prospect_id,${ADDED.join(",")}\n`);
  });

  test("Windows-1252 is read as such, and said so", async () => {
    const { code, stdout, stderr } = await check(Buffer.from("prospect_id,name\n7,J\u00f6rg\n", "latin1"));
    assert.equal(code, 0);
    assert.match(stdout, /^7,J\u00f6rg,/m);
    assert.match(stderr, /Windows-1252/);
  });

  test("columns of an earlier answer are replaced where they stand", async () => {
    const { stdout } = await check("verdict,prospect_id,error_code,name\nold,1,old,N\n");
    const [header, row] = csv(stdout);
    assert.deepEqual(header?.slice(0, 4), ["verdict", "prospect_id", "error_code", "name"]);
    assert.equal(header?.length, 8);
    assert.deepEqual(row?.slice(0, 4), ["connected", "1", "", "N"]);
  });

  test("an id that stands there more than once is asked once and answers every row of it", async () => {
    sandbox.reset();
    const { code, stdout } = await check("prospect_id,n\n1,a\n3,b\n1,c\n92003,d\n1,e\n92003,f\n", [
      "--concurrency",
      "3",
    ]);
    assert.equal(code, 7);
    const rows = csv(stdout, { from: 2 });
    assert.deepEqual(rows.map(([, name, verdict]) => `${name}${verdict}`).sort(), ["aconnected", "bnot_connected", "cconnected", "d", "econnected", "f"]); // prettier-ignore
    assert.equal(sandbox.requests.length, 3);
  });

  test("--json gives one value: results and summary, or the error beside them", async () => {
    const { code, stdout } = await check("1\n92003\n", ["--json"]);
    assert.equal(code, 7);
    const { results, summary } = JSON.parse(stdout);
    assert.deepEqual(results.map((/** @type {{ ok: boolean }} */ { ok }) => ok), [true, false]); // prettier-ignore
    assert.equal(summary.failed, 1);
    assert.deepEqual(summary.reasons, { prospect_not_found: 1 });
    const fatal = await check("1\n92001\n3\n", ["--json"]);
    assert.equal(fatal.code, 3);
    const value = JSON.parse(fatal.stdout);
    assert.deepEqual([value.results.length, value.error.code, value.summary.done], [1, "unauthorized", 1]);
    assert.deepEqual(JSON.parse((await check("", ["--json"])).stdout).results, []);
  });
});

describe("what is refused before anything is sent", () => {
  for (const [what, input, args, says] of /** @type {[string, string, string[], RegExp][]} */ ([
    ["a bad id", "name,prospect_id\na,1\n\nb,x7\n", [], /standard input, line 4, column prospect_id: "x7"/],
    ["a missing id", "name,prospect_id\na,1\nb,\n", [], /line 3, column prospect_id: the prospect id is missing/],
    [
      "a bad id behind a value of two lines",
      'note,prospect_id\n"a\nb",1\n"c\nd",x\n',
      [],
      /line 4, column prospect_id/,
    ],
    ["a bad id in another column", "name,pid\na,0\n", ["--column", "pid"], /line 2, column pid: "0"/],
    ["an unsafe number", "1\n9007199254740993\n", [], /line 2, column 1: "9007199254740993"/],
    ["a decimal", "1\n2.0\n", [], /line 2, column 1/],
    ["a header that was not named", "id\n1\n", [], /line 1, column 1: "id"[^]*--column id/],
    ["a column that is not there", "a,b\n1,2\n", [], /no column prospect_id. Its columns are: a, b/],
    ["a column that is there twice", "prospect_id,prospect_id\n1,2\n", [], /more than one column prospect_id/],
    ["too many values", "prospect_id,b\n1,2\n3,4,5\n", [], /line 3[^]*3 values for 2 columns/],
    ["several values without a header", "1\n2,3\n", [], /line 2[^]*2 values for 1 column/],
    ["a quote that is never closed", 'prospect_id,b\n1,"x\n2,y\n', [], /quote is opened and never closed/],
    ["an answer's column as the ids'", "verdict\n1\n", ["--column", "verdict"], /would be replaced/],
  ])) {
    test(what, async () => {
      sandbox.reset();
      const { code, stdout, stderr } = await check(input, args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, says);
      assert.equal(sandbox.requests.length, 0);
    });
  }

  test("many bad ids are told together, and how many more there are", async () => {
    const { stderr } = await check(`prospect_id\n${"x\n".repeat(20)}`);
    assert.match(stderr, /line 2, .*line 6, .*and 15 more/);
  });

  test("files that cannot be read or written are told by name", async (context) => {
    const cwd = await temporaryDirectory(context);
    await writeFile(path.join(cwd, "ids.txt"), "1\n");
    await symlink("ids.txt", path.join(cwd, "same.txt"));
    for (const [args, says] of /** @type {[string[], RegExp][]} */ ([
      [["nowhere.csv"], /no file nowhere\.csv/],
      [["."], /is a directory/],
      [["ids.txt", "--output", "no/where.csv"], /no\/where\.csv cannot be written: its directory does not exist/],
      [["ids.txt", "--output", "same.txt", "--resume"], /--output is the list itself/],
      [["ids.txt", "--output", "same.txt"], /--output is the list itself/],
    ])) {
      const { code, stdout, stderr } = await runCli(["connections", ...args], { env, cwd });
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, says);
    }
    assert.equal(await readFile(path.join(cwd, "ids.txt"), "utf8"), "1\n");
    if (process.platform === "win32") return;
    const directory = await runCli(["connections", "-"], { env, cwd, redirect: "< ." });
    assert.equal(directory.code, 2);
    assert.match(directory.stderr, /Standard input is a directory \(EISDIR\)/);
  });
});
