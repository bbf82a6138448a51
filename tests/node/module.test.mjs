// The WebAssembly that ships: its names, and how the package tells it from a module of another build.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { KEY } from "../support/calls.mjs";

const bytes = await readFile(new URL("../../pkg/dist/linkedin_status.wasm", import.meta.url));

test("its names are minified, and all its imports come from one place", async () => {
  const module = await WebAssembly.compile(bytes);
  const imports = WebAssembly.Module.imports(module);
  for (const { name } of [...imports, ...WebAssembly.Module.exports(module)]) assert.match(name, /^[\w$]{1,3}$/);
  assert.deepEqual([...new Set(imports.map(({ module }) => module))], ["a"]);
});

let copies = 0;
/** Without its last section, as wasm-opt wrote it; and with another text in that section. */
const OTHER_BUILDS = /** @type {const} */ ({
  "that says nothing of its build": bytes.subarray(0, bytes.lastIndexOf("build") - 3),
  "of another build": Buffer.concat([bytes.subarray(0, -1), Buffer.from("x")]),
});

for (const [which, other] of Object.entries(OTHER_BUILDS)) {
  test(`a module ${which} is refused, though all its names are the same`, async () => {
    const module = await WebAssembly.compile(other);
    const own = await WebAssembly.compile(bytes);
    assert.deepEqual(WebAssembly.Module.imports(module), WebAssembly.Module.imports(own));
    assert.deepEqual(WebAssembly.Module.exports(module), WebAssembly.Module.exports(own));
    for (const source of [module, other]) {
      /** @type {typeof import("../../pkg/dist/slim.js")} */
      const slim = await import(`../../pkg/dist/slim.js?copy=${copies++}`);
      slim.setWasm(source);
      await assert.rejects(slim.getAccountStatus({ apiKey: KEY }), /not this version's/);
    }
  });
}
