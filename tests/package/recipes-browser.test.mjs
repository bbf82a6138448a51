// The recipes of docs/recipes that run in a browser: React's effect in StrictMode, the page's proxy, the extension's worker.

import { build } from "esbuild";
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { startSandbox } from "../../pkg/dist/sandbox.js";
import { launchBrowser } from "../support/browsers.mjs";
import { until } from "../support/sandbox.mjs";
import { blocks, read } from "./support/markdown.mjs";
import { app, QUICK, tools, WORK } from "./support/places.mjs";
import { recipe, sandboxEnvironment, toSandbox } from "./support/recipes.mjs";
import { serve } from "./support/run.mjs";
import { serveSite } from "./support/site.mjs";

const skip = QUICK && "left out by --quick";

/** @type {import("../../pkg/types/sandbox.js").Sandbox} */
let sandbox;
/** @type {Awaited<ReturnType<typeof launchBrowser>>} */
let launched;
before(async () => {
  if (QUICK) return;
  sandbox = await startSandbox();
  launched = await launchBrowser("chromium", { args: ["--enable-unsafe-extension-debugging"], extensions: true });
});
beforeEach(() => sandbox?.reset());
after(async () => {
  await launched?.close();
  await sandbox?.close();
});

/** @param {string} cwd @param {string} entry @returns {Promise<string>} one script for a page */
async function bundled(cwd, entry) {
  const result = await build({
    entryPoints: [join(cwd, entry)],
    bundle: true,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"development"' },
    write: false,
    logLevel: "error",
  });
  return result.outputFiles[0]?.text ?? "";
}

test("React: StrictMode asks twice and ends the first; what is left behind is ended", { skip }, async () => {
  const cwd = await app(await tools("recipes"), "recipe-react", {
    ...(await recipe("react")),
    "to-sandbox.mjs": toSandbox(sandbox),
    "main.jsx": `import "./to-sandbox.mjs";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Connection } from "./connection.jsx";
const root = createRoot(document.querySelector("main"));
window.show = (prospectId) =>
  root.render(<StrictMode>{prospectId && <Connection prospectId={prospectId} jwt="test.jwt" />}</StrictMode>);
`,
  });
  const html =
    '<!doctype html><link rel="icon" href="data:," /><main></main><script type="module" src="/main.js"></script>';
  const site = await serveSite({ files: { "/index.html": html, "/main.js": await bundled(cwd, "main.jsx") } });
  const page = await launched.browser.newPage();
  /** @type {string[]} */
  const said = [];
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));
  try {
    await page.goto(site.url);
    await page.waitForFunction("window.show");
    const shows = (/** @type {string} */ text) =>
      page.waitForFunction(`document.querySelector("output")?.textContent === ${JSON.stringify(text)}`);
    const states = () =>
      sandbox.requests.filter(({ method }) => method === "GET").map(({ path, ended }) => [path, ended]);
    await page.evaluate("window.show(91102)");
    await shows("not_connected");
    // A slow answer, overtaken by another question; then the component goes.
    await page.evaluate("window.show(94001)");
    await until(() => states().some(([path, ended]) => path?.includes("94001") && ended === "open"), "it is asked");
    await page.evaluate("window.show(91101)");
    await shows("connected");
    await page.evaluate("window.show(94001)");
    await until(
      () => states().some(([path, ended]) => path?.includes("94001") && ended === "open"),
      "it is asked again",
    );
    await page.evaluate("window.show(undefined)");
    await until(() => states().every(([, ended]) => ended !== "open"), "nothing is left open");
    assert.deepEqual(said, []);
  } finally {
    await page.close();
    await site.close();
  }
});

