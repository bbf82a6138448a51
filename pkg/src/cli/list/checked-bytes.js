// Reads a file several times and holds every reading to the first one: what was checked is what is asked. Kept are a hash of
// each 64 KiB and the length, so that memory does not depend on the size of the file.

import { createHash } from "node:crypto";
import { usageError } from "../usage.js";

const CHUNK = 65_536;

/** @typedef {(position: number, buffer: Buffer) => Promise<number>} ReadAt fills the buffer as far as it can; the number of bytes read */

export class CheckedBytes {
  /** @type {Buffer[]} */
  #hashes = [];
  /** Known once a reading has reached the end. @type {number | undefined} */
  #size;
  #name;

  /** @param {string} name for messages */
  constructor(name) {
    this.#name = name;
  }

  /**
   * @param {ReadAt} readAt
   * @returns {AsyncGenerator<Buffer, void, undefined>}
   */
  async *read(readAt) {
    for (let index = 0; ; index++) {
      const buffer = Buffer.allocUnsafe(CHUNK);
      const length = await readAt(index * CHUNK, buffer);
      const chunk = buffer.subarray(0, length);
      this.#hold(index, chunk);
      if (length > 0) yield chunk;
      if (length < CHUNK) return;
    }
  }

  /** Reads everything once more. Throws if anything is different. @param {ReadAt} readAt */
  async verify(readAt) {
    for await (const _ of this.read(readAt));
  }

  /** @param {number} index @param {Buffer} chunk */
  #hold(index, chunk) {
    const hash = createHash("sha256").update(chunk).digest();
    const known = this.#hashes[index];
    if (known && !known.equals(hash)) throw this.changed();
    const end = index * CHUNK + chunk.length;
    if (chunk.length < CHUNK) this.#size ??= end;
    if (this.#size !== undefined && (chunk.length < CHUNK ? end !== this.#size : end > this.#size))
      throw this.changed();
    if (!known) this.#hashes[index] = hash;
  }

  changed() {
    return usageError(
      `${this.#name} has changed since it was checked. The run ends here, and nothing that was not checked was asked. ` +
        "Run again with the list as it is now.",
      "prospectIds",
    );
  }
}

/** @param {import("node:fs/promises").FileHandle} handle @returns {ReadAt} */
export const readFrom = (handle) => async (position, buffer) => {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
};
