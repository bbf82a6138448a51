// The two streams: what they can show, and what becomes of a reader that left (`| head`).

import { painter } from "./text.js";

/** @param {NodeJS.WriteStream} stream */
function describe(stream) {
  const { env } = process;
  const isTerminal = stream.isTTY === true;
  return {
    isTerminal,
    /** Can lines be drawn over? */
    canRedraw: isTerminal && env.TERM !== "dumb",
    // https://no-color.org: any value but the empty one.
    paint: painter(isTerminal && env.TERM !== "dumb" && !env.NO_COLOR),
    /** The kernel's own console and old Windows ones have few characters. */
    unicode: process.platform === "win32" ? Boolean(env.WT_SESSION || env.TERM_PROGRAM) : env.TERM !== "linux",
    get columns() {
      return stream.columns || 80;
    },
    /** @param {string} text */
    raw(text) {
      if (!stream.destroyed) stream.write(text);
    },
    /** @param {string} text */
    line(text) {
      this.raw(`${text}\n`);
    },
    /**
     * Resolves when the text was taken, so that a slow reader slows the writer down.
     *
     * @param {string} text
     * @returns {Promise<void>}
     */
    write: (text) =>
      new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve()))),
  };
}

export const stdout = describe(process.stdout);
export const stderr = describe(process.stderr);

/** A pipe whose reader left must not surface as an uncaught error; who writes to it is told by `write`. */
export function watchPipes() {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}

/** @param {unknown} error */
export function isPipeClosed(error) {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "EPIPE" || code === "ERR_STREAM_DESTROYED" || code === "EOF";
}
