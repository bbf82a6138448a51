// Requests that no row of the output tells of: those whose answer a kill took, retries, and rows that were replaced. They
// count towards the day's budget like all others, so each is noted in `<output>.requests` before it is sent, and struck off
// when its row is on the disk. Read and written under the lock of the output; what is left at the end of a run stays, and
// where nothing is left, neither does the file.

import { closeSync, constants, lstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { asSystemUsage } from "../system-errors.js";
import { clean } from "../text.js";
import { usageError } from "../usage.js";
import { orMissing } from "./output-file.js";

/**
 * @typedef {object} Request
 * @property {string} id of the prospect; empty where no row will tell of the request
 * @property {number} time when it was sent, or answered: Unix ms
 */

const DAY_MS = 86_400_000;
/**
 * So much later than it was sent, a request of which nothing came back may still have had a profile opened. (A row has the time of
 * its answer, which is later than that.)
 */
const LATE_MS = 60_000;
// Windows knows no O_NOFOLLOW: `|` takes what is missing for 0.
const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants;

export class Requests {
  #file;
  #temporary;
  /** Oldest first. @type {Request[]} */
  #noted;

  /**
   * Reads what earlier runs have left.
   *
   * @param {string} output its real path, locked by this run
   * @param {string} temporary a name for a file beside it
   */
  constructor(output, temporary) {
    this.#file = `${output}.requests`;
    this.#temporary = temporary;
    this.#noted = this.#report(() => read(this.#file)).sort((a, b) => a.time - b.time);
  }

  /** From when on the requests count that no row tells of: Unix ms, of the last 24 hours. */
  get times() {
    return this.#untold.map(({ time }) => time + LATE_MS);
  }

  get #untold() {
    const yesterday = Date.now() - DAY_MS - LATE_MS;
    return this.#noted.filter(({ time }) => time >= yesterday);
  }

  /** A request is about to be sent. @param {string} id of its prospect */
  sent(id) {
    const request = { id, time: Date.now() };
    this.#report(() => append(this.#file, line(request)));
    this.#noted.push(request);
  }

  /**
   * The last request about this prospect needs no note: a row on the disk tells of it, or it was refused.
   *
   * @param {number | string} id
   */
  told(id) {
    this.#strike(String(id), Infinity);
  }

  /**
   * Strikes off what the rows of the output tell of. What those tell that are about to be replaced is noted instead.
   *
   * @param {{ recent: readonly Request[], replaced: readonly Request[] }} rows
   */
  match({ recent, replaced }) {
    for (const { id, time } of [...recent, ...replaced]) this.#strike(id, time);
    this.#save([...this.#untold.map(anonymous), ...replaced].sort((a, b) => a.time - b.time));
  }

  /** Writes what no row tells of, or removes the file. */
  end() {
    this.#save(this.#untold.map(anonymous));
  }

  /** @param {string} id @param {number} until Unix ms */
  #strike(id, until) {
    const at = this.#noted.findLastIndex((one) => one.id === id && one.time <= until);
    if (at >= 0) this.#noted.splice(at, 1);
  }

  /** @param {Request[]} requests */
  #save(requests) {
    this.#noted = requests;
    this.#report(() => {
      if (requests.length === 0) return rmSync(this.#file, { force: true });
      writeFileSync(this.#temporary, requests.map(line).join(""), { flag: "wx", mode: 0o600, flush: true });
      renameSync(this.#temporary, this.#file);
    });
  }

  /** @template Result @param {() => Result} action @returns {Result} */
  #report(action) {
    try {
      return action();
    } catch (error) {
      throw asSystemUsage(error, `${clean(this.#file, 200)} cannot be used`, "output");
    }
  }
}

/** All rows that may tell of it have been looked at. @param {Request} request @returns {Request} */
const anonymous = ({ time }) => ({ id: "", time });

/** @param {Request} request */
const line = ({ id, time }) => `${new Date(time).toISOString()} ${id}`.trimEnd() + "\n";

/** @param {string} file @param {string} text */
function append(file, text) {
  const descriptor = openSync(file, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o600);
  try {
    writeFileSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

/** @param {string} file @returns {Request[]} */
function read(file) {
  try {
    if (!lstatSync(file).isFile()) {
      throw usageError(`${clean(file, 200)} is no plain file. Move it away, or choose another --output.`, "output");
    }
    const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
    return lines.map((text) => {
      const [time = "", id = ""] = text.split(" ");
      const sent = Date.parse(time);
      // What cannot be read may have been sent just now.
      return { id, time: Number.isNaN(sent) ? Date.now() : sent };
    });
  } catch (error) {
    return orMissing(/** @type {NodeJS.ErrnoException} */ (error)) ?? [];
  }
}
