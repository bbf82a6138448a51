// A page of the test copy in Firefox: takes orders from the test by HTTP and carries them out in the extension's other pages.

import { perform } from "./perform.js";

const home = new URLSearchParams(location.search).get("home");

/** @param {{ open: string, behind: boolean }} order a page of the extension, or the address of a web page */
async function open({ open: path, behind }) {
  const url = path.includes(":") ? path : chrome.runtime.getURL(path);
  const { id = 0 } = await chrome.tabs.create({ url, active: !behind });
  while (path.includes(":") && (await chrome.tabs.get(id)).status !== "complete") await pause();
  while (!path.includes(":") && viewOf(path)?.document.readyState !== "complete") await pause();
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

/** @param {string} path @returns {(Window & typeof globalThis) | undefined} */
const viewOf = (path) =>
  /** @type {(Window & typeof globalThis)[]} */ (chrome.extension.getViews({ type: "tab" })).find(
    (view) => view.location.pathname === `/${path}`,
  );

/** @type {Record<string, (order: any) => unknown>} */
const ORDERS = {
  base: () => chrome.runtime.getURL(""),
  open,
  close: ({ close: path }) => viewOf(path)?.close(),
  step: ({ page, step }) => perform(/** @type {Window & typeof globalThis} */ (viewOf(page)), step),
  badge: async () => `${await chrome.action.getBadgeText({})}|${await chrome.action.getTitle({})}`,
  stop: async () => (await chrome.runtime.getBackgroundPage())?.location.reload(),
  offline: async () => {
    const page = /** @type {(Window & typeof globalThis) | undefined} */ (await chrome.runtime.getBackgroundPage());
    page?.Object.defineProperty(page.navigator, "onLine", { value: false, configurable: true });
  },
};

for (;;) {
  const order = await (await fetch(`${home}/order`)).json();
  const name = Object.keys(ORDERS).find((one) => one in order) ?? "";
  /** @type {{ value?: unknown, error?: string }} */
  const outcome = {};
  try {
    outcome.value = (await ORDERS[name]?.(order)) ?? "";
  } catch (error) {
    outcome.error = String(error);
  }
  await fetch(`${home}/outcome`, { method: "POST", body: JSON.stringify(outcome) });
}
