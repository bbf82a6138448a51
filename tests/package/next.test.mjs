// Next.js with no setting for this package: a server component, a route on Node, a route at the edge and a client component,
// in a production build and in the dev server, and with the older of its two bundlers, too. And the recipe of docs/recipes/next.md.

import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { launchBrowser } from "../support/browsers.mjs";
import { environment } from "./support/environments.mjs";
import { app, QUICK, tools } from "./support/places.mjs";
import { assertWorks, probeSource } from "./support/probe.mjs";
import { recipe, sandboxEnvironment, toSandbox } from "./support/recipes.mjs";
import { run, serve } from "./support/run.mjs";
import { openPage } from "./support/site.mjs";

/** @type {import("../../pkg/types/sandbox.js").Sandbox} */
let sandbox;
/** @type {string} */
let folder;
/** @type {string} */
let cwd;
/** @type {{ mode: string, url: string, stop: () => Promise<void>, output: () => string }[]} */
const servers = [];

const IMPORTS = 'import * as api from "linkedin-status";\n';

function files() {
  /** @param {string} extra @param {string} from */
  const route = (extra, from) => `${IMPORTS}import { run } from "${from}";
${extra}
export const dynamic = "force-dynamic";
export async function GET() {
  return Response.json(await run(api));
}
`;
  return {
    "probe.js": probeSource(sandbox.baseUrls, "esm"),
    "next.config.mjs":
      'export default { distDir: process.env.DIST, turbopack: { root: import.meta.dirname + "/../.." } };\n',
    "app/layout.js": "export default ({ children }) => <html><body>{children}</body></html>;\n",
    "app/page.js": `${IMPORTS}import { run } from "../probe.js";
export const dynamic = "force-dynamic";
export default async function Page() {
  return <pre id="found">{JSON.stringify(await run(api))}</pre>;
}
`,
    "app/client/page.js": `"use client";
${IMPORTS}import { useEffect } from "react";
import { run } from "../../probe.js";
export default function Page() {
  useEffect(() => {
    window.found = run(api);
  }, []);
  return <p>client</p>;
}
`,
    "app/node/route.js": route("", "../../probe.js"),
    "app/edge/route.js": route('export const runtime = "edge";', "../../probe.js"),
  };
}

before(async () => {
  if (QUICK) return;
  sandbox = await startSandbox();
  folder = await tools("next");
  const more = { ...(await recipe("next")), "to-sandbox.mjs": toSandbox(sandbox) };
  cwd = await app(folder, "next", { ...files(), ...more });
  const NODE_OPTIONS = `--import=${pathToFileURL(join(cwd, "to-sandbox.mjs"))}`;
  const program = join(folder, "node_modules/next/dist/bin/next");
  /** @param {string} mode @param {readonly string[]} args */
  const start = async (mode, args) => {
    const ready = /Local:\s+(http:\S+[^/\s])[\s\S]*Ready/;
    const env = { ...sandboxEnvironment(sandbox), DIST: mode, NODE_OPTIONS };
    const server = await serve(process.execPath, [program, ...args, "-H", "127.0.0.1", "-p", "0"], { cwd, env, ready });
    servers.push({ mode, url: server.found, ...server });
  };
  for (const mode of ["turbopack", "webpack"]) {
    await run(process.execPath, [program, "build", `--${mode}`], {
      cwd,
      env: { DIST: mode },
      says: `next build --${mode}`,
    });
    await start(mode, ["start"]);
  }
  await start("dev", ["dev"]);
});
after(async () => {
  for (const server of servers) await server.stop();
  if (cwd) for (const { mode } of servers) await rm(join(cwd, mode), { recursive: true, force: true });
  await sandbox?.close();
});

/** @param {(url: string) => Promise<unknown>} ask */
async function everywhere(ask) {
  for (const { mode, url, output } of servers) {
    try {
      assertWorks(await ask(url));
    } catch (error) {
      throw new Error(`Next (${mode}) said:\n${output().slice(-4_000)}`, { cause: error });
    }
  }
  return JSON.parse(await readFile(join(folder, "node_modules/next/package.json"), "utf8")).version;
}

/** @param {string} url */
async function get(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(120_000) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text.slice(0, 2_000)}`);
  return text;
}

environment("next-server-component", () =>
  everywhere(async (url) => {
    const html = await get(`${url}/`);
    const json = /<pre id="found">(.*?)<\/pre>/.exec(html)?.[1] ?? "null";
    return JSON.parse(json.replaceAll("&quot;", '"'));
  }),
);
environment("next-node-route", () => everywhere(async (url) => JSON.parse(await get(`${url}/node`))));
environment("next-edge-route", () => everywhere(async (url) => JSON.parse(await get(`${url}/edge`))));
environment("next-client-component", async () => {
  const { browser, close } = await launchBrowser("chromium");
  try {
    return await everywhere((url) => openPage(browser, `${url}/client`));
  } finally {
    await close();
  }
});

test("the recipe's route gives a decision, and an error with its status", { skip: QUICK }, async () => {
  for (const { url } of servers) {
    assert.equal(JSON.parse(await get(`${url}/invites/91102`)).decision, "send");
    const missing = await fetch(`${url}/invites/92003`);
    assert.deepEqual([missing.status, (await missing.json()).code], [404, "prospect_not_found"]);
  }
});
