// A web server for the browsers of these tests: files from folders and from memory, with the headers that a case needs.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = /** @type {Record<string, string>} */ ({
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
});

/** @typedef {{ folders?: Record<string, string>, files?: Record<string, string>, headers?: Record<string, Record<string, string>> }} Site */

/**
 * @param {Site} site folders: by the prefix of their address; files: texts by address; headers: by address
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveSite({ folders = {}, files = {}, headers = {} }) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://site.invalid").pathname);
    const name = path.endsWith("/") ? `${path}index.html` : path;
    /** @param {string | Buffer} body */
    const send = (body) => {
      const type = TYPES[extname(name)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, "cache-control": "no-store", ...headers[path] });
      response.end(body);
    };
    const absent = () => response.writeHead(404).end("not found");
    const text = files[name];
    if (text !== undefined) return send(text);
    const prefix = Object.keys(folders).find((start) => name.startsWith(start));
    const inside = prefix === undefined ? ".." : normalize(name.slice(prefix.length));
    if (prefix === undefined || inside.startsWith("..")) return absent();
    readFile(join(/** @type {string} */ (folders[prefix]), inside)).then(send, absent);
  });
  await new Promise((resolve, reject) => {
    server.on("error", reject).listen(0, "127.0.0.1", () => resolve(undefined));
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the site has no address");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/**
 * Opens a page and waits for what it leaves in `window.found`, a promise.
 *
 * @param {import("puppeteer-core").Browser} browser
 * @param {string} url
 * @param {number} [timeoutMs]
 * @returns {Promise<unknown>}
 */
export async function openPage(browser, url, timeoutMs = 90_000) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const said = [];
  page.on("console", (message) => said.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error instanceof Error ? error.message : String(error)}`));
  try {
    await page.goto(url, { waitUntil: "load", timeout: timeoutMs });
    await page.waitForFunction("window.found !== undefined", { timeout: timeoutMs });
    return await page.evaluate(
      "Promise.resolve(window.found).catch((error) => ({ failed: String(error), stack: error?.stack }))",
    );
  } catch (error) {
    throw new Error(`${url} gave no result. ${said.join("\n") || "It said nothing."}`, { cause: error });
  } finally {
    await page.close().catch(() => {});
  }
}
