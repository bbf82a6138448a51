/**
 * `linkedin-status/slim`: the same functions without the WebAssembly in them, for those who serve the `.wasm` themselves or
 * count bytes. Give the module once, with {@link setWasm}, before the first call.
 *
 * @packageDocumentation
 */

export * from "./index.js";

/** `WebAssembly.Module`, where the runtime's types know it (TypeScript's `lib` `dom` or `webworker`, workers' own types). */
export type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } }
  ? Module & object
  : never;

/** `Response`, where the runtime's types know it. */
export type WasmResponse = typeof globalThis extends { Response: { prototype: infer Answer } } ? Answer : never;

/** What holds the module: compiled already, its bytes, or the answer of a fetch of it. */
export type WasmSource = WasmModule | ArrayBuffer | ArrayBufferView | WasmResponse;

/**
 * Gives the module: the file `linkedin-status/linkedin_status.wasm` of the same version of the package. Calls made before the
 * promise has settled wait for it, within their own deadline. A call without a module, or with one that could not be had,
 * rejects with code `invalid_options` and option `wasm`.
 *
 * Give it once. Only after a failure (the promise was rejected, the file is a wrong one) it may be given anew.
 *
 * @throws {@link LinkedInStatusError} with code `invalid_options`, if it is given twice or holds no module
 * @example In a page or an extension
 * ```js
 * import { getConnectionStatus, setWasm } from "linkedin-status/slim";
 *
 * setWasm(fetch("/assets/linkedin_status.wasm"));
 * ```
 * @example In Node
 * ```js
 * import { readFile } from "node:fs/promises";
 * import { fileURLToPath } from "node:url";
 * import { setWasm } from "linkedin-status/slim";
 *
 * setWasm(readFile(fileURLToPath(import.meta.resolve("linkedin-status/linkedin_status.wasm"))));
 * ```
 * @example In a worker at the edge
 * ```js
 * import module from "linkedin-status/linkedin_status.wasm";
 * import { setWasm } from "linkedin-status/slim";
 *
 * setWasm(module);
 * ```
 */
export function setWasm(source: WasmSource | PromiseLike<WasmSource>): void;
