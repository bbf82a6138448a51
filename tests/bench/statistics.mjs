// Medians with their spread.

import { seededRandom } from "../support/seed.mjs";

const random = seededRandom("the order of a round");

/** @typedef {{ median: number, low: number, high: number }} Spread The quartiles. */

/**
 * For each client what was measured, and what that is beside bare fetch in the same round: the ratio, and the difference.
 *
 * @typedef {Record<string, { value: Spread, ratio: Spread, over: Spread }>} Rows
 */

/** @param {readonly number[]} values @returns {Spread} */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (/** @type {number} */ part) =>
    sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/**
 * Measures each of `tasks` once per round, each time in another order, so that what the machine does meanwhile, and what one
 * leaves to the next, hits all alike.
 *
 * @param {Record<string, () => Promise<number>>} tasks each gives one measurement
 * @param {number} rounds
 * @param {string} base the task that the others are held against, round by round
 * @returns {Promise<Rows>}
 */
export async function interleaved(tasks, rounds, base) {
  const names = Object.keys(tasks);
  /** @type {Record<string, number[]>} */
  const values = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of shuffled(names)) values[name]?.push((await tasks[name]?.()) ?? NaN);
  }
  return Object.fromEntries(
    names.map((name) => {
      const pairs = (values[name] ?? []).map(
        (value, round) => /** @type {const} */ ([values[base]?.[round] ?? NaN, value]),
      );
      return [name, beside(pairs)];
    }),
  );
}

/** @param {readonly (readonly [bare: number, client: number])[]} pairs of one round each */
export const beside = (pairs) => ({
  value: spread(pairs.map(([, client]) => client)),
  ratio: spread(pairs.map(([bare, client]) => client / bare)),
  over: spread(pairs.map(([bare, client]) => client - bare)),
});

/**
 * Fisher and Yates's.
 *
 * @template T
 * @param {readonly T[]} list
 */
export function shuffled(list) {
  const left = [...list];
  /** @type {T[]} */
  const order = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(random() * left.length), 1));
  return order;
}
