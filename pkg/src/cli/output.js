// Writing to standard output and standard error. Nothing else of the command line writes to either.
//
// Two ways to fail are kept apart. A reader that has gone (`| head`, a closed terminal) is not an error: what is written
// from then on is dropped, and the exit code is the one that it would have been. Anything else, such as a full disk, means
// that the answer is lost: on standard output that is an `OutputError`.

import { writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { systemReason } from "./system-errors.js";
import { painter } from "./text.js";

/** The answer could not be written to standard output. */
export class OutputError extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    const advice = "make room there or send the output elsewhere, and run again.";
    super(`The answer could not be written: ${systemReason(cause)}; ${advice}`, { cause });
    this.name = "OutputError";
  }
}

/** EBADF: the stream was closed before the program began. */
const READER_GONE = new Set(["EPIPE", "ECONNRESET", "EOF", "EBADF", "ERR_STREAM_DESTROYED"]);

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && "code" in error ? String(error.code) : "");

/**
 * Resolves when the system has taken all of the text, so that a slow reader slows the program down.
 *
 * @param {import("node:stream").Writable & { fd: number }} stream
 * @param {string} text
 * @returns {Promise<void>}
 */
async function deliver(stream, text) {
  // For files and devices Node's stream calls write(2) once and drops what a nearly full disk did not take.
  if (!(stream instanceof Socket)) return writeFileSync(stream.fd, text);
  await new Promise((/** @type {(value?: unknown) => void} */ resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** @param {NodeJS.WriteStream & { fd: number }} stream */
function createOutput(stream) {
  const { env } = process;
  const isTerminal = stream.isTTY === true;
  let readerIsGone = false;
  /** @type {OutputError | undefined} */
  let failure;
  // Without a listener an error would end the process. `deliver` gets the same error.
  stream.on("error", () => {});

  return {
    isTerminal,
    /** Whether the cursor can be moved to draw over lines. */
    canRedraw: isTerminal && env.TERM !== "dumb",
    // https://no-color.org: any value of NO_COLOR but the empty one turns colours off.
    paint: painter(isTerminal && env.TERM !== "dumb" && !env.NO_COLOR),
    /**
     * The Linux console and old Windows consoles lack most characters beyond ASCII; terminals of East Asian locales draw
     * those of bars two columns wide.
     */
    unicode:
      !/^(zh|ja|ko)/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || "") &&
      (process.platform === "win32" ? Boolean(env.WT_SESSION || env.TERM_PROGRAM) : env.TERM !== "linux"),
    get columns() {
      return stream.columns || 80;
    },
    get readerIsGone() {
      return readerIsGone;
    },
    /**
     * Resolves when the text is written, and when there is no reader any more.
     *
     * @param {string} text
     * @returns {Promise<void>}
     * @throws {OutputError} also for every later text: an answer with a gap is no answer
     */
    async write(text) {
      if (readerIsGone) return;
      if (failure) throw failure;
      try {
        await deliver(stream, text);
      } catch (error) {
        const code = codeOf(error);
        // A terminal that was closed answers EIO.
        if (READER_GONE.has(code) || (isTerminal && code === "EIO")) readerIsGone = true;
        else throw (failure = new OutputError(error));
      }
    },
    /** Does not wait, and ignores errors: for progress and messages. @param {string} text */
    show(text) {
      this.write(text).catch(() => {});
    },
    /** @param {string} text */
    line(text) {
      this.show(`${text}\n`);
    },
  };
}

export const stdout = createOutput(process.stdout);
export const stderr = createOutput(process.stderr);
