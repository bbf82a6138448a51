// Sets up the demo and a browser for a file of page tests, once for each browser.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { startDemo } from "../../www/serve.mjs";
import { BROWSERS, launchBrowser } from "./browsers.mjs";
import { openDemo } from "./demo-page.mjs";

/**
 * @typedef {Awaited<ReturnType<typeof startDemo>>} Demo
 * @typedef {Awaited<ReturnType<typeof openDemo>>} Opened
 * @typedef {object} Suite
 * @property {import("./browsers.mjs").BrowserName} browser
 * @property {() => Demo} demo
 * @property {(visit: (opened: Opened) => Promise<void>) => Promise<void>} onPage opens the page, and in the end checks
 *   that its console stayed empty: no error, no broken content policy, nothing at all
 */

/**
 * @param {string} what
 * @param {Parameters<typeof startDemo>[0] | (() => Promise<Parameters<typeof startDemo>[0]>)} options
 * @param {(suite: Suite) => void} define
 */
export function inEachBrowser(what, options, define) {
  for (const browser of BROWSERS) {
    describe(`${what} in ${browser}`, () => {
      /** @type {Awaited<ReturnType<typeof launchBrowser>> | undefined} */
      let launched;
      /** @type {Demo | undefined} */
      let demo;

      before(async () => {
        launched = await launchBrowser(browser);
        demo = await startDemo({ port: 0, ...(typeof options === "function" ? await options() : options) });
      });
      after(async () => {
        await launched?.close();
        await demo?.close();
      });

      define({
        browser,
        demo() {
          assert.ok(demo);
          return demo;
        },
        async onPage(visit) {
          assert.ok(launched && demo);
          const opened = await openDemo(launched.browser, demo.url);
          try {
            await visit(opened);
            assert.deepEqual(opened.ownLines(), [], "the page leaves the console alone");
          } finally {
            await opened.page.close();
          }
        },
      });
    });
  }
}
