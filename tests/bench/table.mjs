// The tables that a person reads.

import { BARE } from "./clients.mjs";

/** @typedef {import("./statistics.mjs").Spread} Spread */
/** @typedef {Record<string, { value: Spread, ratio: Spread }>} Rows */

/** @param {number} value */
const figure = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));

/**
 * @param {string} title
 * @param {string} unit
 * @param {Rows} rows
 * @param {{ over?: boolean }} [options] also how much it is over bare fetch
 */
export function printTable(title, unit, rows, { over = false } = {}) {
  console.log(`\n${title}\n${"".padEnd(20)}${unit.padStart(10)}${"".padEnd(20)}${"ratio".padStart(7)}`);
  const bare = rows[BARE]?.value.median ?? NaN;
  for (const [name, { value, ratio }] of Object.entries(rows)) {
    const range = `[${figure(value.low)} to ${figure(value.high)}]`;
    const ratios = `${ratio.median.toFixed(2).padStart(7)}  [${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)}]`;
    const more = over ? `   ${value.median >= bare ? "+" : ""}${figure(value.median - bare)} ${unit}` : "";
    console.log(`${name.padEnd(20)}${figure(value.median).padStart(10)}  ${range.padEnd(18)}${ratios}${more}`);
  }
}

/** @param {number} bytes */
const mb = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`.padStart(9);

/** @param {Record<string, { calls: number, heap: number, external: number }[]>} found */
export function printMemory(found) {
  console.log("\nMemory after so many calls against a stub (heap, external)");
  for (const [name, marks] of Object.entries(found)) {
    const parts = marks.map(({ calls, heap, external }) => {
      return `${calls.toLocaleString("en").padStart(9)}:${mb(heap)} ${mb(external)}`;
    });
    console.log(`${name.padEnd(20)}${parts.join("   ")}`);
  }
}

/** @param {{ ids: number, time: number, heap: number, external: number }[]} runs */
export function printLists(runs) {
  console.log("\ncheckConnections against a stub, ten at once");
  for (const { ids, time, heap, external } of runs) {
    const each = `${figure((1_000 * time) / ids)} µs/id`;
    console.log(
      `${ids.toLocaleString("en").padStart(9)} ids ${each.padStart(12)}   heap ${mb(heap)}   external ${mb(external)}`,
    );
  }
}
