// Parses the command line of the demo server.

import { parseArgs } from "node:util";

export const USAGE = `Usage: cargo xtask demo [--once] [--live] [--port N]   (or: node www/serve.mjs, once the package is built)

Starts the sandbox, calls both endpoints once from Node, prints the answers, then serves the demo page.

  --once     print the two answers and exit
  --live     let the page also call the real services, with a key that you type there; it is never stored
  --port N   serve the page on this port (default: 8787, or the next free one)
  --help     show this text
`;

/** The command line is invalid; the message says why. */
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
    // Only the first sentence: parseArgs goes on to explain how to escape "--", which does not apply here.
    const text = error instanceof Error ? error.message : String(error);
    throw new UsageError(text.split(". ")[0] + ".", { cause: error });
  }
}
