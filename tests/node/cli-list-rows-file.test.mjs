// A file of results that was cut at any byte, as a kill or a full disk leaves it, is continued without loss.

import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { csvFormat, jsonlFormat } from "../../pkg/src/cli/list/formats.js";
import { openRowsFile } from "../../pkg/src/cli/list/rows-file.js";
import { temporaryDirectory } from "../support/cli.mjs";

const { signal } = new AbortController();

/** @type {(id: number) => import("../../pkg/types/index.js").ConnectionCheck} */
const answer = (id) => ({
  prospectId: id,
  ok: true,
  verdict: "not_connected",
  connection: {
    success: true,
    is_connected: false,
    network_distance: "SECOND_DEGREE, or so",
    checked_with_account_id: 42,
  },
  checkedAt: "2026-11-21T21:00:00.000Z",
});

/** Quotes, line breaks and characters of several bytes: every way in which a row can be torn. */
const VALUES = [
  ["7", 'Zoë "🦀" Doe'],
  ["8", "two\nlines\r\n"],
  ["9", "李小龍"],
];

for (const [name, format] of /** @type {const} */ ([
  ["csv", csvFormat({ columns: ["prospect_id", "a, name"], idColumn: 0, delimiter: "," })],
  ["jsonl", jsonlFormat()],
])) {
  test(`${name}: cut at any byte, what was whole stays as it is, and what was torn is asked again`, async (context) => {
    const directory = await temporaryDirectory(context);
    const file = path.join(directory, "out");
    const rows = VALUES.map((values) => format.row(values, format.cells(answer(Number(values[0])))));
    const whole = Buffer.from((format.header ?? "") + rows.join(""));
    // JSON has few kinds of places to be cut at, and many bytes.
    const step = name === "csv" ? 1 : 5;
    for (let cut = 0; cut <= whole.length; cut += step) {
      await writeFile(file, whole.subarray(0, cut));
      /** @type {number[]} */
      const kept = [];
      /** @param {AsyncIterable<import("../../pkg/src/cli/list/earlier-rows.js").Entry>} entries */
      const examine = async (entries) => {
        for await (const { found } of entries) kept.push(found.id);
      };
      const rowsFile = await openRowsFile(file, format, { resume: true, examine, signal });
      for (const [index, row] of rows.entries()) if (!kept.includes(index + 7)) await rowsFile.write(row);
      await rowsFile.close(true);
      assert.equal(await readFile(file, "utf8"), whole.toString(), `cut at ${cut}`);
      assert.deepEqual(kept, [7, 8, 9].slice(0, kept.length));
      const wholeRows = rows.filter(
        (_, index) => cut >= Buffer.byteLength((format.header ?? "") + rows.slice(0, index + 1).join("")),
      );
      assert.ok(kept.length >= wholeRows.length, `cut at ${cut}: a whole row was given up`);
    }
    assert.deepEqual(await readdir(directory), ["out"]);
  });
}
