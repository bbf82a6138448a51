// The fault matrix in Chromium and Firefox: the rows that differ there, and how the package lives in a page. The tables are
// in faults/.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { SCENARIOS, startSandbox } from "../support/sandbox-faults/index.mjs";
import { BROWSERS, launchBrowser } from "../support/browsers.mjs";
import { openPage, servePage } from "./faults/page.mjs";
import { asked, rows } from "./faults/rows.mjs";

/** @typedef {import("../../pkg/dist/sandbox.js").Sandbox} Sandbox */

/** @param {() => boolean} condition @param {string} what */
async function until(condition, what) {
  const end = performance.now() + 20_000;
  while (!condition()) {
    assert.ok(performance.now() < end, `in the end, ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** @param {Sandbox} sandbox @param {"connectsafely" | "seleqt"} vendor @param {string} name */
function optionsFor(sandbox, vendor, name) {
  const scenario = SCENARIOS.find((one) => one.name === name);
  assert.ok(scenario, `there is a scenario ${name}`);
  return {
    baseUrl: sandbox.baseUrls[vendor],
    ...(vendor === "seleqt" ? { prospectId: scenario.id } : { accountId: scenario.name }),
  };
}

for (const name of BROWSERS) {
  describe(`the package in a page of ${name}`, { timeout: 300_000 }, () => {
    /** @type {Awaited<ReturnType<typeof launchBrowser>>} */
    let running;
    /** @type {Awaited<ReturnType<typeof servePage>>} */
    let server;
    /** @type {import("./faults/page.mjs").OpenPage} */
    let page;

    before(async () => {
      [running, server] = await Promise.all([launchBrowser(name), servePage()]);
      page = await openPage(running.browser, server.url);
    });
    after(async () => {
      try {
        await page?.close();
      } finally {
        await Promise.all([running?.close(), server?.close()]);
      }
    });

    test("importing compiles nothing, and the first calls, made at once, compile once", async () => {
      const sandbox = await startSandbox();
      try {
        const fresh = await openPage(running.browser, server.url);
        assert.equal(await fresh.compiled(), 0);
        const options = optionsFor(sandbox, "seleqt", "first-degree");
        const [one, two] = await Promise.all([
          fresh.ask({ vendor: "seleqt", options }),
          fresh.ask({ vendor: "seleqt", options }),
        ]);
        assert.ok(one.value && two.value);
        assert.equal(await fresh.compiled(), 1);
        await fresh.close();
      } finally {
        await sandbox.close();
      }
    });

    test("a content policy with 'wasm-unsafe-eval' is enough, and one without it is named in the error", async () => {
      const sandbox = await startSandbox();
      try {
        const options = optionsFor(sandbox, "seleqt", "first-degree");
        for (const isAllowed of [true, false]) {
          const policy = `default-src 'none'; script-src 'self'${isAllowed ? " 'wasm-unsafe-eval'" : ""}; connect-src ${sandbox.url}`;
          const strict = await openPage(running.browser, `${server.url}?policy=${encodeURIComponent(policy)}`);
          const { value, error } = await strict.ask({ vendor: "seleqt", options });
          if (isAllowed) assert.ok(value, error?.message);
          else {
            assert.equal(error?.code, "internal");
            assert.match(error.message, /'wasm-unsafe-eval'/);
          }
          await strict.close();
        }
      } finally {
        await sandbox.close();
      }
    });

    test("fifty calls on one signal leave no listener on it, answered or aborted", async () => {
      const sandbox = await startSandbox();
      try {
        const scenarios = ["first-degree", "never"].map((scenario) => optionsFor(sandbox, "seleqt", scenario));
        const result = await page.page.evaluate(async (scenarios) => {
          const all = /** @type {any} */ (window);
          const controller = new AbortController();
          const listeners = new Set();
          all.listeners.set(controller.signal, listeners);
          /** @param {any} options */
          const fifty = (options) =>
            Array.from({ length: 50 }, () =>
              all.package.getConnectionStatus({ ...options, apiKey: "page.key", signal: controller.signal }),
            );
          await Promise.all(fifty(scenarios[0]));
          const afterAnswers = listeners.size;
          const open = Promise.allSettled(fifty(scenarios[1]));
          await new Promise((resolve) => setTimeout(resolve, 100));
          const meanwhile = listeners.size;
          controller.abort("enough");
          const settled = await open;
          return {
            afterAnswers,
            meanwhile,
            afterAbort: listeners.size,
            reasons: settled.map((one) => one.status === "rejected" && one.reason),
          };
        }, scenarios);
        assert.deepEqual(
          { ...result, reasons: undefined },
          { afterAnswers: 0, meanwhile: 1, afterAbort: 0, reasons: undefined },
        );
        assert.ok(result.reasons.every((reason) => reason === "enough"));
      } finally {
        await sandbox.close();
      }
    });

    test("what fetch rejected with is the cause itself where no key is in it", async () => {
      const found = await page.page.evaluate(async () => {
        const { getAccountStatus } = /** @type {any} */ (window).package;
        const nested = new TypeError("failed", { cause: new Error("refused") });
        const reasons = [new Error("failed"), nested, new DOMException("gone", "NetworkError"), "text"];
        const ask = async (/** @type {unknown} */ reason) => {
          const options = { apiKey: "page.key", maxRetries: 0, fetch: () => Promise.reject(reason) };
          const error = await getAccountStatus(options).catch((/** @type {unknown} */ error) => error);
          return error.cause === reason;
        };
        return Promise.all(reasons.map(ask));
      });
      assert.deepEqual(found, [true, true, true, true]);
    });

    describe("faults", { concurrency: 4 }, () => {
      for (const { name, vendor, scenario, options, signal, fetch, check, isCutOff } of rows) {
        test(name, async () => {
          const sandbox = await startSandbox();
          try {
            const call = { vendor, options: { ...optionsFor(sandbox, vendor, scenario), ...options }, signal, fetch };
            const outcome = await page.ask(
              /** @type {import("./faults/page.mjs").Call} */ (JSON.parse(JSON.stringify(call))),
            );
            check(outcome, sandbox);
            if (isCutOff) {
              await until(() => asked(sandbox).every(({ ended }) => ended !== "open"), "the connection ends");
              assert.ok(
                asked(sandbox).every(({ aborted }) => aborted),
                "the client left",
              );
            }
          } finally {
            await sandbox.close();
          }
        });
      }
    });
  });
}
