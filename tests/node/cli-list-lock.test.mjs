// The file that was named is the file that is written: the lock beside it, and the file behind the name.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFile, chmod, mkdir, open, readdir, readFile, rename, rm, stat, symlink, truncate, utimes, writeFile } from "node:fs/promises"; // prettier-ignore
import { createServer } from "node:net";
import { hostname } from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import { csvFormat } from "../../pkg/src/cli/list/formats.js";
import { lockOutput } from "../../pkg/src/cli/list/lock.js";
import { thisProcess } from "../../pkg/src/cli/list/process-identity.js";
import { openRowsFile } from "../../pkg/src/cli/list/rows-file.js";
import { temporaryDirectory } from "../support/cli.mjs";
import { signal } from "../support/lists.mjs";

const TOKEN = "01234567-89ab-cdef-0123-456789abcdef";
const isWindows = process.platform === "win32";
const noProc = thisProcess().started === "" ? "needs /proc" : false;

/** A process that has ended. */
const { pid: deadPid } = spawnSync(process.execPath, ["-e", ""]);

/** @param {import("node:test").TestContext} context */
async function place(context) {
  const cwd = await temporaryDirectory(context);
  return { cwd, out: path.join(cwd, "out.csv"), lock: path.join(cwd, "out.csv.lock") };
}

/** @param {object} differs */
const holder = (differs) =>
  JSON.stringify({ ...thisProcess(), host: hostname(), since: new Date().toISOString(), token: TOKEN, ...differs });

describe("the lock", () => {
  test("a second run is told who holds it and since when; afterwards it may", async (context) => {
    const { out, cwd } = await place(context);
    const first = await lockOutput(out);
    const since =
      /out\.csv is being written by another run: process \d+ on .+, since \d{4}-\d\d-\d\dT.* \(.* ago\)\. Wait/;
    await assert.rejects(lockOutput(out), (/** @type {Error & { code: string }} */ error) => {
      assert.equal(error.code, "invalid_options");
      assert.match(error.message, since);
      assert.ok(error.message.includes(`process ${process.pid} on ${hostname()}`));
      return true;
    });
    first.release();
    first.release();
    const second = await lockOutput(out);
    assert.notEqual(first.temporary, second.temporary);
    second.release();
    assert.deepEqual(await readdir(cwd), []);
  });

  for (const [what, differs, skip] of /** @type {[string, object, string | false][]} */ ([
    ["a process that has ended", { pid: deadPid }, false],
    ["a process whose number was given out again", { started: "1" }, noProc],
    ["a start of the machine before this one", { machine: "another-boot pid:[1]" }, noProc],
  ])) {
    test(`left by ${what}, it is taken over, and what lay beside it is removed`, { skip }, async (context) => {
      const { out, lock, cwd } = await place(context);
      await writeFile(lock, holder(differs));
      await writeFile(`${out}.${TOKEN}.tmp`, "half a copy");
      const { release } = await lockOutput(out);
      assert.deepEqual(await readdir(cwd), ["out.csv.lock"]);
      assert.equal(JSON.parse(await readFile(lock, "utf8")).pid, process.pid);
      release();
    });
  }

  for (const [what, text, says] of /** @type {[string, string, RegExp][]} */ ([
    ["another machine", holder({ host: "elsewhere" }), /on elsewhere.*cannot be seen from here.*delete out\.csv\.lock/],
    [
      "another container",
      holder({ machine: thisProcess().machine.replace(/ .*/, " pid:[1]") }),
      noProc ? /./ : /cannot be seen from here/,
    ],
    ["this process", holder({}), /being written by another run/],
    [
      "a system that does not tell when a process began",
      holder({ started: "" }),
      /being written by another run.*cannot be seen from here.*delete out\.csv\.lock/,
    ],
    ["another program", "yarn lockfile v1\n", /out\.csv\.lock is there.*was not written by this program/],
    ["another program, as JSON", '{"lockfileVersion":3}', /was not written by this program/],
    [
      "somebody who wants a path in it",
      holder({ pid: deadPid, token: "../../../etc/passwd/xxxxxxxxxxxxxxxxxx" }),
      /was not written by this program/,
    ],
  ])) {
    test(`one of ${what} stays`, async (context) => {
      const { out, lock } = await place(context);
      await writeFile(lock, text);
      await assert.rejects(lockOutput(out), says);
      assert.equal(await readFile(lock, "utf8"), text);
    });
  }

  for (const [what, put] of /** @type {[string, (lock: string) => unknown][]} */ ([
    ["a link to nowhere", (lock) => symlink("nowhere", lock)],
    ["a link to a file", (lock) => writeFile(`${lock}.x`, holder({})).then(() => symlink("out.csv.lock.x", lock))],
    ["a pipe", (lock) => spawnSync("mkfifo", [lock])],
    ["a directory", (lock) => mkdir(lock)],
  ])) {
    test(`${what} in its place is told, and stays`, { skip: isWindows }, async (context) => {
      const { out, lock, cwd } = await place(context);
      await put(lock);
      const before = await readdir(cwd);
      await assert.rejects(lockOutput(out), /out\.csv\.lock is there.*was not written by this program/);
      assert.deepEqual(await readdir(cwd), before);
    });
  }

  test("an empty one is waited for, and taken over when it stays empty", async (context) => {
    const { out, lock } = await place(context);
    await writeFile(lock, "");
    const old = new Date(Date.now() - 60_000);
    setTimeout(() => utimes(lock, old, old), 120);
    const { release } = await lockOutput(out);
    release();
  });

  test("many at once: one gets it", async (context) => {
    const { out, lock } = await place(context);
    await writeFile(lock, holder({ pid: deadPid }));
    const ends = await Promise.allSettled(Array.from({ length: 20 }, () => lockOutput(out)));
    const held = ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
    assert.equal(held.length, 1);
    held[0]?.release();
  });

  test("one that was removed or replaced ends the run before its next row", async (context) => {
    const { out, lock } = await place(context);
    for (const change of [
      () => rm(lock),
      () => writeFile(`${lock}.new`, "x").then(() => rename(`${lock}.new`, lock)),
    ]) {
      const held = await lockOutput(out);
      held.verify();
      await change();
      assert.throws(() => held.verify(), /lock out\.csv\.lock was removed or replaced/);
      held.release();
      await rm(lock, { force: true });
    }
  });
});

