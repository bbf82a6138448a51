// Chromium and Firefox: the file from the tarball in a page, and in every kind of worker; bundled where a worker is a classic
// script; and under a Content Security Policy.

import { build } from "esbuild";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { BROWSERS, launchBrowser } from "../support/browsers.mjs";
import { environment } from "./support/environments.mjs";
import { app, installedPackage, QUICK, WORK } from "./support/places.mjs";
import { assertClassic, assertWorks, probeSource } from "./support/probe.mjs";
import { openPage, serveSite } from "./support/site.mjs";

const CSP = "default-src 'none'; connect-src http://127.0.0.1:*; require-trusted-types-for 'script'; script-src 'self'";

const POST =
  "run(api).catch((error) => ({ failed: String(error), stack: error.stack })).then((found) => postMessage(found));\n";
const REPLY = `addEventListener("install", () => skipWaiting());
addEventListener("message", (event) => {
  event.waitUntil(
    run(api)
      .catch((error) => ({ failed: String(error), stack: error.stack }))
      .then((found) => event.source.postMessage(found)),
  );
});
`;

/** @type {import("../../pkg/types/sandbox.js").Sandbox} */
let sandbox;
/** @type {Awaited<ReturnType<typeof serveSite>>} */
let site;

before(async () => {
  if (QUICK) return;
  sandbox = await startSandbox();
  const module = `import * as api from "/pkg/index.js";\n${probeSource(sandbox.baseUrls, "script")}`;
  const cwd = await app(WORK, "browsers", {
    "worker.js": `import * as api from "linkedin-status";\n${probeSource(sandbox.baseUrls, "script")}${POST}`,
    "service.js": `import * as api from "linkedin-status";\n${probeSource(sandbox.baseUrls, "script")}${REPLY}`,
  });
  for (const name of ["worker", "service"]) {
    const outfile = join(cwd, `out/classic-${name}.js`);
    await build({ entryPoints: [join(cwd, `${name}.js`)], outfile, bundle: true, format: "iife", logLevel: "error" });
    assertClassic(await readFile(outfile, "utf8"));
  }
  /** @param {string} script */
  const page = (script) =>
    `<!doctype html><meta charset="utf-8" /><title>t</title><script type="module" src="${script}"></script>`;
  /** @param {string} path @param {string} options */
  const worker = (path, options) => `window.found = new Promise((resolve, reject) => {
  const worker = new Worker("${path}", ${options});
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = (event) => reject(new Error(event.message));
});\n`;
  /** @param {string} path @param {string} options */
  const service = (path, options) => `window.found = (async () => {
  const registration = await navigator.serviceWorker.register("${path}", ${options});
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  const answer = new Promise((resolve) => navigator.serviceWorker.addEventListener("message", ({ data }) => resolve(data)));
  navigator.serviceWorker.startMessages();
  worker.postMessage("go");
  const found = await answer;
  await registration.unregister();
  return found;
})();\n`;
  const scripts = {
    "page.js": `${module}window.found = run(api);\n`,
    "module-worker.js": worker("/m/worker.js", '{ type: "module" }'),
    "classic-worker.js": worker("/out/classic-worker.js", "{}"),
    // A classic worker without a bundler: service workers alone refuse import().
    "import-worker.js": worker("/i/worker.js", "{}"),
    "i/worker.js": `${probeSource(sandbox.baseUrls, "script")}
import("/pkg/index.js").then((api) => run(api)).catch((error) => ({ failed: String(error) })).then((found) => postMessage(found));\n`,
    "module-service.js": service("/m/service.js", '{ type: "module", scope: "/m/" }'),
    "classic-service.js": service("/out/classic-service.js", '{ scope: "/out/" }'),
    "m/worker.js": `${module}${POST}`,
    "m/service.js": `${module}${REPLY}`,
    "slim.js": `import * as api from "/pkg/slim.js";
${probeSource(sandbox.baseUrls, "script")}
api.setWasm(fetch("/pkg/linkedin_status.wasm"));
window.found = run(api);\n`,
    "refused.js": `${module}window.found = api.getAccountStatus({ apiKey: "k" }).catch((error) => error.toJSON());\n`,
  };
  site = await serveSite({
    folders: { "/pkg/": join(await installedPackage(), "dist"), "/out/": join(cwd, "out") },
    files: {
      ...Object.fromEntries(Object.entries(scripts).map(([name, text]) => [`/${name}`, text])),
      ...Object.fromEntries(Object.keys(scripts).map((name) => [`/${name.slice(0, -3)}.html`, page(`/${name}`)])),
      "/csp.html": page("/page.js"),
    },
    headers: {
      "/csp.html": { "content-security-policy": `${CSP} 'wasm-unsafe-eval'` },
      "/refused.html": { "content-security-policy": CSP },
    },
  });
});
after(async () => {
  await site?.close();
  await sandbox?.close();
});

for (const name of BROWSERS) {
  /** @type {Awaited<ReturnType<typeof launchBrowser>> | undefined} */
  let launched;
  const open = async () => (launched ??= await launchBrowser(name)).browser;
  after(() => launched?.close());

  /** @param {readonly string[]} pages */
  const works = (pages) => async () => {
    const browser = await open();
    for (const page of pages) assertWorks(await openPage(browser, `${site.url}/${page}.html`));
    return (await browser.version()).replace(/^\D*/, "");
  };
  environment(`${name}-page`, works(["page"]));
  environment(`${name}-module-worker`, works(["module-worker"]));
  environment(`${name}-classic-worker`, works(["classic-worker", "import-worker"]));
  environment(`${name}-service-worker`, works(["classic-service", "module-service"]));
  environment(`${name}-csp`, works(["csp"]));

  test(`${name}: slim works with the .wasm that the page serves`, { skip: QUICK }, async () => {
    assertWorks(await openPage(await open(), `${site.url}/slim.html`));
  });

  test(
    `${name}: a policy that forbids WebAssembly is named in the error, with what to add`,
    { skip: QUICK },
    async () => {
      const error = /** @type {{ code: string, message: string }} */ (
        await openPage(await open(), `${site.url}/refused.html`)
      );
      assert.match(error.message, /'wasm-unsafe-eval'/);
      assert.equal(error.code, "internal");
    },
  );
}
