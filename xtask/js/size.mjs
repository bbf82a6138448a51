// `cargo xtask size`: what the package weighs, what makes it weigh that, and whether it has grown.
//
//   node xtask/js/size.mjs [--record | --check]

import { build } from "esbuild";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const root = fileURLToPath(new URL("../..", import.meta.url));
const record = path.join(root, "xtask/size.json");
/** The default entry may be larger than recorded by this part of it. */
const TOLERANCE = 0.02;

/** @param {string | Uint8Array} content */
const weigh = (content) => ({
  raw: Buffer.byteLength(content),
  brotli: brotliCompressSync(content).length,
});

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

const rows = {
  "the wasm": weigh(await readFile(path.join(root, "pkg/dist/linkedin_status.wasm"))),
  "its glue": await page("target/wasm-pack/glue.js"),
  "the default entry": await page("pkg/dist/index.js"),
  "the slim entry": await page("pkg/dist/slim.js"),
};
const number = (/** @type {number} */ value) => value.toLocaleString("en").padStart(10);
console.log(`${"bytes".padEnd(20)}${"raw".padStart(10)}${"brotli".padStart(10)}`);
for (const [name, { raw, brotli }] of Object.entries(rows)) console.log(name.padEnd(20) + number(raw) + number(brotli));
console.log("Both entries, and the glue, bundled and minified as a page would load them.");

const now = rows["the default entry"].brotli;
const words = process.argv.slice(2);
if (words.includes("--record")) {
  await writeFile(record, `${JSON.stringify({ defaultEntryBrotli: now }, undefined, 2)}\n`);
  console.log(`\nRecorded: ${number(now).trim()} bytes.`);
} else {
  const { defaultEntryBrotli: before } = JSON.parse(await readFile(record, "utf8"));
  const grown = (now - before) / before;
  console.log(`\nThe default entry is recorded with ${number(before).trim()} bytes: ${(100 * grown).toFixed(1)} %.`);
  if (words.includes("--check") && grown > TOLERANCE) {
    console.error("It has grown by more than 2 %. Make it smaller, or raise the record: cargo xtask size --record");
    process.exitCode = 1;
  }
}
