// Loads the built package and its sandbox.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * @typedef {typeof import("../../pkg/dist/index.js")} Package
 * @typedef {typeof import("../../pkg/dist/sandbox.js")} SandboxModule
 * @typedef {Awaited<ReturnType<SandboxModule["startSandbox"]>>} Sandbox
 */

/** Keys for the sandbox, which accepts any. Their text says what they are, in case one shows up in a log. */
export const SANDBOX_KEYS = {
  connectsafely: { apiKey: "sandbox-only-account-key" },
  seleqt: { apiKey: "sandbox-only.connection-key", jwt: "sandbox-only.connection.jwt" },
};

/**
 * @param {string} dist directory of the built package
 * @returns {Promise<Package>}
 */
export function loadPackage(dist) {
  return load(dist, "index.js");
}

/**
 * @param {string} dist
 * @returns {Promise<SandboxModule>}
 */
export function loadSandbox(dist) {
  return load(dist, "sandbox.js");
}

/**
 * @param {string} dist
 * @param {string} name
 */
async function load(dist, name) {
  const file = join(dist, name);
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new Error(`The package is not built yet: ${file} is missing. Run "cargo xtask build" first.`, {
      cause: error,
    });
  }
}

/** @param {unknown} error */
function isMissing(error) {
  return error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
}
