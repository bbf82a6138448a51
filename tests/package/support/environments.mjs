// Every environment that the package is shown to work in: one row each, in the order of the table in docs/environments.md. A test proves its
// row with `environment(id, ...)`, which runs it and writes down what came of it.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { packed, QUICK, WORK } from "./places.mjs";

export const ENVIRONMENTS = /** @type {const} */ ({
  "node-esm": "Node, ESM and worker threads, this one",
  "node-cjs": "Node, CommonJS, this one",
  "node-22": "Node 22, ESM, CommonJS, worker threads",
  "node-24": "Node 24, ESM, CommonJS, worker threads",
  "node-26": "Node 26, ESM, CommonJS, worker threads",
  deno: "Deno",
  bun: "Bun, ESM and CommonJS",
  workerd: "workerd (Cloudflare Workers)",
  wrangler: "Cloudflare Workers, by Wrangler",
  "edge-runtime": "Edge Runtime (Vercel)",
  "chromium-page": "Chromium, page without a bundler",
  "chromium-module-worker": "Chromium, module worker",
  "chromium-classic-worker": "Chromium, classic worker, bundled or not",
  "chromium-service-worker": "Chromium, service worker, module and classic",
  "chromium-csp": "Chromium, CSP without unsafe-eval",
  "firefox-page": "Firefox, page without a bundler",
  "firefox-module-worker": "Firefox, module worker",
  "firefox-classic-worker": "Firefox, classic worker, bundled or not",
  "firefox-service-worker": "Firefox, service worker",
  "firefox-csp": "Firefox, CSP without unsafe-eval",
  "vite-dev": "Vite, dev server",
  "vite-build": "Vite, build",
  webpack: "webpack",
  rollup: "Rollup",
  "esbuild-esm": "esbuild, ESM",
  "esbuild-iife": "esbuild, IIFE",
  parcel: "Parcel",
  rspack: "Rspack",
  "next-server-component": "Next, server component",
  "next-node-route": "Next, Node route",
  "next-edge-route": "Next, edge route",
  "next-client-component": "Next, client component",
  "jest-node": "Jest, node",
  "jest-jsdom": "Jest, jsdom",
  vitest: "Vitest, node and threads",
  "chrome-extension-worker": "Chrome MV3, module service worker",
  "chrome-extension-classic": "Chrome MV3, bundled classic service worker",
  "chrome-extension-popup": "Chrome MV3, popup",
  "firefox-extension": "Firefox MV3, background page and popup",
});

/** @typedef {keyof typeof ENVIRONMENTS} EnvironmentId */
/** @typedef {{ tarball: string, version: string, result: "works" | "fails" }} Result */

const RESULTS = join(WORK, "results");

/**
 * @param {EnvironmentId} id
 * @param {(t: import("node:test").TestContext) => Promise<string>} prove returns the version that it ran in
 * @param {{ cheap?: boolean }} [options] cheap: run by --quick, too
 */
export function environment(id, prove, { cheap = false } = {}) {
  // Named as left out, rather than not at all: a file without a single test counts as one that failed.
  const skip = QUICK && !cheap && "left out by --quick";
  test(`it works in ${ENVIRONMENTS[id]}`, { timeout: 600_000, skip }, async (t) => {
    /** @type {Result} */
    let result = { tarball: (await packed()).tarball, version: "", result: "fails" };
    try {
      result = { ...result, version: await prove(t), result: "works" };
    } finally {
      await mkdir(RESULTS, { recursive: true });
      await writeFile(join(RESULTS, `${id}.json`), JSON.stringify(result));
    }
  });
}

/** What was found with the tarball of now. @returns {Promise<{ id: EnvironmentId, name: string, result: Result | undefined }[]>} */
export async function results() {
  const { tarball } = await packed();
  const ids = /** @type {EnvironmentId[]} */ (Object.keys(ENVIRONMENTS));
  return Promise.all(
    ids.map(async (id) => ({
      id,
      name: ENVIRONMENTS[id],
      result: await readFile(join(RESULTS, `${id}.json`), "utf8").then(
        (text) => {
          const result = /** @type {Result} */ (JSON.parse(text));
          return result.tarball === tarball ? result : undefined;
        },
        () => undefined,
      ),
    })),
  );
}
