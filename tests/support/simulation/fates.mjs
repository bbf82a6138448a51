// What may happen to a run: a kill at any moment, or a second run beside it.

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @typedef {import("./machine.mjs").How} How
 * @typedef {NonNullable<How["fate"]>} Fate
 */

/**
 * @param {import("./services.mjs").Services} services
 * @param {import("./machine.mjs").Machine} machine
 * @param {() => number} random
 */
export function fates(services, machine, random) {
  const upTo = (/** @type {number} */ most) => 1 + Math.floor(random() * most);

  /** Calls `then` when so many requests about prospects have come. @param {number} many @param {() => Promise<unknown> | void} then */
  const at = (many, then) => () => (--many === 0 ? then() : undefined);

  /** @type {Record<string, (how: How) => Fate | undefined>} */
  const all = {
    none: () => undefined,
    /** While it starts, reads, copies or asks. */
    "killed some time": () => async (run) => {
      await pause(100 + random() * 700);
      run.child.kill("SIGKILL");
    },
    "killed between request and answer": () => (run) => {
      services.beforeAnswer = at(upTo(60), () => void run.child.kill("SIGKILL"));
    },
    "killed between answer and row": () => (run) => {
      const wait = random() * 4;
      services.afterAnswer = at(upTo(60), () => {
        if (wait < 1) run.child.kill("SIGKILL");
        else setTimeout(() => run.child.kill("SIGKILL"), wait);
      });
    },
    "a second one beside it": (how) => () => {
      services.beforeAnswer = at(upTo(20), () => machine.second(how));
    },
  };
  const names = Object.keys(all);

  return {
    /** One half of the runs are left alone. @param {How} how @returns {How} */
    drawn(how) {
      const name = random() < 0.45 ? "none" : (names[1 + Math.floor(random() * (names.length - 1))] ?? "");
      const fate = all[name]?.(how);
      return fate ? { ...how, fate } : how;
    },
  };
}
