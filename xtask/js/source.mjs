// pkg/ holds source, and is also where a plain `wasm-pack build` puts its output: over our package.json. (README.md and the licences
// there are copies that the build makes.)

import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";

/** Puts back what was committed or staged; what was not is lost already. */
const MEND = "git checkout -- pkg/package.json";

/**
 * Removes what else wasm-pack left.
 *
 * @param {string} pkg
 * @returns {Promise<string | undefined>} what is wrong, and the command that mends it, where the manifest is not ours
 */
export async function checkSource(pkg) {
  const text = await readFile(path.join(pkg, "package.json"), "utf8").catch(() => "{}");
  if (JSON.parse(text).exports === undefined) {
    return `pkg/package.json is not ours: a plain \`wasm-pack build\` writes over it. Restore it:\n\n  ${MEND}\n`;
  }
  for (const name of await readdir(pkg)) {
    if (name === ".gitignore" || name.startsWith("linkedin_status")) await rm(path.join(pkg, name));
  }
  return undefined;
}
