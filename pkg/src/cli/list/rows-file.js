// The file of results. Every row reaches the disk before the next answer is taken. To resume, the file is copied without its
// failed and torn rows, and the copy replaces it by a rename: a kill at any moment leaves either the old or the new file.
// Torn: cut off in the middle by a kill or a full disk.

import { constants, createReadStream } from "node:fs";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { clean } from "../text.js";
import { usageError } from "../usage.js";
import { isWrongEncoding, records } from "./records.js";

/** @typedef {import("./formats.js").EarlierRow} EarlierRow */
/** @typedef {ReturnType<typeof import("./formats.js").csvFormat> | ReturnType<typeof import("./formats.js").jsonlFormat>} Format */
/** @typedef {(row: EarlierRow) => boolean} Keep whether this row of an earlier run stays in the file */

/**
 * @typedef {object} RowsFile
 * @property {(row: string) => Promise<void>} write
 * @property {(complete: boolean) => Promise<void>} close removes a new file without a row, unless the run is complete: the
 *   next run must be able to create it
 */

/**
 * @param {string} file
 * @param {Format} format
 * @param {{ resume: boolean, keep: Keep, signal: AbortSignal }} how
 * @returns {Promise<RowsFile>}
 */
export async function openRowsFile(file, format, { resume, keep, signal }) {
  const name = clean(file, 200);
  try {
    const size = await stat(file).then(({ size }) => size, undefinedIfMissing);
    if (size !== undefined && !resume) {
      throw usageError(
        `${name} is there already. Go on with it by adding --resume, or choose another --output; nothing was sent.`,
        "output",
      );
    }
    if (size === undefined) return await create(file, format);
    const real = await realpath(file);
    await rewrite(real, format, keep, signal, name);
    return rows(await open(real, "a"));
  } catch (error) {
    if (!isWrongEncoding(error)) throw unwritable(error, name);
    throw usageError(`${name} is not UTF-8 any more. Save it as UTF-8, or choose another --output.`, "output");
  }
}

/**
 * @param {string} file
 * @param {Format} format
 * @returns {Promise<RowsFile>}
 */
async function create(file, format) {
  const handle = await open(file, "wx");
  let isEmpty = true;
  if (format.header) await handle.appendFile(format.header);
  const { write, close } = rows(handle);
  return {
    write(row) {
      isEmpty = false;
      return write(row);
    },
    async close(complete) {
      await close(complete);
      if (isEmpty && !complete) await rm(file, { force: true });
    },
  };
}

/**
 * @param {import("node:fs/promises").FileHandle} handle
 * @returns {RowsFile}
 */
function rows(handle) {
  return {
    async write(row) {
      await handle.appendFile(row);
      await handle.datasync();
    },
    close: () => handle.close(),
  };
}

/**
 * @param {string} file
 * @param {Format} format
 * @param {Keep} keep
 * @param {AbortSignal} signal
 * @param {string} name
 */
async function rewrite(file, format, keep, signal, name) {
  const temporary = `${file}.resume-tmp`;
  const { mode } = await stat(file);
  const handle = await open(temporary, constants.O_CREAT | constants.O_TRUNC | constants.O_WRONLY, mode);
  try {
    let text = format.header ?? "";
    for await (const { found, row } of "columns" in format
      ? csvRows(file, format, name)
      : jsonlRows(file, format, name)) {
      signal.throwIfAborted();
      if (!keep(found)) continue;
      text += row;
      if (text.length < 65_536) continue;
      await handle.appendFile(text);
      text = "";
    }
    await handle.appendFile(text);
    await handle.sync();
    await handle.close();
    await rename(temporary, file);
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * The rows of a csv file. Only the last one may be torn. If any other row is not one that this program writes, the file is
 * somebody else's and stays as it is.
 *
 * @param {string} file
 * @param {ReturnType<typeof import("./formats.js").csvFormat>} format
 * @param {string} name
 */
async function* csvRows(file, format, name) {
  let lastBad = 0;
  /** @type {import("csv-parse").Options} */
  const options = {
    relax_quotes: false,
    // A quote that is never closed is another sign of a torn row.
    skip_records_with_error: true,
    on_skip: (error) => {
      lastBad ||= Number(error?.lines) || 1;
      return undefined;
    },
  };
  const dialect = { encoding: "utf-8", delimiter: format.delimiter, torn: true };
  let hasHeader = false;
  for await (const { line, values } of records(createReadStream(file), dialect, options)) {
    if (!hasHeader) {
      hasHeader = format.line(values) === format.header;
      if (hasHeader) continue;
      if (await isTornHeader(file, format.header)) return;
      throw notResumable(`The columns of ${name} are not those that this list and these options give`);
    }
    if (lastBad > 0 && lastBad < line)
      throw notResumable(`Line ${lastBad} of ${name} is not a row that was written here`);
    const found = format.read(values);
    if (found) yield { found, row: format.line(values) };
    else lastBad = line;
  }
  if (!hasHeader && !(await isTornHeader(file, format.header))) {
    throw notResumable(`${name} does not hold what --format csv writes`);
  }
}

/** @param {string} what */
const notResumable = (what) =>
  usageError(
    `${what}, so it cannot be resumed. Choose the list and the options it was made with, or another --output; ` +
      "nothing was sent and nothing changed.",
    "output",
  );

/** @param {string} file @param {string} header */
async function isTornHeader(file, header) {
  const { size } = await stat(file);
  const bytes = Buffer.from(header);
  if (size >= bytes.length) return false;
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes.length), 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead).equals(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/**
 * @param {string} file
 * @param {ReturnType<typeof import("./formats.js").jsonlFormat>} format
 * @param {string} name
 */
async function* jsonlRows(file, format, name) {
  for await (const { line, isWhole } of lines(file)) {
    const found = format.read(line);
    if (found) yield { found, row: `${line}\n` };
    else if (isWhole && line.trim() !== "")
      throw notResumable(`${name} holds a line that --format jsonl does not write`);
  }
}

/**
 * The lines of a file. Not by node:readline, which also splits at characters that JSON strings may hold.
 *
 * @param {string} file
 */
async function* lines(file) {
  /** Parts of the current line. Joined once, since the whole file may be one line. @type {string[]} */
  let parts = [];
  for await (const chunk of createReadStream(file, "utf8")) {
    const [first = "", ...next] = String(chunk).split("\n");
    parts.push(first);
    for (const part of next) {
      yield { line: parts.join(""), isWhole: true };
      parts = [part];
    }
  }
  const rest = parts.join("");
  if (rest) yield { line: rest, isWhole: false };
}

/** Turns the error of a file that does not exist into undefined. @param {NodeJS.ErrnoException} error */
function undefinedIfMissing(error) {
  if (error.code === "ENOENT") return undefined;
  throw error;
}

/**
 * @param {unknown} error
 * @param {string} name
 */
export function unwritable(error, name) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const why = {
    ENOENT: "its directory does not exist",
    ENOTDIR: "its directory does not exist",
    EACCES: "this user may not write there",
    EPERM: "this user may not write there",
    EROFS: "the file system is read-only",
    EISDIR: "it is a directory",
    ENOSPC: "the disk is full",
    EDQUOT: "the disk quota is used up",
    EEXIST: "it appeared just now: is another run writing it?",
    EIO: "the disk reports an error",
  }[code];
  return why
    ? usageError(`${name} cannot be written: ${why}. Put that right, or choose another --output.`, "output")
    : error;
}
