// A list survives kills at any moment, and two runs on one output: it ends with exactly the rows of the list. A few of each with
// every run of the tests; LINKEDIN_STATUS_KILLS=100 LINKEDIN_STATUS_PAIRS=20 for many.

import assert from "node:assert/strict";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { runCli, serviceThat, startCli, temporaryDirectory } from "../support/cli.mjs";
import { seededRandom } from "../support/seed.mjs";

const KILLS = Number(process.env.LINKEDIN_STATUS_KILLS ?? 6);
const PAIRS = Number(process.env.LINKEDIN_STATUS_PAIRS ?? 3);

const ROWS = 400;
/** Every tenth row repeats an id that stands further up; a few fail. */
const idOf = (/** @type {number} */ row) => 1_000 + (row % 10 === 9 ? row - 5 : row);
const LIST = Array.from({ length: ROWS }, (_, row) => ({
  id: idOf(row),
  note: row % 7 === 0 ? `${row}, "a\nb"` : `${row}`,
}));
const TEXT = `prospect_id,note\n${LIST.map(({ id, note }) => `${id},"${note.replaceAll('"', '""')}"`).join("\n")}\n`;

const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {import("node:test").TestContext} context */
async function prepare(context) {
  const cwd = await temporaryDirectory(context);
  await writeFile(path.join(cwd, "list.csv"), TEXT);
  let asked = 0;
  const env = await serviceThat(context, () =>
    ++asked % 50 === 0
      ? { status: 404, body: { error: "no such prospect" } }
      : { body: { success: true, is_connected: true, connection_level: 1, checked_with_account_id: 42 } },
  );
  const pace = ["--per-minute", "1000000", "--per-day", "unlimited", "--max-retries", "0", "--concurrency", "4"];
  const args = ["connections", "list.csv", "--output", "out.csv", "--resume", ...pace];
  return { cwd, env, args, asked: () => asked };
}

/** Ends the list, and holds the file to it. @param {Awaited<ReturnType<typeof prepare>>} given */
async function finish({ cwd, env, args }) {
  // Runs end with 7 as long as rows fail; those are asked again.
  for (let run = 0; run < 20; run++) {
    const { code, stderr } = await runCli(args, { env, cwd });
    if (code === 0) break;
    assert.equal(code, 7, stderr);
  }
  /** @type {Record<string, string>[]} */
  const rows = parse(await readFile(path.join(cwd, "out.csv"), "utf8"), { columns: true });
  const found = rows.map(({ prospect_id, note, verdict }) => `${prospect_id} ${note} ${verdict}`).sort();
  assert.deepEqual(found, LIST.map(({ id, note }) => `${id} ${note} connected`).sort());
  assert.deepEqual((await readdir(cwd)).sort(), ["list.csv", "out.csv"], "nothing else is left behind");
}

test(`${KILLS} kills at any moment`, { timeout: 600_000 }, async (context) => {
  const given = await prepare(context);
  const random = seededRandom("kills");
  let killed = 0;
  for (let run = 0; killed < KILLS; run++) {
    const { child, ended } = startCli(given.args, { env: given.env, cwd: given.cwd });
    const before = given.asked();
    // Half of them while it starts, reads and copies, the others when it asks.
    if (run % 2 === 0) await sleep(random() * 400);
    else {
      const many = Math.floor(random() * 60);
      while (given.asked() < before + many && child.exitCode === null) await sleep(1);
    }
    child.kill("SIGKILL");
    const { code, signal, stderr } = await ended;
    if (signal === "SIGKILL") killed++;
    else assert.ok(code === 0 || code === 7, stderr);
    if (code === 0) {
      await finish(given);
      await rm(path.join(given.cwd, "out.csv"));
    }
  }
  await finish(given);
});

test(`${PAIRS} pairs of runs on one output`, { timeout: 600_000 }, async (context) => {
  const given = await prepare(context);
  const random = seededRandom("pairs");
  const start = () => startCli(given.args, { env: given.env, cwd: given.cwd });
  for (let pair = 0; pair < PAIRS; pair++) {
    if (pair % 2 === 0) {
      // Both find the lock of a dead run.
      const dead = start();
      const before = given.asked();
      while (given.asked() < before + 20 && dead.child.exitCode === null) await sleep(1);
      dead.child.kill("SIGKILL");
      await dead.ended;
    }
    const one = start();
    await sleep(random() * 60);
    const ends = await Promise.all([one.ended, start().ended]);
    for (const { code, stderr } of ends) {
      if (code === 2) {
        assert.match(stderr, /is being written by another run: process \d+ on .*, since \d{4}-.* ago/);
      } else assert.ok(code === 0 || code === 7, stderr);
    }
    assert.ok(
      ends.some(({ code }) => code !== 2),
      "one of them goes on",
    );
    await finish(given);
    await rm(path.join(given.cwd, "out.csv"));
  }
});
