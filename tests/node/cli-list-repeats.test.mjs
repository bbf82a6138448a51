// Ids that occur more than once in a list: asked once, and no more of the list is read ahead than a bound.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { askOnce, MAX_WAITING_ROWS } from "../../pkg/src/cli/list/ask-once.js";
import { Repeats } from "../../pkg/src/cli/list/repeats.js";
import { runCli, serviceThat } from "../support/cli.mjs";

/** @typedef {import("../../pkg/src/cli/list/read-list.js").Row} Row */
/** @typedef {import("../../pkg/src/cli/list/formats.js").Answer} Answer */

/** @type {Answer} */
const ANSWER = { outcome: { verdict: "connected" }, cells: ["connected"], account: undefined };

/**
 * @param {readonly number[]} list
 * @param {(row: Row) => void} [beforeWrite]
 */
function follow(list, beforeWrite) {
  /** @type {{ read: number, written: number[] }} */
  const seen = { read: 0, written: [] };
  const repeats = new Repeats(list.length * 8);
  for (const id of list) repeats.add(id);
  const once = askOnce({
    async *rows() {
      for (const [position, id] of list.entries()) {
        seen.read++;
        yield { position, id, values: [String(id), String(seen.read)] };
      }
    },
    repeats,
    isAnswered: () => false,
    beforeRequest: async () => {},
    async write(row) {
      beforeWrite?.(row);
      seen.written.push(row.id);
    },
  });
  return { seen, once, requests: once.requests() };
}

/** Lets everything run that needs no answer. */
const idle = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe("repeated ids", () => {
  test("while the request of a repeated id is open, only so many of its rows are read", async () => {
    const list = Array.from({ length: 200_000 }, () => 7);
    const { seen, once, requests } = follow(list);
    assert.deepEqual(await requests.next(), { done: false, value: 7 });
    const next = requests.next();
    await idle();
    assert.equal(seen.read, MAX_WAITING_ROWS + 1);
    await once.answered(7, ANSWER);
    assert.deepEqual(await next, { done: true, value: undefined });
    assert.deepEqual([seen.read, seen.written.length], [list.length, list.length]);
  });

  test("the bound holds for all open requests together, and reading goes on when one is answered", async () => {
    const list = [1, 2, ...Array.from({ length: 50_000 }, (_, index) => 1 + (index % 2)), 3];
    const { seen, once, requests } = follow(list);
    assert.deepEqual([(await requests.next()).value, (await requests.next()).value], [1, 2]);
    const next = requests.next();
    await idle();
    assert.equal(seen.read, MAX_WAITING_ROWS + 2);
    await once.answered(1, ANSWER);
    await idle();
    // Half of them were those of 1; the same number of rows of 2 may be read again.
    assert.ok(seen.read <= 3 * MAX_WAITING_ROWS, String(seen.read));
    await once.answered(2, ANSWER);
    assert.deepEqual(await next, { done: false, value: 3 });
    assert.deepEqual((await requests.next()).done, true);
    await once.answered(3, ANSWER);
    assert.equal(seen.written.length, list.length);
  });

  test("a list that is stopped does not wait for an answer that will not come", async () => {
    const { once, requests } = follow(Array.from({ length: 1_000 }, () => 7));
    await requests.next();
    const next = requests.next();
    await idle();
    once.stop();
    assert.deepEqual(await next, { done: true, value: undefined });
  });

  test("a row that cannot be written ends the list, although rows are waiting", async () => {
    const { once, requests } = follow(
      Array.from({ length: 1_000 }, () => 7),
      () => {
        throw new Error("the disk is full");
      },
    );
    await requests.next();
    const next = requests.next();
    await idle();
    await assert.rejects(once.answered(7, ANSWER), /the disk is full/);
    assert.deepEqual(await next, { done: true, value: undefined });
  });

  test("on the command line, every row gets the answer of the one request", async (context) => {
    let asked = 0;
    const env = await serviceThat(context, () => {
      asked++;
      return { body: { success: true, is_connected: true, connection_level: 1, checked_with_account_id: 1 } };
    });
    const many = 5_000;
    for (const args of [[], ["--concurrency", "10"]]) {
      asked = 0;
      const input = `${"7\n".repeat(many)}8\n${"7\n9\n".repeat(many)}`;
      const { code, stdout, stderr } = await runCli(
        ["connections", "-", "--per-minute", "100000", "--per-day", "unlimited", ...args],
        {
          env,
          input,
        },
      );
      assert.equal(code, 0, stderr);
      assert.equal(stdout.trim().split("\n").length, 3 * many + 2);
      assert.equal(asked, 3);
    }
  });
});
