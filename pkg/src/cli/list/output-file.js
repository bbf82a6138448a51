// The file that --output names: what it is, and whether it is still the one that is written.

import { constants } from "node:fs";
import { lstat, open, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { clean } from "../text.js";
import { usageError } from "../usage.js";

/** @typedef {import("node:fs").BigIntStats} BigIntStats */
/** @typedef {import("node:fs/promises").FileHandle} FileHandle */

/**
 * @typedef {object} Place
 * @property {"missing" | "file" | "stream"} kind `stream`: a device or a pipe, which is written in place
 * @property {string} real the path without links
 */

/** @param {string} file */
const shown = (file) => clean(file, 200);

/** @param {string} file @returns {Promise<Place>} */
export async function findOutput(file) {
  const info = await stat(file).catch(orMissing);
  if (!info) {
    const link = await lstat(file).catch(orMissing);
    // It appeared just now.
    if (link && !link.isSymbolicLink()) return findOutput(file);
    if (link) {
      throw usageError(
        `${shown(file)} is a link to a file that does not exist. Create that file's folder, or name the file itself; nothing was sent.`,
        "output",
      );
    }
    return { kind: "missing", real: path.join(await realpath(path.dirname(file)), path.basename(file)) };
  }
  if (info.isFile()) return { kind: "file", real: await realpath(file) };
  if (info.isFIFO() || info.isCharacterDevice()) return { kind: "stream", real: file };
  const what = info.isDirectory() ? "a directory" : info.isSocket() ? "a socket" : "a disk, not a file";
  const advice = info.isDirectory() ? "Name a file in it" : "Choose a file";
  throw usageError(`${shown(file)} is ${what}. ${advice}; nothing was sent.`, "output");
}

/** @param {NodeJS.ErrnoException} error */
export function orMissing(error) {
  if (error.code === "ENOENT") return undefined;
  throw error;
}

/**
 * Opens the file of rows for appending, and holds it to its name: it must stay the same file, and nobody else may write it.
 *
 * @param {string} file the path as it was given
 * @param {FileHandle} handle opened for appending
 */
export async function watchedFile(file, handle) {
  const own = await handle.stat({ bigint: true });
  let size = own.size;
  const name = shown(file);
  /** Throws if the file of that name is another one, or was written by somebody else. */
  const verify = async () => {
    const now = await stat(file, { bigint: true }).catch((error) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
      throw error;
    });
    if (!now) throw lost(`${name} was deleted or moved away`);
    if (now.dev !== own.dev || now.ino !== own.ino) throw lost(`${name} was replaced by another file of that name`);
    if (now.size !== size) throw lost(`${name} was changed by another program`);
  };
  return {
    verify,
    /** @param {string} text */
    async append(text) {
      const bytes = Buffer.from(text);
      await verify();
      await handle.appendFile(bytes).catch(async (error) => {
        // A full disk may have taken a part of it.
        size = (await handle.stat({ bigint: true })).size;
        throw error;
      });
      size += BigInt(bytes.length);
    },
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

/** @param {string} what */
const lost = (what) =>
  usageError(
    `${what} while this run was writing it (an editor, a spreadsheet or a program that syncs files may have saved it). ` +
      "The run ends here, so that no row is lost unseen. Close that program, see that the file is the one to go on with, " +
      "and go on with --resume: rows that are not in it are asked again.",
    "output",
  );

/**
 * Opens a device or a pipe for writing.
 *
 * @param {string} file
 */
export async function openStream(file) {
  if (constants.O_NONBLOCK !== undefined && (await stat(file)).isFIFO()) {
    // Opening a pipe that nobody reads would block for good; without blocking it is an error (ENXIO).
    const probe = await open(file, constants.O_WRONLY | constants.O_NONBLOCK).catch((error) => {
      if (error.code !== "ENXIO") throw error;
      throw usageError(
        `Nothing reads the pipe ${shown(file)} (ENXIO). Start its reader first, and run again; nothing was sent.`,
        "output",
      );
    });
    const handle = await open(file, "w");
    await probe.close();
    return handle;
  }
  return open(file, "w");
}
