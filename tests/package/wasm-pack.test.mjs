// `wasm-pack build` without arguments, as people who know wasm-pack type it: its output folder is pkg/, which is source here.

import assert from "node:assert/strict";
import { cp, mkdir, readdir, readFile, rm, symlink } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { QUICK, ROOT, WORK } from "./support/places.mjs";
import { run } from "./support/run.mjs";

const CRATE = ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "src"];
/** What the bundle is made of, and xtask as the workspace's other member. */
const REST = ["xtask", "pkg", "www/extension", ".gitignore", "tests/wasm.rs"];

/** On the repository in this folder, also where a hook of git's runs the tests. @param {string} cwd @param {string[]} words */
const git = (cwd, ...words) =>
  run("git", words, { cwd, env: { GIT_DIR: undefined, GIT_INDEX_FILE: undefined, GIT_WORK_TREE: undefined } });

/** A copy of the project, under git, with what the first stage of `cargo xtask build` left. @returns {Promise<string>} */
async function project() {
  const folder = join(WORK, "wasm-pack");
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  await mkdir(folder, { recursive: true });
  const filter = (/** @type {string} */ file) => !file.startsWith(join(ROOT, "pkg/dist"));
  for (const name of [...CRATE, ...REST]) await cp(join(ROOT, name), join(folder, name), { recursive: true, filter });
  await cp(join(ROOT, "target/wasm-pack"), join(folder, "target/wasm-pack"), { recursive: true });
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
  await git(folder, "init", "--quiet");
  // `git checkout` restores from the index: nothing need be committed.
  await git(folder, "add", "--all");
  return folder;
}

test(
  "after a plain wasm-pack build, the build says how to mend pkg/, and is whole again then",
  { skip: QUICK },
  async () => {
    const cwd = await project();
    const bundle = () => run(process.execPath, ["xtask/js/bundle.mjs"], { cwd });
    const status = () => git(cwd, "status", "--porcelain", "pkg");
    await bundle();
    const [before, files] = [await status(), await readdir(join(cwd, "pkg"), { recursive: true })];

    const tools = [join(ROOT, "target/tools/bin"), join(ROOT, "node_modules/.bin")];
    const PATH = [...tools, process.env.PATH].join(delimiter);
    // With the dependencies that are compiled already.
    const env = { PATH, CARGO_TARGET_DIR: join(ROOT, "target") };
    await run("wasm-pack", ["build", "--mode", "no-install"], { cwd, env, timeoutMs: 600_000 });
    assert.notEqual(await status(), before, "wasm-pack wrote over what is ours");

    const said = await bundle().then(
      () => assert.fail("the build took wasm-pack's manifest for ours"),
      (/** @type {Error} */ error) => error.message,
    );
    const [, command = ""] = /^ {2}git (.*)$/m.exec(said) ?? [];
    await git(cwd, ...command.split(" "));
    await bundle();
    assert.equal(await status(), before);
    assert.deepEqual((await readdir(join(cwd, "pkg"), { recursive: true })).sort(), files.sort());
    for (const name of ["dist/index.js", "README.md"]) {
      assert.deepEqual(await readFile(join(cwd, "pkg", name)), await readFile(join(ROOT, "pkg", name)), name);
    }
  },
);
