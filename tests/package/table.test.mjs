// The table of environments in docs/environments.md: written from what the tests before this one found.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { ENVIRONMENTS, results } from "./support/environments.mjs";
import { QUICK, ROOT } from "./support/places.mjs";

const PAGE = join(ROOT, "docs/environments.md");
const TABLE = /<!-- environments:start -->\n(.*?)\n<!-- environments:end -->/s;

/** What was found. Files that began before this one may still be at work on their rows, each for as long as a test may take. */
async function allResults() {
  for (let seconds = 0; ; seconds++) {
    const rows = await results();
    if (seconds === 600 || rows.every(({ result }) => result)) return rows;
    await pause(1_000);
  }
}

test("every environment was run, works, and is written into docs/environments.md", { skip: QUICK }, async () => {
  const rows = await allResults();
  assert.deepEqual(
    rows.filter(({ result }) => result?.result !== "works").map(({ name }) => name),
    [],
  );
  const lines = rows.map(({ name, result }) => `| ${name} | ${result?.version} | ${result?.result} |`);
  const table = ["| Environment | Version | Result |", "| --- | --- | --- |", ...lines].join("\n");
  const page = await readFile(PAGE, "utf8");
  assert.match(page, TABLE);
  const written = page.replace(TABLE, `<!-- environments:start -->\n\n${table}\n\n<!-- environments:end -->`);
  // Versions of browsers differ from machine to machine: no reason to fail.
  if (written !== page) await writeFile(PAGE, written);
});

test("the table names each of these environments, in their order, and says that it works", async () => {
  const part = TABLE.exec(await readFile(PAGE, "utf8"))?.[1] ?? "";
  const rows = part.split("\n").filter((line) => line.startsWith("| "));
  const cells = rows.slice(2).map((row) => row.split("|").map((cell) => cell.trim()));
  assert.deepEqual(
    cells.map(([, name, , result]) => [name, result]),
    Object.values(ENVIRONMENTS).map((name) => [name, "works"]),
  );
});
