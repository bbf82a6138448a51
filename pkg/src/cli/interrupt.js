// SIGINT (Ctrl-C) and SIGTERM: the first one aborts the command's signal, and the command ends in order; a second one ends
// the process at once. Nor does a command wait for long for a reader of its output that has stopped reading.

import { EXIT } from "./exit-codes.js";

/** The abort reason. It is reported as an interruption, not as an error. */
export class Interrupted extends Error {
  constructor() {
    super("Interrupted.");
    this.name = "Interrupted";
  }
}

// Not SIGHUP: a handler would undo `nohup`. A list that it kills can be resumed like any other.
const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM"]);

/** npx passes on a Ctrl-C that the terminal has sent to this process as well: signals this close together count as one. */
const SAME_MS = 500;

/** How long a command may take to end in order: it waits until its output is read, and a reader such as `less` may not read on. */
const GRACE_MS = 5_000;

export function watchInterrupts() {
  const controller = new AbortController();
  let first = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let limit;
  const interrupt = () => {
    const end = () => process.exit(EXIT.interrupted);
    if (!controller.signal.aborted) {
      first = performance.now();
      limit = setTimeout(end, GRACE_MS).unref();
    } else if (performance.now() - first >= SAME_MS) end();
    controller.abort(new Interrupted());
  };
  for (const name of SIGNALS) process.on(name, interrupt);
  return {
    signal: controller.signal,
    stop() {
      clearTimeout(limit);
      for (const name of SIGNALS) process.off(name, interrupt);
    },
  };
}
