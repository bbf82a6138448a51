// The last step from what wasm-bindgen wrote to what ships: wasm-opt, after panics were taken down to what is left of them
// anyway. A panic prints nothing here and ends in a trap; on its way there it would put a message together that nobody reads,
// with everything that formats numbers and escapes text. Now it traps at once.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  CODE,
  DATA,
  FUNCTION,
  IMPORTS,
  PREAMBLE,
  functionBodies,
  functionNames,
  imports,
  leb,
  section,
  sections,
} from "./wasm.mjs";

const FLAGS = [
  "-Oz",
  "--converge",
  // Functions that are inlined into their only caller make raw bytes fewer, and brotli's more.
  "--one-caller-inline-max-function-size=50",
  "--always-inline-max-function-size=4",
  "--strip-debug",
  "--strip-producers",
  "--strip-target-features",
];

/** Functions of the standard library that never return, by their names without the crates' hashes. */
const PANICS = /** @type {const} */ ([
  "core::panicking::panic_fmt",
  "core::panicking::assert_failed_inner",
  "core::cell::panic_already_borrowed",
  "core::cell::panic_already_mutably_borrowed",
  "std::thread::local::panic_access_error",
  "alloc::raw_vec::handle_error",
  "alloc::alloc::handle_alloc_error",
  "__rustc::rust_begin_unwind",
]);
/** What only panics need: `check` sees to it that nobody else calls it. Their tables of functions keep it in the module. */
const MESSAGES = /core::fmt|PanicPayload|std::panicking|default_alloc_error_hook/;

/** @param {string} name */
const isPanic = (name) => /** @type {readonly string[]} */ (PANICS).includes(name);

/** No locals, `unreachable`, `end`. */
const TRAP = Buffer.from([0x00, 0x00, 0x0b]);

/**
 * @param {string} file as wasm-bindgen left it, with the names of its functions
 * @param {string} root of the project
 */
export function shrink(file, root) {
  const bytes = readFileSync(file);
  // A build for debugging is left as it is.
  if (bytes.includes(".debug_info")) return bytes;
  /** @param {readonly string[]} words */
  const wasmOpt = (...words) =>
    execFileSync(process.execPath, [path.join(root, "node_modules/binaryen/bin/wasm-opt"), ...words], {
      stdio: ["ignore", "pipe", "inherit"],
      encoding: "utf8",
      maxBuffer: 0x1000_0000,
    });
  const folder = mkdtempSync(path.join(path.dirname(file), "shrink-"));
  try {
    const [walled, small] = [path.join(folder, "walled.wasm"), path.join(folder, "small.wasm")];
    check(wasmOpt("--print-call-graph", file, "-o", small));
    writeFileSync(walled, wall(bytes));
    wasmOpt(...FLAGS, walled, "-o", small);
    return blank(readFileSync(small));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Overwrites data that only messages of panics quoted: the paths of sources, some of them below the builder's home, and the
 * digits of numbers.
 *
 * @param {Buffer<ArrayBuffer>} bytes
 */
function blank(bytes) {
  const unread = /(?:[\w.-]*[\\/])+[\w-]+\.rs(?![\w.])|\bsrc[\\/][\w\\/-]+\.rs|(?:0[0-9]){10}(?:[1-9][0-9]){90}/g;
  const zeros = (/** @type {string} */ found) => "\0".repeat(found.length);
  const parts = sections(bytes).map(({ id, body, whole }) =>
    id === DATA ? section(id, Buffer.from(body.toString("latin1").replaceAll(unread, zeros), "latin1")) : whole,
  );
  return Buffer.concat([bytes.subarray(0, PREAMBLE), ...parts]);
}

/** @param {string} name as Rust's compiler and wasm-bindgen wrote it */
const plain = (name) => name.replaceAll(/\[[0-9a-f]+\]/g, "");

/** Throws where a function that is no panic's calls what is about to trap. @param {string} graph in the language of Graphviz */
function check(graph) {
  for (const [, from = "", to = ""] of graph.matchAll(/^\s*"(.*)" -> "(.*)"; \/\/ call$/gm)) {
    const [caller, callee] = [plain(from), plain(to)];
    if (MESSAGES.test(callee) && !MESSAGES.test(caller) && !isPanic(caller)) {
      throw new Error(
        `${caller} calls ${callee}, which xtask/js/shrink.mjs takes out: join texts instead of formatting them.`,
      );
    }
  }
}

/** @param {Buffer<ArrayBuffer>} bytes */
function wall(bytes) {
  const all = sections(bytes);
  const imported = all
    .filter(({ id }) => id === IMPORTS)
    .flatMap(({ body }) => imports(body))
    .filter(({ kind }) => kind === FUNCTION).length;
  const names = new Map([...functionNames(all)].map(([at, name]) => [at - imported, plain(name)]));
  if (![...names.values()].includes(PANICS[0])) {
    throw new Error(`${PANICS[0]} is not in the module: see how this Rust names it, and adapt xtask/js/shrink.mjs.`);
  }
  const isGone = (/** @type {string} */ name) => isPanic(name) || MESSAGES.test(name);
  /** @param {Buffer<ArrayBuffer>} body */
  const walled = (body) => {
    const functions = functionBodies(body).map((code, at) => (isGone(names.get(at) ?? "") ? TRAP : code));
    return section(
      CODE,
      Buffer.concat([leb(functions.length), ...functions.flatMap((code) => [leb(code.length), code])]),
    );
  };
  const parts = all.map(({ id, body, whole }) => (id === CODE ? walled(body) : whole));
  return Buffer.concat([bytes.subarray(0, PREAMBLE), ...parts]);
}
