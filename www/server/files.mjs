// Serves static files: www/ at the root, the built package under /pkg/dist/, and nothing outside these directories.

import { readFile, realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { send, sendText } from "./http.mjs";

// Only what a browser loads: no .mjs files, which belong to the server.
const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".json", "application/json; charset=utf-8"],
  [".map", "application/json; charset=utf-8"],
  [".svg", "image/svg+xml"],
  [".wasm", "application/wasm"],
]);

const PACKAGE_PREFIX = "/pkg/dist/";

/**
 * @param {{ www: string, dist: string }} roots absolute directories
 * @param {string} path the path of the request, still percent-encoded
 * @returns {Promise<{ file: string, type: string } | undefined>} undefined: no such file, or not to be served
 */
export async function findFile(roots, path) {
  let decoded;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (decoded === "/") decoded = "/index.html";
  const inPackage = decoded.startsWith(PACKAGE_PREFIX);
  const names = decoded.slice(inPackage ? PACKAGE_PREFIX.length : 1).split("/");
  // A leading dot covers "..", "." and hidden files. Backslash, colon and NUL have a special meaning in some file systems.
  if (!decoded.startsWith("/") || names.some((name) => name === "" || name.startsWith(".") || /[\\:\0]/.test(name))) {
    return undefined;
  }
  const type = TYPES.get(extname(names.at(-1) ?? ""));
  if (type === undefined) return undefined;
  try {
    const root = await realpath(inPackage ? roots.dist : roots.www);
    const file = await realpath(join(root, ...names));
    // Refuses symbolic links to files outside the directory.
    return file.startsWith(root + sep) ? { file, type } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {{ www: string, dist: string }} roots
 * @param {string} path
 * @param {import("node:http").ServerResponse} response
 */
export async function sendFile(roots, path, response) {
  const found = await findFile(roots, path);
  if (found === undefined) return sendText(response, 404, "Not found. The demo page is at /.");
  const body = await readFile(found.file);
  send(response, 200, found.type, body);
}
