// Copies a file of results without its failed and torn rows, and puts the copy in its place.

import { open, rename, rm, stat } from "node:fs/promises";
import { usageError } from "../usage.js";
import { earlierRows } from "./earlier-rows.js";

/**
 * @param {string} real
 * @param {import("node:fs/promises").FileHandle} handle of the file as it is
 * @param {import("node:fs").BigIntStats} before its state when it was examined
 * @param {import("./formats.js").Format} format
 * @param {import("./lock.js").Lock} lock
 * @param {AbortSignal} signal
 * @param {string} name
 */
export async function rewrite(real, handle, before, format, lock, signal, name) {
  const { temporary } = lock;
  // "x" creates the file, and neither opens one that is there nor follows a link.
  const copy = await open(temporary, "wx", 0o600);
  try {
    await copy.chmod(Number(before.mode) & 0o7777);
    // Only a privileged user can keep a foreign owner.
    await copy.chown(Number(before.uid), Number(before.gid)).catch(() => {});
    let text = format.header ?? "";
    for await (const { found, row } of earlierRows(handle, format, name, { torn: false })) {
      signal.throwIfAborted();
      if (found.verdict === undefined) continue;
      text += row;
      if (text.length < 65_536) continue;
      await copy.appendFile(text);
      text = "";
    }
    await copy.appendFile(text);
    await copy.sync();
    await copy.close();
    const now = await stat(real, { bigint: true });
    if (now.ino !== before.ino || now.size !== before.size || now.mtimeNs !== before.mtimeNs) {
      throw usageError(
        `${name} was changed by another program just now. Close that, and run again; nothing was sent.`,
        "output",
      );
    }
    lock.verify();
    await rename(temporary, real);
  } catch (error) {
    await copy.close().catch(() => {});
    await rm(temporary, { force: true });
    throw error;
  }
}
