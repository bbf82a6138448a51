// The input of a list: a file, or a copy of standard input in a temporary file. A list is read twice, once to check every line
// before anything is sent and once to request its ids, and may be larger than the memory.

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
 * @property {() => AsyncIterable<Buffer>} chunks each call reads from the beginning
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
    return copyToTemporary(process.stdin, "standard input", signal);
  }
  const name = clean(path.basename(given), 200);
  try {
    const info = await stat(given);
    if (info.isDirectory()) throw usageError(`${name} is a directory. Name the file with the ids.`, "prospectIds");
    const handle = await open(given, "r");
    // A pipe (`<(...)`) can be read only once.
    if (!info.isFile()) return await copyToTemporary(handle.createReadStream(), name, signal);
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
 * Reads by the handle, not by the name: if the file is replaced meanwhile, the one that was checked is still read.
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
async function copyToTemporary(stream, name, signal) {
  const folder = await mkdtemp(path.join(tmpdir(), "linkedin-status-"));
  const remove = () => rm(folder, { recursive: true, force: true }).catch(() => {});
  const handle = await open(path.join(folder, "list"), "wx+", 0o600);
  // Deleted while it is open, where the system allows that: then not even a kill leaves it behind.
  await remove();
  const copy = source(handle, name);
  const close = async () => {
    await copy.close();
    await remove();
  };
  const destroyStream = () => stream.destroy(signal.reason);
  try {
    signal.throwIfAborted();
    signal.addEventListener("abort", destroyStream, { once: true });
    for await (const chunk of stream) await handle.appendFile(chunk);
    return { ...copy, close };
  } catch (error) {
    await close();
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener("abort", destroyStream);
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
