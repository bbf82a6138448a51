// An answer that cannot be written as a row is an error of that row, and of nothing else.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import { csvFormat, jsonlFormat } from "../../pkg/src/cli/list/formats.js";
import { answerOf, rowOf } from "../../pkg/src/cli/list/rows.js";
import { runCli, serviceThat, temporaryDirectory } from "../support/cli.mjs";

/** @typedef {import("../../pkg/types/index.js").ConnectionCheck} ConnectionCheck */

const FAST = ["--per-minute", "100000", "--per-day", "unlimited", "--max-retries", "0"];
const DEPTH = 40_000;
const NESTED = `${"[".repeat(DEPTH)}${"]".repeat(DEPTH)}`;

/** @param {string} url */
const idOf = (url) => /prospects\/(\d+)\//.exec(url)?.[1];

/** @param {string} extra @returns {ConnectionCheck} */
const checkWith = (extra) => ({
  prospectId: 2,
  ok: true,
  verdict: "connected",
  connection: JSON.parse(`{"success":true,"is_connected":true,"checked_with_account_id":1,"extra":${extra}}`),
  checkedAt: "2026-11-21T21:00:00.000Z",
});

for (const args of [
  ["--format", "jsonl", "--output", "out"],
  ["--format", "csv", "--output", "out"],
]) {
  test(`a field nested ${DEPTH} deep ends no list, nor one that is resumed: ${args[1]}`, async (context) => {
    const cwd = await temporaryDirectory(context);
    await writeFile(path.join(cwd, "list.txt"), "1\n2\n3\n");
    let extra = NESTED;
    const env = await serviceThat(context, ({ url = "" }) => ({
      text: `{"success":true,"is_connected":true,"connection_level":1,"checked_with_account_id":1,"extra":${idOf(url) === "2" ? extra : "[]"}}`,
    }));
    const list = ["connections", "list.txt", ...FAST, ...args];
    const first = await runCli(list, { env, cwd });
    const text = await readFile(path.join(cwd, "out"), "utf8");
    assert.equal(text.trim().split("\n").length, args[1] === "csv" ? 4 : 3, first.stderr);
    if (args[1] === "jsonl") {
      assert.equal(first.code, 7);
      const row = JSON.parse(text.split("\n")[1] ?? "");
      assert.deepEqual([row.prospectId, row.ok, row.error.code], [2, false, "invalid_response"]);
    }
    extra = "[]";
    const resumed = await runCli([...list, "--resume"], { env, cwd });
    assert.equal(resumed.code, 0, resumed.stderr);
    const whole = await readFile(path.join(cwd, "out"), "utf8");
    assert.doesNotMatch(whole, /invalid_response/);
    assert.equal(whole.trim().split("\n").length, args[1] === "csv" ? 4 : 3);
  });
}

test("--json holds it, too", async (context) => {
  const env = await serviceThat(context, ({ url = "" }) => ({
    text: `{"success":true,"is_connected":true,"connection_level":1,"checked_with_account_id":1,"extra":${idOf(url) === "2" ? NESTED : "[]"}}`,
  }));
  const { code, stdout } = await runCli(["connections", "-", ...FAST, "--json"], { env, input: "1\n2\n3\n" });
  assert.equal(code, 7);
  const { results, summary } = JSON.parse(stdout);
  assert.deepEqual([results.length, summary.done, summary.failed], [3, 3, 1]);
});

describe("rows", () => {
  test("an answer that JSON cannot hold", () => {
    const format = jsonlFormat();
    const answer = answerOf(format, checkWith(NESTED));
    const { error, ...outcome } = /** @type {any} */ (answer.outcome);
    assert.deepEqual([error.code, outcome], ["invalid_response", { code: "invalid_response", retryable: false }]);
    const { text } = rowOf(format, 2, ["2"], answer);
    const row = JSON.parse(text);
    assert.deepEqual([row.prospectId, row.ok, row.error.code], [2, false, "invalid_response"]);
    assert.match(row.error.message, /cannot be written as a row: Maximum call stack/);
    assert.equal(format.read(text)?.verdict, undefined, "it is asked again when the list is resumed");
  });

  test("a row that CSV cannot hold", () => {
    const csv = csvFormat({ columns: ["prospect_id", "name"], idColumn: 0, delimiter: "," });
    const answer = answerOf(csv, checkWith("[]"));
    assert.deepEqual(answer.outcome, { verdict: "connected" });
    const row = (/** @type {readonly string[]} */ values, /** @type {readonly string[]} */ cells) => {
      if (cells[0] === "connected") throw new Error("Invalid String Length");
      return csv.row(values, cells);
    };
    const { text, outcome } = rowOf({ ...csv, row }, 2, ["2", "Zoë"], answer);
    assert.equal("code" in outcome && outcome.code, "invalid_response");
    assert.match(text, /^2,Zoë,,,,,\d{4}-.*Z,invalid_response\n$/);
  });
});
