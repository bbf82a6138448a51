#!/usr/bin/env node
// The command line: `npx linkedin-status`. Bundled into one file, dist/cli.js.

import { EXIT } from "./exit-codes.js";
import { main } from "./main.js";

// 0 would mean "done" or "send": a process that ends before the command has decided must not say so.
process.exitCode = EXIT.fault;
// Not process.exit(): it would cut off what a pipe has not taken yet.
process.exitCode = await main(process.argv.slice(2));
