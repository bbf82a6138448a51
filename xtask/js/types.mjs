// Fills pkg/dist with the types that ship: those of pkg/types, for both module systems. Also run by `cargo xtask check`, since tsc
// needs no more of the built package than these.

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const source = path.join(root, "pkg/types");

/** @param {string} dist */
export async function writeTypes(dist) {
  await mkdir(dist, { recursive: true });
  for (const file of await readdir(source)) {
    const text = await readFile(path.join(source, file), "utf8");
    const name = file === "wasm.d.ts" ? "linkedin_status.wasm" : path.basename(file, ".d.ts");
    await writeFile(path.join(dist, `${name}.d.ts`), text);
    const commonJs = text.replaceAll(/((?:from |import\()"\.\/[\w-]+)\.js"/g, '$1.cjs"');
    await writeFile(path.join(dist, `${name}.d.cts`), commonJs);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await writeTypes(path.join(root, "pkg/dist"));
}
