// What the figures of a run must keep to. Only printed: a busy machine may miss one of them by chance.

import { BARE, OURS } from "./clients.mjs";

/** @typedef {import("./statistics.mjs").Rows} Rows */
/** @typedef {{ heap: number, external: number }} Memory */

/** Times below those of these clients, over loopback. */
const SLOWER = ["ky", "axios", "openai"];
const NEAREST = "@octokit/request";

/**
 * @param {object} found
 * @param {Rows} found.loopback
 * @param {Rows} found.stub
 * @param {Record<string, Memory[]>} found.memory
 * @param {{ ids: number, time: number }[]} found.lists
 * @param {import("./statistics.mjs").Spread} found.onResponse
 * @returns {{ limit: string, measured: string, holds: boolean }[]}
 */
export function limits({ loopback, stub, memory, lists, onResponse }) {
  const over = stub[OURS]?.over.median ?? NaN;
  const ours = loopback[OURS]?.ratio.median ?? NaN;
  const ratio = (/** @type {string} */ name) => loopback[name]?.ratio.median ?? NaN;
  const added = 100 * (onResponse.median - 1);
  const [first, last] = [memory[OURS]?.at(0), memory[OURS]?.at(-1)].map((mark) =>
    mark ? (mark.heap + mark.external) / 2 ** 20 : NaN,
  );
  const grown = (last ?? NaN) - (first ?? NaN);
  const [shorter, longer] = lists.slice(-2).map(({ ids, time }) => (1_000 * time) / ids);
  const longerBy = (longer ?? NaN) / (shorter ?? NaN);
  const [shorterIds, longerIds] = lists.slice(-2).map(({ ids }) => ids.toLocaleString("en"));
  return [
    row(`a stubbed call takes at most 14 µs over ${BARE}`, `${over.toFixed(1)} µs`, over <= 14),
    ...SLOWER.map((name) =>
      row(`over loopback below ${name}`, `${ours.toFixed(2)} to ${ratio(name).toFixed(2)}`, ours < ratio(name)),
    ),
    row(`over loopback at most 1.05 of ${NEAREST}`, (ours / ratio(NEAREST)).toFixed(3), ours / ratio(NEAREST) <= 1.05),
    row("onResponse adds at most 2 % to a stubbed call", `${added.toFixed(1)} %`, added <= 2),
    row("memory grows by less than 2 MB after the first 1,000 calls", `${grown.toFixed(1)} MB`, grown < 2),
    row(
      `an id of a list of ${longerIds} takes at most 1.2 times what one of ${shorterIds} takes`,
      longerBy.toFixed(2),
      longerBy <= 1.2,
    ),
  ];
}

/** @param {string} limit @param {string} measured @param {boolean} holds */
const row = (limit, measured, holds) => ({ limit, measured, holds });
