// One run over a list: can be paused, resumed and cancelled.

import { checkConnections } from "../pkg/dist/index.js";

/**
 * @typedef {import("../pkg/dist/index.js").ConnectionCheck} ConnectionCheck
 * @typedef {import("../pkg/dist/index.js").ConnectionListOptions} ConnectionListOptions
 * @typedef {import("../pkg/dist/index.js").DistributiveOmit<ConnectionListOptions, "prospectIds">} RunOptions
 * @typedef {{ how: "done" | "cancelled" } | { how: "failed", error: unknown }} Ending
 */

/**
 * @param {RunOptions} options
 * @param {number[]} ids
 * @param {(check: ConnectionCheck) => void} onCheck
 */
export function startRun(options, ids, onCheck) {
  const controller = new AbortController();
  const { signal } = controller;
  let open = () => {};
  /** Settled while the run may go on. */
  let gate = Promise.resolve();

  /** @returns {Promise<Ending>} */
  async function run() {
    let came = 0;
    try {
      for await (const check of checkConnections({ ...options, prospectIds: ids, signal })) {
        onCheck(check);
        came += 1;
        // A run that is not asked for its next result pulls no further id. That is all that a pause takes.
        if (came < ids.length) await gate;
      }
      return { how: "done" };
    } catch (error) {
      return signal.aborted && error === signal.reason ? { how: "cancelled" } : { how: "failed", error };
    }
  }

  const ended = run();
  return {
    ended,
    pause() {
      gate = new Promise((resolve) => (open = resolve));
    },
    resume: () => open(),
    cancel() {
      controller.abort();
      open();
    },
  };
}
