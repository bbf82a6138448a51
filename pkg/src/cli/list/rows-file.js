// The file of results. Rows that cost a request reach the disk before the next answer is taken. To resume, the file is copied
// without its failed and torn rows, and the copy replaces it by a rename: a kill at any moment leaves either the old or the new
// file.

import { open, rm } from "node:fs/promises";
import { asSystemUsage } from "../system-errors.js";
import { clean } from "../text.js";
import { usageError } from "../usage.js";
import { earlierRows } from "./earlier-rows.js";
import { isWrongEncoding } from "./encoding.js";
import { lockOutput } from "./lock.js";
import { findOutput, openStream, watchedFile } from "./output-file.js";
import { rewrite } from "./rewrite.js";

/** @typedef {import("./earlier-rows.js").Entry} Entry */
/** @typedef {import("./formats.js").Format} Format */
/** @typedef {import("node:fs/promises").FileHandle} FileHandle */

/**
 * @typedef {object} RowsFile
 * @property {(text: string) => Promise<void>} write
 * @property {() => Promise<void>} sync resolves when what was written is on the disk
 * @property {(complete: boolean) => Promise<void>} close removes a new file without a row, unless the run is complete: the
 *   next run must be able to create it
 *
 * @typedef {object} How
 * @property {boolean} resume
 * @property {(rows: AsyncIterable<Entry>) => Promise<void>} examine gets the rows of an earlier run; what it throws leaves the
 *   file as it is
 * @property {(real: string, temporary: string) => void} [locked] gets the path of the file, once it is this run's,
 *   and a name for a file beside it
 * @property {AbortSignal} signal
 */

/**
 * @param {string} file
 * @param {Format} format
 * @param {How} how
 * @returns {Promise<RowsFile>}
 */
export async function openRowsFile(file, format, how) {
  const name = clean(file, 200);
  /** @type {Awaited<ReturnType<typeof lockOutput>> | undefined} */
  let lock;
  try {
    const place = await findOutput(file);
    if (place.kind === "stream") return reporting(await openInPlace(file, format, how, name), name);
    lock = await lockOutput(place.real);
    how.locked?.(place.real, lock.temporary);
    // It may have appeared or gone before the lock was taken.
    const { kind, real } = await findOutput(file);
    if (kind === "file" && !how.resume) {
      throw usageError(
        `${name} is there already. Go on with it by adding --resume, or choose another --output; nothing was sent.`,
        "output",
      );
    }
    const rows =
      kind === "missing" ? await create(file, format, lock) : await resume(file, real, format, how, lock, name);
    return reporting(rows, name);
  } catch (error) {
    lock?.release();
    if (!isWrongEncoding(error)) throw unwritable(error, name);
    throw usageError(`${name} is not UTF-8 any more. Save it as UTF-8, or choose another --output.`, "output");
  }
}

/** @param {RowsFile} rows @param {string} name @returns {RowsFile} */
function reporting(rows, name) {
  /** @param {unknown} error */
  const report = (error) => {
    throw unwritable(error, name);
  };
  return {
    write: (text) => rows.write(text).catch(report),
    sync: () => rows.sync().catch(report),
    close: (complete) => rows.close(complete).catch(report),
  };
}

/** @param {unknown} error @param {string} name */
const unwritable = (error, name) => asSystemUsage(error, `${name} cannot be written`, "output");

/**
 * @param {string} file
 * @param {Format} format
 * @param {How} how
 * @param {string} name
 * @returns {Promise<RowsFile>}
 */
async function openInPlace(file, format, { resume }, name) {
  if (resume) {
    throw usageError(
      `${name} is a device or a pipe: what it was given cannot be read back. Leave out --resume, or choose a file; nothing was sent.`,
      "resume",
    );
  }
  const handle = await openStream(file);
  if (format.header) await handle.appendFile(format.header);
  return { write: (text) => handle.appendFile(text), sync: async () => {}, close: () => handle.close() };
}

/** @typedef {import("./lock.js").Lock} Lock */

/**
 * @param {string} file
 * @param {Format} format
 * @param {Lock} lock
 * @returns {Promise<RowsFile>}
 */
async function create(file, format, lock) {
  const handle = await open(file, "ax");
  const rows = await lockedRows(file, handle, lock).catch(async (error) => {
    await handle.close();
    throw error;
  });
  if (format.header) {
    await rows.write(format.header).catch(async (error) => {
      // Empty, it would be in the way of the next run.
      await rows.remove().catch(() => {});
      throw error;
    });
  }
  let isEmpty = true;
  return {
    write(text) {
      isEmpty = false;
      return rows.write(text);
    },
    sync: rows.sync,
    async close(complete) {
      if (isEmpty && !complete) await rows.remove();
      else await rows.close(complete);
    },
  };
}

/**
 * @param {string} file
 * @param {FileHandle} handle
 * @param {Lock} lock
 */
async function lockedRows(file, handle, lock) {
  const watched = await watchedFile(file, handle);
  let failed = false;
  /** @param {() => Promise<void>} action */
  const remember = (action) =>
    action().catch((error) => {
      failed = true;
      throw error;
    });
  const end = async () => {
    await watched.close();
    lock.release();
  };
  return {
    write: (/** @type {string} */ text) =>
      remember(async () => {
        lock.verify();
        await watched.append(text);
      }),
    sync: () => remember(watched.sync),
    async close(/** @type {boolean} */ _complete) {
      try {
        if (failed) return;
        lock.verify();
        await watched.verify();
      } finally {
        await end();
      }
    },
    /** Removes the file, if it is still this run's. */
    async remove() {
      const isOurs = await watched.verify().then(
        () => true,
        () => false,
      );
      if (isOurs) await rm(file, { force: true });
      await end();
    },
  };
}

/**
 * @param {string} file
 * @param {string} real
 * @param {Format} format
 * @param {How} how
 * @param {Lock} lock
 * @param {string} name
 * @returns {Promise<RowsFile>}
 */
async function resume(file, real, format, { examine, signal }, lock, name) {
  // Before anything of it is replaced: a copy could take the place of a file that may not be written.
  await (await open(real, "a")).close();
  const handle = await open(real, "r");
  try {
    const before = await handle.stat({ bigint: true });
    const reading = { torn: false };
    let failed = false;
    await examine(
      (async function* () {
        for await (const entry of earlierRows(handle, format, name, reading)) {
          signal.throwIfAborted();
          if (entry.found.verdict === undefined) failed = true;
          yield entry;
        }
      })(),
    );
    if (failed || reading.torn || !(await beginsWith(handle, format.header ?? ""))) {
      await rewrite(real, handle, before, format, lock, signal, name);
    }
  } finally {
    await handle.close();
  }
  const rows = await open(real, "a");
  return lockedRows(file, rows, lock).catch(async (error) => {
    await rows.close();
    throw error;
  });
}

/** @param {FileHandle} handle @param {string} text */
async function beginsWith(handle, text) {
  const bytes = Buffer.from(text);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes.length), 0, bytes.length, 0);
  return bytes.equals(buffer.subarray(0, bytesRead));
}
