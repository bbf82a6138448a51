// Every scenario of the sandbox, of every vendor that plays it: one row each. What is expected stands beside the scenario;
// what follows from it (status, requests, request id, waits) is worked out here, and exceptions are named.

import assert from "node:assert/strict";
import { SCENARIOS } from "../../support/sandbox-faults/index.mjs";
import { answered, call, failedWith, NAMES, until, withSandbox } from "./harness.mjs";
import { keptTheRules } from "./waits.mjs";

/** @typedef {import("../../../pkg/dist/sandbox.js").SandboxScenario} Scenario */
/** @typedef {import("./harness.mjs").Vendor} Vendor */

/** Nothing but the deadline ends these: a short one tells as much as 25 seconds. */
const SHORT_MS = 700;

/** Sandbox answers whose head this runtime refuses or never finishes reading. */
const NO_HEAD = new Set(["huge-headers"]);

/** Far statements, in milliseconds from the answer; a date, as the answer's own, knows whole seconds. @type {Record<string, [number, number]>} */
const FAR = {
  "rate-limited-reset-hour": [3_590_000, 3_602_000],
  "rate-limited-hold-hour": [3_590_000, 3_602_000],
};

/** One of each kind, for Seleqt's other path. */
const WITH_JWT = new Set([
  "first-degree",
  "unauthorized",
  "echo-sentence",
  "redirect-307-elsewhere",
  "once-503",
  "rate-limited-retry-after-86400",
  "stalled-body",
  "reset",
  "html",
  "other-account",
  "endless",
]);

/** @param {Scenario} scenario @param {Vendor} vendor @param {boolean} isJwt */
const row = (scenario, vendor, isJwt) => ({
  name: `${NAMES[vendor]}${isJwt ? " with a JWT" : ""}, ${scenario.name}: ${sentence(scenario)}`,
  isSlow: scenario.group === "retries" || (!scenario.expect.ok && scenario.expect.attempts > 1),
  run: () => play(scenario, vendor, isJwt),
});

export const rows = [
  ...SCENARIOS.flatMap((scenario) => scenario.vendors.map((vendor) => row(scenario, vendor, false))),
  ...SCENARIOS.filter(({ name }) => WITH_JWT.has(name)).map((scenario) => row(scenario, "seleqt", true)),
];

/** @param {Scenario} scenario */
function sentence({ says, expect }) {
  const end = expect.ok ? "is answered" : `ends in ${expect.code}${expect.orCode ? ` or ${expect.orCode}` : ""}`;
  return `${says.charAt(0).toLowerCase()}${says.slice(1)}: ${end} after ${expect.attempts} request${expect.attempts === 1 ? "" : "s"}`;
}

/**
 * @param {Scenario} scenario
 * @param {Vendor} vendor
 * @param {boolean} isJwt
 */
async function play(scenario, vendor, isJwt) {
  const { expect } = scenario;
  await withSandbox(async (sandbox) => {
    const onlyAborts = !expect.ok && expect.onlyAborts;
    const options = {
      baseUrl: sandbox.baseUrls[vendor],
      ...(vendor === "seleqt" ? { prospectId: scenario.id, ...scenario.options } : { accountId: scenario.name }),
      ...(onlyAborts ? { timeoutMs: SHORT_MS } : {}),
    };
    const outcome = await call(vendor, options, { isJwt });
    const auth = vendor === "connectsafely" || isJwt ? "authorization" : "x-api-key";
    assert.equal(sandbox.redirected.length, 0, "nothing reached the target of a redirect");
    assert.equal(/** @type {any} */ ({}).polluted, undefined, "no prototype is polluted");
    for (const request of sandbox.requests) {
      assert.equal(request.accept, "application/json");
      assert.ok(!request.path.includes(outcome.key), "the key is in no address");
      assert.equal(request.headerNames.filter((name) => ["authorization", "x-api-key"].includes(name)).join(), auth);
    }

    if (outcome.ok) {
      const settles = expect.ok || expect.orCode;
      assert.ok(settles, `it must fail with ${expect.ok ? "" : expect.code}, but it resolved`);
      answered(outcome);
      assert.equal(sandbox.requests.length, expect.attempts, "requests");
    } else {
      const codes = expect.ok ? [expect.orCode ?? "none"] : [expect.code, ...(expect.orCode ? [expect.orCode] : [])];
      const { code } = /** @type {{ code?: string }} */ (outcome.reason);
      // A code that the scenario leaves open is not retried.
      const attempts = expect.ok || code === expect.code ? expect.attempts : 1;
      const hasHead = code !== "timeout" && !NO_HEAD.has(scenario.name);
      const status =
        (hasHead ? scenario.statuses[Math.min(attempts, scenario.statuses.length) - 1] : null) ?? undefined;
      const stated = expect.ok ? undefined : expect.retryAfterMs;
      failedWith(outcome, {
        code: codes,
        attempts,
        status,
        ...(code === "server_error" ? { retryable: status !== 501 && status !== 505 } : {}),
        ...(expect.ok || expect.vendorMessage === undefined ? {} : { vendorMessage: expect.vendorMessage }),
        requestId: requestId(scenario, status),
        ...(stated === undefined ? soon(scenario, code) : { retryAfterMs: stated }),
      });
      assert.equal(sandbox.requests.length, attempts, "requests");
    }
    keptTheRules(outcome.retries, sandbox.requests, scenario.name);
    if (onlyAborts) {
      await until(() => sandbox.requests.every(({ ended }) => ended !== "open"), "the server sees the connection end");
      assert.ok(
        sandbox.requests.every(({ aborted }) => aborted),
        "the open request was cancelled",
      );
    }
    if (scenario.name.startsWith("endless")) {
      await until(() => sandbox.requests.every(({ aborted }) => aborted), "reading stops at the limit");
    }
  });
}

/**
 * @param {Scenario} scenario
 * @param {number | undefined} status
 */
function requestId({ group, expect }, status) {
  if (status === undefined) return null;
  if (!expect.ok && expect.requestId !== undefined) return expect.requestId;
  return group === "secrets" ? undefined : /^sandbox-\d+$/;
}

/**
 * What the last error says of waits that are no fixed number.
 *
 * @param {Scenario} scenario
 * @param {string | undefined} code
 * @returns {{ retryAfterBetween?: [number, number] }}
 */
function soon({ name, says }, code) {
  if (name in FAR) return { retryAfterBetween: /** @type {[number, number]} */ (FAR[name]) };
  const dated = /two(?: to three)? seconds ahead/.test(says) && (code === "rate_limited" || name.startsWith("busy"));
  return dated ? { retryAfterBetween: [1_000, 4_001] } : {};
}
