// Where the packaging tests keep what they make: below target/packaging, where a later run finds the installed tools again.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./run.mjs";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
export const WORK = join(ROOT, "target/packaging");
const PKG = join(ROOT, "pkg");

/** Cheap rows alone: `cargo xtask test --quick` asks for that. */
export const QUICK = process.env.LINKEDIN_STATUS_QUICK === "1";

/** npm as the one beside this Node, without a shell: on Windows `npm` is a script. */
const npm = process.platform === "win32" ? [join(dirname(process.execPath), "node_modules/npm/bin/npm-cli.js")] : [];

/**
 * @param {readonly string[]} args
 * @param {import("./run.mjs").RunOptions} options
 */
export function runNpm(args, options) {
  return npm.length > 0 ? run(process.execPath, [...npm, ...args], options) : run("npm", args, options);
}

/**
 * A folder with the tools of tests/package/tools/<name> in its node_modules, installed on the first use.
 *
 * @param {string} name
 */
export async function tools(name) {
  const source = join(ROOT, "tests/package/tools", name);
  const files = ["package.json", "package-lock.json"];
  const texts = await Promise.all(files.map((file) => readFile(join(source, file), "utf8")));
  return once(`${name}-${hash([...texts, process.platform, process.arch])}`, async (folder) => {
    console.log(`  installing ${name}, once`);
    for (const file of files) await cp(join(source, file), join(folder, file));
    await cp(join(ROOT, ".npmrc"), join(folder, ".npmrc"));
    const options = { cwd: folder, timeoutMs: 900_000, says: `installing ${name}` };
    // Not `npm ci`: it wants every other platform's binaries in the lockfile, too, and not every registry mirror has them all.
    // All that is in the lockfile is installed as it stands there.
    await runNpm(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], options);
  });
}

/**
 * A folder that is made on the first use. Another test file may want it at the same time: each makes one of its own, and the
 * first to be done gives it the name.
 *
 * @param {string} name
 * @param {(folder: string) => Promise<void>} make fills it
 */
async function once(name, make) {
  const folder = join(WORK, name);
  if (existsSync(folder)) return folder;
  const own = `${folder}.${process.pid}`;
  await rm(own, { recursive: true, force: true });
  await mkdir(own, { recursive: true });
  await make(own);
  await rename(own, folder).catch(async (error) => {
    if (!existsSync(folder)) throw error;
    await rm(own, { recursive: true, force: true });
  });
  return folder;
}

/**
 * A fresh app with the packed tarball installed in it, and nothing else.
 *
 * @param {string} within a folder of tools, whose node_modules it sees
 * @param {string} name
 * @param {Record<string, string>} files
 */
export async function app(within, name, files) {
  const folder = join(within, "apps", name);
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  await mkdir(folder, { recursive: true });
  await cp(await installed(), folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return folder;
}

/** The package as npm unpacked it from the tarball. */
export async function installedPackage() {
  return join(await installed(), "node_modules/linkedin-status");
}

/** Packs and installs once for each state of pkg/. */
async function installed() {
  const folder = await once(`tarball-${hash(await contents(PKG))}`, async (folder) => {
    const listing = await runNpm(["pack", "--json", "--pack-destination", folder], { cwd: PKG });
    await writeFile(join(folder, "pack.json"), listing);
    const [{ filename }] = parsePack(listing);
    await mkdir(join(folder, "app"));
    await writeFile(join(folder, "app/package.json"), '{ "name": "an-app", "private": true }\n');
    const args = ["install", "--no-audit", "--no-fund", "--loglevel=error", join(folder, filename)];
    await runNpm(args, { cwd: join(folder, "app") });
    await rm(join(folder, "app/package-lock.json"), { force: true });
  });
  return join(folder, "app");
}

/** @returns {Promise<{ tarball: string, files: { path: string, size: number }[] }>} what npm packed */
export async function packed() {
  const folder = dirname(await installed());
  const [{ filename, files }] = parsePack(await readFile(join(folder, "pack.json"), "utf8"));
  return { tarball: join(folder, filename), files };
}

/**
 * npm 11 prints an array, npm 12 an object by name.
 *
 * @param {string} text
 * @returns {[{ filename: string, files: { path: string, size: number }[] }]}
 */
function parsePack(text) {
  const value = JSON.parse(text);
  return /** @type {ReturnType<typeof parsePack>} */ (Array.isArray(value) ? value : Object.values(value));
}

/**
 * @param {string} folder
 * @returns {Promise<(string | Buffer)[]>}
 */
async function contents(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const wanted = files.filter((file) => !/[\\/](src|types)[\\/]|\.tgz$/.test(file.slice(folder.length))).sort();
  return (await Promise.all(wanted.map(async (file) => [file, await readFile(file)]))).flat();
}

/** @param {readonly (string | Buffer)[]} parts */
function hash(parts) {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part).update("\0");
  return sum.digest("hex").slice(0, 12);
}
