// The rows of the fault matrix that differ in a browser: what fetch hides there, what CORS forbids, how a call is cut off.

import assert from "node:assert/strict";
import { SCENARIOS } from "../../support/sandbox-faults/index.mjs";

/** @typedef {import("../../../pkg/dist/sandbox.js").Sandbox} Sandbox */
/** @typedef {"connectsafely" | "seleqt"} Vendor */
/** @typedef {import("./page.mjs").Call} Call */
/** @typedef {import("./page.mjs").Outcome} Outcome */

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {Vendor} vendor
 * @property {string} scenario
 * @property {Record<string, unknown>} [options]
 * @property {Call["signal"]} [signal]
 * @property {Call["fetch"]} [fetch]
 * @property {(outcome: Outcome, sandbox: Sandbox) => void} check
 * @property {boolean} [isCutOff] the server must see the client leave
 */

const VENDORS = /** @type {const} */ (["connectsafely", "seleqt"]);
/** Only tells a call that ends from one that hangs: how soon calls end is tested in Node, by the order of timers. */
const SLACK_MS = 15_000;
/** Enough for the request to reach the server on a busy machine. */
const DEADLINE_MS = 2_000;

/** The requests proper, without preflights. @param {Sandbox} sandbox */
export const asked = ({ requests }) => requests.filter(({ method }) => method === "GET");

/**
 * @param {string} code
 * @param {{ status?: number | "hidden", attempts?: number, isExact?: boolean }} [more] `isExact` false: browsers send a request
 *   anew by themselves where a connection broke
 * @returns {Row["check"]}
 */
const fails =
  (code, { status, attempts = 1, isExact = true } = {}) =>
  ({ error, thrown }, sandbox) => {
    assert.ok(error, `it must fail with ${code}: ${thrown}`);
    assert.equal(error.code, code, error.message);
    assert.equal(error.attempts, attempts, "attempts");
    if (status !== "hidden") assert.equal(error.status, status, "status");
    if (isExact) assert.equal(asked(sandbox).length, attempts, "requests");
    else assert.ok(asked(sandbox).length >= attempts || code === "network", "requests");
    assert.equal(sandbox.redirected.length, 0, "nothing reached the target of a redirect");
  };

/** @type {Row["check"]} */
const timesOut = (outcome, sandbox) => {
  fails("timeout")(outcome, sandbox);
  assert.ok(
    outcome.tookMs >= DEADLINE_MS - 2 && outcome.tookMs <= DEADLINE_MS + SLACK_MS,
    `it took ${outcome.tookMs} ms`,
  );
};

/** @type {Row["check"]} */
const answers = ({ value, thrown, error }) => {
  assert.ok(value, `it must be answered: ${error?.message ?? thrown}`);
  assert.ok("status" in value || "is_connected" in value);
};

/** @type {Row["check"]} */
const rejectsWithReason = ({ isReason, afterAbortMs, thrown, error, listeners }) => {
  assert.ok(isReason, `the signal's very reason, not ${thrown ?? error?.message}`);
  assert.ok(afterAbortMs <= 150 + SLACK_MS, `settled ${afterAbortMs} ms after the abort`);
  assert.equal(listeners, 0, "no listener is left on the signal");
};

const NO_ANSWER = {
  never: "no answer, ever",
  "stalled-head": "headers and no body",
  "stalled-body": "a body that stalls after half",
  "stalled-end": "a body whose end never comes",
  "byte-by-byte": "one byte a second",
};
const BROKEN = {
  reset: "a connection reset before the answer",
  closed: "a connection closed before the answer",
  "reset-in-body": "a connection reset in the body",
  "closed-in-body": "a connection closed in the body",
};
/** What the Fetch standard follows; the others are answers like any other to a browser. */
const FOLLOWED = new Set([301, 302, 303, 307, 308]);
const REASONS = /** @type {const} */ (["string", "object", "null", "undefined"]);

/** @type {Row[]} */
const perVendor = VENDORS.flatMap((vendor) => [
  {
    name: `${vendor}: a right answer comes through`,
    vendor,
    scenario: vendor === "seleqt" ? "first-degree" : "available",
    check: answers,
  },
  ...Object.entries(NO_ANSWER).map(([scenario, what]) => ({
    name: `${vendor}: ${what} is a timeout, and the server sees the connection end`,
    vendor,
    scenario,
    options: { timeoutMs: DEADLINE_MS },
    check: timesOut,
    isCutOff: true,
  })),
  ...Object.entries(BROKEN).map(([scenario, what]) => ({
    name: `${vendor}: ${what} is network, and tried again`,
    vendor,
    scenario,
    check: fails("network", { attempts: 3, isExact: false, status: "hidden" }),
  })),
  {
    name: `${vendor}: a service without CORS is network`,
    vendor,
    scenario: "no-cors",
    check: (outcome) => assert.equal(outcome.error?.code, "network"),
  },
  {
    name: `${vendor}: an answer that CORS does not let the page read is network, after three attempts`,
    vendor,
    scenario: "no-cors-answer",
    check: fails("network", { attempts: 3 }),
  },
  ...["endless", "gzip-bomb"].map((scenario) => ({
    name: `${vendor}: ${scenario === "endless" ? "a body without end" : "a gzip bomb"} is invalid_response`,
    vendor,
    scenario,
    check: fails("invalid_response", { status: 200 }),
    isCutOff: scenario === "endless",
  })),
  { name: `${vendor}: exactly 1,048,576 bytes are answered`, vendor, scenario: "size-exact", check: answers },
  {
    name: `${vendor}: one byte more is invalid_response`,
    vendor,
    scenario: "chunked-over",
    check: fails("invalid_response", { status: 200 }),
  },
  {
    name: `${vendor}: 100,000 nested arrays are answered or refused, and nothing traps`,
    vendor,
    scenario: "deep",
    check: ({ value, error }) => assert.ok(value ?? error?.code === "invalid_response"),
  },
  {
    name: `${vendor}: bytes that are no UTF-8 are invalid_response`,
    vendor,
    scenario: "utf8-invalid",
    check: fails("invalid_response", { status: 200 }),
  },
  { name: `${vendor}: a byte order mark is skipped`, vendor, scenario: "byte-order-mark", check: answers },
  {
    name: `${vendor}: a 401 is told with its status and request id`,
    vendor,
    scenario: "unauthorized",
    check: (outcome, sandbox) => {
      fails("unauthorized", { status: 401 })(outcome, sandbox);
      assert.match(outcome.error?.requestId, /^sandbox-\d+$/);
    },
  },
]);

