// Bundlers with no setting for this package. What they make is run in Chromium, and where they make it for Node, there.

import { build as esbuild, version as esbuildVersion } from "esbuild";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { launchBrowser } from "../support/browsers.mjs";
import { environment } from "./support/environments.mjs";
import { app, QUICK, tools, WORK } from "./support/places.mjs";
import { assertClassic, assertWorks, foundIn, probeSource, report } from "./support/probe.mjs";
import { run, serve } from "./support/run.mjs";
import { openPage, serveSite } from "./support/site.mjs";

/** @type {import("../../pkg/types/sandbox.js").Sandbox} */
let sandbox;
/** @type {Awaited<ReturnType<typeof launchBrowser>> | undefined} */
let launched;
before(async () => {
  sandbox = await startSandbox();
  if (!QUICK) launched = await launchBrowser("chromium");
});
after(async () => {
  await launched?.close();
  await sandbox.close();
});

const page = (/** @type {string} */ script) =>
  `<!doctype html><html><head><meta charset="utf-8" /><title>t</title></head><body>${script}</body></html>`;

/** @param {string} name */
async function source(name) {
  return app(name.startsWith("esbuild") ? WORK : await tools("bundlers"), name, {
    "main.js": `import * as api from "linkedin-status";\nimport { run } from "./probe.js";\nwindow.found = run(api);\n`,
    "node.js": `import * as api from "linkedin-status";\nimport { run } from "./probe.js";\n${report()}`,
    "probe.js": probeSource(sandbox.baseUrls, "esm"),
    "index.html": page('<script type="module" src="./main.js"></script>'),
  });
}

/** @param {string} folder @param {string} script an HTML element */
async function worksInPage(folder, script) {
  if (!launched) return;
  const site = await serveSite({ folders: { "/": folder }, files: { "/probe.html": page(script) } });
  try {
    assertWorks(await openPage(launched.browser, `${site.url}/probe.html`));
  } finally {
    await site.close();
  }
}

/** @param {string} name */
async function versionOf(name) {
  const file = join(await tools("bundlers"), "node_modules", name, "package.json");
  return JSON.parse(await readFile(file, "utf8")).version;
}

/**
 * A bundler's own API, from where it is installed.
 *
 * @param {string} name
 * @param {string} [file] its ES module, where `require` would find another
 */
async function load(name, file) {
  const folder = await tools("bundlers");
  if (file) return import(pathToFileURL(join(folder, "node_modules", name, file)).href);
  return createRequire(join(folder, "package.json"))(name);
}

environment(
  "esbuild-esm",
  async () => {
    const cwd = await source("esbuild-esm");
    const options = /** @type {const} */ ({ bundle: true, format: "esm", logLevel: "error", minify: true });
    await esbuild({ ...options, entryPoints: [join(cwd, "main.js")], outfile: join(cwd, "out/main.js") });
    await worksInPage(join(cwd, "out"), '<script type="module" src="/main.js"></script>');
    const outfile = join(cwd, "out/node.mjs");
    await esbuild({ ...options, entryPoints: [join(cwd, "node.js")], outfile, platform: "node" });
    assertWorks(foundIn(await run(process.execPath, [outfile], { cwd })));
    return esbuildVersion;
  },
  { cheap: true },
);

environment(
  "esbuild-iife",
  async () => {
    const cwd = await source("esbuild-iife");
    const options = /** @type {const} */ ({ bundle: true, format: "iife", logLevel: "error" });
    await esbuild({ ...options, entryPoints: [join(cwd, "main.js")], outfile: join(cwd, "out/main.js") });
    assertClassic(await readFile(join(cwd, "out/main.js"), "utf8"));
    await worksInPage(join(cwd, "out"), '<script src="/main.js"></script>');
    const outfile = join(cwd, "out/node.cjs");
    await esbuild({ ...options, entryPoints: [join(cwd, "node.js")], outfile });
    assertWorks(foundIn(await run(process.execPath, [outfile], { cwd })));
    return esbuildVersion;
  },
  { cheap: true },
);

