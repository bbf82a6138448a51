// Counts the rows so far by outcome and error.

import { CONNECTIONS } from "./kinds.js";

/** @typedef {import("./formats.js").Outcome} Outcome */

export class Tally {
  done = 0;
  failed = 0;
  /** Failed rows that another run may answer. */
  retryable = 0;
  /** @type {Record<string, number>} by error code */
  reasons = {};
  /** The first error of each code. @type {Record<string, import("./kinds.js").LinkedInStatusError | undefined>} */
  first = {};
  /** @type {import("./kinds.js").Kind["outcomes"]} */
  #outcomes;
  /** @type {Map<string, number>} */
  #counts;

  /** @param {import("./kinds.js").Kind} [kind] */
  constructor(kind = CONNECTIONS) {
    this.#outcomes = kind.outcomes;
    this.#counts = new Map(kind.outcomes.map(({ name }) => [name, 0]));
  }

  /** @param {Outcome} outcome */
  add(outcome) {
    this.done++;
    if ("verdict" in outcome) {
      this.#counts.set(outcome.verdict, this.count(outcome.verdict) + 1);
      return;
    }
    this.failed++;
    if (outcome.retryable) this.retryable++;
    this.first[outcome.code] ??= outcome.error;
    this.reasons[outcome.code] = (this.reasons[outcome.code] ?? 0) + 1;
  }

  /** @param {string} name */
  count(name) {
    return this.#counts.get(name) ?? 0;
  }

  /** @returns {readonly (readonly [name: string, count: number, style: import("../text.js").Style])[]} */
  counts() {
    return [
      ...this.#outcomes.map(({ name, text, style }) => /** @type {const} */ ([text, this.count(name), style])),
      ["failed", this.failed, "red"],
    ];
  }

  /** For the summary of --json. */
  toJSON() {
    /** @type {Record<string, number>} */
    const counts = {};
    for (const { name, key } of this.#outcomes) counts[key] = (counts[key] ?? 0) + this.count(name);
    return { done: this.done, ...counts, failed: this.failed, reasons: this.reasons };
  }
}
