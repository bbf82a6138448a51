// What is in a file of results stays only where it answers the question that is asked now, for the same row.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import { matchEarlier } from "../../pkg/src/cli/list/earlier.js";
/** @import { Positions } from "../../pkg/src/cli/list/earlier.js" */
import { csvFormat, jsonlFormat } from "../../pkg/src/cli/list/formats.js";
import { openRowsFile } from "../../pkg/src/cli/list/rows-file.js";
import { runCli, serviceThat, temporaryDirectory } from "../support/cli.mjs";
import { all, answer, listOf, signal } from "../support/lists.mjs";
import { seededRandom } from "../support/seed.mjs";

/** @typedef {{ format?: "csv" | "jsonl", column?: string, account?: number }} Question */

/**
 * Answers the rows of a list at these positions, as an earlier run did.
 *
 * @param {string} text
 * @param {readonly number[]} positions
 * @param {Question & { answeredAs?: number }} [question]
 */
async function earlierFile(text, positions, { format: name = "csv", column, answeredAs = 42 } = {}) {
  const list = await listOf(text, column);
  const format = name === "csv" ? csvFormat(list) : jsonlFormat();
  const rows = await all(list.rows());
  const written = positions.map((position) => {
    const { id = 0, values = [] } = rows[position] ?? {};
    return format.row(values, format.cells(answer(id, answeredAs)));
  });
  return (format.header ?? "") + written.join("");
}

/**
 * Resumes it with a list.
 *
 * @param {import("node:test").TestContext} context
 * @param {string} file its text
 * @param {string} text of the list
 * @param {Question} [question]
 */
async function resume(context, file, text, { format: name = "csv", column, account } = {}) {
  const out = path.join(await temporaryDirectory(context), "out");
  await writeFile(out, file);
  const list = await listOf(text, column);
  const format = name === "csv" ? csvFormat(list) : jsonlFormat();
  /** @type {Positions | undefined} */
  let answered;
  /** @type {number[]} */
  const kept = [];
  const rows = await openRowsFile(out, format, {
    resume: true,
    signal,
    async examine(entries) {
      const given = {
        list,
        own: format.own,
        entries,
        name: "out",
        account: account === undefined ? undefined : String(account),
      };
      ({ answered } = await matchEarlier({ ...given, keep: ({ id }) => kept.push(id) }));
    },
  }).catch(async (error) => {
    assert.equal(await readFile(out, "utf8"), file, "what is refused stays as it is");
    throw error;
  });
  await rows.close(true);
  const positions = Array.from({ length: list.total }, (_, position) => position);
  return { text: await readFile(out, "utf8"), kept, left: positions.filter((position) => !answered?.has(position)) };
}

const LIST = "prospect_id,other_id,note\n1,11,a\n2,12,b\n3,13,c\n";

