// The input of a list: a file, or a copy of standard input or a pipe. A list is read more than once: to check every line before
// anything is sent, and to request its ids. It may be larger than the memory.

import { randomUUID } from "node:crypto";
import { fstatSync } from "node:fs";
import { open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { stderr } from "../output.js";
import { asSystemUsage, isSystemError } from "../system-errors.js";
import { clean } from "../text.js";
import { usageError } from "../usage.js";
import { CheckedBytes, readFrom } from "./checked-bytes.js";

/** @typedef {import("node:fs/promises").FileHandle} FileHandle */

/**
 * @typedef {object} Source
 * @property {string} name for messages
 * @property {string} [file] undefined for a copy
 * @property {() => AsyncIterable<Buffer>} chunks each call reads from the beginning, and throws where something has changed
 * @property {(atEnd?: boolean) => Promise<void>} verify throws if the file of that name is not the one that was read
 * @property {number} size in bytes, when it was opened
 * @property {() => Promise<void>} close
 */

/** A copy up to this size stays in memory: most lists from a pipe need no temporary file. */
const MEMORY = 1_048_576;
/** Looking at the file's state before each request would be wasted on fast services. */
const VERIFY_MS = 100;

/**
 * @param {string} given a path, or `-`
 * @param {AbortSignal} signal
 * @returns {Promise<Source>}
 */
export async function openSource(given, signal) {
  if (given === "-") {
    // Node takes it for an empty one.
    if (isDirectory(0)) {
      throw usageError("Standard input is a directory (EISDIR). Give it the file with the ids.", "prospectIds");
    }
    if (process.stdin.isTTY) stderr.line("Reading ids from the terminal, one a line; end with Ctrl-D.");
    return copy(process.stdin, "standard input", signal);
  }
  const name = clean(path.basename(given), 200);
  try {
    const info = await stat(given);
    if (info.isDirectory()) throw usageError(`${name} is a directory. Name the file with the ids.`, "prospectIds");
    const handle = await open(given, "r");
    // A pipe (`<(...)`) can be read only once.
    if (!info.isFile()) return await copy(handle.createReadStream(), name, signal);
    return await fileSource(handle, given, name);
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") {
      throw usageError(`There is no file ${clean(given, 200)} (ENOENT). Check the path, and run again.`, "prospectIds");
    }
    throw unreadable(error, name);
  }
}

/** @param {number} descriptor */
function isDirectory(descriptor) {
  try {
    return fstatSync(descriptor).isDirectory();
  } catch {
    return false; // Closed: reading it says so.
  }
}

/**
 * @param {FileHandle} handle
 * @param {string} file
 * @param {string} name
 * @returns {Promise<Source>}
 */
async function fileSource(handle, file, name) {
  const bytes = new CheckedBytes(name);
  let seen = await handle.stat({ bigint: true });
  let verified = 0;
  const { size } = seen;
  return {
    name,
    file,
    size: Number(size),
    chunks: () => reporting(bytes.read(readFrom(handle)), name),
    async verify(atEnd = false) {
      if (!atEnd && performance.now() - verified < VERIFY_MS) return;
      verified = performance.now();
      // One that was deleted or moved away is still read, through its handle, as it was.
      const now = await stat(file, { bigint: true }).catch(() => undefined);
      if (!now || sameState(seen, now)) return;
      const other = await open(file, "r").catch((error) => {
        throw unreadable(error, name);
      });
      try {
        await bytes.verify(readFrom(other));
      } finally {
        await other.close();
      }
      seen = now;
    },
    close: () => handle.close(),
  };
}

/** @param {import("node:fs").BigIntStats} a @param {import("node:fs").BigIntStats} b */
const sameState = (a, b) =>
  a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;

/**
 * @param {AsyncIterable<Buffer>} chunks
 * @param {string} name
 */
async function* reporting(chunks, name) {
  try {
    yield* chunks;
  } catch (error) {
    throw unreadable(error, name);
  }
}

/**
 * A copy that nobody else can change: in memory, or, where that gets too large, in a temporary file that has no name any more.
 *
 * @param {import("node:stream").Readable} stream
 * @param {string} name
 * @param {AbortSignal} signal
 * @returns {Promise<Source>}
 */
async function copy(stream, name, signal) {
  /** @type {Buffer[]} */
  let parts = [];
  let size = 0;
  /** @type {Awaited<ReturnType<typeof temporaryFile>> | undefined} */
  let file;
  const destroyStream = () => stream.destroy(signal.reason);
  try {
    signal.throwIfAborted();
    signal.addEventListener("abort", destroyStream, { once: true });
    for await (const chunk of stream) {
      parts.push(chunk);
      size += chunk.length;
      if (!file && size <= MEMORY) continue;
      file ??= await temporaryFile();
      await file.append(Buffer.concat(parts));
      parts = [];
    }
  } catch (error) {
    await file?.close();
    throw signal.aborted ? signal.reason : unreadable(error, name);
  } finally {
    signal.removeEventListener("abort", destroyStream);
  }
  const whole = Buffer.concat(parts);
  const bytes = new CheckedBytes(name);
  const readAt = file?.readAt ?? (async (position, buffer) => whole.copy(buffer, 0, position));
  return {
    name,
    size,
    chunks: () => reporting(bytes.read(readAt), name),
    verify: async () => {},
    close: async () => file?.close(),
  };
}

async function temporaryFile() {
  const file = path.join(tmpdir(), `linkedin-status-${randomUUID()}`);
  /** @param {unknown} error */
  const failed = (error) =>
    asSystemUsage(
      error,
      `The list from a pipe is too long for memory, and the temporary folder ${clean(tmpdir(), 200)} does not take it`,
      "prospectIds",
      "set TMPDIR to a folder with room that this user may write to, or put the list in a file and name that",
    );
  // "x" creates the file, and neither opens one that is there nor follows a link.
  const handle = await open(file, "wx+", 0o600).catch((error) => {
    throw failed(error);
  });
  const remove = () => rm(file, { force: true }).catch(() => {});
  // Deleted while it is open, where the system allows that: then not even a kill leaves it behind.
  await remove();
  return {
    readAt: readFrom(handle),
    /** @param {Buffer} bytes */
    append: (bytes) =>
      handle.appendFile(bytes).catch((error) => {
        throw failed(error);
      }),
    async close() {
      await handle.close();
      await remove();
    },
  };
}

/**
 * @param {unknown} error
 * @param {string} name
 */
const unreadable = (error, name) => asSystemUsage(error, `${name} cannot be read`, "prospectIds");
