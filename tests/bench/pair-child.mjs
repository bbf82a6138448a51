// One client beside bare fetch, or another, in a process of their own: an application has one client, and several in one process
// spoil the runtime's inline caches and its heap for each other.  node pair-child.mjs <client> <base URL> [stub [<other>]]
import { seededRandom } from "../support/seed.mjs";
import { BARE, CLIENTS, stubFetch, watching, WATCHING } from "./clients.mjs";

const [name = "", baseUrl = "", stub, other = BARE] = process.argv.slice(2);
const fetch = stub ? stubFetch : undefined;
/** @type {typeof CLIENTS} */
const clients = { ...CLIENTS, [WATCHING]: watching };
const asks = [await clients[other]?.(baseUrl, fetch), await clients[name]?.(baseUrl, fetch)];

const random = seededRandom("the order of a pair");

/** @param {number} place @param {number} calls @returns {Promise<number>} microseconds for each call */
async function measure(place, calls) {
  const ask = asks[place];
  const began = performance.now();
  for (let at = 0; at < calls; at++) await ask?.();
  return (1_000 * (performance.now() - began)) / calls;
}

process.on("message", async (message) => {
  const { calls, rounds } = /** @type {import("./parts.mjs").Turn} */ (message);
  // What another process has left in the processor's caches is not to be counted.
  for (const place of [0, 1]) await measure(place, calls);
  /** @type {[number, number][]} */
  const pairs = [];
  for (let round = 0; round < rounds; round++) {
    /** @type {[number, number]} */
    const pair = [NaN, NaN];
    for (const place of random() < 0.5 ? [0, 1] : [1, 0]) pair[place] = await measure(place, calls);
    pairs.push(pair);
  }
  process.send?.(pairs);
});
process.on("disconnect", () => process.exit(0));
process.send?.([]);
