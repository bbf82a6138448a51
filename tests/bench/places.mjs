// Where the benchmark finds things.

import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** @param {string} relative to the project */
export const place = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/** The other clients, at the versions of the lockfile. */
export const PEERS = place("target/bench");

/** Installs the other clients, unless they are there already. */
export function installPeers() {
  const stamp = `${PEERS}/package-lock.json`;
  const lock = place("tests/bench/package-lock.json");
  const same = existsSync(stamp) && readFileSync(stamp, "utf8") === readFileSync(lock, "utf8");
  if (same && existsSync(`${PEERS}/load.mjs`) && existsSync(`${PEERS}/node_modules/axios`)) return;
  mkdirSync(PEERS, { recursive: true });
  for (const name of ["package.json", "package-lock.json"])
    copyFileSync(place(`tests/bench/${name}`), `${PEERS}/${name}`);
  // Imports them from where they are, as an application beside them would.
  writeFileSync(`${PEERS}/load.mjs`, "export const load = (name) => import(name);\n");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync(npm, args, { cwd: PEERS, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
}

/** @returns {Record<string, string>} the version of each other client */
export function versions() {
  return JSON.parse(readFileSync(place("tests/bench/package.json"), "utf8")).dependencies;
}
