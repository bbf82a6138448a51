// Reads the command line of the demo server. Nothing here starts anything.

import { parseArgs } from "node:util";

export const USAGE = `Usage: cargo xtask demo [--once] [--live] [--port N]   (or: node www/serve.mjs, once the package is built)

Starts the sandbox, asks both questions once from Node, prints the answers, then serves the demo page.

  --once     print the two answers and end
  --live     let the page also ask the real services, with a key that you type there; it is never stored
  --port N   serve the page on this port (default: 8787, or the next free one)
  --help     show this text
`;

/** A command line that cannot be understood; its message says why. */
export class UsageError extends Error {}

/**
 * @typedef {object} Flags
 * @property {boolean} once
 * @property {boolean} live
 * @property {boolean} help
 * @property {number | undefined} port
 */

/**
 * @param {string[]} argv without the program's own name
 * @returns {Flags}
 */
export function readFlags(argv) {
  const values = parse(argv);
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(/^\d+$/.test(values.port ?? "") && port <= 65_535)) {
    throw new UsageError(`--port needs a number from 0 to 65535 (0: any free port), not "${values.port}".`);
  }
  return { once: values.once ?? false, live: values.live ?? false, help: values.help ?? false, port };
}

/** @param {string[]} args */
function parse(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        once: { type: "boolean" },
        live: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        port: { type: "string" },
      },
    });
    return values;
  } catch (error) {
    // parseArgs goes on to explain "--"-escaping, which helps nobody here.
    const text = error instanceof Error ? error.message : String(error);
    throw new UsageError(text.split(". ")[0] + ".", { cause: error });
  }
}
