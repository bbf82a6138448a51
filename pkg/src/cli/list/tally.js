// Counts the rows so far by verdict and error.

/** @typedef {import("./formats.js").Outcome} Outcome */

export class Tally {
  done = 0;
  connected = 0;
  notConnected = 0;
  self = 0;
  unknown = 0;
  failed = 0;
  /** Failed rows that another run may answer. */
  retryable = 0;
  /** @type {Record<string, number>} by error code */
  reasons = {};

  /** @param {Outcome} outcome */
  add(outcome) {
    this.done++;
    if ("verdict" in outcome) {
      if (outcome.verdict === "not_connected") this.notConnected++;
      else this[outcome.verdict]++;
      return;
    }
    this.failed++;
    if (outcome.retryable) this.retryable++;
    this.reasons[outcome.code] = (this.reasons[outcome.code] ?? 0) + 1;
  }

  /** @returns {readonly (readonly [name: string, count: number, style: import("../text.js").Style])[]} */
  counts() {
    return [
      ["connected", this.connected, "green"],
      ["not connected", this.notConnected, "cyan"],
      ["self", this.self, "dim"],
      ["unknown", this.unknown, "yellow"],
      ["failed", this.failed, "red"],
    ];
  }

  toJSON() {
    const { done, connected, notConnected, self, unknown, failed, reasons } = this;
    return { done, connected, notConnected, self, unknown, failed, reasons };
  }
}
