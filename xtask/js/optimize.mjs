// Runs wasm-opt (npm's binaryen) over what wasm-bindgen wrote.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const OPTIMIZE = [
  // Less inlining than -Oz does: more raw bytes, but 300 bytes less after brotli.
  "--one-caller-inline-max-function-size=100",
  "--always-inline-max-function-size=4",
  // Rust keeps the low end of the stack at the lowest addresses (wasm-ld's --stack-first): no pointer in use points there, and
  // adding small offsets to one is part of the load.
  "--low-memory-unused",
  // Local variables and blocks made anew, for 200 bytes less after brotli.
  "--flatten",
  "--rereloop",
  // Twice instead of --converge: that runs every pass again, the one that minifies names included, and prints as many lists of
  // names.
  "-Oz",
  "-Oz",
  // Loads and stores name an alignment, which is a hint to the engine. Without it equal code is equal bytes, which compress better.
  "--dealign",
];
const STRIP = ["--strip-debug", "--strip-producers", "--strip-target-features"];
/** Keeps the names of functions and the debug information. */
const DEV = ["--debuginfo"];

/** @param {string} root of the project @param {readonly string[]} words */
async function wasmOpt(root, words) {
  const program = path.join(root, "node_modules/binaryen/bin/wasm-opt");
  return (await run(process.execPath, [program, ...words], { maxBuffer: 0x1000_0000 })).stdout;
}

/**
 * @param {string} root of the project
 * @param {string} input the file that wasm-bindgen wrote
 * @param {string} output
 * @param {{ dev: boolean }} options
 * @returns {Promise<{ wasm: Buffer, build: string, names: Map<string, string> }>} the module, what tells this build from
 *   others, and the short name of everything that the module imports (the imported modules included) or exports
 */
export async function optimize(root, input, output, { dev }) {
  const flags = dev ? DEV : [...OPTIMIZE, ...STRIP];
  const words = [...flags, "--minify-imports-and-exports-and-modules", input, "--output", output];
  const printed = await wasmOpt(root, words);
  // It prints the names as JSON. All imported modules become one, named "a".
  /** @type {{ imports: [module: string, name: string, short: string][], exports: [name: string, short: string][] }} */
  const { imports, exports } = JSON.parse(printed);
  /** @type {Map<string, string>} */
  const names = new Map(exports);
  for (const [module, name, short] of imports) names.set(module, "a").set(name, short);
  const bytes = await readFile(output);
  const build = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  return { wasm: Buffer.concat([bytes, customSection("build", build)]), build, names };
}

/**
 * A custom section, which engines ignore and `WebAssembly.Module.customSections` reads. It may stand at the end of any module.
 * https://webassembly.github.io/spec/core/binary/modules.html#custom-section
 *
 * @param {string} name
 * @param {string} content in ASCII, at most 100 characters, so that each length is one byte
 */
function customSection(name, content) {
  const body = Buffer.from(`${String.fromCharCode(name.length)}${name}${content}`);
  return Buffer.concat([Buffer.from([0, body.length]), body]);
}

/**
 * The functions as they ship, the largest first.
 *
 * @param {string} root of the project
 * @param {string} input the file that wasm-bindgen wrote, with the names of functions
 * @returns {Promise<{ functions: { name: string, bytes: number }[], data: number }>}
 */
export async function functionSizes(root, input) {
  const printed = await wasmOpt(root, [...OPTIMIZE, "--debuginfo", "--func-metrics", input]);
  const functions = [...printed.matchAll(/^func: (.*)\n \[binary-bytes\] : (\d+)/gm)].map(([, name = "", bytes]) => ({
    // Without the hash of the compiler's.
    name: name.replace(/::h[0-9a-f]{16}$/, ""),
    bytes: Number(bytes),
  }));
  functions.sort((a, b) => b.bytes - a.bytes);
  return { functions, data: Number(/\[memory-data\] *: (\d+)/.exec(printed)?.[1] ?? 0) };
}
