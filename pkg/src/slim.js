// `linkedin-status/slim`: the same functions without the WebAssembly in them. The caller gives the module, once.

import { createApi } from "./api.js";
import { compile, kindOf, wasmError, wrongSource } from "./module.js";

/** @typedef {import("../types/slim.js").WasmSource} WasmSource */

/** @type {Promise<WebAssembly.Module> | WebAssembly.Module | undefined} */
let given;

/**
 * @param {WasmSource | PromiseLike<WasmSource>} source
 * @returns {void}
 */
export function setWasm(source) {
  if (given) {
    throw wasmError("setWasm was called before, and its module is in use. Call it only once.");
  }
  if (kindOf(source) === undefined && !isThenable(source)) throw wrongSource(source);
  const coming = arrive(source);
  given = coming;
  coming.then(
    (module) => (given = module),
    () => {
      // Calls that wait for it are told; after that another may be given.
      if (given === coming) given = undefined;
    },
  );
}

/** @param {unknown} source */
async function arrive(source) {
  try {
    const arrived = await Promise.resolve(source).catch((error) => {
      throw wasmError("The promise given to setWasm was rejected. Call setWasm again.", error);
    });
    return await compile(arrived);
  } catch (error) {
    failure = error;
    throw error;
  }
}

/** Why the last module did not come: calls made after that want to know, too. @type {unknown} */
let failure;

/** @param {unknown} value */
function isThenable(value) {
  return typeof (/** @type {{ then?: unknown } | null} */ (value)?.then) === "function";
}

function load() {
  if (given) return given;
  throw (
    failure ??
    wasmError("linkedin-status/slim has no WebAssembly module yet. Call setWasm with it before any other call.")
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
