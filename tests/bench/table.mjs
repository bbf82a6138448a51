// The tables that a person reads.

/** @typedef {import("./statistics.mjs").Rows} Rows */
/** @typedef {import("./statistics.mjs").Spread} Spread */

/** @param {number} value */
const figure = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));

/** @param {Spread} spread @param {(value: number) => string} write */
const range = ({ low, high }, write) => `[${write(low)} to ${write(high)}]`;

/**
 * @param {string} title
 * @param {string} unit
 * @param {Rows} rows
 * @param {{ over?: string }} [options] the unit of what a call takes over bare fetch, where that is a figure worth a column
 */
export function printTable(title, unit, rows, { over } = {}) {
  const last = over === undefined ? "" : `${over} over bare`.padStart(17);
  const heading = `${"".padEnd(20)}${unit.padStart(10)}${"".padEnd(20)}${"ratio".padStart(7)}${"".padEnd(16)}${last}`;
  console.log(`\n${title}\n${heading.trimEnd()}`);
  for (const [name, row] of Object.entries(rows)) {
    const value = figure(row.value.median).padStart(10) + `  ${range(row.value, figure)}`.padEnd(20);
    const ratio = row.ratio.median.toFixed(2).padStart(7) + `  ${range(row.ratio, (one) => one.toFixed(2))}`.padEnd(16);
    const more = over === undefined ? "" : `${figure(row.over.median).padStart(17)}  ${range(row.over, figure)}`;
    console.log((name.padEnd(20) + value + ratio + more).trimEnd());
  }
}

/** @param {Spread} ratio */
export function printOnResponse(ratio) {
  const percent = (/** @type {number} */ value) => `${(100 * (value - 1)).toFixed(1)} %`;
  console.log(`\nWhat onResponse adds to a stubbed call\n${percent(ratio.median)}  ${range(ratio, percent)}`);
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

/** @param {ReturnType<typeof import("./limits.mjs").limits>} rows */
export function printLimits(rows) {
  console.log("\nLimits");
  for (const { limit, measured, holds } of rows) {
    console.log(`${holds ? "holds" : "BROKEN"}`.padEnd(8) + `${limit}: ${measured}`);
  }
}
