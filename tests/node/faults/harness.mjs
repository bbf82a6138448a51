// What every row of the fault matrix goes through: a server of its own, one call, and all that must hold however it ends.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { inspect } from "node:util";
import {
  getAccountStatus,
  getConnectionStatus,
  isLinkedInStatusError,
  LinkedInStatusError,
} from "../../../pkg/dist/index.js";
import { startSandbox } from "../../support/sandbox-faults/index.mjs";
import { latency } from "./figures.mjs";

/** @typedef {"connectsafely" | "seleqt"} Vendor */
/** @typedef {import("../../../pkg/dist/index.js").LinkedInStatusError} StatusError */
/** @typedef {import("../../../pkg/dist/index.js").RetryInfo} RetryInfo */
/** @typedef {import("../../../pkg/dist/index.js").CallOptions} CallOptions */
/** @typedef {CallOptions & { accountId?: string | number, prospectId?: number }} Options */
/** @typedef {(req: import("node:http").IncomingMessage, res: import("node:http").ServerResponse, turn: number) => void} Serve */

/** @type {readonly Vendor[]} */
export const VENDORS = ["connectsafely", "seleqt"];
export const NAMES = { connectsafely: "ConnectSafely", seleqt: "Seleqt" };

/** How much later than its deadline a call may end, and than an abort. Counted by {@link alarm}. */
const LATE_MS = 300;
export const AFTER_ABORT_MS = 150;
export const DEFAULT_TIMEOUT_MS = 25_000;

const RETRYABLE = new Set(["network", "timeout", "rate_limited", "provider_failed", "server_error"]);

let keys = 0;
/** A key that no other call has, and that nothing else looks like. */
export const newKey = () => `matrix.k-${process.pid}-${++keys}-zQ9`;

/**
 * Tells whether so much time has passed, by a timer of the runtime and one further turn of its event loop. A busy machine
 * delays that timer as it delays the call that is measured, so that it fails no test.
 *
 * @param {number} ms
 */
export function alarm(ms) {
  let hasRung = false;
  // More than this is no timeout that a timer knows.
  const timer = setTimeout(() => setImmediate(() => (hasRung = true)), Math.min(ms, 2 ** 31 - 1));
  return {
    /** Stops it; true: it has rung before. */
    stop() {
      clearTimeout(timer);
      return hasRung;
    },
  };
}

/** @param {number} ms */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @param {() => boolean} condition
 * @param {string} what
 */
export async function until(condition, what) {
  const end = performance.now() + 60_000;
  while (!condition()) {
    assert.ok(performance.now() < end, `in the end, ${what}`);
    await pause(5);
  }
}

/** A right answer. @type {Record<Vendor, Record<string, unknown>>} */
export const ANSWER = {
  connectsafely: { id: "696ce9e780e0483585e4e553", status: "AVAILABLE", enabled: true, hasTokens: true },
  seleqt: {
    success: true,
    is_connected: true,
    connection_level: 1,
    network_distance: "FIRST_DEGREE",
    checked_with_account_id: 42,
  },
};

/**
 * @typedef {object} Outcome
 * @property {unknown} [value] what it resolved to
 * @property {any} [reason] what it rejected with
 * @property {boolean} ok
 * @property {number} tookMs
 * @property {RetryInfo[]} retries
 * @property {string} key
 */

/**
 * Makes one call to its end and checks what holds for every end: it comes by the deadline, is an answer or a well-formed
 * LinkedInStatusError (or the signal's reason), and does not hold the key.
 *
 * @param {Vendor} vendor
 * @param {Options} options
 * @param {{ isMeasured?: boolean, isJwt?: boolean }} [how] not measured: the row itself keeps the runtime busy
 * @returns {Promise<Outcome>}
 */
export async function call(vendor, options, { isMeasured = true, isJwt = false } = {}) {
  const key = newKey();
  /** @type {RetryInfo[]} */
  const retries = [];
  const onRetry = options.onRetry;
  const given = {
    ...(isJwt ? { jwt: key } : { apiKey: key }),
    ...(vendor === "seleqt" ? { prospectId: 7 } : {}),
    ...options,
    onRetry: (/** @type {RetryInfo} */ info) => {
      retries.push({ ...info });
      return onRetry?.(info);
    },
  };
  const deadline = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const began = performance.now();
  const late = alarm(deadline + LATE_MS);
  const asked =
    vendor === "seleqt"
      ? getConnectionStatus(/** @type {any} */ (given))
      : getAccountStatus(/** @type {any} */ (given));
  /** @type {{ ok: boolean, value?: unknown, reason?: any }} */
  const settled = await asked.then(
    (value) => ({ ok: true, value }),
    (reason) => ({ ok: false, reason }),
  );
  const tookMs = performance.now() - began;
  assert.equal(late.stop(), false, `it settled more than ${LATE_MS} ms after its deadline: after ${tookMs} ms`);
  for (const { error } of retries) wellFormed(error, vendor, key);
  if (!settled.ok && isLinkedInStatusError(settled.reason)) {
    wellFormed(settled.reason, vendor, key);
    if (settled.reason.code === "timeout") {
      assert.ok(tookMs >= deadline - 2, `a timeout after ${tookMs} ms of ${deadline}`);
      if (isMeasured) latency("deadline", tookMs - deadline);
    }
  }
  return { ...settled, tookMs, retries, key };
}

/**
 * @param {unknown} value
 * @param {Vendor} vendor
 * @param {string} key
 * @returns {asserts value is StatusError}
 */
