// The extension of www/extension, loaded unpacked in Chromium and in Firefox, and its variant with a classic service worker,
// as bundlers make it. How a person uses it is tested in tests/extension.

import { build } from "esbuild";
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { buildExtension } from "../../xtask/js/extension.mjs";
import { launchBrowser } from "../support/browsers.mjs";
import { environment } from "./support/environments.mjs";
import { app, installedPackage, QUICK, ROOT, WORK } from "./support/places.mjs";
import { assertClassic, assertWorks, probeSource } from "./support/probe.mjs";

/** @type {import("../../pkg/types/sandbox.js").Sandbox} */
let sandbox;
before(async () => {
  if (!QUICK) sandbox = await startSandbox();
});
after(() => sandbox?.close());

/**
 * The extension of www/extension with the package of the tarball in it, and leave to reach the sandbox.
 *
 * @param {string} name
 * @param {(manifest: Record<string, unknown>) => Record<string, unknown>} change
 * @param {Record<string, string>} files
 */
async function unpacked(name, change = (manifest) => manifest, files = {}) {
  const folder = join(WORK, "extensions", name);
  const kind = name === "firefox" ? "firefox" : "chrome";
  await buildExtension(kind, folder, join(await installedPackage(), "dist/index.js"));
  const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
  manifest.host_permissions.push("http://127.0.0.1/*");
  await writeFile(join(folder, "manifest.json"), JSON.stringify(change(manifest)));
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  return folder;
}

/** @type {string[]} */
const UNSAFE = ["--enable-unsafe-extension-debugging"];

/**
 * @template T
 * @param {string} folder
 * @param {(browser: import("puppeteer-core").Browser, id: string) => Promise<T>} then
 */
async function inChromium(folder, then) {
  const { browser, close } = await launchBrowser("chromium", { args: UNSAFE, extensions: true });
  try {
    return await then(browser, await browser.installExtension(folder));
  } finally {
    await close();
  }
}

/** @param {import("puppeteer-core").Browser} browser */
const versionOf = async (browser) => (await browser.version()).replace(/^\D*/, "");

/** @param {import("puppeteer-core").Browser} browser @param {string} id */
async function serviceWorker(browser, id) {
  const target = await browser.waitForTarget((one) => one.type() === "service_worker" && one.url().includes(id), {
    timeout: 60_000,
  });
  const worker = await target.worker();
  assert.ok(worker, "the service worker cannot be reached");
  return worker;
}

const PROBE = "run(api).catch((error) => ({ failed: String(error), stack: error.stack }))";

/**
 * The worker can be looked into before its script has run.
 *
 * @param {import("puppeteer-core").WebWorker} worker
 */
async function probed(worker) {
  while ((await worker.evaluate("typeof globalThis.probe")) !== "function") await delay(100);
  return worker.evaluate("probe()");
}

environment("chrome-extension-worker", async () => {
  const script = `import * as api from "./linkedin-status.js";\n${probeSource(sandbox.baseUrls, "script")}globalThis.probe = () => ${PROBE};\n`;
  const original = await readFile(join(ROOT, "www/extension/service-worker.js"), "utf8");
  const folder = await unpacked("module-worker", undefined, { "service-worker.js": original + script });
  return inChromium(folder, async (browser, id) => {
    const worker = await serviceWorker(browser, id);
    assertWorks(await probed(worker));
    return versionOf(browser);
  });
});

environment("chrome-extension-classic", async () => {
  const cwd = await app(WORK, "classic-extension", {
    "main.js": `import * as api from "linkedin-status";\n${probeSource(sandbox.baseUrls, "script")}globalThis.probe = () => ${PROBE};\n`,
  });
  const outfile = join(cwd, "out.js");
  await build({ entryPoints: [join(cwd, "main.js")], outfile, bundle: true, format: "iife", logLevel: "error" });
  const script = await readFile(outfile, "utf8");
  assertClassic(script);
  const classic = { service_worker: "service-worker.js" };
  const change = (/** @type {object} */ manifest) => ({ ...manifest, background: classic });
  return inChromium(await unpacked("classic-worker", change, { "service-worker.js": script }), async (browser, id) => {
    const worker = await serviceWorker(browser, id);
    assertWorks(await probed(worker));
    return versionOf(browser);
  });
});

environment("chrome-extension-popup", async () => {
  return inChromium(await unpacked("popup"), async (browser, id) => {
    const page = await browser.newPage();
    await page.goto(`chrome-extension://${id}/popup.html`);
    // In the popup itself, under the manifest's policy.
    const source = `import("./linkedin-status.js").then((api) => { ${probeSource(sandbox.baseUrls, "script")} return run(api); })`;
    assertWorks(await page.evaluate(source));
    return versionOf(browser);
  });
});

environment("firefox-extension", async () => {
  // WebDriver looks neither into a background page nor into an extension's own: each sends home what it found.
  /** @type {Map<string, (found: unknown) => void>} */
  const waiting = new Map();
  const home = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (part) => (text += part));
    request.on("end", () => {
      response.writeHead(204, { "access-control-allow-origin": "*" }).end();
      if (text) waiting.get(request.url ?? "")?.(JSON.parse(text));
    });
  });
  /** @param {string} path */
  const arrival = (path) =>
    new Promise((resolve, reject) => {
      waiting.set(path, resolve);
      setTimeout(() => reject(new Error(`the extension sent no result to ${path} in 90 s`)), 90_000).unref();
    });
  const arrivals = Promise.all([arrival("/background"), arrival("/popup")]);
  arrivals.catch(() => {});
  await new Promise((resolve) => home.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (home.address());
  /** @param {string} path */
  const script = (path) => `import * as api from "./linkedin-status.js";
${probeSource(sandbox.baseUrls, "script")}
${PROBE}.then((found) => fetch("http://127.0.0.1:${port}${path}", { method: "POST", body: JSON.stringify(found) }));
`;
  const read = (/** @type {string} */ name) => readFile(join(ROOT, "www/extension", name), "utf8");
  const folder = await unpacked("firefox", undefined, {
    "service-worker.js": `${await read("service-worker.js")}${script("/background")}chrome.tabs.create({ url: "popup.html" });\n`,
    "popup.js": `${await read("popup.js")}${script("/popup")}`,
  });
  const { browser, close } = await launchBrowser("firefox");
  try {
    await browser.installExtension(folder);
    for (const found of await arrivals) assertWorks(found);
    return await versionOf(browser);
  } finally {
    await close();
    home.closeAllConnections();
    await new Promise((resolve) => home.close(resolve));
  }
});
