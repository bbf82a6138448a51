// Thirty days of `linkedin-status invites`, on a simulated clock, before a simulated LinkedIn that disconnects the account at
// more than 80 look-ups in any 24 hours: the command is killed at random moments, started twice, refused, throttled, and shown a
// wrong time.
//
// What the clock may do. Earlier runs are known by the times that they have left, so that only the difference counts between
// the clock then and now. Set back, however often and far, it makes them count for longer, and the budget holds. Set ahead, it makes
// them count for as much less; a clock that was behind and is put right is set ahead, too. No run can notice that before it has
// sent a request. So here the clock goes back at any moment, also during a run, and is put right when no run of the last 24 hours
// is left to be forgotten: at the weekend.

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
  /** From when on the day before leaves room for one more look-up, to the millisecond. */
  let room = 0;
  for (let day = 0; day < DAYS; day++) {
    if (day % 7 > 4) {
      off = 0;
      continue;
    }
    const midnight = FROM + day * DAY_MS;
    const morning = Math.round(midnight + (7 + random() * 3) * HOUR_MS);
    services.now = Math.max(services.now, room > midnight ? room : morning);
    room = 0;
    if (random() < 0.1) {
      const status = random() < 0.5 ? "IN_USE" : "WARMUP";
      services.mood = { status, until: services.now + 2 * HOUR_MS };
    }
    for (let run = 0; run < 3 && room === 0; run++) {
      /** @type {[after: number, off: number][]} */
      const shown = [[0, off]];
      if (random() < 0.15) {
        off -= Math.round(random() * 3 * HOUR_MS);
        shown.push([Math.round(random() * 60_000), off]);
      }
      const concurrency = random() < 0.6 ? 1 : 4;
      const options = random() < 0.2 ? ["--pause", "30-90"] : [];
      const { code, signal, stderr } = await machine.run(drawn({ concurrency, options, shown }));
      assert.ok(signal ?? [0, 5, 6, 7, 11].includes(code ?? -1), stderr);
      if (code === 5 && random() < 0.5) room = (linkedin.lookUps.at(-80) ?? 0) + DAY_MS;
      else services.now += Math.round(random() * 3 * HOUR_MS);
      if (code === 5) break;
    }
  }
  const names = (await machine.files()).map(([name]) => name).filter((name) => name !== "out.csv.requests");
  assert.deepEqual(names, ["out.csv", "prospects.csv"], "nothing else is left behind");
  // Were it less, the rest would say little.
  assert.ok(
    machine.rows.size > 500 && machine.kills > 5 && machine.seconds > 0,
    `${machine.rows.size} rows, ${machine.kills} kills, ${machine.seconds} seconds`,
  );
  const { runs, kills, seconds, lost, codes } = machine;
  const figures = {
    seed: SEED,
    runs,
    kills,
    seconds,
    lost,
    codes,
    lookUps: linkedin.lookUps.length,
    rows: machine.rows.size,
  };
  context.diagnostic(JSON.stringify({ ...figures, most: linkedin.most }));
});

test("LinkedIn disconnects an account that looks up more", { timeout: 60_000 }, async (context) => {
  const { linkedin, machine } = await prepare(context, { prospects: 300, trouble: 0 });
  machine.mayDisconnect = true;
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
    machine.mayDisconnect = isForgotten;
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
