// A small page that holds the built package, served from 127.0.0.1, and a way to make calls in it from a test.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

/** @typedef {import("puppeteer-core").Page} Page */

const DIST = new URL("../../../pkg/dist/", import.meta.url);
const PATIENCE_MS = 60_000;

/**
 * What happens before the package is there: everything that it might do to the page is counted. Runs in the page.
 */
function watch() {
  const page = /** @type {any} */ (window);
  page.compiled = 0;
  page.escaped = [];
  addEventListener("unhandledrejection", ({ reason }) => page.escaped.push(`unhandled rejection: ${reason}`));
  addEventListener("error", ({ message }) => page.escaped.push(`error: ${message}`));
  for (const level of /** @type {const} */ (["log", "info", "warn", "error", "debug"])) {
    console[level] = (...args) => void page.escaped.push(`console.${level}: ${args}`);
  }
  const { Module, compile } = WebAssembly;
  WebAssembly.Module = /** @type {any} */ (
    new Proxy(Module, {
      construct(target, args) {
        page.compiled++;
        return Reflect.construct(target, args);
      },
    })
  );
  WebAssembly.compile = (source) => {
    page.compiled++;
    return compile(source);
  };
  // Listeners on the signals that are handed to the package, by signal.
  page.listeners = new Map();
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (/** @type {any[]} */ ...args) {
    page.listeners.get(this)?.add(args[1]);
    return /** @type {any} */ (add).apply(this, args);
  };
  EventTarget.prototype.removeEventListener = function (/** @type {any[]} */ ...args) {
    page.listeners.get(this)?.delete(args[1]);
    return /** @type {any} */ (remove).apply(this, args);
  };
}

/**
 * Makes one call and tells how it ended, as data. Runs in the page.
 *
 * @param {Call} call
 */
async function ask({ vendor, options, signal: wanted, fetch: kind }) {
  const page = /** @type {any} */ (window);
  const { getAccountStatus, getConnectionStatus, isLinkedInStatusError } = page.package;
  const retries = /** @type {{ delayMs: number, code: string }[]} */ ([]);
  const given = /** @type {any} */ ({
    apiKey: "page.key",
    ...options,
    onRetry: (/** @type {any} */ { delayMs, error }) => retries.push({ delayMs, code: error.code }),
  });
  const controller = new AbortController();
  page.listeners.set(controller.signal, new Set());
  const reasons = { string: "enough", object: { why: "enough" }, null: null, undefined: undefined };
  let abortedAt = Infinity;
  const abort = () => {
    abortedAt = performance.now();
    controller.abort(reasons[/** @type {keyof typeof reasons} */ (wanted?.reason)]);
  };
  if (wanted) given.signal = controller.signal;
  if (wanted?.afterMs === 0) abort();
  else if (wanted?.afterMs !== undefined) setTimeout(abort, wanted.afterMs);

  const frame = document.createElement("iframe");
  if (kind === "iframe" || kind === "removed iframe") {
    document.body.append(frame);
    const inner = /** @type {any} */ (frame.contentWindow);
    given.fetch = (/** @type {any} */ url, /** @type {any} */ init) => {
      const { signal: _, ...plain } = init;
      const sent = inner.fetch(url, plain);
      if (kind === "removed iframe") frame.remove();
      return sent;
    };
  }
  const began = performance.now();
  const ask = vendor === "seleqt" ? getConnectionStatus : getAccountStatus;
  /** @type {any} */
  let outcome;
  try {
    const value = await ask(given);
    // Some of it is too deep to be handed out of the page.
    outcome = { value: "deep" in value ? { ...value, deep: undefined } : value };
  } catch (error) {
    const isOurs = isLinkedInStatusError(error);
    outcome = {
      error: isOurs ? /** @type {any} */ (error).toJSON() : undefined,
      isReason: Object.is(error, controller.signal.reason) && controller.signal.aborted,
      thrown: isOurs ? undefined : String(error),
    };
  }
  const ended = performance.now();
  frame.remove();
  const listeners = page.listeners.get(controller.signal).size;
  return { ...outcome, retries, tookMs: ended - began, afterAbortMs: ended - abortedAt, listeners };
}

/**
 * @typedef {object} Call
 * @property {"connectsafely" | "seleqt"} vendor
 * @property {Record<string, unknown>} options
 * @property {{ afterMs?: number, reason?: "string" | "object" | "null" | "undefined" }} [signal]
 * @property {"iframe" | "removed iframe"} [fetch]
 * @typedef {object} Outcome
 * @property {Record<string, unknown>} [value]
 * @property {Record<string, any>} [error]
 * @property {boolean} [isReason]
 * @property {string} [thrown]
 * @property {{ delayMs: number, code: string }[]} retries
 * @property {number} tookMs
 * @property {number} afterAbortMs
 * @property {number} listeners
 */

/** Serves the page and the package's entry. */
export async function servePage() {
  const entry = await readFile(new URL("index.js", DIST));
  const server = createServer((req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? "/", "http://127.0.0.1");
    if (pathname === "/index.js") return void res.setHeader("content-type", "text/javascript").end(entry);
    if (pathname === "/start.js") {
      res.setHeader("content-type", "text/javascript");
      return void res.end('import * as all from "./index.js"; window.package = all;');
    }
    if (pathname !== "/") return void res.writeHead(404).end();
    const policy = searchParams.get("policy");
    if (policy) res.setHeader("content-security-policy", policy);
    res.setHeader("content-type", "text/html; charset=utf-8");
    res.end(
      '<!doctype html><title>faults</title><link rel="icon" href="data:,"><body><script type="module" src="/start.js"></script>',
    );
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * @param {import("puppeteer-core").Browser} browser
 * @param {string} url
 */
export async function openPage(browser, url) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.evaluateOnNewDocument(watch);
  await page.goto(url);
  await page.waitForFunction(() => "package" in window);
  return {
    page,
    /** @param {Call} call @returns {Promise<Outcome>} */
    ask: (call) => page.evaluate(ask, call),
    /** @returns {Promise<number>} */
    compiled: () => page.evaluate(() => /** @type {any} */ (window).compiled),
    async close() {
      // What was left behind comes up a turn later.
      await new Promise((resolve) => setTimeout(resolve, 100));
      const escaped = await page.evaluate(() => /** @type {any} */ (window).escaped);
      await page.close();
      assert.deepEqual(escaped, [], "nothing escaped into the page");
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openPage>>} OpenPage */
