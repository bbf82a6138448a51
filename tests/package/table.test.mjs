// The table of environments: written from what the tests before this one found, and held against the one in the README.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { ENVIRONMENTS, results } from "./support/environments.mjs";
import { QUICK, ROOT, WORK } from "./support/places.mjs";

const START = "<!-- environments:start -->";
const END = "<!-- environments:end -->";

test("every environment was run, works, and is written into target/packaging/table.md", { skip: QUICK }, async () => {
  const rows = await results();
  const lines = rows.map(
    ({ name, result }) => `| ${name} | ${result?.version ?? ""} | ${result?.result ?? "not run"} |`,
  );
  const table = ["| Environment | Version | Result |", "| --- | --- | --- |", ...lines].join("\n");
  await writeFile(join(WORK, "table.md"), `${START}\n\n${table}\n\n${END}\n`);
  assert.deepEqual(
    rows.filter(({ result }) => result?.result !== "works").map(({ name }) => name),
    [],
  );
});

test("the README's table names each of these environments, in their order, and says that it works", async () => {
  const readme = await readFile(join(ROOT, "README.md"), "utf8");
  const part = readme.split(START)[1] ?? "";
  assert.ok(part.includes(END), `README.md holds no ${START} … ${END}: paste target/packaging/table.md into it`);
  const rows = (part.split(END)[0] ?? "").split("\n").filter((line) => line.startsWith("| "));
  const cells = rows.slice(2).map((row) => row.split("|").map((cell) => cell.trim()));
  assert.deepEqual(
    cells.map(([, name, , result]) => [name, result]),
    Object.values(ENVIRONMENTS).map((name) => [name, "works"]),
  );
});
