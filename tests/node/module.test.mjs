// The WebAssembly that ships: what xtask/js/shrink.mjs and names.mjs promise of it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { shorten } from "../../xtask/js/names.mjs";
import { CODE, FUNCTION, IMPORTS, functionBodies, imports, sections } from "../../xtask/js/wasm.mjs";

const bytes = await readFile(new URL("../../pkg/dist/linkedin_status.wasm", import.meta.url));

test("it names no source file and no folder of whoever built it", () => {
  const text = bytes.toString("latin1");
  assert.doesNotMatch(text, /\.rs\b/);
  assert.doesNotMatch(text, /rustc|registry|\/home\/|\/root\//);
});

test("its names carry no hashes, and all its imports come from one place", async () => {
  const module = await WebAssembly.compile(bytes);
  const named = [...WebAssembly.Module.imports(module), ...WebAssembly.Module.exports(module)];
  for (const { name } of named) assert.doesNotMatch(name, /[0-9a-f]{16}/);
  assert.equal(new Set(WebAssembly.Module.imports(module).map(({ module }) => module)).size, 1);
});

test("its sections are read as the platform reads them", async () => {
  const module = await WebAssembly.compile(bytes);
  const all = sections(bytes);
  const read = all.filter(({ id }) => id === IMPORTS).flatMap(({ body }) => imports(body));
  assert.deepEqual(
    read.map(({ from, name, kind }) => [from, name, kind]),
    WebAssembly.Module.imports(module).map(({ module, name }) => [module, name, FUNCTION]),
  );
  const bodies = all.filter(({ id }) => id === CODE).flatMap(({ body }) => functionBodies(body));
  assert.ok(bodies.length > 100 && bodies.every((body) => body.at(-1) === 0x0b), "every function ends with `end`");
});

test("renaming changes the names and nothing else", async () => {
  const { bytes: renamed, names } = shorten(bytes, "elsewhere");
  const [before, after] = await Promise.all([WebAssembly.compile(bytes), WebAssembly.compile(renamed)]);
  assert.equal(names.size, WebAssembly.Module.imports(before).length);
  assert.deepEqual(
    WebAssembly.Module.imports(after),
    WebAssembly.Module.imports(before).map(({ name, kind }) => ({ module: "elsewhere", name: names.get(name), kind })),
  );
  assert.deepEqual(WebAssembly.Module.exports(after), WebAssembly.Module.exports(before));
});
