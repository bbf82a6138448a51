// The package for the command line: the public functions, and `judgeAccount`, which the default entry does not export. The module is
// the file beside cli.js.

import { readFileSync } from "node:fs";
import { createApi } from "../api.js";

/** Relative to dist/cli.js, into which this file is bundled. */
const load = () => new WebAssembly.Module(readFileSync(new URL("./linkedin_status.wasm", import.meta.url)));

export const {
  getAccountStatus,
  getConnectionStatus,
  checkInvite,
  connectionVerdict,
  judgeAccount,
  checkConnections,
  checkInvites,
} = createApi(load);
