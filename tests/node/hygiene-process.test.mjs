// A script ends as soon as its last answer is there, and neither the package nor the runtime for its sake says a word.

import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startSandbox } from "../support/sandbox-faults/index.mjs";

const SCRIPT = fileURLToPath(new URL("../support/script.mjs", import.meta.url));

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
before(async () => void (sandbox = await startSandbox()));
after(() => sandbox.close());

/** @param {string} scenario */
const idOf = (scenario) => String(sandbox.scenarios.find(({ name }) => name === scenario)?.id ?? scenario);

/**
 * @param {string} scenario
 * @param {string} how
 * @returns {Promise<{ code: number | null, said: string }>}
 */
function run(scenario, how) {
  const flags = ["--unhandled-rejections=strict", "--trace-warnings"];
  const child = fork(SCRIPT, [sandbox.baseUrls.seleqt, idOf(scenario), how], { execArgv: flags, silent: true });
  let said = "";
  child.stdout?.on("data", (data) => (said += data));
  child.stderr?.on("data", (data) => (said += data));
  const giveUp = setTimeout(() => child.kill("SIGKILL"), 50_000);
  return new Promise((resolve) => {
    child.on("exit", () => clearTimeout(giveUp));
    child.on("close", (code) => resolve({ code, said }));
  });
}

/** @type {[string, string, string][]} */
const SCRIPTS = [
  ["an answer", "1", "once"],
  ["an answer, with a signal that never aborts", "1", "with a signal"],
  ["a 401", "unauthorized", "once"],
  ["a redirect", "redirect-302-elsewhere", "once"],
  ["a redirect with a body", "redirect-with-answer", "once"],
  ["a page instead of JSON", "html", "once"],
  ["an answer that never ends", "endless", "once"],
  ["a gzip bomb", "gzip-bomb", "once"],
  ["retries and an answer", "twice-503", "once"],
  ["retries and no answer", "reset", "once"],
  ["a rate limit that lasts too long to wait", "rate-limited-retry-after-86400", "once"],
  ["an onRetry that throws", "twice-503", "with an onRetry that throws"],
  ["an onRetry that rejects", "twice-503", "with an onRetry that rejects"],
  ["refused connections", "1", "refused connections"],
  ["bad options", "1", "bad options"],
  ["a deadline before any answer", "never", "with a deadline"],
  ["a deadline in the head of an answer", "stalled-head", "with a deadline"],
  ["a deadline in a body", "stalled-body", "with a deadline"],
  ["a deadline in a wait", "busy-retry-after-1", "with a deadline"],
  ["an abort before any answer", "never", "aborted"],
  ["an abort in a body", "stalled-body", "aborted"],
  ["an abort in a wait", "busy-retry-after-1", "aborted"],
  ["an abort by a timeout signal", "never", "with a timeout signal"],
  ["fifty calls on one signal", "1", "fifty on one signal"],
  ["fifty calls on one signal, with retries", "twice-503", "fifty on one signal"],
  ["fifty calls on one signal, one after the other", "1", "fifty on one signal, one after the other"],
  ["an answer that nobody waited for", "1", "not waited for"],
];

describe("a script ends at once, in silence, with timeoutMs: 60_000, after", { concurrency: 2 }, () => {
  for (const [after, scenario, how] of SCRIPTS) {
    test(after, { timeout: 60_000 }, async () => {
      const { code, said } = await run(scenario, how);
      assert.equal(said, "");
      assert.equal(code, 0);
    });
  }
});
