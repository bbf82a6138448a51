// The promise of lists: a thousand ids, a service on a bad day, a kill in the middle, and every row is there once.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { environmentOf, runCli, startCli, temporaryDirectory } from "../support/cli.mjs";

/** The sandbox's range in which some ids answer 429 or 502 first, and some fail for good. */
const IDS = Array.from({ length: 1_000 }, (_, index) => 95_000 + index);

for (const [concurrency, kills] of /** @type {const} */ ([
  [1, [300]],
  [8, [150, 600]],
])) {
  test(`1,000 rows with 429s, 502s and ${kills.length} kill(s), ${concurrency} at once: none lost, none doubled`, async (context) => {
    const sandbox = await startSandbox();
    context.after(() => sandbox.close());
    const cwd = await temporaryDirectory(context);
    const out = path.join(cwd, "out.csv");
    const pace = ["--per-minute", "100000", "--per-day", "unlimited", "--concurrency", String(concurrency)];
    const args = ["connections", "-", "--output", out, ...pace, "--resume"];
    const how = {
      env: environmentOf(sandbox),
      input: `prospect_id,name\n${IDS.map((id) => `${id},"N, ${id}"`).join("\n")}\n`,
    };
    const rowsSoFar = () => readFile(out, "utf8").then((text) => text.split("\n").length - 2, () => 0); // prettier-ignore

    for (const rows of kills) {
      const run = startCli(args, how);
      while ((await rowsSoFar()) < rows) await new Promise((resolve) => setTimeout(resolve, 5));
      run.child.kill("SIGKILL");
      assert.equal((await run.ended).signal, "SIGKILL", "it was killed in the middle");
    }
    assert.ok((await rowsSoFar()) < IDS.length);
    const last = await runCli(args, how);
    assert.equal(last.code, 7, last.stderr);

    /** @type {Record<string, string>[]} */
    const records = parse(await readFile(out, "utf8"), { columns: true });
    assert.equal(records.length, IDS.length);
    assert.deepEqual(records.map(({ prospect_id }) => Number(prospect_id)).sort((a, b) => a - b), IDS); // prettier-ignore
    for (const { prospect_id: id = "", name, verdict, error_code } of records) {
      assert.equal(name, `N, ${id}`);
      const fails = id.endsWith("50") ? "prospect_has_no_profile_url" : id.endsWith("77") ? "prospect_not_found" : "";
      assert.equal(error_code, fails, id);
      assert.equal(verdict !== "", fails === "", id);
    }

    /** @type {Map<string, number>} */
    const answers = new Map();
    for (const { path, status, ended } of sandbox.requests) {
      if (status === 200 && ended === "complete") answers.set(path, (answers.get(path) ?? 0) + 1);
    }
    const doubled = [...answers.values()].reduce((sum, count) => sum + count - 1, 0);
    assert.ok(doubled <= concurrency * kills.length, `${doubled} were asked again after an answer`);
    for (const status of [429, 502]) assert.ok(sandbox.requests.some((one) => one.status === status));
  });
}
