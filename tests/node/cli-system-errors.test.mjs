// Every error of the system is told as the system's: exit code 2, its code, and what to do. Commands that are printed can be
// pasted.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { constants } from "node:os";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import { getSystemErrorMap } from "node:util";
import { parseArguments } from "../../pkg/src/cli/arguments.js";
import { exitCode } from "../../pkg/src/cli/exit-codes.js";
import { openRowsFile } from "../../pkg/src/cli/list/rows-file.js";
import { jsonlFormat } from "../../pkg/src/cli/list/formats.js";
import { openSource } from "../../pkg/src/cli/list/source.js";
import { asError } from "../../pkg/src/cli/report.js";
import { commandWith, optionWithValue, shellQuote } from "../../pkg/src/cli/shell.js";
import { asSystemUsage } from "../../pkg/src/cli/system-errors.js";
import { temporaryDirectory } from "../support/cli.mjs";
import { signal } from "../support/lists.mjs";
import { seededRandom } from "../support/seed.mjs";

/** As Node throws it. @param {string} code @param {number} errno */
const systemError = (code, errno) => Object.assign(new Error(`${code}: x, open 'y'`), { code, errno, syscall: "open" });

test("every code there is: exit code 2, the code and what to do, and nothing to report", () => {
  const known = getSystemErrorMap();
  for (const [code, number] of Object.entries(constants.errno)) {
    if (!known.has(-number)) continue;
    const error = systemError(code, -number);
    for (const told of [asError(error), asError(asSystemUsage(error, "list.csv cannot be read"))]) {
      assert.equal(told.code, "invalid_options");
      assert.match(told.message, new RegExp(`${known.get(-number)?.[0]}: .*What to do: .+; then run again\\.`));
      assert.doesNotMatch(told.message, /please report/i);
      assert.equal(exitCode(told), 2);
    }
    assert.equal(exitCode(error), 2);
  }
});

test("what is no error of the system stays what it is", () => {
  for (const error of [
    new Error("x"),
    new TypeError("x"),
    Object.assign(new Error("x"), { code: "ERR_INVALID_ARG_TYPE" }),
    "x",
  ]) {
    assert.equal(asSystemUsage(error, "x"), error);
    assert.equal(exitCode(error), 1);
  }
});

describe("files that cannot be opened", { skip: process.platform === "win32" }, () => {
  const isRoot = process.getuid?.() === 0;

  test("input and output name the code", async (context) => {
    const cwd = await temporaryDirectory(context);
    const at = (/** @type {string} */ name) => path.join(cwd, name);
    await writeFile(at("file"), "1\n");
    await mkdir(at("folder"));
    await symlink("loop", at("loop"));
    await writeFile(at("secret"), "1\n");
    await chmod(at("secret"), 0);
    for (const [name, code] of /** @type {[string, string][]} */ ([
      ["nothing", "ENOENT"],
      ["file/", "ENOTDIR"],
      ["file/x", "ENOTDIR"],
      ["n".repeat(300), "ENAMETOOLONG"],
      ["loop", "ELOOP"],
      ...(isRoot ? [] : /** @type {[string, string][]} */ ([["secret", "EACCES"]])),
    ])) {
      await assert.rejects(openSource(at(name), signal), (error) => {
        assert.equal(exitCode(error), 2);
        assert.match(asError(error).message, new RegExp(code));
        return true;
      });
    }
    const how = { resume: false, examine: async () => {}, signal };
    for (const [name, code] of [
      ["no/where", "ENOENT"],
      ["file/x", "ENOTDIR"],
      ["n".repeat(300), "ENAMETOOLONG"],
      ["n".repeat(252), "ENAMETOOLONG"],
      ["loop", "ELOOP"],
    ]) {
      await assert.rejects(openRowsFile(at(String(name)), jsonlFormat(), how), (error) => {
        assert.equal(exitCode(error), 2);
        assert.match(asError(error).message, new RegExp(`cannot be written: .*${code}`));
        return true;
      });
    }
  });
});

describe("printed commands", () => {
  const shell = spawnSync("bash", ["--version"]).error ? undefined : "bash";

  test("a shell reads every argument as it was", { skip: shell ? false : "needs bash" }, () => {
    const random = seededRandom("arguments");
    const characters = [..." '\"\\$`!*?[]{}()<>|&;#~=%^\n\t\r\u001b\u200b\u00a0é李🦀-ab.,/:"];
    const made = Array.from({ length: 300 }, () =>
      Array.from(
        { length: 1 + Math.floor(random() * 8) },
        () => characters[Math.floor(random() * characters.length)],
      ).join(""),
    );
    const all = ["", "plain", "it's", "my list.csv", "-list.csv", "a\nb", "$(x)", "=ls", "C:\\x", ...made];
    const command = `printf '%s\\0' ${all.map((one) => shellQuote(one, "linux")).join(" ")}`;
    const { stdout } = spawnSync("bash", ["-c", command], { encoding: "utf8" });
    assert.deepEqual(stdout.split("\0").slice(0, -1), all);
    assert.ok(!/[\u0000-\u001f\u200b]/.test(command), "nothing in it is invisible");
  });

  test("options go before what ends the options, once", () => {
    for (const [argv, printed] of /** @type {[string[], string][]} */ ([
      [["connections", "a", "--output", "b"], "connections a --output b --resume"],
      [["connections", "--output", "b", "--", "-a"], "connections --output b --resume -- -a"],
      [["connections", "--resume", "--", "--resume"], "connections --resume -- --resume"],
      [["connections", "--", "--resume"], "connections --resume -- --resume"],
      [["connections", "my list", "--output=-o"], "connections 'my list' --output=-o --resume"],
    ])) {
      const command = commandWith({ argv, env: {} }, ["--resume"]);
      assert.equal(command, `linkedin-status ${printed}`);
      assert.equal(commandWith({ argv, env: { npm_command: "exec" } }, ["--resume"]), `npx linkedin-status ${printed}`);
    }
  });

  test("a value that begins with a dash can be given, and how is told", () => {
    const given = parseArguments(["connections", "--output=-out.csv", "--column=--id", "--", "-list.csv"]);
    assert.ok(given.kind === "run");
    assert.deepEqual([given.positional, given.options.output, given.options.column], ["-list.csv", "-out.csv", "--id"]);
    assert.throws(() => parseArguments(["connections", "a", "--output", "-out.csv"]), /is written --output=FILE/);
    assert.equal(optionWithValue("--column", "-id"), "--column=-id");
    assert.equal(optionWithValue("--column", "my id"), "--column 'my id'");
  });
});