describe("the same question", () => {
  for (const format of /** @type {const} */ (["csv", "jsonl"])) {
    test(`${format}: what is answered is not asked again`, async (context) => {
      const file = await earlierFile(LIST, [2, 0], { format });
      const { text, kept, left } = await resume(context, file, LIST, { format, account: 42 });
      assert.deepEqual([text, kept.sort((a, b) => a - b), left], [file, [1, 3], [1]]);
    });

    test(`${format}: in a list that was reordered and has more ids`, async (context) => {
      const file = await earlierFile(LIST, [0, 1, 2], { format });
      const reordered = "prospect_id,other_id,note\n9,19,z\n3,13,c\n8,18,y\n1,11,a\n2,12,b\n";
      assert.deepEqual((await resume(context, file, reordered, { format })).left, [0, 2]);
    });
  }

  test("repeated ids are matched row by row, in whatever order they were answered", async (context) => {
    const list = "prospect_id,note\n1,a\n1,b\n2,x\n1,c\n1,a\n";
    for (const [answered, left] of [
      [[1], [0, 2, 3, 4]],
      [
        [3, 1],
        [0, 2, 4],
      ],
      [
        [4, 3, 2],
        [0, 1],
      ],
      [[3, 2, 1, 0, 4], []],
    ]) {
      const found = (await resume(context, await earlierFile(list, answered ?? []), list)).left;
      // The two rows that are the same in every column may stand for each other.
      const same = (/** @type {number[]} */ positions) =>
        positions.map((one) => (one === 4 ? 0 : one)).sort((a, b) => a - b);
      assert.deepEqual(same(found), same(left ?? []));
    }
  });

  test("rows whose other columns were edited since still answer for their id, and stay as they are", async (context) => {
    const file = (await earlierFile(LIST, [0, 1])).replace("1,11,a,", "1,11,edited,");
    const { text, left } = await resume(context, file, LIST.replace(",b\n", ",changed\n"));
    assert.deepEqual([text, left], [file, [2]]);
  });

  test("rows with an error are dropped and asked again", async (context) => {
    const list = await listOf(LIST);
    const format = csvFormat(list);
    const [row] = await all(list.rows());
    const cells = ["", "", "", "", "2026-11-21T21:00:00.000Z", "timeout"];
    const file =
      format.header + format.row(row?.values ?? [], cells) + (await earlierFile(LIST, [2])).split("\n")[1] + "\n";
    const { text, left } = await resume(context, file, LIST);
    assert.deepEqual([text, left], [await earlierFile(LIST, [2]), [0, 1]]);
  });

  test("saved by a spreadsheet: a byte order mark, CRLF, every name in quotes", async (context) => {
    const file = await earlierFile(LIST, [0, 2], { column: "other_id" });
    for (const saved of [
      `\ufeff${file.replaceAll("\n", "\r\n")}`,
      file.replace(/^.*\n/, (header) => `${header.trimEnd().split(",").map((one) => `"${one.replaceAll('"', "")}"`).join(",")}\n`), // prettier-ignore
    ]) {
      assert.deepEqual((await resume(context, saved, LIST, { column: "other_id" })).left, [1]);
    }
  });

  test("a last row without its line end is asked again, wherever it was cut and however the columns stand", async (context) => {
    const own =
      "prospect_id,verdict,connection_level,network_distance,checked_with_account_id,checked_at,error_code,note\n";
    for (const list of [LIST, `${own}1,,,,,,,"in quotes, and\nlong"\n2,,,,,,,none\n3,,,,,,,\n`]) {
      const file = await earlierFile(list, [0, 1, 2]);
      const ends = [...file.matchAll(/\n/g)].map(({ index }) => index + 1);
      for (let cut = file.length - 1; cut >= (ends[0] ?? 0); cut--) {
        const { text, left } = await resume(context, file.slice(0, cut), list);
        const whole = await earlierFile(
          list,
          [0, 1, 2].filter((position) => !left.includes(position)),
        );
        assert.equal(text, whole, `cut at ${cut}`);
        const torn = file.slice(0, cut);
        assert.ok(torn.startsWith(text) && (ends.includes(cut) || torn.length > text.length), `cut at ${cut}`);
      }
    }
  });

  test("any order of any list with any part answered: what is left is what was not answered", async (context) => {
    const random = seededRandom("orders");
    const shuffled = (/** @type {number[]} */ values) =>
      values.map((value) => ({ value, at: random() })).sort((a, b) => a.at - b.at).map(({ value }) => value); // prettier-ignore
    for (let round = 0; round < 60; round++) {
      const many = 1 + Math.floor(random() * 40);
      const ids = Array.from({ length: many }, () => 1 + Math.floor(random() * 12));
      const text = `prospect_id,row\n${ids.map((id, row) => `${id},${row}`).join("\n")}\n`;
      const positions = shuffled(ids.map((_, position) => position));
      const answered = positions.slice(0, Math.floor(random() * many));
      const { left } = await resume(context, await earlierFile(text, answered), text);
      assert.deepEqual(left, positions.filter((one) => !answered.includes(one)).sort((a, b) => a - b)); // prettier-ignore
    }
  });
});

describe("another question is refused, and the difference named", () => {
  for (const format of /** @type {const} */ (["csv", "jsonl"])) {
    test(`${format}: another account`, async (context) => {
      const file = await earlierFile(LIST, [0], { format });
      const says = /out holds answers as account 42 sees them, and this run asks as account 7/;
      await assert.rejects(resume(context, file, LIST, { format, account: 7 }), says);
    });

    test(`${format}: other ids`, async (context) => {
      const file = await earlierFile(LIST, [0, 1, 2], { format });
      const says = /out has 2 rows for other ids than list\.csv.*: 2 \(line \d\), 3 \(line \d\)/;
      await assert.rejects(resume(context, file, "prospect_id,other_id,note\n1,11,a\n5,15,e\n", { format }), says);
    });

    test(`${format}: fewer rows of an id`, async (context) => {
      const file = await earlierFile("prospect_id,n\n1,a\n1,b\n", [0, 1], { format });
      await assert.rejects(
        resume(context, file, "prospect_id,n\n1,a\n", { format }),
        /more rows of them than stand there/,
      );
    });
  }

  test("another column, in both directions, and between two that are not the default", async (context) => {
    for (const [was, is] of [
      [undefined, "other_id"],
      ["other_id", undefined],
    ]) {
      const file = await earlierFile(LIST, [0, 1], was === undefined ? {} : { column: was });
      const says = new RegExp(
        `answers for the ids in the column ${was ?? "prospect_id"}, and .* in ${is ?? "prospect_id"}`,
      );
      await assert.rejects(resume(context, file, LIST, is === undefined ? {} : { column: is }), says);
    }
    const list = "a,b\n1,2\n2,1\n";
    const file = await earlierFile(list, [0], { column: "a" });
    assert.match(file, /^"a",b,verdict/);
    await assert.rejects(resume(context, file, list, { column: "b" }), /in the column a, and .* in b/);
    assert.deepEqual((await resume(context, file, list, { column: "a" })).left, [1]);
  });

  for (const [
    what,
    file,
    list,
    format,
    says,
  ] of /** @type {[string, string | Promise<string>, string, "csv" | "jsonl", RegExp][]} */ ([
    ["jsonl as csv", earlierFile(LIST, [0], { format: "jsonl" }), LIST, "csv", /was written with --format jsonl/],
    ["csv as jsonl", earlierFile(LIST, [0]), LIST, "jsonl", /was written with --format csv/],
    [
      "semicolons",
      earlierFile(LIST, [0]),
      LIST.replaceAll(",", ";"),
      "csv",
      /separated by commas, and the list by semicolons/,
    ],
    [
      "a column less",
      earlierFile(LIST, [0]),
      "prospect_id,note\n1,a\n",
      "csv",
      /has the column other_id, which the list lacks/,
    ],
    [
      "a column more",
      earlierFile("prospect_id\n1\n", [0]),
      "prospect_id,note\n1,a\n",
      "csv",
      /lacks the column note, which the list has/,
    ],
    [
      "another order of columns",
      earlierFile("note,prospect_id\na,1\n", [0]),
      "prospect_id,note\n1,a\n",
      "csv",
      /in another order/,
    ],
    ["a letter", "Dear friend,\nhow are you?\n", LIST, "csv", /does not hold what --format csv writes/],
    ["a letter without a line end", "Dear friend", LIST, "jsonl", /does not hold what --format jsonl writes/],
  ])) {
    test(what, async (context) => {
      await assert.rejects(resume(context, await file, list, { format }), (/** @type {Error} */ error) => {
        assert.match(error.message, says);
        assert.match(error.message, /nothing was sent and nothing changed/);
        return true;
      });
    });
  }

  test("where no account is named and the service answers as another one than before, the run ends", async (context) => {
    const cwd = await temporaryDirectory(context);
    let account = 42;
    const env = await serviceThat(context, () => ({
      body: { success: true, is_connected: true, connection_level: 1, checked_with_account_id: account },
    }));
    await writeFile(path.join(cwd, "one"), "1\n");
    await writeFile(path.join(cwd, "two"), "1\n2\n");
    const args = ["--output", "out.csv", "--resume", "--per-minute", "100000", "--per-day", "unlimited"];
    assert.equal((await runCli(["connections", "one", ...args], { env, cwd })).code, 0);
    const before = await readFile(path.join(cwd, "out.csv"), "utf8");
    account = 7;
    const { code, stderr } = await runCli(["connections", "two", ...args], { env, cwd });
    assert.equal(code, 2);
    assert.match(
      stderr,
      /answers as account 7 sees it, and out\.csv holds answers of account 42\. Name the account with --account-id 42/,
    );
    assert.equal(await readFile(path.join(cwd, "out.csv"), "utf8"), before);
  });
});
