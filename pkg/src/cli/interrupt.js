// Ctrl-C: the first one asks the command to finish what it has begun, a second one ends the program at once.

import { EXIT } from "./exit-codes.js";

/** The reason of the abort. It is an answer to the user, not an error. */
export class Interrupted extends Error {
  constructor() {
    super("Interrupted.");
    this.name = "Interrupted";
  }
}

// Not SIGHUP: to catch it would undo `nohup`, and a run that is killed can go on as well.
const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM"]);

/** npx passes on a Ctrl-C that the terminal has sent to this process already: two at once are one. */
const SAME_MS = 500;

export function watchInterrupts() {
  const controller = new AbortController();
  let first = 0;
  const interrupt = () => {
    if (!controller.signal.aborted) first = performance.now();
    else if (performance.now() - first >= SAME_MS) process.exit(EXIT.interrupted);
    controller.abort(new Interrupted());
  };
  for (const name of SIGNALS) process.on(name, interrupt);
  return {
    signal: controller.signal,
    stop() {
      for (const name of SIGNALS) process.off(name, interrupt);
    },
  };
}
