#!/usr/bin/env node
// The command line: `npx linkedin-status`. Bundled into one file, dist/cli.js.

import { main } from "./main.js";

// Not process.exit(): what is still on its way to a pipe would be cut off.
process.exitCode = await main(process.argv.slice(2));
