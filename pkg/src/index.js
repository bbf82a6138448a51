// The default entry: everything in one file, the module inside it, instantiated on the first call.

import { createApi } from "./api.js";
import { hex } from "virtual:wasm";

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

/** The Uint8Array of engines since 2025. @typedef {{ fromHex(hex: string): Uint8Array<ArrayBuffer> }} FromHex */

/** The module is there as hexadecimal text, as brotli finds what repeats in it: base64 takes 7 KB more, since it cuts bytes across. */
function bytes() {
  // By hand it takes a page about 10 ms of its first call.
  if (Object.hasOwn(Uint8Array, "fromHex"))
    return /** @type {FromHex} */ (/** @type {unknown} */ (Uint8Array)).fromHex(hex);
  const source = new Uint8Array(hex.length / 2);
  for (let at = 0; at < source.length; at++) source[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  return source;
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
