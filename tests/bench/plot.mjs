// The plot, docs/bench.svg: how much longer a call takes than bare fetch, for each client.

import { BARE, OURS } from "./clients.mjs";

/** @typedef {import("./statistics.mjs").Rows} Rows */

const WIDTH = 720;
const LABEL = 150;
const BAR = 18;

/** @param {{ loopback: Rows, stub: Rows }} found */
export function plot({ loopback, stub }) {
  const parts = /** @type {const} */ ([
    ["Over loopback", loopback],
    ["Against a stubbed fetch: the client’s own work", stub],
  ]);
  let top = 24;
  const lines = [];
  for (const [title, rows] of parts) {
    const names = Object.keys(rows).filter((name) => name !== BARE);
    const most = Math.max(...names.map((name) => rows[name]?.ratio.high ?? 1));
    const scale = (WIDTH - LABEL - 90) / most;
    lines.push(`<text x="0" y="${top}" class="title">${title}: times bare fetch</text>`);
    top += 14;
    for (const name of names) {
      const { median, low, high } = rows[name]?.ratio ?? { median: 0, low: 0, high: 0 };
      const middle = top + BAR / 2;
      const end = LABEL + median * scale;
      lines.push(
        `<text x="${LABEL - 8}" y="${middle + 4}" text-anchor="end">${name}</text>`,
        `<rect x="${LABEL}" y="${top}" width="${(median * scale).toFixed(1)}" height="${BAR}" class="${name === OURS ? "ours" : "other"}"/>`,
        `<line x1="${(LABEL + low * scale).toFixed(1)}" x2="${(LABEL + high * scale).toFixed(1)}" y1="${middle}" y2="${middle}"/>`,
        `<text x="${(Math.max(end, LABEL + high * scale) + 8).toFixed(1)}" y="${middle + 4}">${median.toFixed(2)}</text>`,
      );
      top += BAR + 6;
    }
    const one = (LABEL + scale).toFixed(1);
    lines.push(`<line x1="${one}" x2="${one}" y1="${top - names.length * (BAR + 6)}" y2="${top - 6}" class="one"/>`);
    top += 30;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top - 20}" role="img" aria-label="Time of a call as a multiple of bare fetch, by client">
<style>
  svg { font: 13px system-ui, sans-serif; background: #fff }
  text { fill: #222 } .title { font-weight: 600 }
  .ours { fill: #0a66c2 } .other { fill: #b8c4d0 }
  line { stroke: #222 } .one { stroke-dasharray: 3 3 }
</style>
${lines.join("\n")}
</svg>
`;
}
