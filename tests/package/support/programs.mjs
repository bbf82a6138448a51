// Where the installed runtimes have their programs, on this platform.

import { chmod, stat } from "node:fs/promises";
import { join } from "node:path";
import { tools } from "./places.mjs";

const PLATFORM = `${process.platform}-${process.arch}`;
const EXE = process.platform === "win32" ? ".exe" : "";

const DENO = /** @type {Record<string, string>} */ ({
  "linux-x64": "@deno/linux-x64-glibc",
  "linux-arm64": "@deno/linux-arm64-glibc",
  "darwin-x64": "@deno/darwin-x64",
  "darwin-arm64": "@deno/darwin-arm64",
  "win32-x64": "@deno/win32-x64",
  "win32-arm64": "@deno/win32-arm64",
});

const BUN = /** @type {Record<string, string>} */ ({
  "linux-x64": "@oven/bun-linux-x64-baseline",
  "linux-arm64": "@oven/bun-linux-aarch64",
  "darwin-x64": "@oven/bun-darwin-x64-baseline",
  "darwin-arm64": "@oven/bun-darwin-aarch64",
  "win32-x64": "@oven/bun-windows-x64-baseline",
});

const WORKERD = /** @type {Record<string, string>} */ ({
  "linux-x64": "@cloudflare/workerd-linux-64",
  "linux-arm64": "@cloudflare/workerd-linux-arm64",
  "darwin-x64": "@cloudflare/workerd-darwin-64",
  "darwin-arm64": "@cloudflare/workerd-darwin-arm64",
  "win32-x64": "@cloudflare/workerd-windows-64",
});

/** @param {number} major */
export const nodeProgram = (major) => program(`Node ${major}`, `node-${major}-${PLATFORM}`, `bin/node${EXE}`);

export const denoProgram = () => program("Deno", DENO[PLATFORM], `deno${EXE}`);

export const bunProgram = () => program("Bun", BUN[PLATFORM], `bin/bun${EXE}`);

export const workerdProgram = () => program("workerd", WORKERD[PLATFORM], `bin/workerd${EXE}`);

/**
 * @param {string} name
 * @param {string | undefined} from
 * @param {string} file
 */
async function program(name, from, file) {
  const missing = `${name} is not to be had from npm for ${PLATFORM}: tests/package/tools/runtimes/package.json lists no package for it.`;
  if (!from) throw new Error(missing);
  const path = join(await tools("runtimes"), "node_modules", from, file);
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new Error(missing);
  // Packages whose install script would do this, which npm does not run unasked.
  if (EXE === "" && (found.mode & 0o111) === 0) await chmod(path, 0o755);
  return path;
}
