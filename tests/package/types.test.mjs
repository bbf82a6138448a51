// The types that ship, as users' compilers read them: every module resolution, ES module and CommonJS, TypeScript 5.0 to 7, with
// the types of every platform and of none, and without a single `any`.

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
    // CommonJS cannot import a `.wasm`, nor, where the compiler is old, an ES module.
    if (!["right-module.ts", "right-clients.ts"].includes(name)) sources[name.replace(/\.ts$/, ".cts")] = text;
  }
});

const COMPILERS = {
  "5.0": () => join(folder, "node_modules/typescript-5.0/bin/tsc"),
  5: () => join(folder, "node_modules/typescript/bin/tsc"),
  7: () => join(ROOT, "node_modules/typescript/bin/tsc"),
};

/** What the compiler knows of the platform. */
const PLATFORMS = {
  dom: { lib: ["es2022", "dom"], types: [] },
  // A server's: fetch, signals and answers come from Node's types.
  node: { lib: ["es2022"], types: ["node"] },
  bare: { lib: ["es2018"], types: [] },
  edge: { lib: ["es2022"], types: ["@cloudflare/workers-types"] },
  // Types of other clients, which need both, and are not all free of errors themselves.
  clients: { lib: ["es2022", "dom", "dom.iterable"], types: ["node"], skipLibCheck: true },
};

/** Which files each is to compile. @type {Record<string, readonly string[]>} */
const FILES = {
  dom: ["right", "right-fetch", "right-module", "wrong"],
  node: ["right", "right-fetch", "wrong"],
  bare: ["right-bare"],
  edge: ["right-fetch"],
  clients: ["right-fetch", "right-clients"],
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
  if (QUICK && version !== "7") continue;
  for (const how of RESOLUTIONS) {
    if (version === "5.0" && how.module === "preserve") continue;
    const name = `${how.moduleResolution}, module ${how.module}`;
    test(`TypeScript ${version}, moduleResolution ${name}: right use compiles, wrong use does not`, async () => {
      const projects = Object.entries(PLATFORMS).map(([platform, options]) => {
        const names = (FILES[platform] ?? []).flatMap((file) => [`${file}.mts`, `${file}.cts`]);
        // A CommonJS file cannot be told to bundlers, which know ES modules.
        const files = names.filter((file) => file in sources && (how.module !== "esnext" || file.endsWith(".mts")));
        return [`${platform}.json`, JSON.stringify({ compilerOptions: { ...STRICT, ...how, ...options }, files })];
      });
      const within = QUICK ? WORK : folder;
      const cwd = await app(within, `types-${version}-${how.module}`, { ...sources, ...Object.fromEntries(projects) });
      for (const [project = ""] of projects) {
        // Older compilers are slow: one resolution shows that all platforms do.
        if (version !== "7" && how.module !== "nodenext" && project !== "dom.json") continue;
        // Tools that a quick run does not install.
        if (QUICK && ["edge.json", "clients.json"].includes(project)) continue;
        await run(process.execPath, [compiler(), "-p", project], { cwd });
      }
    });
  }
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
