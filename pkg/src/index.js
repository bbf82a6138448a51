// The default entry: everything in one file, the module inside it, instantiated on the first call.

import { wasmBase64 } from "virtual:wasm";
import { createApi } from "./api.js";

/** @returns {Uint8Array<ArrayBuffer>} */
function bytes() {
  const text = atob(wasmBase64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** @type {WebAssembly.Module | undefined} */
let compiled;

/** At once where the runtime allows it; older Chromium refuses to compile more than 4 KB at once on a page's main thread. */
function load() {
  if (compiled) return compiled;
  const source = bytes();
  try {
    return (compiled = new WebAssembly.Module(source));
  } catch {
    return WebAssembly.compile(source).then((module) => (compiled = module));
  }
}

export const { getAccountStatus, getConnectionStatus, checkInvite, decideInvite, checkConnections } = createApi(load);
export { BASE_URLS } from "./base-urls.js";
export { isLinkedInStatusError, LinkedInStatusError } from "./error.js";
