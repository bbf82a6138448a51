// The demo: one call to each endpoint from Node, then the page. Options: --help, or server/args.mjs.

import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readFlags, USAGE, UsageError } from "./server/args.mjs";
import { DIST, startDemo } from "./server/demo.mjs";
import { printNodeCalls } from "./server/node-calls.mjs";
import { loadSandbox } from "./server/package.mjs";

export { startDemo };

/** @param {string[]} argv */
async function main(argv) {
  const flags = readFlags(argv);
  if (flags.help) return console.log(USAGE);
  if (flags.once) return askOnce();

  const demo = await startDemo(flags);
  let stopped = false;
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.once(signal, () => {
      stopped = true;
      void demo.close();
    });
  }
  try {
    await printNodeCalls(DIST, demo.sandbox.baseUrls, console.log);
  } catch (error) {
    if (stopped) return;
    await demo.close();
    throw error;
  }
  console.log(`Sandbox, with a table of all its ids: ${demo.sandbox.url}/`);
  if (flags.live) console.log("Live: the page can also call the real services, with a key that you type there.");
  if (demo.takenPort !== undefined)
    console.log(`Port ${demo.takenPort} is taken, so the page is on port ${demo.port}.`);
  console.log("Ctrl-C ends the demo.");
  console.log(`Demo page: ${demo.url}`);
}

async function askOnce() {
  const { startSandbox } = await loadSandbox(DIST);
  const sandbox = await startSandbox();
  try {
    await printNodeCalls(DIST, sandbox.baseUrls, console.log);
  } finally {
    await sandbox.close();
  }
}

// Only when run as a program, not when imported. Both paths are resolved, so that it also works through a symbolic link.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  main(process.argv.slice(2)).catch((/** @type {unknown} */ error) => {
    const usage = error instanceof UsageError;
    console.error(error instanceof Error ? error.message : error);
    if (usage) console.error(`\n${USAGE}`);
    process.exitCode = usage ? 2 : 1;
  });
}
