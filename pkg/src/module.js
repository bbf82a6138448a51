// From whatever holds the WebAssembly to a compiled module that fits this build's glue: for those entries that get it from
// outside, `slim` and the edge ones.

import { signature } from "virtual:signature";
import { FORBIDDEN, isForbidden, ownError, textOf } from "./faults.js";
import { isObject } from "./quietly.js";

/** @typedef {import("../types/slim.js").WasmSource} WasmSource */

const ADVICE =
  "Give setWasm this version's linkedin_status.wasm: a WebAssembly.Module, its bytes, a Response, or a promise of one of these.";

const option = "wasm";

/**
 * @param {string} why
 * @param {unknown} [cause]
 */
export function wasmError(why, cause) {
  return ownError("invalid_options", why, undefined, cause === undefined ? { option } : { option, cause });
}

/**
 * Tells what is given by how it behaves: a module or bytes of another realm (a jsdom, an iframe) serve as well.
 *
 * @param {unknown} source
 * @returns {"module" | "bytes" | "response" | undefined}
 */
export function kindOf(source) {
  if (!isObject(source)) return undefined;
  const tag = Object.prototype.toString.call(source);
  if (tag === "[object WebAssembly.Module]") return "module";
  if (ArrayBuffer.isView(source) || /^\[object (Shared)?ArrayBuffer]$/.test(tag)) return "bytes";
  const response = /** @type {Partial<Response>} */ (source);
  return typeof response.arrayBuffer === "function" && typeof response.status === "number" ? "response" : undefined;
}

/** @param {unknown} source */
export function wrongSource(source) {
  const found = Object.prototype.toString.call(source);
  return wasmError(`setWasm was given no WebAssembly module (${found}). ${ADVICE}`);
}

/**
 * Compiles what is given. Rejects with a LinkedInStatusError that says what to do.
 *
 * @param {unknown} source
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compile(source) {
  const kind = kindOf(source);
  if (kind === "module") return fitting(/** @type {WebAssembly.Module} */ (source));
  if (kind === "bytes") return fromBytes(/** @type {BufferSource} */ (source));
  if (kind !== "response") throw wrongSource(source);
  const response = /** @type {Response} */ (source);
  if (!response.ok) {
    throw wasmError(`The Response given to setWasm has status ${response.status}. Serve the file at its address.`);
  }
  /** @type {ArrayBuffer} */
  let bytes;
  try {
    bytes = await response.arrayBuffer();
  } catch (error) {
    throw wasmError("The Response given to setWasm could not be read. Give it a fresh one.", error);
  }
  return fromBytes(bytes);
}

/** @param {BufferSource} bytes */
async function fromBytes(bytes) {
  const view = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
  let module;
  try {
    module = await WebAssembly.compile(/** @type {BufferSource} */ (view));
  } catch (error) {
    const why = textOf(error);
    const advice = isForbidden(why) ? `${FORBIDDEN} Or give setWasm a WebAssembly.Module.` : ADVICE;
    throw wasmError(`setWasm was given no WebAssembly, or it could not be compiled (${why}). ${advice}`, error);
  }
  return fitting(module);
}

/**
 * A module of another build would fail somewhere in the middle of a start, or of a call; here it is named. The build writes the
 * section (xtask/js/optimize.mjs).
 *
 * @param {WebAssembly.Module} module
 */
function fitting(module) {
  const [build] = WebAssembly.Module.customSections(module, "build");
  if (build && String.fromCharCode(...new Uint8Array(build)) === signature) return module;
  throw wasmError(`The WebAssembly module given to setWasm is not this version's. ${ADVICE}`);
}
