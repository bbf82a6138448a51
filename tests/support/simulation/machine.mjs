// The machine on which the list is run, day after day: starts the command at a simulated time, kills it, starts a second one, and
// holds what is on the disk to what the services know, after each run.

import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { startCli } from "../cli.mjs";
import { truthOf } from "./linkedin.mjs";

const CLOCK = new URL("clock.mjs", import.meta.url).href;
export const FIRST_ID = 10_001;

/**
 * @typedef {object} How
 * @property {string[]} [options] further options of the command
 * @property {number} [concurrency]
 * @property {[after: number, off: number][]} [shown] by how much the clock of the machine is wrong, and from when on
 * @property {(run: ReturnType<typeof startCli>) => void} [fate] what else happens during the run
 */

export class Machine {
  /** Rows with an answer, as they were first seen in the file. @type {Map<number, string>} */
  rows = new Map();
  runs = 0;
  /** Runs that found another one at work. */
  seconds = 0;
  kills = 0;
  /** Answers that kills took. */
  lost = 0;
  /** Whether that is what the test wants to see. */
  mayDisconnect = false;
  /** Exit codes, and how often. @type {Record<string, number>} */
  codes = {};
  #services;
  #environment;
  #prospects;
  /** So many requests are accounted for. */
  #seen = 0;

  /**
   * @param {import("./services.mjs").Services} services
   * @param {{ directory: string, environment: Record<string, string>, prospects: number }} given
   */
  constructor(services, { directory, environment, prospects }) {
    this.#services = services;
    this.directory = directory;
    this.#environment = environment;
    this.#prospects = prospects;
  }

  async writeList() {
    const rows = Array.from({ length: this.#prospects }, (_, row) => `${FIRST_ID + row},no. ${row}\n`);
    await writeFile(path.join(this.directory, "prospects.csv"), `prospect_id,name\n${rows.join("")}`);
  }

  /** Starts the command. @param {How} [how] */
  start({ options = [], concurrency = 1, shown = [] } = {}) {
    const args = ["invites", "prospects.csv", "--take", "20", "--output", "out.csv", "--resume"];
    const env = {
      ...this.#environment,
      NODE_OPTIONS: `--import=${CLOCK}`,
      SIMULATED_CLOCK: JSON.stringify({ from: this.#services.now, shown }),
    };
    this.runs++;
    return startCli([...args, "--concurrency", `${concurrency}`, ...options], { env, cwd: this.directory });
  }

  /** Runs the command, and looks at what it left. @param {How} [how] */
  async run(how = {}) {
    const run = this.start(how);
    how.fate?.(run);
    const { code, signal, stderr } = await run.ended;
    this.#services.beforeAnswer = this.#services.afterAnswer = () => {};
    const end = String(signal ?? code);
    this.codes[end] = (this.codes[end] ?? 0) + 1;
    if (signal) this.kills++;
    await this.#account(signal ? (how.concurrency ?? 1) : 0);
    return { code, signal, stderr };
  }

  /** Starts another run while one is held up by the services: it must do nothing. @param {How} how */
  async second(how) {
    const before = [await this.files(), this.#services.asked.length];
    const { code, stderr } = await this.start(how).ended;
    this.seconds++;
    assert.equal(code, 2, stderr);
    assert.match(stderr, /out\.csv is being written by another run: process/);
    assert.deepEqual([await this.files(), this.#services.asked.length], before, "the second run did something");
  }

  /** What is in the directory. */
  async files() {
    const names = (await readdir(this.directory)).sort();
    return Promise.all(names.map(async (name) => [name, await readFile(path.join(this.directory, name), "utf8")]));
  }

  /** @param {number} mayLose so many answers may be in no row */
  async #account(mayLose) {
    const { asked, linkedin } = this.#services;
    if (!this.mayDisconnect) assert.equal(linkedin.disconnected, undefined, "the account was disconnected");
    const answered = new Set();
    for (const { id, end } of asked.slice(this.#seen)) {
      assert.ok(!this.rows.has(id), `prospect ${id} was asked about again although a row tells of it`);
      assert.ok(!answered.has(id), `prospect ${id} was asked about again although it was answered`);
      if (end === "answered") answered.add(id);
    }
    this.#seen = asked.length;
    const text = await readFile(path.join(this.directory, "out.csv"), "utf8").catch(() => "");
    // The last line may be torn by a kill.
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    /** @type {Map<number, string>} */
    const rows = new Map();
    for (const row of /** @type {Record<string, string>[]} */ (parse(whole, { columns: true }))) {
      if (row.error_code) continue;
      const id = Number(row.prospect_id);
      assert.ok(!rows.has(id), `prospect ${id} has two rows`);
      rows.set(id, JSON.stringify(row));
      if (this.rows.has(id)) continue;
      assert.ok(answered.delete(id), `the row of prospect ${id} is of an answer of this run`);
      assert.equal(row.name, `no. ${id - FIRST_ID}`);
      assert.equal(row.network_distance, truthOf(id));
      assert.equal(row.decision, row.network_distance === "FIRST_DEGREE" ? "skip" : "send");
    }
    for (const [id, row] of this.rows) assert.equal(rows.get(id), row, `the row of prospect ${id} stays as it was`);
    assert.ok(answered.size <= mayLose, `${answered.size} answers are in no row, where ${mayLose} may be`);
    this.lost += answered.size;
    this.rows = rows;
  }
}
