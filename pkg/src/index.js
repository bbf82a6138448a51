// The default entry: everything in one file, the module inside it, instantiated on the first call.

import { common, text } from "virtual:wasm";
import { createApi } from "./api.js";
import { decode } from "./dense.js";

/** @type {WebAssembly.Module | undefined} */
let compiled;

/** At once where the runtime allows it; older Chromium refuses to compile more than 4 KB at once on a page's main thread. */
function load() {
  if (compiled) return compiled;
  const source = decode(text, common);
  try {
    return (compiled = new WebAssembly.Module(source));
  } catch {
    return WebAssembly.compile(source).then((module) => (compiled = module));
  }
}

export const { getAccountStatus, getConnectionStatus, checkInvite, decideInvite, checkConnections } = createApi(load);
export { BASE_URLS } from "./base-urls.js";
export { isLinkedInStatusError, LinkedInStatusError } from "./error.js";