function wellFormed(value, vendor, key) {
  assert.ok(isLinkedInStatusError(value) && value instanceof LinkedInStatusError && value instanceof Error);
  assert.equal(value.name, "LinkedInStatusError");
  assert.notEqual(value.code, "internal", value.message);
  assert.equal(value.vendor, vendor);
  assert.match(value.message, /^\S.{20,}[.…]$/s, "a message is a sentence or two");
  assert.equal(typeof value.retryable, "boolean");
  assert.ok(Number.isInteger(value.attempts) && value.attempts >= 0);
  const { cause, ...data } = /** @type {any} */ ({ ...value });
  assert.deepEqual(
    value.toJSON(),
    { name: value.name, message: value.message, ...data },
    "toJSON has all but the cause",
  );
  for (const text of [inspect(value, { depth: 10, showHidden: true }), JSON.stringify(value), String(value.stack)]) {
    assert.ok(!text.includes(key), "the key is not in the error");
  }
}

/**
 * @typedef {object} Expected what an error says. A property that is left out is not looked at, but for those named below
 * @property {string | readonly string[]} code
 * @property {number | undefined} [status] left out: there must be none
 * @property {boolean} [retryable] left out: as the code says
 * @property {number} [attempts] default 1
 * @property {string | null} [vendorMessage] null: there must be none
 * @property {string | RegExp | null} [requestId] null: there must be none
 * @property {number | null} [retryAfterMs] left out or null: there must be none
 * @property {readonly [number, number]} [retryAfterBetween]
 */

/**
 * @param {Outcome} outcome
 * @param {Expected} expected
 * @returns {StatusError}
 */
export function failedWith(outcome, expected) {
  assert.ok(!outcome.ok, `it must fail, but it resolved to ${inspect(outcome.value, { depth: 1 }).slice(0, 200)}`);
  const error = outcome.reason;
  assert.ok(isLinkedInStatusError(error), `it must be a LinkedInStatusError, but it is ${inspect(error)}`);
  const codes = [expected.code].flat();
  assert.ok(codes.includes(error.code), `code is ${error.code}, not ${codes.join(" or ")}: ${error.message}`);
  assert.equal(error.attempts, expected.attempts ?? 1, "attempts");
  assert.equal(error.status, expected.status, "status");
  assert.equal("status" in error, expected.status !== undefined);
  assert.equal(error.retryable, expected.retryable ?? RETRYABLE.has(error.code), "retryable");
  assert.equal(error.option, undefined, "option");
  if (expected.vendorMessage !== undefined) {
    assert.equal(error.vendorMessage ?? null, expected.vendorMessage, "vendorMessage");
  }
  if (expected.requestId instanceof RegExp) assert.match(error.requestId ?? "", expected.requestId, "requestId");
  else if (expected.requestId !== undefined) assert.equal(error.requestId ?? null, expected.requestId, "requestId");
  if (expected.retryAfterBetween) {
    const [least, most] = expected.retryAfterBetween;
    assert.ok(
      error.retryAfterMs !== undefined && error.retryAfterMs >= least && error.retryAfterMs <= most,
      `retryAfterMs is ${error.retryAfterMs}, not between ${least} and ${most}`,
    );
  } else assert.equal(error.retryAfterMs ?? null, expected.retryAfterMs ?? null, "retryAfterMs");
  return error;
}

/**
 * @param {Outcome} outcome
 * @param {unknown} [answer] what it must resolve to, deeply and without anything of ours
 * @returns {Record<string, unknown>}
 */
export function answered(outcome, answer) {
  assert.ok(outcome.ok, `it must resolve, but it rejected with ${inspect(outcome.reason)}`);
  const value = /** @type {Record<string, unknown>} */ (outcome.value);
  assert.equal(Object.getPrototypeOf(value), Object.prototype, "an answer is a plain object");
  if (answer !== undefined) assert.deepEqual(value, answer);
  return value;
}

/**
 * Runs `use` with a sandbox of its own: what it records is then this row's alone.
 *
 * @param {(sandbox: import("../../../pkg/dist/sandbox.js").Sandbox) => Promise<void>} use
 */
export async function withSandbox(use) {
  const sandbox = await startSandbox();
  try {
    await use(sandbox);
  } finally {
    await sandbox.close();
  }
}

/** How a hand-written server saw one request end. @typedef {{ at: number, aborted: boolean, ended: boolean }} Seen */

/**
 * Runs `use` with a server that answers as `serve` says.
 *
 * @param {Serve} serve
 * @param {(server: { baseUrl: string, requests: Seen[] }) => Promise<void>} use
 */
export async function withServer(serve, use) {
  /** @type {Seen[]} */
  const requests = [];
  const server = createServer({ keepAliveTimeout: 60_000 }, (req, res) => {
    const seen = { at: Date.now(), aborted: false, ended: false };
    requests.push(seen);
    req.on("error", () => {});
    res.on("error", () => {});
    res.once("close", () => {
      seen.ended = true;
      seen.aborted = !res.writableFinished;
    });
    serve(req, res, requests.length);
  });
  server.on("connection", (socket) => socket.on("error", () => {}));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  try {
    await use({ baseUrl: `http://127.0.0.1:${port}`, requests });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/**
 * Sends a whole body under the name of JSON.
 *
 * @param {import("node:http").ServerResponse} res
 * @param {number} status
 * @param {unknown} body a string or bytes as they are, anything else as JSON
 * @param {Record<string, string>} [headers]
 */
export function send(res, status, body, headers = {}) {
  const bytes = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  res.writeHead(status, { "content-type": "application/json", ...headers }).end(bytes);
}
