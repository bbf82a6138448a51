// The list that was checked is the list that is asked: whatever happens to the file meanwhile, no other byte is read.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFile, open, readdir, rename, rm, truncate, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import { CheckedBytes } from "../../pkg/src/cli/list/checked-bytes.js";
import { Repeats } from "../../pkg/src/cli/list/repeats.js";
import { openSource } from "../../pkg/src/cli/list/source.js";
import { temporaryDirectory } from "../support/cli.mjs";
import { all, signal } from "../support/lists.mjs";
import { seededRandom } from "../support/seed.mjs";

const CHUNK = 65_536;
const CHANGED = /list\.csv has changed since it was checked/;

/** @param {Buffer} bytes @returns {import("../../pkg/src/cli/list/checked-bytes.js").ReadAt} */
const from = (bytes) => async (position, buffer) => bytes.copy(buffer, 0, position);

describe("bytes that were read once", () => {
  const whole = randomBytes(3 * CHUNK + 100);

  for (const [what, change] of /** @type {[string, (bytes: Buffer) => Buffer][]} */ ([
    ["one byte at the beginning", (bytes) => Buffer.concat([Buffer.from([(bytes[0] ?? 0) ^ 1]), bytes.subarray(1)])],
    ["one byte in the middle", (bytes) => ((bytes[CHUNK + 5] = (bytes[CHUNK + 5] ?? 0) ^ 1), bytes)],
    ["one byte at the end", (bytes) => ((bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1), bytes)],
    ["a row that is taken out", (bytes) => Buffer.concat([bytes.subarray(0, 10), bytes.subarray(20)])],
    [
      "a row that is put in",
      (bytes) => Buffer.concat([bytes.subarray(0, 10), bytes.subarray(0, 20), bytes.subarray(10)]),
    ],
    ["rows behind the end", (bytes) => Buffer.concat([bytes, Buffer.alloc(1)])],
    ["many rows behind the end", (bytes) => Buffer.concat([bytes, bytes])],
    ["one byte less", (bytes) => bytes.subarray(0, -1)],
    ["less, at a border of chunks", (bytes) => bytes.subarray(0, 2 * CHUNK)],
    ["nothing", () => Buffer.alloc(0)],
  ])) {
    test(`a change is met: ${what}`, async () => {
      const bytes = new CheckedBytes("list.csv");
      assert.deepEqual(Buffer.concat(await all(bytes.read(from(whole)))), whole);
      await bytes.verify(from(Buffer.from(whole)));
      await assert.rejects(all(bytes.read(from(change(Buffer.from(whole))))), CHANGED);
    });
  }

  for (const length of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK]) {
    test(`${length} bytes are read as they are, and more behind them is a change`, async () => {
      const part = whole.subarray(0, length);
      const bytes = new CheckedBytes("list.csv");
      for (let time = 0; time < 3; time++) assert.deepEqual(Buffer.concat(await all(bytes.read(from(part)))), part);
      await assert.rejects(bytes.verify(from(Buffer.concat([part, Buffer.from("1\n")]))), CHANGED);
    });
  }
});

describe("a file", () => {
  /** @param {import("node:test").TestContext} context */
  async function opened(context) {
    const file = path.join(await temporaryDirectory(context), "list.csv");
    await writeFile(file, "prospect_id\n1\n2\n");
    const source = await openSource(file, signal);
    context.after(() => source.close());
    await all(source.chunks());
    return { file, source };
  }

  for (const [what, change] of /** @type {[string, (file: string) => Promise<void>][]} */ ([
    ["edited in place", (file) => writeFile(file, "prospect_id\n1\n3\n")],
    ["with a row more", (file) => appendFile(file, "3\n")],
    ["cut short", (file) => truncate(file, 14)],
    ["replaced by another", async (file) => (await writeFile(`${file}.new`, "1\n"), rename(`${file}.new`, file))],
  ])) {
    test(`${what}: the run ends`, async (context) => {
      const { file, source } = await opened(context);
      await source.verify();
      await change(file);
      await assert.rejects(source.verify(true), CHANGED);
    });
  }

  for (const [what, change] of /** @type {[string, (file: string) => Promise<void>][]} */ ([
    ["saved unchanged", (file) => writeFile(file, "prospect_id\n1\n2\n")],
    ["touched", (file) => utimes(file, new Date(), new Date())],
    ["moved away", (file) => rename(file, `${file}.old`)],
    ["deleted", (file) => rm(file)],
  ])) {
    test(`${what}: what was checked can still be asked`, async (context) => {
      const { file, source } = await opened(context);
      await change(file);
      await source.verify(true);
      assert.equal(Buffer.concat(await all(source.chunks())).toString(), "prospect_id\n1\n2\n");
    });
  }
});

