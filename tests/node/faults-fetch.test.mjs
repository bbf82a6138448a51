// The fault matrix, second part: what a custom fetch can do. The tables are in faults/fetch/.

import { after, describe, test } from "node:test";
import { busyRows, rows } from "./faults/fetch/rows.mjs";
import { lines } from "./faults/figures.mjs";
import { guard } from "./faults/guards.mjs";

guard();
after(() => {
  for (const line of lines()) process.stdout.write(`# ${line}\n`);
});

describe("any fetch", { concurrency: 8, timeout: 120_000 }, () => {
  for (const { name, run } of rows) test(name, run);
});

describe("any fetch that keeps the runtime busy", { concurrency: 1, timeout: 60_000 }, () => {
  for (const { name, run } of busyRows) test(name, run);
});
