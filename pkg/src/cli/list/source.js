// Where the list comes from: a file, or standard input kept in a temporary file, since a list is read twice (once to check
// every line before anything is sent, once to work through it) and must not fill the memory.

import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { stderr } from "../output.js";
import { clean } from "../text.js";
import { usageError } from "../usage.js";

/**
 * @typedef {object} Source
 * @property {string} name for messages
 * @property {string} [file] undefined for standard input
 * @property {() => AsyncIterable<Buffer>} chunks from the beginning, each time
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} given a path, or `-`
 * @param {AbortSignal} signal
 * @returns {Promise<Source>}
 */
export async function openSource(given, signal) {
  if (given === "-") {
    if (process.stdin.isTTY) stderr.line("Reading ids from the terminal, one a line; end with Ctrl-D.");
    return keep(process.stdin, "standard input", signal);
  }
  const name = clean(path.basename(given), 200);
  try {
    const info = await stat(given);
    if (info.isDirectory()) throw usageError(`${name} is a directory. Name the file with the ids.`, "prospectIds");
    const handle = await open(given, "r");
    // A pipe (`<(...)`) can be read once.
    if (!info.isFile()) return await keep(handle.createReadStream(), name, signal);
    return source(handle, name, given);
  } catch (error) {
    throw unreadable(error, name);
  }
}

/**
 * @param {import("node:fs/promises").FileHandle} handle
 * @param {string} name
 * @param {string} [file]
 * @returns {Source}
 */
function source(handle, name, file) {
  return {
    name,
    ...(file === undefined ? {} : { file }),
    chunks: () => read(handle),
    close: () => handle.close(),
  };
}

/**
 * From the beginning each time, and from the one handle: a file that is replaced meanwhile stays the one that was checked.
 *
 * @param {import("node:fs/promises").FileHandle} handle
 */
async function* read(handle) {
  const size = 65_536;
  for (let position = 0; ;) {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(size), 0, size, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/**
 * @param {import("node:stream").Readable} stream
 * @param {string} name
 * @param {AbortSignal} signal
 */
async function keep(stream, name, signal) {
  const folder = await mkdtemp(path.join(tmpdir(), "linkedin-status-"));
  const remove = () => rm(folder, { recursive: true, force: true }).catch(() => {});
  const handle = await open(path.join(folder, "list"), "wx+", 0o600);
  // At once where the system allows it: then not even a kill leaves it behind.
  await remove();
  const kept = source(handle, name);
  const close = async () => {
    await kept.close();
    await remove();
  };
  const leave = () => stream.destroy(signal.reason);
  try {
    signal.throwIfAborted();
    signal.addEventListener("abort", leave, { once: true });
    for await (const chunk of stream) await handle.appendFile(chunk);
    return { ...kept, close };
  } catch (error) {
    await close();
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

/**
 * @param {unknown} error
 * @param {string} name
 */
function unreadable(error, name) {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT")
    return usageError(`There is no file ${name} here. Check the path, and run again.`, "prospectIds");
  if (code === "EACCES" || code === "EPERM") {
    return usageError(`${name} may not be read by this user. Change its permissions, and run again.`, "prospectIds");
  }
  return error;
}
