// The commands that the pages show: those of `linkedin-status` are run against the sandbox, those of xtask exist.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startSandbox } from "../../pkg/dist/sandbox.js";
import { allBlocks } from "./support/markdown.mjs";
import { app, ROOT, WORK } from "./support/places.mjs";
import { sandboxEnvironment } from "./support/recipes.mjs";
import { run } from "./support/run.mjs";

/** @type {import("../../pkg/types/sandbox.js").Sandbox} */
let sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox.close());

/** Lines of shell that are no command of this package: what installs, and what starts a file that a recipe's test runs. */
const OTHERS =
  /^(export CONNECTSAFELY_API_KEY=… SELEQT_API_KEY=…|npm install \S+|cargo xtask .*|(bun|deno) add .*|NODE_USE_ENV_PROXY=1 \S+ node \S+)$/;

/** A decision, or that a list has failed rows, is no fault. */
const DONE = /ended with exit code (?:7|10|11|12|13) /;

test("each line with linkedin-status does what it says", async () => {
  const cwd = await app(WORK, "commands", { "prospects.csv": "prospect_id\n91101\n91102\n92003\n" });
  const program = join(cwd, "node_modules/linkedin-status/dist/cli.js");
  const env = sandboxEnvironment(sandbox);
  const shell = (await allBlocks())
    .filter(({ language, file }) => language === "sh" && file === "")
    .flatMap(({ code }) => code.trim().split("\n"))
    .map((line) => line.replace(/ +#.*/, ""));
  const lines = shell.flatMap((line) => /\bnpx linkedin-status ([^#&|]*)/.exec(line)?.[1]?.trim() ?? []);
  const commands = new Set(lines);
  assert.ok(commands.size >= 6, [...commands].join("\n"));
  const rest = shell.filter((line) => !line.includes("npx linkedin-status") && !OTHERS.test(line));
  assert.deepEqual(rest, []);
  for (const command of commands) {
    const words = command
      .replace(/\b\d{1,5}\b(?=$| )/, (id) => (command.includes("--take") ? id : "91102"))
      .split(/ +/);
    await run(process.execPath, [program, ...words], { cwd, env }).catch((/** @type {Error} */ error) => {
      assert.match(error.message, DONE, command);
    });
  }
});

test("each command of cargo xtask exists", async () => {
  const source = await readFile(join(ROOT, "xtask/src/main.rs"), "utf8");
  const names = new Set([...source.matchAll(/name: "(\w+)"/g)].map(([, name]) => name));
  const pages = await Promise.all(
    [...new Set((await allBlocks()).map(({ page }) => page))].map((page) => readFile(join(ROOT, page), "utf8")),
  );
  const named = new Set(pages.flatMap((text) => [...text.matchAll(/cargo xtask (\w+)/g)].map(([, name]) => name)));
  assert.ok(named.size >= 4);
  assert.deepEqual(
    [...named].filter((name) => !names.has(name)),
    [],
  );
});
