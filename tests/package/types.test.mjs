// The types that ship, as users' compilers read them: every module resolution, ES module and CommonJS, TypeScript 5 and 7,
// and without a single `any`.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, test } from "node:test";
import { flaws } from "./support/flaws.mjs";
import { app, installedPackage, QUICK, ROOT, tools, WORK } from "./support/places.mjs";
import { run } from "./support/run.mjs";

/** @type {string} */
let folder;
/** @type {Record<string, string>} */
const sources = {};
before(async () => {
  if (!QUICK) folder = await tools("checkers");
  for (const name of await readdir(join(ROOT, "tests/types"))) {
    const text = await readFile(join(ROOT, "tests/types", name), "utf8");
    sources[name.replace(/\.ts$/, ".mts")] = text;
    // CommonJS cannot import a `.wasm`.
    if (name !== "right-module.ts") sources[name.replace(/\.ts$/, ".cts")] = text;
  }
});

const COMPILERS = {
  5: () => join(folder, "node_modules/typescript/bin/tsc"),
  7: () => join(ROOT, "node_modules/typescript/bin/tsc"),
};

const RESOLUTIONS = /** @type {const} */ ([
  { moduleResolution: "bundler", module: "esnext" },
  { moduleResolution: "bundler", module: "preserve" },
  { moduleResolution: "node16", module: "node16" },
  { moduleResolution: "nodenext", module: "nodenext" },
]);

const STRICT = {
  strict: true,
  noEmit: true,
  target: "es2022",
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: false,
  allowUnreachableCode: true,
};

for (const [version, compiler] of Object.entries(COMPILERS)) {
  if (QUICK && version === "5") continue;
  for (const how of RESOLUTIONS) {
    const name = `${how.moduleResolution}, module ${how.module}`;
    test(`TypeScript ${version}, moduleResolution ${name}: right use compiles, wrong use does not`, async () => {
      const cwd = await app(WORK, `types-${version}-${how.module}`, {
        ...sources,
        "dom.json": config({ ...how, lib: ["es2022", "dom", "dom.asynciterable"], types: [] }),
        // A server's: fetch, signals and answers come from Node's types.
        "node.json": config({ ...how, lib: ["es2022"], types: ["node"] }, ["right-module.mts"]),
      });
      // The older compiler is slow: one resolution shows that Node's types do.
      const projects = version === "7" || how.module === "nodenext" ? ["dom.json", "node.json"] : ["dom.json"];
      for (const project of projects) await run(process.execPath, [compiler(), "-p", project], { cwd });
    });
  }
}

/** @param {object} options @param {readonly string[]} exclude */
function config(options, exclude = []) {
  // A CommonJS file cannot be told to bundlers, which know ES modules.
  const include = "module" in options && options.module === "esnext" ? ["*.mts"] : ["*.mts", "*.cts"];
  return JSON.stringify({ compilerOptions: { ...STRICT, ...options }, include, exclude });
}

test(
  "no shipped type is any, written or inferred, and every exported name is documented",
  { skip: QUICK },
  async () => {
    const compiler = createRequire(join(folder, "package.json"))("typescript");
    const dist = join(await installedPackage(), "dist");
    const files = (await readdir(dist)).filter((name) => /\.d\.c?ts$/.test(name)).map((name) => join(dist, name));
    assert.ok(files.length >= 8);
    assert.deepEqual(flaws(compiler, files), []);
  },
);
