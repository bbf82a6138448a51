// The fault matrix: what goes wrong, at which endpoint, and how the call ends. The tables are in faults/.

import { after, describe, test } from "node:test";
import { rows as aborts } from "./faults/aborts.mjs";
import { rows as answers } from "./faults/answers.mjs";
import { busyRows, rows as deadlines } from "./faults/deadlines.mjs";
import { lines } from "./faults/figures.mjs";
import { guard } from "./faults/guards.mjs";
import { rows as redirects } from "./faults/redirects.mjs";
import { rows as retries } from "./faults/retries.mjs";
import { rows as stated } from "./faults/stated.mjs";
import { rows as statuses } from "./faults/statuses.mjs";
import { rows as scenarios } from "./faults/scenarios.mjs";

guard();
after(() => {
  for (const line of lines()) process.stdout.write(`# ${line}\n`);
});

/** @type {[string, number, { name: string, run: () => Promise<void> }[]][]} */
const TABLES = [
  ["redirects", 8, redirects],
  ["every status", 4, statuses],
  ["when to come back, as the service states it", 8, stated],
  ["what is tried again, and when", 16, retries],
  ["what is in a body", 4, answers],
  ["one deadline over everything", 6, deadlines],
  ["one deadline, with the runtime busy past it", 1, busyRows],
  ["abort in every phase", 8, aborts],
  ["every scenario of the sandbox that needs no wait", 8, scenarios.filter(({ isSlow }) => !isSlow)],
  ["every scenario of the sandbox that is tried again", 40, scenarios.filter(({ isSlow }) => isSlow)],
];

for (const [title, concurrency, rows] of TABLES) {
  describe(title, { concurrency, timeout: 120_000 }, () => {
    for (const { name, run } of rows) test(name, run);
  });
}
