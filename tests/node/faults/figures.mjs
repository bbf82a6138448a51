// How late calls really were, to be quoted. Nothing is asserted here: figures of a busy machine are no reason to fail.

/** @type {Map<string, number[]>} */
const figures = new Map();

/**
 * @param {string} name
 * @param {number} ms
 */
export function latency(name, ms) {
  figures.set(name, [...(figures.get(name) ?? []), ms]);
}

/** One line for each figure. */
export function* lines() {
  for (const [name, all] of figures) {
    const sorted = all.toSorted((a, b) => a - b);
    const at = (/** @type {number} */ part) =>
      (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
    yield `${name}: ${sorted.length} calls, median ${at(0.5)} ms late, 95% ${at(0.95)} ms, worst ${at(1)} ms`;
  }
}