test("a proxy for pages adds the key, asks who is there, and forwards nothing else", { skip }, async () => {
  const cwd = await app(WORK, "recipe-page-proxy", {
    ...(await recipe("page-proxy")),
    "to-sandbox.mjs": toSandbox(sandbox),
  });
  const env = { ...sandboxEnvironment(sandbox), PORT: "0" };
  const ready = /(http:\/\/127\.0\.0\.1:\d+)/;
  const proxy = await serve(process.execPath, ["--import", "./to-sandbox.mjs", "proxy.mjs"], { cwd, env, ready });
  // The site with the proxy mounted in it, as in an application.
  const script = await bundled(cwd, "page.mjs");
  const site = createServer((request, response) => {
    if (!request.url?.startsWith("/seleqt")) {
      const isScript = request.url === "/page.js";
      const type = { "content-type": isScript ? "text/javascript" : "text/html" };
      return response.writeHead(200, type).end(isScript ? script : "<!doctype html>");
    }
    const headers = { cookie: request.headers.cookie ?? "", "x-api-key": `${request.headers["x-api-key"]}` };
    fetch(proxy.found + request.url, { headers }).then(
      async (answer) => response.writeHead(answer.status).end(await answer.text()),
      () => response.writeHead(502).end(),
    );
  });
  await new Promise((resolve) => site.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (site.address());
  const page = await launched.browser.newPage();
  try {
    await page.goto(`http://127.0.0.1:${port}/`);
    const ask = () =>
      page.evaluate(`import("/page.js").then(({ ask }) => ask(91102, location.origin))
        .then(({ network_distance }) => network_distance, ({ code }) => code)`);
    assert.equal(await ask(), "unauthorized");
    assert.equal(sandbox.requests.length, 0, "nothing was forwarded");
    await page.evaluate("document.cookie = 'session=1'");
    assert.equal(await ask(), "SECOND_DEGREE");
    const [request] = sandbox.requests;
    assert.ok(request?.headerNames.includes("x-api-key"));
    assert.ok(!request?.headerNames.includes("cookie"));
    const cookie = { cookie: "session=1" };
    for (const path of ["/seleqt/api/v1/public/chats", "/seleqt/../secret", "/"]) {
      assert.equal((await fetch(proxy.found + path, { headers: cookie })).status, 404, path);
    }
    assert.equal(sandbox.requests.length, 1);
  } finally {
    await page.close();
    await proxy.stop();
    site.closeAllConnections();
    await new Promise((resolve) => site.close(resolve));
  }
});

test("the extension's worker answers its own pages, with the manifest's two needs", { skip }, async () => {
  const cwd = await app(WORK, "recipe-extension", {});
  const page = "docs/recipes/extension.md";
  const stated = blocks(page, await read(page)).find(({ language }) => language === "json");
  const needs = JSON.parse(stated?.code ?? "");
  const folder = join(cwd, "extension");
  const { "service-worker.js": worker } = await recipe("extension");
  const entry = join(cwd, "node_modules/linkedin-status/dist/index.js");
  const manifest = {
    ...needs,
    manifest_version: 3,
    name: "A recipe",
    version: "1.0",
    permissions: ["storage"],
    background: { service_worker: "service-worker.js", type: "module" },
    host_permissions: [...needs.host_permissions, "http://127.0.0.1/*"],
  };
  await mkdir(folder, { recursive: true });
  await build({ entryPoints: [entry], outfile: join(folder, "linkedin-status.js"), format: "esm", logLevel: "error" });
  for (const [name, text] of Object.entries({
    "manifest.json": JSON.stringify(manifest),
    "to-sandbox.js": toSandbox(sandbox),
    "service-worker.js": `import "./to-sandbox.js";\n${worker}`,
    "popup.html": "<!doctype html>",
  }))
    await writeFile(join(folder, name), text);
  const id = await launched.browser.installExtension(folder);
  const popup = await launched.browser.newPage();
  try {
    await popup.goto(`chrome-extension://${id}/popup.html`);
    await popup.evaluate('chrome.storage.local.set({ connectsafelyKey: "test.key", seleqtKey: "test.key" })');
    const ask = (/** @type {number} */ prospectId) =>
      popup.evaluate(`chrome.runtime.sendMessage({ prospectId: ${prospectId} })`);
    assert.deepEqual(await ask(91101), { decision: "skip", reasons: ["already_connected"] });
    assert.match(JSON.stringify(await ask(92003)), /"error":".*Check prospectId/);
  } finally {
    await popup.close();
  }
});
