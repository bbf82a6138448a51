// Runtimes that take the package as it is, without a bundler: Node in all its maintained versions, Deno, Bun, and those at
// the edge.

import { build } from "esbuild";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before } from "node:test";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { environment } from "./support/environments.mjs";
import { app, tools, WORK } from "./support/places.mjs";
import { assertWorks, foundIn, probeSource, report } from "./support/probe.mjs";
import { run } from "./support/run.mjs";
import { bunProgram, denoProgram, nodeProgram } from "./support/programs.mjs";
import { withWorkerd } from "./support/workerd.mjs";

/** @type {import("../../pkg/types/sandbox.js").Sandbox} */
let sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox.close());

const ESM = `import * as api from "linkedin-status";\nimport { run } from "./probe.mjs";\n${report()}`;

function files() {
  return {
    "probe.mjs": probeSource(sandbox.baseUrls, "esm"),
    "probe.cjs": probeSource(sandbox.baseUrls, "cjs"),
    "main.mjs": ESM,
    "main.cjs": `const api = require("linkedin-status");\nconst { run } = require("./probe.cjs");\n${report()}`,
    // The parent ends as soon as the worker has: a timer that is left behind would show.
    "thread.mjs":
      'import { Worker } from "node:worker_threads";\nnew Worker(new URL("./main.mjs", import.meta.url));\n',
    "thread.cjs": 'new (require("node:worker_threads").Worker)(require.resolve("./main.cjs"));\n',
  };
}

/** @param {string} program @param {string} cwd @param {readonly string[]} mains */
async function eachWorks(program, cwd, mains) {
  for (const main of mains) assertWorks(foundIn(await run(program, [main], { cwd, timeoutMs: 60_000 })));
}

environment(
  "node-esm",
  async () => {
    await eachWorks(process.execPath, await app(WORK, "node-esm", files()), ["main.mjs", "thread.mjs"]);
    return process.versions.node;
  },
  { cheap: true },
);

environment(
  "node-cjs",
  async () => {
    await eachWorks(process.execPath, await app(WORK, "node-cjs", files()), ["main.cjs", "thread.cjs"]);
    return process.versions.node;
  },
  { cheap: true },
);

for (const major of /** @type {const} */ ([22, 24, 26])) {
  environment(`node-${major}`, async () => {
    const program = await nodeProgram(major);
    const cwd = await app(WORK, `node-${major}`, files());
    await eachWorks(program, cwd, ["main.mjs", "main.cjs", "thread.mjs", "thread.cjs"]);
    return (await run(program, ["--version"], { cwd })).trim().slice(1);
  });
}

environment("deno", async () => {
  const program = await denoProgram();
  const cwd = await app(WORK, "deno", files());
  const args = ["run", "--no-prompt", "--allow-net=127.0.0.1", "--node-modules-dir=manual", "main.mjs"];
  const env = { DENO_DIR: join(cwd, ".deno"), DENO_NO_UPDATE_CHECK: "1" };
  assertWorks(foundIn(await run(program, args, { cwd, env, timeoutMs: 60_000 })));
  return (await run(program, ["--version"], { cwd, env })).split(" ")[1] ?? "";
});

environment("bun", async () => {
  const program = await bunProgram();
  const cwd = await app(WORK, "bun", files());
  await eachWorks(program, cwd, ["main.mjs", "main.cjs"]);
  return (await run(program, ["--version"], { cwd })).trim();
});

/** What a worker answers with: the probe's findings. */
const handler = (/** @type {string} */ source) => `${source}
import * as api from "linkedin-status";
export default {
  async fetch() {
    try {
      return Response.json(await run(api));
    } catch (error) {
      return Response.json({ failed: String(error), stack: error.stack });
    }
  },
};
`;

environment("workerd", async () => {
  const cwd = await app(WORK, "workerd", { "worker.mjs": handler(probeSource(sandbox.baseUrls, "esm")) });
  await build({
    entryPoints: [join(cwd, "worker.mjs")],
    outfile: join(cwd, "out/worker.js"),
    bundle: true,
    format: "esm",
    target: "es2022",
    conditions: ["workerd", "worker", "browser"],
    external: ["*.wasm"],
  });
  const wasm = await readFile(join(cwd, "node_modules/linkedin-status/dist/linkedin_status.wasm"));
  await writeFile(join(cwd, "out/linkedin_status.wasm"), wasm);
  return withWorkerd(join(cwd, "out"), ["worker.js", "linkedin_status.wasm"], async (url, version) => {
    assertWorks(await (await fetch(url)).json());
    return version;
  });
});

environment("wrangler", async () => {
  const folder = await tools("cloudflare");
  const cwd = await app(folder, "wrangler", {
    "worker.mjs": handler(probeSource(sandbox.baseUrls, "esm")),
    "wrangler.json": JSON.stringify({ name: "probe", main: "worker.mjs", compatibility_date: "2026-07-01" }),
  });
  const wrangler = join(folder, "node_modules/wrangler/bin/wrangler.js");
  const env = { HOME: cwd, XDG_CONFIG_HOME: cwd, CI: "1" };
  const node = await nodeProgram(24);
  await run(node, [wrangler, "deploy", "--dry-run", "--outdir", "out"], { cwd, env });
  const made = await readdir(join(cwd, "out"));
  const modules = [".js", ".wasm"].flatMap((end) => made.filter((name) => name.endsWith(end)));
  const { version } = JSON.parse(await readFile(join(folder, "node_modules/wrangler/package.json"), "utf8"));
  return withWorkerd(join(cwd, "out"), modules, async (url) => {
    assertWorks(await (await fetch(url)).json());
    return version;
  });
});

environment("edge-runtime", async () => {
  const folder = await tools("runtimes");
  const cwd = await app(folder, "edge-runtime", {
    "worker.mjs": `${probeSource(sandbox.baseUrls, "esm")}
import * as api from "linkedin-status";
addEventListener("fetch", (event) => {
  event.respondWith(run(api).then((found) => Response.json(found), (error) => Response.json({ failed: String(error) })));
});
`,
    // As Vercel runs it: the compiled module stands ready, and neither bytes nor text may be compiled.
    "main.cjs": `
const { EdgeRuntime } = require("edge-runtime");
const { readFileSync } = require("node:fs");
const compiled = new WebAssembly.Module(readFileSync(require.resolve("linkedin-status/linkedin_status.wasm")));
const runtime = new EdgeRuntime({
  initialCode: readFileSync("out/worker.js", "utf8"),
  codeGeneration: { strings: false, wasm: false },
  extend: (context) => Object.assign(context, { compiled }),
});
runtime.dispatchFetch("http://edge.invalid/").then(async (answer) => {
  console.log("linkedin-status found: " + (await answer.text()));
});
`,
  });
  await build({
    entryPoints: [join(cwd, "worker.mjs")],
    outfile: join(cwd, "out/worker.js"),
    bundle: true,
    format: "iife",
    target: "es2022",
    conditions: ["edge-light"],
    plugins: [
      {
        name: "module",
        setup: (builder) => {
          builder.onResolve({ filter: /\.wasm\?module$/ }, ({ path }) => ({ path, namespace: "module" }));
          builder.onLoad({ filter: /.*/, namespace: "module" }, () => ({
            contents: "export default globalThis.compiled;",
          }));
        },
      },
    ],
  });
  assertWorks(foundIn(await run(process.execPath, ["main.cjs"], { cwd, timeoutMs: 60_000 })));
  return JSON.parse(await readFile(join(folder, "node_modules/edge-runtime/package.json"), "utf8")).version;
});