/** @type {Row[]} */
const redirects = SCENARIOS.filter(({ group }) => group === "redirects").map((scenario, at) => {
  const { name, says, statuses, expect } = scenario;
  const status = FOLLOWED.has(statuses[0] ?? 0) ? undefined : statuses[0];
  return {
    name: `${name}: ${says} is refused${status === undefined ? ", without a status, which browsers hide" : ""}, and nothing reaches the target`,
    vendor: VENDORS[at % 2] ?? "seleqt",
    scenario: name,
    check: (/** @type {Outcome} */ outcome, /** @type {Sandbox} */ sandbox) => {
      const { error } = outcome;
      // A browser may fail over a target that is none before it looks at how it was asked.
      if (!expect.ok && expect.orCode === error?.code) return fails(error?.code, { attempts: 3 })(outcome, sandbox);
      fails("redirected", { status: "hidden" })(outcome, sandbox);
      assert.equal(error?.status, status);
    },
  };
});

/** @type {[string, string, number][]} */
const PHASES = [
  ["never", "while nothing has come yet", 300],
  ["stalled-head", "between the headers and the body", 300],
  ["stalled-body", "in the middle of the body", 300],
];

/** @type {Row[]} */
const aborts = [
  ...PHASES.flatMap(([scenario, phase, afterMs], at) =>
    REASONS.map((reason, and) => ({
      name: `an abort ${phase} rejects with the very reason (${reason}), and the server sees the connection end`,
      vendor: VENDORS[(at + and) % 2] ?? "seleqt",
      scenario,
      signal: { afterMs, reason },
      check: rejectsWithReason,
      isCutOff: true,
    })),
  ),
  ...REASONS.map((reason) => ({
    name: `a signal that is aborted already rejects with the very reason (${reason}), and nothing is sent`,
    vendor: /** @type {const} */ ("seleqt"),
    scenario: "first-degree",
    signal: { afterMs: 0, reason },
    check: (/** @type {Outcome} */ outcome, /** @type {Sandbox} */ sandbox) => {
      rejectsWithReason(outcome, sandbox);
      assert.equal(sandbox.requests.length, 0);
    },
  })),
  ...["status-503", "rate-limited-retry-after-2"].map((scenario, at) => ({
    name: `an abort in ${at ? "a wait that the service stated" : "the wait before a retry"} rejects with the very reason, and nothing more is sent`,
    vendor: /** @type {const} */ ("seleqt"),
    scenario,
    signal: /** @type {const} */ ({ afterMs: 150, reason: "object" }),
    check: (/** @type {Outcome} */ outcome, /** @type {Sandbox} */ sandbox) => {
      rejectsWithReason(outcome, sandbox);
      assert.ok(asked(sandbox).length <= 1);
    },
  })),
];

/** @type {Row[]} */
const others = [
  {
    name: "a 503 is tried again after a backoff, and answered then",
    vendor: "seleqt",
    scenario: "once-503",
    check: (outcome, sandbox) => {
      answers(outcome, sandbox);
      assert.equal(asked(sandbox).length, 2);
      assert.ok((outcome.retries[0]?.delayMs ?? 0) >= 250 && (outcome.retries[0]?.delayMs ?? 0) <= 500);
    },
  },
  {
    name: "a stated wait is not met early",
    vendor: "connectsafely",
    scenario: "once-retry-after-1",
    check: (outcome, sandbox) => {
      answers(outcome, sandbox);
      const [first, second] = asked(sandbox);
      assert.ok(first && second && second.at - first.at >= 998);
    },
  },
  {
    name: "a wait past the deadline fails at once with retryAfterMs",
    vendor: "seleqt",
    scenario: "rate-limited-retry-after-86400",
    check: (outcome, sandbox) => {
      fails("rate_limited", { status: 429 })(outcome, sandbox);
      assert.equal(outcome.error?.retryAfterMs, 86_400_000);
    },
  },
  {
    name: "a fetch of another window, whose Response is of another realm, is answered",
    vendor: "seleqt",
    scenario: "first-degree",
    fetch: "iframe",
    check: answers,
  },
  {
    name: "a stalled body of another window's fetch, which does not know the signal, is a timeout and is given up",
    vendor: "seleqt",
    scenario: "stalled-body",
    fetch: "iframe",
    options: { timeoutMs: DEADLINE_MS },
    check: timesOut,
    isCutOff: true,
  },
  {
    name: "a fetch of a window that is gone settles by the deadline",
    vendor: "seleqt",
    scenario: "slow-1000",
    fetch: "removed iframe",
    options: { timeoutMs: DEADLINE_MS, maxRetries: 0 },
    check: ({ error, tookMs }) => {
      assert.ok(["timeout", "network"].includes(error?.code));
      assert.ok(tookMs <= DEADLINE_MS + SLACK_MS);
    },
  },
];

export const rows = [...perVendor, ...redirects, ...aborts, ...others];
