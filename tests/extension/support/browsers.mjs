// The extension in a browser, with one way to use its pages in both.

import { setTimeout as delay } from "node:timers/promises";
import { once } from "node:events";
import { createServer } from "node:http";
import { launchBrowser } from "../../support/browsers.mjs";
import { testCopy } from "./copy.mjs";
import { perform } from "./perform.js";

/**
 * @typedef {import("./perform.js").Step} Step
 * @typedef {object} Driven
 * @property {(path: string, behind?: boolean) => Promise<void>} open a page of the extension, or a web page; behind: not in front
 * @property {(page: string) => Promise<void>} close
 * @property {(page: string, step: Step) => Promise<string>} step
 * @property {(path: string) => Promise<import("puppeteer-core").Page>} pageOf one that is open, for keys and scripts
 * @property {() => Promise<string>} badge its text and title
 * @property {() => Promise<void>} stop ends the service worker or the event page
 * @property {() => Promise<void>} offline makes the browser say that it is offline
 * @property {import("puppeteer-core").Browser} browser
 * @property {string} base the address of its pages
 * @property {() => Promise<void>} end
 */

/** @typedef {{ isBuilt?: boolean }} Options isBuilt: false leaves out what the build adds */
/** @type {Record<import("../../support/browsers.mjs").BrowserName, (options?: Options) => Promise<Driven>>} */
export const DRIVE = { chromium: driveChromium, firefox: driveFirefox };

/** @param {Options} [options] @returns {Promise<Driven>} */
async function driveChromium(options) {
  const copy = await testCopy("chrome", options);
  const args = ["--enable-unsafe-extension-debugging"];
  const { browser, close } = await launchBrowser("chromium", { args, extensions: true });
  const id = await browser.installExtension(copy.folder);
  const base = `chrome-extension://${id}/`;
  /** @type {Map<string, import("puppeteer-core").Page>} */
  const pages = new Map();

  /** @param {string} path */
  const pageOf = async (path) => /** @type {import("puppeteer-core").Page} */ (pages.get(path));

  async function worker() {
    const target = await browser.waitForTarget((one) => one.type() === "service_worker" && one.url().startsWith(base));
    return /** @type {import("puppeteer-core").WebWorker} */ (await target.worker());
  }

  return {
    browser,
    base,
    async open(path, behind = false) {
      const front = (await browser.pages()).at(-1);
      const page = await browser.newPage();
      if (behind) await front?.bringToFront();
      pages.set(path, page);
      await page.goto(path.includes(":") ? path : base + path);
    },
    pageOf,
    close: async (path) => (await pageOf(path)).close(),
    step: async (path, step) =>
      String(await (await pageOf(path)).evaluate(`(${perform})(window, ${JSON.stringify(step)})`)),
    // Any page of the extension can read it; the worker may be away.
    badge: async () =>
      String(
        await (
          await pageOf("options.html")
        ).evaluate(
          "Promise.all([chrome.action.getBadgeText({}), chrome.action.getTitle({})]).then((all) => all.join('|'))",
        ),
      ),
    async stop() {
      // A worker that has just gone by itself still has a target for a moment.
      for (let tried = 0; tried < 5; tried++) {
        try {
          return await (await worker()).close();
        } catch (error) {
          if (tried === 4) throw error;
          await delay(100);
        }
      }
    },
    offline: async () => {
      await (
        await worker()
      ).evaluate("Object.defineProperty(navigator, 'onLine', { value: false, configurable: true }) && ''");
    },
    async end() {
      await close();
      await copy.remove();
    },
  };
}

/** @param {Options} [options] @returns {Promise<Driven>} */
async function driveFirefox(options) {
  const control = await startControl();
  const copy = await testCopy("firefox", { ...options, home: control.url });
  const { browser, close } = await launchBrowser("firefox");
  await browser.installExtension(copy.folder);
  const base = await control.give({ base: true });
  return {
    browser,
    base,
    open: (path, behind = false) => control.give({ open: path, behind }).then(() => {}),
    // WebDriver does not know the addresses of such pages, but the pages do.
    async pageOf(path) {
      for (const page of await browser.pages()) {
        const href = await page.evaluate("location.href").catch(() => ""); // One may be closing.
        if (href === (path.includes(":") ? path : base + path)) return page;
      }
      throw new Error(`${path} is not open`);
    },
    close: (path) => control.give({ close: path }).then(() => {}),
    step: (page, step) => control.give({ step, page }),
    badge: () => control.give({ badge: true }),
    stop: () => control.give({ stop: true }).then(() => {}),
    offline: () => control.give({ offline: true }).then(() => {}),
    async end() {
      await close();
      await control.end();
      await copy.remove();
    },
  };
}

/** The place from which control.html takes its orders, one at a time. */
async function startControl() {
  /** @type {((order: object) => void) | undefined} takes the next order, where the page is waiting for one */
  let take;
  /** @type {object[]} */
  const orders = [];
  /** @type {(outcome: { value?: string, error?: string }) => void} */
  let settle = () => {};
  const server = createServer((request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    if (request.method === "GET") {
      take = (order) => void response.end(JSON.stringify(order));
      return next();
    }
    let text = "";
    request.setEncoding("utf8").on("data", (part) => (text += part));
    request.on("end", () => {
      response.end();
      settle(JSON.parse(text));
    });
  });
  const next = () => {
    const order = take && orders.shift();
    if (!order) return;
    take?.(order);
    take = undefined;
  };
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,

    /** @param {object} order @returns {Promise<string>} */
    async give(order) {
      const outcome = new Promise((/** @type {typeof settle} */ resolve, reject) => {
        settle = resolve;
        const late = () => reject(new Error(`the control page did not carry out ${JSON.stringify(order)} in 60 s`));
        setTimeout(late, 60_000).unref();
      });
      orders.push(order);
      next();
      const { value, error } = /** @type {{ value?: string, error?: string }} */ (await outcome);
      if (error !== undefined) throw new Error(error);
      return String(value);
    },

    async end() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
