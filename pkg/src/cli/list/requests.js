// Requests that no row of the output tells of: those whose answer a kill took, retries, and rows that were replaced. They
// count towards the day's budget like all others, so each is noted in `<output>.requests` before it is sent, and struck off
// when its row is on the disk. And the account that invitations are decided for, where it was named and no row tells of it. Read
// and written under the lock of the output; what is left at the end of a run stays, and where nothing is left, neither does the file.

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
  /** Of earlier runs. @type {Request[]} */
  #earlier;
  /** Of this run. @type {Request[]} */
  #own = [];
  /** The account that the rows are for; null: none was named. Undefined where it was not noted. @type {string | null | undefined} */
  #sender;

  /**
   * Reads what earlier runs have left.
   *
   * @param {string} output its real path, locked by this run
   * @param {string} temporary a name for a file beside it
   */
  constructor(output, temporary) {
    this.#file = `${output}.requests`;
    this.#temporary = temporary;
    const { requests, sender } = this.#report(() => read(this.#file));
    this.#earlier = requests;
    this.#sender = sender;
  }

  /** The account that the rows of the output are for, where an earlier run has noted it; null: that run named none. */
  get sender() {
    return this.#sender;
  }

  /** Notes the account that all rows are for from now on. @param {string | null | undefined} sender null: none was named */
  noteSender(sender) {
    if (sender === undefined || sender === this.#sender) return;
    this.#sender = sender;
    this.#save();
  }

  /** From when on the requests count that no row tells of: Unix ms, of the last 24 hours. */
  get times() {
    return this.#untold.map(({ time }) => time + LATE_MS);
  }

  get #untold() {
    const yesterday = Date.now() - DAY_MS - LATE_MS;
    return [...this.#earlier, ...this.#own].filter(({ time }) => time >= yesterday);
  }

  /** A request is about to be sent. @param {string} id of its prospect */
  sent(id) {
    const request = { id, time: Date.now() };
    this.#report(() => append(this.#file, line(request)));
    this.#own.push(request);
  }

  /**
   * The last request of this run about this prospect needs no note: a row on the disk tells of it, or it was refused.
   *
   * @param {number | string} id
   */
  told(id) {
    strike(this.#own, String(id), Infinity);
  }

  /**
   * Strikes off what the rows of the output tell of. What those tell that are about to be replaced is noted instead.
   *
   * @param {{ recent: readonly Request[], replaced: readonly Request[] }} rows
   */
  match({ recent, replaced }) {
    for (const { id, time } of [...recent, ...replaced]) strike(this.#earlier, id, time);
    this.#earlier = [...this.#untold.map(anonymous), ...replaced];
    this.#save();
  }

  /** Writes what no row tells of, or removes the file. */
  end() {
    this.#earlier = this.#untold.map(anonymous);
    this.#own = [];
    this.#save();
  }

  #save() {
    this.#report(() => {
      const lines = [
        ...(this.#sender === undefined ? [] : [`${SENDER}${JSON.stringify(this.#sender)}\n`]),
        ...this.#earlier.map(line),
      ];
      if (lines.length === 0) return rmSync(this.#file, { force: true });
      try {
        writeFileSync(this.#temporary, lines.join(""), { flag: "wx", mode: 0o600, flush: true });
        renameSync(this.#temporary, this.#file);
      } catch (error) {
        rmSync(this.#temporary, { force: true });
        throw error;
      }
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

/**
 * Takes out the last one about this prospect, of those until then.
 *
 * @param {Request[]} requests
 * @param {string} id
 * @param {number} until Unix ms
 */
function strike(requests, id, until) {
  const at = requests.findLastIndex((one) => one.id === id && one.time <= until);
  if (at >= 0) requests.splice(at, 1);
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

/** @param {string} file @returns {{ requests: Request[], sender?: string | null }} */
function read(file) {
  try {
    if (!lstatSync(file).isFile()) throw foreign(file, "is no plain file");
    const [torn, ...lines] = readFileSync(file, "utf8").split("\n").reverse();
    lines.reverse();
    const sender = lines[0]?.startsWith(SENDER) ? senderIn(lines.shift() ?? "", file) : undefined;
    const requests = lines.map((text) => {
      const [, time = "", id = ""] = LINE.exec(text) ?? [];
      if (time === "") throw foreign(file, "was not written by this program");
      return { id, time: Date.parse(time) };
    });
    // Of a line that was cut off, the request may have been sent.
    if (torn) requests.push({ id: "", time: Date.now() });
    return { requests, ...(sender !== undefined && { sender }) };
  } catch (error) {
    return orMissing(/** @type {NodeJS.ErrnoException} */ (error)) ?? { requests: [] };
  }
}

/** How the first line begins, where it names an account: in quotes, so that whatever was typed is one line; or null. */
const SENDER = "for the account ";

/** @param {string} line @param {string} file */
function senderIn(line, file) {
  try {
    const sender = JSON.parse(line.slice(SENDER.length));
    return sender === null ? null : String(sender);
  } catch {
    throw foreign(file, "was not written by this program");
  }
}

const LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)(?: (\d+))?$/;

/** @param {string} file @param {string} what */
const foreign = (file, what) =>
  usageError(
    `${clean(file, 200)} ${what}, and this run would note its requests there. Move it away, or choose another --output; nothing was sent.`,
    "output",
  );
