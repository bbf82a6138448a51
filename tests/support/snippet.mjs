// Runs a snippet that the demo page shows, in Node, against the built package: what is shown is what works.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const PACKAGE = new URL("../../pkg/dist/index.js", import.meta.url).href;

/**
 * @param {string} code as shown, importing from "linkedin-status"
 * @param {string} variable whose value is wanted
 * @param {Record<string, string>} keys environment variables that the code reads
 * @returns {Promise<Record<string, unknown>>} the value, by way of JSON
 */
export async function runSnippet(code, variable, keys) {
  const directory = await mkdtemp(join(tmpdir(), "linkedin-status-snippet-"));
  try {
    const file = join(directory, "snippet.mjs");
    const program = code.replace('"linkedin-status"', JSON.stringify(PACKAGE));
    await writeFile(file, `${program}\nconsole.log(JSON.stringify(${variable}));\n`);
    const { stdout } = await promisify(execFile)(process.execPath, [file], { env: { ...process.env, ...keys } });
    return JSON.parse(stdout);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
