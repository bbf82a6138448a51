// Fills pkg/dist from pkg/src, pkg/types and what wasm-pack left in target/wasm-pack. Run by `cargo xtask build`.

import { build, transform } from "esbuild";
import { chmod, copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createGlueModule } from "./glue.mjs";
import { optimize } from "./optimize.mjs";
import { packageReadme } from "./readme.mjs";
import { checkSource } from "./source.mjs";
import { writeTypes } from "./types.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const built = path.join(root, "target/wasm-pack");
const dist = path.join(root, "pkg/dist");

const common = /** @type {const} */ ({
  bundle: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  absWorkingDir: root,
});

/**
 * What the glue finds in the scope that `createGlue` is given, in the place of the global of that name: what pkg/src/instance.js
 * replaces of the platform, and functions of ours that Rust calls.
 */
const GLUE_SCOPE = [
  ...["WebAssembly", "TextEncoder", "TextDecoder", "queueMicrotask", "FinalizationRegistry"],
  ...["valueKind", "ownProperty", "propertyKind"],
];

const problem = await checkSource(path.join(root, "pkg"));
if (problem) {
  console.error(`error: ${problem}`);
  process.exit(1);
}

const dev = process.argv.includes("--dev");
/** For `cargo xtask coverage` and `mutants`: with source maps, and without a check that instrumented code would not pass. */
const measured = process.argv.includes("--measured");
const optimized = await optimize(
  root,
  path.join(built, "linkedin_status_bg.wasm"),
  path.join(built, "optimized.wasm"),
  { dev },
);
const { wasm } = optimized;
const glue = await createGlueModule(path.join(built, "linkedin_status.js"), optimized.names, GLUE_SCOPE, common);
// For `cargo xtask size`, and for tests that call exports by their long names.
await writeFile(path.join(built, "glue.js"), glue);
await writeFile(path.join(built, "names.json"), JSON.stringify(Object.fromEntries(optimized.names), undefined, 2));
const virtual = new Map([
  ["virtual:glue", glue],
  ["virtual:wasm", `export const hex = "${wasm.toString("hex")}";\n`],
  ["virtual:signature", `export const signature = "${optimized.build}";\n`],
]);

/** @param {string} [wasmImport] how the entry imports the `.wasm` @returns {import("esbuild").Plugin} */
const virtualModules = (wasmImport) => ({
  name: "virtual-modules",
  setup(builder) {
    builder.onResolve({ filter: /^virtual:module$/ }, () => ({ path: wasmImport, external: true }));
    builder.onResolve({ filter: /^virtual:/ }, ({ path }) => ({ path, namespace: "virtual" }));
    builder.onLoad({ filter: /.*/, namespace: "virtual" }, ({ path }) => ({
      contents: virtual.get(path),
      loader: "js",
    }));
  },
});

/**
 * What no bundle may contain: each of these fails in some environment, and users have no workaround. The command line and the
 * sandbox, which run in Node alone, are not checked.
 */
const FORBIDDEN = [
  { what: "import.meta, which CommonJS and classic workers lack", found: /\bimport\.meta\b/ },
  { what: "import(), which service workers refuse", found: /\bimport\(/ },
  { what: "eval, which needs 'unsafe-eval'", found: /\beval\(/ },
  { what: "new Function, which needs 'unsafe-eval'", found: /\bnew Function\b|\bFunction\("/ },
];

/**
 * @param {string} source the entry below pkg/src
 * @param {string} name the file below pkg/dist
 * @param {import("esbuild").BuildOptions} [options]
 */
async function bundle(source, name, options = {}) {
  const outfile = path.join(dist, name);
  const format = name.endsWith(".cjs") ? "cjs" : "esm";
  await build({
    ...common,
    entryPoints: [path.join(root, "pkg/src", source)],
    outfile,
    format,
    // With "node", esbuild adds to CommonJS the list of exported names that Node looks for.
    platform: format === "cjs" ? "node" : "neutral",
    plugins: [virtualModules()],
    ...(measured ? { sourcemap: "inline" } : {}),
    ...options,
  });
  if (options.platform === "node" || measured) return;
  // Without comments, some of which esbuild keeps.
  const { code } = await transform(await readFile(outfile, "utf8"), { minifyWhitespace: true, legalComments: "none" });
  for (const { what, found } of FORBIDDEN) if (found.test(code)) throw new Error(`${name} contains ${what}`);
}

/**
 * One entry in both module systems. The banner tells JSR, which knows no `types` condition, where the types are.
 *
 * @param {string} name
 * @param {string} source
 * @param {import("esbuild").BuildOptions} [options]
 */
async function entry(name, source, options = {}) {
  await bundle(source, `${name}.js`, { ...options, banner: { js: `/* @ts-self-types="./${name}.d.ts" */` } });
  await bundle(source, `${name}.cjs`, options);
}

/** The command line imports the sandbox's bundle, which lies beside it, instead of containing it. @type {import("esbuild").Plugin} */
const sandboxBundle = {
  name: "sandbox-bundle",
  setup(builder) {
    builder.onResolve({ filter: /\/sandbox\/index\.js$/ }, () => ({ path: "./sandbox.js", external: true }));
  },
};

await mkdir(dist, { recursive: true });
const began = Date.now();
await writeFile(path.join(dist, "linkedin_status.wasm"), wasm);
await writeTypes(dist);
await entry("index", "index.js");
await entry("slim", "slim.js");
await entry("sandbox", "sandbox/index.js", { platform: "node" });
// Next gives a module only for an import with `?module`; others for `.wasm`, or for both.
for (const [name, wasmImport] of /** @type {const} */ ([
  ["workerd.js", "./linkedin_status.wasm"],
  ["edge-light.js", "./linkedin_status.wasm?module"],
])) {
  await bundle("workerd.js", name, { plugins: [virtualModules(wasmImport)] });
}
// Files of earlier builds would be packed, too.
for (const name of await readdir(dist)) {
  const file = path.join(dist, name);
  if (name !== "cli.js" && (await stat(file)).mtimeMs < began - 1_000) await rm(file);
}
for (const name of ["LICENSE-MIT", "LICENSE-APACHE"])
  await copyFile(path.join(root, name), path.join(root, "pkg", name));
const manifest = JSON.parse(await readFile(path.join(root, "pkg/package.json"), "utf8"));
const readme = await readFile(path.join(root, "README.md"), "utf8");
await writeFile(path.join(root, "pkg/README.md"), packageReadme(readme, manifest));

const licence = await readFile(path.join(root, "node_modules/csv-parse/LICENSE"), "utf8");
await bundle("cli/index.js", "cli.js", {
  platform: "node",
  plugins: [virtualModules(), sandboxBundle],
  footer: { js: `/*\nThis file contains csv-parse.\n\n${licence.trim()}\n*/` },
});
await chmod(path.join(dist, "cli.js"), 0o755);
console.log(`pkg/dist is ready (wasm: ${wasm.length} bytes)`);