const format = csvFormat({ columns: ["prospect_id"], idColumn: 0, delimiter: "," });
/** @param {AsyncIterable<unknown>} rows */
const examine = async (rows) => {
  for await (const _ of rows);
};
const how = { resume: false, examine, signal };
const ROW = "1,connected,1,,42,2026-11-21T21:00:00.000Z,\n";

describe("the file behind the name", () => {
  const { geteuid, seteuid } = process;
  test("one that may not be written is told before anything of it is replaced", { skip: !seteuid }, async (context) => {
    const { cwd, out } = await place(context);
    const error = "2,,,,,2026-11-21T21:00:00.000Z,network\n";
    await writeFile(out, `${format.header}${ROW}${error}`, { mode: 0o444 });
    await chmod(cwd, 0o777);
    const before = await stat(out);
    const user = geteuid?.();
    // Nobody is kept from writing anything as root.
    if (user === 0) seteuid?.(65_534);
    try {
      await assert.rejects(openRowsFile(out, format, { ...how, resume: true }), /out\.csv cannot be written.*EACCES/);
    } finally {
      if (user === 0) seteuid?.(0);
    }
    assert.equal((await stat(out)).ino, before.ino);
    assert.equal(await readFile(out, "utf8"), `${format.header}${ROW}${error}`);
    assert.deepEqual(await readdir(cwd), ["out.csv"]);
  });

  for (const [what, change, says] of /** @type {[string, (out: string) => Promise<void>, RegExp][]} */ ([
    ["deleted", (out) => rm(out), /out\.csv was deleted or moved away while/],
    ["moved away", (out) => rename(out, `${out}.old`), /was deleted or moved away/],
    [
      "replaced",
      (out) => writeFile(`${out}.n`, "x").then(() => rename(`${out}.n`, out)),
      /was replaced by another file/,
    ],
    [
      "a link now",
      (out) =>
        rename(out, `${out}.old`)
          .then(() => writeFile(`${out}.n`, ""))
          .then(() => symlink(`${out}.n`, out)),
      /was replaced by another file/,
    ],
    ["a folder now", (out) => rm(out).then(() => mkdir(out)), /was replaced by another file/],
    ["longer", (out) => appendFile(out, "mine\n"), /was changed by another program/],
    ["shorter", (out) => truncate(out, 3), /was changed by another program/],
  ])) {
    test(
      `${what}: the next row, and the end, are errors that say how to go on`,
      { skip: isWindows },
      async (context) => {
        for (const step of ["row", "end"]) {
          const { out } = await place(context);
          const rows = await openRowsFile(out, format, how);
          await rows.write(ROW);
          await change(out);
          const next = step === "row" ? rows.write(ROW) : rows.close(true);
          await assert.rejects(next, (/** @type {Error & { code: string }} */ error) => {
            assert.equal(error.code, "invalid_options");
            assert.match(error.message, says);
            assert.match(error.message, /go on with --resume/);
            return true;
          });
          if (step === "row") await rows.close(false);
          await assert.rejects(stat(`${out}.lock`), { code: "ENOENT" });
        }
      },
    );
  }

  test("two names of one file have one lock", { skip: isWindows }, async (context) => {
    const { out, cwd } = await place(context);
    await writeFile(out, format.header);
    await symlink("out.csv", path.join(cwd, "link.csv"));
    const rows = await openRowsFile(path.join(cwd, "link.csv"), format, { ...how, resume: true });
    await assert.rejects(openRowsFile(out, format, { ...how, resume: true }), /being written by another run/);
    await rows.close(true);
  });

  test("a failed resume leaves the file, and no lock and no copy", async (context) => {
    const { out, cwd } = await place(context);
    await writeFile(out, `${format.header}${ROW}2,`);
    const refuse = async () => {
      throw new Error("refused");
    };
    await assert.rejects(openRowsFile(out, format, { ...how, resume: true, examine: refuse }), /refused/);
    assert.deepEqual(await readdir(cwd), ["out.csv"]);
    assert.equal(await readFile(out, "utf8"), `${format.header}${ROW}2,`);
  });

  test(
    "the copy has the permissions of the file, also those that the umask takes away",
    { skip: isWindows },
    async (context) => {
      const { out } = await place(context);
      await writeFile(out, `${format.header}${ROW}2,`);
      const handle = await open(out);
      await handle.chmod(0o666);
      await handle.close();
      await (await openRowsFile(out, format, { ...how, resume: true })).close(true);
      assert.equal((await stat(out)).mode & 0o777, 0o666);
      assert.equal(await readFile(out, "utf8"), `${format.header}${ROW}`);
    },
  );
});

