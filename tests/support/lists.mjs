// Lists and files of results in this process, without the command line around them.

import { readList } from "../../pkg/src/cli/list/read-list.js";

export const { signal } = new AbortController();

/**
 * A list from memory.
 *
 * @param {string | Buffer} text
 * @param {string} [column]
 * @param {string} [file] its path, as it was given
 */
export function listOf(text, column, file) {
  const bytes = Buffer.from(/** @type {string} */ (text));
  const source = {
    name: "list.csv",
    size: bytes.length,
    ...(file === undefined ? {} : { file }),
    async *chunks() {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    },
    verify: async () => {},
    close: async () => {},
  };
  return readList(source, column, signal);
}

/** @template Value @param {AsyncIterable<Value>} values */
export async function all(values) {
  const found = [];
  for await (const value of values) found.push(value);
  return found;
}

/** An answer. @param {number} id @returns {import("../../pkg/src/cli/list/kinds.js").ListCheck} */
export const answer = (id, account = 42, distance = "SECOND_DEGREE") => ({
  prospectId: id,
  ok: true,
  verdict: "not_connected",
  connection: {
    success: true,
    is_connected: false,
    connection_level: 2,
    network_distance: distance,
    checked_with_account_id: account,
  },
  checkedAt: "2026-11-21T21:00:00.000Z",
});