environment("rollup", async () => {
  const cwd = await source("rollup");
  const { rollup } = await load("rollup", "dist/es/rollup.js");
  const { default: nodeResolve } = await load("@rollup/plugin-node-resolve", "dist/es/index.js");
  const bundle = await rollup({ input: join(cwd, "main.js"), plugins: [nodeResolve({ browser: true })] });
  await bundle.write({ file: join(cwd, "out/main.js"), format: "iife" });
  await bundle.close();
  await worksInPage(join(cwd, "out"), '<script src="/main.js"></script>');
  return versionOf("rollup");
});

for (const name of /** @type {const} */ (["webpack", "rspack"])) {
  environment(name, async () => {
    const cwd = await source(name);
    const pack = await load(name === "rspack" ? "@rspack/core" : name);
    for (const [entry, target] of [
      ["main", "web"],
      ["node", "node"],
    ]) {
      const output = { path: join(cwd, "out"), filename: entry === "node" ? "node.cjs" : "main.js" };
      const compiler = pack({ context: cwd, mode: "production", entry: `./${entry}.js`, target, output });
      await new Promise((resolve, reject) => {
        compiler.run((/** @type {Error | null} */ error, /** @type {any} */ stats) => {
          const problem =
            error ?? (stats.hasErrors() ? new Error(stats.toString({ all: false, errors: true })) : undefined);
          compiler.close(() => (problem ? reject(problem) : resolve(undefined)));
        });
      });
    }
    await worksInPage(join(cwd, "out"), '<script src="/main.js"></script>');
    assertWorks(foundIn(await run(process.execPath, ["out/node.cjs"], { cwd })));
    return versionOf(name === "rspack" ? "@rspack/core" : name);
  });
}

environment("parcel", async () => {
  const cwd = await source("parcel");
  const program = join(await tools("bundlers"), "node_modules/parcel/lib/bin.js");
  const places = ["--dist-dir", "out", "--cache-dir", ".parcel-cache", "--public-url", "/"];
  await run(process.execPath, [program, "build", "index.html", "--no-source-maps", ...places], { cwd });
  const script = (await readdir(join(cwd, "out"))).find((name) => name.endsWith(".js"));
  await worksInPage(join(cwd, "out"), `<script type="module" src="/${script}"></script>`);
  return versionOf("parcel");
});

environment("vite-dev", async () => {
  const cwd = await source("vite-dev");
  const program = join(await tools("bundlers"), "node_modules/vite/bin/vite.js");
  const args = [program, "--host", "127.0.0.1", "--port", "0", "--clearScreen", "false"];
  const server = await serve(process.execPath, args, { cwd, ready: /Local:\s+(http:\S+[^/\s])/ });
  try {
    if (launched) assertWorks(await openPage(launched.browser, `${server.found}/`));
  } catch (error) {
    throw new Error(`Vite said:\n${server.output()}`, { cause: error });
  } finally {
    await server.stop();
  }
  return versionOf("vite");
});

environment("vite-build", async () => {
  const cwd = await source("vite-build");
  const program = join(await tools("bundlers"), "node_modules/vite/bin/vite.js");
  await run(process.execPath, [program, "build", "--outDir", "out", "--logLevel", "warn"], { cwd });
  const html = await readFile(join(cwd, "out/index.html"), "utf8");
  await worksInPage(join(cwd, "out"), /<script[^>]*><\/script>/.exec(html)?.[0] ?? "");
  await run(process.execPath, [program, "build", "--ssr", "node.js", "--outDir", "ssr", "--logLevel", "warn"], { cwd });
  const [made] = await readdir(join(cwd, "ssr"));
  assertWorks(foundIn(await run(process.execPath, [join("ssr", made ?? "")], { cwd })));
  return versionOf("vite");
});