describe("what is no plain file", { skip: isWindows }, () => {
  test("a folder, a socket and a link to nothing are refused for what they are", async (context) => {
    const { cwd } = await place(context);
    const at = (/** @type {string} */ name) => path.join(cwd, name);
    await mkdir(at("folder"));
    await symlink("nothing", at("link"));
    const server = createServer().listen(at("socket"));
    await once(server, "listening");
    context.after(() => void server.close());
    for (const [name, says] of /** @type {[string, RegExp][]} */ ([
      ["folder", /folder is a directory\. Name a file in it/],
      ["link", /link is a link to a file that does not exist/],
      ["socket", /socket is a socket\. Choose a file/],
      ["folder/", /is a directory/],
    ])) {
      for (const resume of [false, true]) {
        await assert.rejects(openRowsFile(at(name), format, { ...how, resume }), (/** @type {Error} */ error) => {
          assert.match(error.message, says);
          assert.doesNotMatch(error.message, /--resume/);
          return true;
        });
      }
    }
    assert.deepEqual((await readdir(cwd)).sort(), ["folder", "link", "socket"]);
  });

  test("a device and a pipe are written in place, and never replaced", async (context) => {
    const { cwd } = await place(context);
    const pipe = path.join(cwd, "pipe");
    spawnSync("mkfifo", [pipe]);
    await assert.rejects(openRowsFile(pipe, format, how), /Nothing reads the pipe .*ENXIO.*Start its reader first/);
    const [reader, rows] = await Promise.all([
      open(pipe, "r").then(async (handle) => {
        const text = await handle.readFile("utf8");
        await handle.close();
        return text;
      }),
      (async () => {
        for (;;) {
          // Until the reader has come.
          const opened = await openRowsFile(pipe, format, how).catch(() => undefined);
          if (!opened) continue;
          await opened.write(ROW);
          await opened.sync();
          return opened.close(true);
        }
      })(),
    ]);
    assert.deepEqual([reader, rows], [format.header + ROW, undefined]);
    assert.ok((await stat(pipe)).isFIFO());
    const device = await openRowsFile("/dev/null", format, how);
    await device.write(ROW);
    await device.close(true);
    await assert.rejects(
      openRowsFile("/dev/null", format, { ...how, resume: true }),
      /cannot be read back.*Leave out --resume/,
    );
    assert.deepEqual(await readdir(cwd), ["pipe"]);
  });
});
