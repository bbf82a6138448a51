// The tarball itself: what is in it, what its package.json promises, and what tools that judge packages say.

import { build } from "esbuild";
import assert from "node:assert/strict";
import { cp, readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { publint } from "publint";
import { app, installedPackage, packed, QUICK, ROOT, tools, WORK } from "./support/places.mjs";
import { denoProgram } from "./support/programs.mjs";
import { run } from "./support/run.mjs";

/** @type {string} */
let folder;
/** @type {Record<string, any>} */
let manifest;
before(async () => {
  folder = await installedPackage();
  manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
});

test("the tarball holds the entries, their types, the READMEs for people and for agents and the licences, and nothing else", async () => {
  const { files } = await packed();
  const wanted = [
    "AGENTS.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "dist/cli.js",
    "dist/edge-light.js",
    ...["index", "sandbox", "slim"].flatMap((name) =>
      ["cjs", "d.cts", "d.ts", "js"].map((end) => `dist/${name}.${end}`),
    ),
    ...["answers", "error", "fetch", "invite", "list", "options"].flatMap((name) =>
      ["d.cts", "d.ts"].map((end) => `dist/${name}.${end}`),
    ),
    "dist/linkedin_status.wasm",
    "dist/linkedin_status.wasm.d.cts",
    "dist/linkedin_status.wasm.d.ts",
    "dist/workerd.js",
    "package.json",
  ];
  assert.deepEqual(files.map(({ path }) => path).sort(), wanted.sort());
});

test("no file names a folder of the machine that built it", async () => {
  const { files } = await packed();
  for (const { path } of files) {
    const text = await readFile(join(folder, path), "latin1");
    for (const place of [ROOT.replace(/[\\/]$/, ""), join(homedir(), "/")])
      assert.ok(!text.includes(place), `${path} names ${place}`);
    assert.doesNotMatch(text, /\.(?:cargo|rustup|npm)[\\/]|sourceMappingURL/, path);
  }
});

test("package.json promises nothing that is not there, depends on nothing and runs no script", async () => {
  const targets =
    JSON.stringify([manifest.exports, manifest.bin, manifest.typesVersions]).match(/\.\/dist\/[^"]+/g) ?? [];
  for (const target of [...targets, manifest.main, manifest.module, manifest.types]) await stat(join(folder, target));
  for (const field of ["dependencies", "peerDependencies", "optionalDependencies", "devDependencies", "scripts"]) {
    assert.equal(manifest[field], undefined, field);
  }
  assert.deepEqual(Object.keys(manifest.exports["."]), ["workerd", "edge-light", "import", "require", "default"]);
  assert.equal(manifest.sideEffects, false);
  assert.equal(manifest.license, "MIT OR Apache-2.0");
});

test("the crate and the package have one version", async () => {
  const crate = await readFile(join(ROOT, "Cargo.toml"), "utf8");
  const jsr = JSON.parse(await readFile(join(ROOT, "pkg/jsr.json"), "utf8"));
  const version = /^\[package\][^[]*?^version = "(.*?)"/ms.exec(crate)?.[1];
  assert.deepEqual([manifest.version, jsr.version], [version, version]);
});

test("publint has nothing to say", async () => {
  const { messages } = await publint({ pkgDir: folder, strict: true });
  assert.deepEqual(messages, []);
});

test("attw has nothing to say, old module resolution included", { skip: QUICK }, async () => {
  const program = join(await tools("checkers"), "node_modules/@arethetypeswrong/cli/dist/index.js");
  const { tarball } = await packed();
  const said = JSON.parse(await run(process.execPath, [program, "--format", "json", tarball], { cwd: WORK }));
  assert.deepEqual(said.problems ?? said.analysis?.problems, {});
});

test("JSR would take it", { skip: QUICK }, async () => {
  const cwd = await app(WORK, "jsr", {});
  // Deno looks for no such file inside node_modules.
  const source = join(cwd, "package");
  await cp(folder, source, { recursive: true });
  await cp(join(ROOT, "pkg/jsr.json"), join(source, "jsr.json"));
  const args = ["publish", "--dry-run", "--allow-dirty", "--no-check"];
  await run(await denoProgram(), args, {
    cwd: source,
    env: { DENO_DIR: join(cwd, ".deno"), DENO_NO_UPDATE_CHECK: "1" },
  });
});

test("every entry exports the same names, and slim one more", async () => {
  /** @param {string} name */
  const exported = async (name) => {
    const entry = join(folder, "dist", name);
    const external = ["*.wasm", "*.wasm?module"];
    const result = await build({
      entryPoints: [entry],
      format: "esm",
      bundle: true,
      external,
      write: false,
      metafile: true,
    });
    return (Object.values(result.metafile.outputs)[0]?.exports ?? []).sort();
  };
  const names = await exported("index.js");
  assert.ok(names.includes("getAccountStatus"));
  for (const name of ["workerd.js", "edge-light.js"]) assert.deepEqual(await exported(name), names, name);
  assert.deepEqual(await exported("slim.js"), [...names, "setWasm"].sort());
  const cwd = await app(WORK, "names", {
    "main.cjs": `console.log(Object.keys(require(process.argv[2])).sort().join());`,
  });
  for (const [entry, wanted] of [
    ["linkedin-status", names],
    ["linkedin-status/slim", [...names, "setWasm"].sort()],
  ]) {
    assert.equal((await run(process.execPath, ["main.cjs", String(entry)], { cwd })).trim(), String(wanted));
  }
});

test("importing touches nothing that a runtime may lack, and generates no code from text", async () => {
  const source = `
for (const name of ["fetch", "TextEncoder", "TextDecoder", "WebAssembly", "AbortController", "AbortSignal", "Response", "atob", "performance"])
  delete globalThis[name];
const api = await import("linkedin-status");
const slim = await import("linkedin-status/slim");
console.log(typeof api.getAccountStatus, typeof slim.setWasm);
`;
  const cwd = await app(WORK, "bare", { "main.mjs": source });
  const said = await run(process.execPath, ["--disallow-code-generation-from-strings", "main.mjs"], { cwd });
  assert.equal(said.trim(), "function function");
});

test("an error of the CommonJS build is recognised by the ES module, and the other way round", async () => {
  const source = `
import { createRequire } from "node:module";
import * as esm from "linkedin-status";
const cjs = createRequire(import.meta.url)("linkedin-status");
for (const [one, other] of [[esm, cjs], [cjs, esm]]) {
  const error = await one.getAccountStatus({ apiKey: "" }).catch((thrown) => thrown);
  console.log(other.isLinkedInStatusError(error), error.code);
}
`;
  const cwd = await app(WORK, "both", { "main.mjs": source });
  const said = await run(process.execPath, ["main.mjs"], { cwd });
  assert.equal(said, "true invalid_options\ntrue invalid_options\n");
});

test("the command line runs from node_modules/.bin", async () => {
  const cwd = await app(WORK, "bin", {});
  const program = join(cwd, "node_modules/linkedin-status/dist/cli.js");
  assert.equal((await run(process.execPath, [program, "--version"], { cwd })).trim(), manifest.version);
  if (process.platform !== "win32") {
    assert.equal(
      (await run(join(cwd, "node_modules/.bin/linkedin-status"), ["--version"], { cwd })).trim(),
      manifest.version,
    );
  }
});

test("code that is not used is left out of a bundle: the error class alone needs no WebAssembly", async () => {
  const cwd = await app(WORK, "shaken", {
    "main.js": 'import { isLinkedInStatusError } from "linkedin-status";\nconsole.log(isLinkedInStatusError(1));\n',
    "unused.js": 'import "linkedin-status";\nconsole.log("nothing");\n',
  });
  const entryPoints = [join(cwd, "unused.js")];
  const result = await build({ entryPoints, bundle: true, format: "esm", write: false, logLevel: "error" });
  assert.ok((result.outputFiles[0]?.text.length ?? Infinity) < 200);
});