describe("a pipe", () => {
  const noPipes = process.platform === "win32" ? "needs named pipes" : false;

  for (const size of [10, 3_000_000]) {
    test(`${size} bytes are copied, and can be read again`, { skip: noPipes }, async (context) => {
      const cwd = await temporaryDirectory(context);
      const pipe = path.join(cwd, "pipe");
      spawnSync("mkfifo", [pipe]);
      const bytes = randomBytes(size);
      const before = process.env.TMPDIR;
      process.env.TMPDIR = cwd;
      context.after(() => {
        if (before === undefined) delete process.env.TMPDIR;
        else process.env.TMPDIR = before;
      });
      const [source] = await Promise.all([
        openSource(pipe, signal),
        open(pipe, "w").then(async (handle) => {
          await handle.writeFile(bytes);
          await handle.close();
        }),
      ]);
      for (let time = 0; time < 2; time++) assert.ok(Buffer.concat(await all(source.chunks())).equals(bytes));
      assert.deepEqual(await readdir(cwd), ["pipe"], "a copy has no name that others could open");
      await source.close();
    });
  }

  test(
    "a temporary folder that is not there is named, with the variable that moves it",
    { skip: noPipes },
    async (context) => {
      const cwd = await temporaryDirectory(context);
      const pipe = path.join(cwd, "pipe");
      spawnSync("mkfifo", [pipe]);
      const before = process.env.TMPDIR;
      process.env.TMPDIR = path.join(cwd, "gone");
      context.after(() => {
        if (before === undefined) delete process.env.TMPDIR;
        else process.env.TMPDIR = before;
      });
      const writer = open(pipe, "w").then(async (handle) => {
        await handle.writeFile(Buffer.alloc(3_000_000)).catch(() => {});
        await handle.close();
      });
      await assert.rejects(openSource(pipe, signal), /temporary folder .*gone.*ENOENT.*set TMPDIR to a folder/);
      await writer;
    },
  );
});

describe("repeated ids", () => {
  test("every id that comes twice is among them, and few others", () => {
    const random = seededRandom("repeats");
    for (const [many, range] of /** @type {const} */ ([
      [1_000, 500],
      [200_000, 1e6],
      [200_000, Number.MAX_SAFE_INTEGER],
    ])) {
      const ids = Array.from({ length: many }, () => 1 + Math.floor(random() * range));
      const repeats = new Repeats(ids.reduce((sum, id) => sum + String(id).length + 1, 0));
      /** @type {Map<number, number>} */
      const counts = new Map();
      for (const id of ids) {
        repeats.add(id);
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
      let repeated = 0;
      for (const [id, count] of counts) {
        if (count < 2) continue;
        repeated++;
        assert.ok(repeats.has(id), String(id));
      }
      assert.ok(repeats.size - repeated < many / 50, `${repeats.size - repeated} of ${many} by mistake`);
    }
  });

  test("one id two million times takes no memory of two million", () => {
    const repeats = new Repeats(4_000_000);
    const before = process.memoryUsage().arrayBuffers;
    for (let row = 0; row < 2_000_000; row++) repeats.add(7);
    assert.ok(process.memoryUsage().arrayBuffers - before < 1e6);
    assert.ok(repeats.has(7) && !repeats.has(8));
    assert.equal(repeats.size, 1);
  });
});
