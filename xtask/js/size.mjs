// `cargo xtask size`: what the package weighs, and what in the WebAssembly weighs most. Fails over a limit.
//
//   node xtask/js/size.mjs [--limits]      (--limits: the sizes alone; the functions take twenty seconds)

import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { functionSizes } from "./optimize.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const built = path.join(root, "target/wasm-pack");

/** @param {string | Uint8Array} content */
const weigh = (content) => ({ raw: Buffer.byteLength(content), brotli: brotliCompressSync(content).length });

/** A module as a page would load it: bundled and minified. @param {string} file */
async function page(file) {
  const result = await build({
    stdin: { contents: `export * from ${JSON.stringify(`./${file}`)};`, resolveDir: root },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  return weigh(result.outputFiles[0]?.text ?? "");
}

/**
 * Limits in KB of brotli. The project's own bars are 44, 11.5 and 31; the JavaScript of the verdicts, of `checkInvites`, of the day's
 * budget, of `onResponse` and of stacks that begin at the caller does not fit into the first two yet: docs/benchmarks.md says so.
 *
 * @type {{ name: string, size: { raw: number, brotli: number }, limit?: number }[]}
 */
const rows = [
  { name: "default entry", size: await page("pkg/dist/index.js"), limit: 45.5 },
  { name: "slim entry", size: await page("pkg/dist/slim.js"), limit: 13 },
  { name: "WebAssembly", size: weigh(await readFile(path.join(root, "pkg/dist/linkedin_status.wasm"))), limit: 31 },
  { name: "wasm-bindgen's glue", size: await page("target/wasm-pack/glue.js") },
];

/** @param {number} bytes */
const kb = (bytes) => (bytes / 1_000).toFixed(1);

console.log("KB of 1,000 bytes; the JavaScript bundled and minified as a page would load it.\n");
console.log(`${"".padEnd(20)}${"raw".padStart(8)}${"brotli".padStart(8)}${"limit".padStart(8)}`);
for (const { name, size, limit } of rows) {
  const end =
    limit === undefined ? "" : `${limit.toFixed(1).padStart(8)}  ${size.brotli <= 1_000 * limit ? "ok" : "over"}`;
  console.log(name.padEnd(20) + kb(size.raw).padStart(8) + kb(size.brotli).padStart(8) + end);
}

if (!process.argv.includes("--limits")) {
  const { functions, data } = await functionSizes(root, path.join(built, "linkedin_status_bg.wasm"));
  console.log(
    `\nBytes in the WebAssembly: ${data.toLocaleString("en")} of data, and the largest of ${functions.length} functions`,
  );
  for (const { name, bytes } of functions.slice(0, 15))
    console.log(`${bytes.toLocaleString("en").padStart(8)}  ${name}`);
}

const over = rows.filter(({ size, limit = Infinity }) => size.brotli > 1_000 * limit).map(({ name }) => name);
if (over.length > 0) {
  console.error(`\nOver the limit: ${over.join(", ")}.`);
  process.exitCode = 1;
}
