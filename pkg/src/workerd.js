// The entry of runtimes at the edge (conditions `workerd` and `edge-light`): they forbid compiling WebAssembly from bytes, and
// hand out a compiled module where a `.wasm` file is imported.

import source from "virtual:module";
import { createApi } from "./api.js";
import { compile, kindOf, wasmError } from "./module.js";

// Not checked against the glue: both came out of one build and lie in one folder. Anything but a module is a bundler's doing.
function load() {
  const kind = kindOf(source);
  if (kind === "module") return source;
  if (kind) return compile(source);
  throw wasmError(
    "The import of linkedin_status.wasm gave no WebAssembly.Module. Have your bundler copy .wasm files and leave their import " +
      "to the runtime, as Wrangler and Next do.",
  );
}

export const {
  getAccountStatus,
  getConnectionStatus,
  checkInvite,
  decideInvite,
  connectionVerdict,
  accountVerdict,
  checkConnections,
  checkInvites,
} = createApi(load);
export { BASE_URLS } from "./base-urls.js";
export { isLinkedInStatusError, LinkedInStatusError } from "./error.js";
