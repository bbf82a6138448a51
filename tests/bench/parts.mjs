// What is measured, part by part. Each gives rows for the table and for --json.

import { execFile, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { launchBrowser } from "../support/browsers.mjs";
import { BARE, CLIENTS, OURS, WATCHING } from "./clients.mjs";
import { place } from "./places.mjs";
import { beside, interleaved, shuffled, spread } from "./statistics.mjs";

const run = promisify(execFile);

/** Starts the service in a process of its own. */
export async function startServer() {
  const child = spawn(process.execPath, [place("tests/bench/server.mjs")], { stdio: ["pipe", "pipe", "inherit"] });
  const [baseUrl] = /** @type {[string]} */ (await once(createInterface({ input: child.stdout }), "line"));
  return { baseUrl, stop: () => child.stdin.end() };
}

/** @param {string} baseUrl */
async function asks(baseUrl) {
  /** @type {[string, () => Promise<unknown>][]} */
  const made = [];
  for (const [name, client] of Object.entries(CLIENTS)) made.push([name, await client(baseUrl)]);
  return made;
}

/** How often the processes take turns. */
const TURNS = 7;

/** @typedef {{ calls: number, rounds: number }} Turn Rounds in one turn, calls of each in one round. */

/**
 * Microseconds for each call, one after the other: each client beside bare fetch in a process of their own, round by round;
 * the processes take turns.
 *
 * @param {{ baseUrl: string, stub?: boolean } & Turn} how
 */
export async function sequential({ baseUrl, stub = false, calls, rounds }) {
  const script = place("tests/bench/pair-child.mjs");
  const children = Object.keys(CLIENTS)
    .filter((name) => name !== BARE)
    .map((name) => ({ name, child: fork(script, [name, baseUrl, ...(stub ? ["stub"] : [])]) }));
  /** @param {import("node:child_process").ChildProcess} child @returns {Promise<[bare: number, client: number][]>} */
  const answer = async (child) => (await once(child, "message"))[0];
  /** @type {Record<string, [bare: number, client: number][]>} */
  const found = Object.fromEntries(Object.keys(CLIENTS).map((name) => [name, []]));
  try {
    await Promise.all(children.map(({ child }) => answer(child)));
    for (let turn = 0; turn <= TURNS; turn++) {
      for (const { name, child } of shuffled(children)) {
        child.send({ calls, rounds });
        const pairs = await answer(child);
        // The first turn warms the runtime's compilers and the pool of connections.
        for (const [bare, client] of turn === 0 ? [] : pairs) {
          found[BARE]?.push([bare, bare]);
          found[name]?.push([bare, client]);
        }
      }
    }
  } finally {
    for (const { child } of children) child.disconnect();
  }
  return Object.fromEntries(Object.entries(found).map(([name, pairs]) => [name, beside(pairs)]));
}

/** Microseconds for each call against a stubbed fetch. @param {Turn} how */
export const stubbed = (how) => sequential({ baseUrl: "https://api.example.com", stub: true, ...how });

/**
 * What a call with `onResponse` takes beside one without, against a stub. In several processes, one after the other, since each
 * compiles in its own way, which moves this more than what is measured.
 *
 * @param {Turn & { processes: number }} how
 * @returns {Promise<import("./statistics.mjs").Spread>} of the processes' ratios
 */
export async function watched({ calls, rounds, processes }) {
  const ratios = [];
  for (let process = 0; process < processes; process++) {
    const child = fork(place("tests/bench/pair-child.mjs"), [WATCHING, "https://api.example.com", "stub", OURS]);
    await once(child, "message");
    // The first turn warms the compilers.
    for (let turn = 0; turn < 2; turn++) {
      child.send({ calls, rounds });
      const [pairs] = await once(child, "message");
      if (turn > 0) ratios.push(beside(pairs).ratio.median);
    }
    child.disconnect();
  }
  return spread(ratios);
}

/**
 * Calls a second with so many open at once.
 *
 * @param {{ baseUrl: string, calls: number, rounds: number, open: number }} how
 */
export async function throughput({ baseUrl, calls, rounds, open }) {
  const tasks = (await asks(baseUrl)).map(([name, ask]) => {
    const task = async () => {
      let left = calls;
      const worker = async () => {
        while (left-- > 0) await ask();
      };
      const began = performance.now();
      await Promise.all(Array.from({ length: open }, worker));
      return (1_000 * calls) / (performance.now() - began);
    };
    return /** @type {const} */ ([name, task]);
  });
  for (const [, task] of tasks) await task();
  return interleaved(Object.fromEntries(tasks), rounds, BARE);
}

/** Milliseconds of a whole process that imports, asks once and ends. @param {{ baseUrl: string, rounds: number }} how */
export async function coldStart({ baseUrl, rounds }) {
  const tasks = Object.keys(CLIENTS).map((name) => {
    const task = async () => {
      const began = performance.now();
      await run(process.execPath, [place("tests/bench/cold-child.mjs"), name, baseUrl]);
      return performance.now() - began;
    };
    return /** @type {const} */ ([name, task]);
  });
  // The disk's cache.
  for (const [, task] of tasks) await task();
  return interleaved(Object.fromEntries(tasks), rounds, BARE);
}

/** Milliseconds in Chromium from the start of a page's script to its first answer. @param {{ baseUrl: string, rounds: number }} how */
export async function coldPage({ baseUrl, rounds }) {
  const { browser, close } = await launchBrowser("chromium");
  try {
    /** @param {string} name */
    const visit = (name) => async () => {
      // With a cache of its own, as for a first visit.
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.goto(`${baseUrl}/${name}.html`);
      const took = await page.waitForFunction("globalThis.took");
      const ms = Number(await took.jsonValue());
      await context.close();
      return ms;
    };
    const tasks = { [BARE]: visit("bare"), [OURS]: visit("ours") };
    for (const task of Object.values(tasks)) await task();
    return await interleaved(tasks, rounds, BARE);
  } finally {
    await close();
  }
}

/**
 * @param {string} script
 * @param {readonly (string | number)[]} words
 */
async function child(script, words) {
  const { stdout } = await run(process.execPath, ["--expose-gc", place(`tests/bench/${script}`), ...words.map(String)]);
  return JSON.parse(stdout);
}

/**
 * Memory after a thousand calls and after all of them.
 *
 * @param {number} calls
 * @returns {Promise<Record<string, { calls: number, heap: number, external: number }[]>>}
 */
export async function memory(calls) {
  /** @type {Record<string, { calls: number, heap: number, external: number }[]>} */
  const found = {};
  for (const name of [BARE, OURS]) found[name] = await child("memory-child.mjs", [name, calls]);
  return found;
}

/**
 * @param {readonly number[]} counts
 * @returns {Promise<{ ids: number, time: number, heap: number, external: number }[]>}
 */
export async function lists(counts) {
  const found = [];
  for (const count of counts) found.push(await child("list-child.mjs", [count]));
  return found;
}
