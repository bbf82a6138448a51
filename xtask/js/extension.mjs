// Builds the example extension of www/extension: a loadable folder and a zip for Chrome and for Firefox, below target/extension.

import { zipSync } from "fflate";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SOURCE = join(ROOT, "www/extension");
export const TARGET = join(ROOT, "target/extension");

/** @typedef {"chrome" | "firefox"} Kind */

/** What the other browser would warn of. @type {Record<Kind, (manifest: any) => void>} */
const ADAPT = {
  chrome(manifest) {
    delete manifest.browser_specific_settings;
    delete manifest.background.scripts;
  },
  firefox(manifest) {
    delete manifest.minimum_chrome_version;
    delete manifest.background.service_worker;
  },
};

/**
 * @param {Kind} kind
 * @param {string} folder is emptied first
 * @param {string} [packageFile] the package's file for browsers
 */
export async function buildExtension(kind, folder, packageFile = join(ROOT, "pkg/dist/index.js")) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const isPart = (/** @type {string} */ file) => !/\.(md|d\.ts)$|[\\/]crm([\\/]|$)/.test(file.slice(SOURCE.length));
  await cp(SOURCE, folder, { recursive: true, filter: isPart });
  await cp(packageFile, join(folder, "linkedin-status.js"));
  await cp(join(ROOT, "pkg/src/words.js"), join(folder, "words.js"));
  const manifest = JSON.parse(await readFile(join(SOURCE, "manifest.json"), "utf8"));
  ADAPT[kind](manifest);
  await writeFile(join(folder, "manifest.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return /** @type {string} */ (manifest.version);
}

/** @param {string} folder @param {string} file */
async function zip(folder, file) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const path of paths.sort()) files[relative(folder, path).split(sep).join("/")] = await readFile(path);
  // A fixed time: the same source makes the same zip.
  await writeFile(file, zipSync(files, { level: 9, mtime: new Date(2000, 0, 1) }));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const kind of /** @type {const} */ (["chrome", "firefox"])) {
    const folder = join(TARGET, kind);
    const version = await buildExtension(kind, folder);
    const file = join(TARGET, `linkedin-status-${kind}-${version}.zip`);
    await zip(folder, file);
    console.log(`${kind}: ${relative(ROOT, folder)} and ${relative(ROOT, file)}`);
  }
  console.log(`Load the folder: in Chrome under chrome://extensions (developer mode, "Load unpacked"), in Firefox under
about:debugging#/runtime/this-firefox ("Load Temporary Add-on", its manifest.json).`);
}
