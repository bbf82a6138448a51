// Thirty mornings of `linkedin-status invites`, on a simulated clock, before a simulated LinkedIn that disconnects the account at
// more than 80 look-ups in any 24 hours: the command is killed at random moments, started twice, refused and throttled.

import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { temporaryDirectory } from "../support/cli.mjs";
import { SEED, seededRandom } from "../support/seed.mjs";
import { fates } from "../support/simulation/fates.mjs";
import { LinkedIn } from "../support/simulation/linkedin.mjs";
import { Machine } from "../support/simulation/machine.mjs";
import { Services } from "../support/simulation/services.mjs";

const [HOUR_MS, DAY_MS] = [3_600_000, 86_400_000];
const FROM = Date.UTC(2026, 2, 2);
const DAYS = 30;

/**
 * @param {import("node:test").TestContext} context
 * @param {{ prospects: number, trouble?: number }} given
 */
async function prepare(context, { prospects, trouble }) {
  const linkedin = new LinkedIn(80);
  const services = new Services(linkedin, seededRandom(`${context.name}: services`), { from: FROM, trouble });
  const environment = await services.start(context);
  const directory = await temporaryDirectory(context);
  const machine = new Machine(services, { directory, environment, prospects });
  await machine.writeList();
  return { linkedin, services, machine };
}

test("a month of mornings", { timeout: 300_000 }, async (context) => {
  const { linkedin, services, machine } = await prepare(context, { prospects: 10_000 });
  const random = seededRandom("month");
  const { drawn } = fates(services, machine, random);
  let off = 0;
  let resumesAt = 0;
  for (let day = 0; day < DAYS; day++) {
    const morning = FROM + day * DAY_MS + (7 + random() * 3) * HOUR_MS;
    services.now = Math.max(services.now, Math.round(resumesAt || morning));
    resumesAt = 0;
    if (random() < 0.1)
      services.mood = { status: random() < 0.5 ? "IN_USE" : "WARMUP", until: services.now + 2 * HOUR_MS };
    if (random() < 0.2) off -= Math.round(random() * 3 * HOUR_MS);
    for (let run = 0; run < 2; run++) {
      const concurrency = random() < 0.6 ? 1 : 4;
      const options = random() < 0.2 ? ["--pause", "30-90"] : [];
      const { code, signal, stderr } = await machine.run(drawn({ concurrency, options, shown: [[0, off]] }));
      assert.ok(signal ?? [0, 5, 6, 7, 11].includes(code ?? -1), stderr);
      assert.equal(linkedin.disconnected, undefined);
      services.now += Math.round(random() * 3 * HOUR_MS);
      if (code === 5 && random() < 0.4) {
        resumesAt = (linkedin.lookUps.at(-80) ?? 0) + DAY_MS;
        break;
      }
    }
  }
  const names = (await machine.files()).map(([name]) => name).filter((name) => name !== "out.csv.requests");
  assert.deepEqual(names, ["out.csv", "prospects.csv"], "nothing else is left behind");
  // Were it less, the rest would say little.
  assert.ok(machine.rows.size > 500 && machine.kills > 5, `${machine.rows.size} rows, ${machine.kills} kills`);
  const { runs, kills, lost, codes } = machine;
  const figures = { seed: SEED, runs, kills, lost, codes, lookUps: linkedin.lookUps.length, rows: machine.rows.size };
  context.diagnostic(JSON.stringify({ ...figures, most: linkedin.most }));
});

test("LinkedIn disconnects an account that looks up more", { timeout: 60_000 }, async (context) => {
  const { linkedin, machine } = await prepare(context, { prospects: 300, trouble: 0 });
  const options = ["--take", "200", "--per-day", "100"];
  const { code, stderr } = await machine.run({ options });
  assert.deepEqual([code, linkedin.most, machine.rows.size], [4, 81, 81]);
  assert.match(stderr, /No active LinkedIn account is connected/);
  assert.equal((await machine.run({ options })).code, 12, "the account has to be mended");
  assert.equal(linkedin.lookUps.length, 81);
});

for (const isForgotten of [false, true]) {
  const name = `kills that take the answers of 40 look-ups each, ${isForgotten ? "forgotten" : "remembered"}`;
  test(name, { timeout: 60_000 }, async (context) => {
    const { linkedin, services, machine } = await prepare(context, { prospects: 300, trouble: 0 });
    for (let run = 0; run < 3; run++) {
      let open = 0;
      services.now += 120_000;
      await machine.run({
        concurrency: 40,
        options: ["--take", "200"],
        fate: ({ child }) => {
          services.beforeAnswer = () => {
            if (++open === 40) child.kill("SIGKILL");
            return new Promise(() => {});
          };
        },
      });
      if (isForgotten) await rm(path.join(machine.directory, "out.csv.requests"), { force: true });
    }
    assert.equal(machine.rows.size, 0);
    if (isForgotten) assert.ok(linkedin.disconnected, "the notes beside the output are what keeps the account");
    else assert.deepEqual([machine.kills, linkedin.most, linkedin.disconnected], [2, 80, undefined]);
  });
}
