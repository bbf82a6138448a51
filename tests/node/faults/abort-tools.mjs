// Reasons to abort for, and what must hold of every abort.

import assert from "node:assert/strict";
import { getAccountStatus, getConnectionStatus } from "../../../pkg/dist/index.js";
import { latency } from "./figures.mjs";
import { AFTER_ABORT_MS, alarm, newKey } from "./harness.mjs";

/** @typedef {import("./harness.mjs").Vendor} Vendor */
/** @typedef {import("./harness.mjs").Options} Options */

/** @type {{ name: string, abort: (controller: AbortController) => void, is?: (reason: unknown) => void }[]} */
export const REASONS = [
  { name: "an Error", abort: (controller) => controller.abort(new RangeError("enough")) },
  { name: "a string", abort: (controller) => controller.abort("enough") },
  { name: "null", abort: (controller) => controller.abort(null) },
  { name: "an object", abort: (controller) => controller.abort({ code: "mine", because: ["enough"] }) },
  { name: "zero", abort: (controller) => controller.abort(0) },
  {
    name: "a frozen object that looks like an error of ours",
    abort: (controller) =>
      controller.abort(Object.freeze({ code: "timeout", message: "no", attempts: 1, retryable: false })),
  },
  {
    name: "a rejected promise",
    abort: (controller) => {
      const promise = Promise.reject(new Error("inner"));
      promise.catch(() => {});
      controller.abort(promise);
    },
  },
  {
    name: "undefined, which is the runtime's own AbortError",
    abort: (controller) => controller.abort(undefined),
    is: (reason) => {
      assert.ok(reason instanceof DOMException);
      assert.equal(reason.name, "AbortError");
    },
  },
];

/**
 * @param {Vendor} vendor
 * @param {Options} options
 */
export const ask = (vendor, options) => {
  const all = /** @type {any} */ ({ apiKey: newKey(), ...(vendor === "seleqt" ? { prospectId: 7 } : {}), ...options });
  return vendor === "seleqt" ? getConnectionStatus(all) : getAccountStatus(all);
};

/**
 * Aborts, and holds what comes of it against the promise.
 *
 * @param {Promise<unknown>} asked
 * @param {AbortController} controller
 * @param {(typeof REASONS)[number]} reason
 */
export async function abortAndCheck(asked, controller, { abort, is }) {
  const settled = asked.then(
    (value) => assert.fail(`it resolved to ${value}`),
    (/** @type {unknown} */ error) => ({ error }),
  );
  const late = alarm(AFTER_ABORT_MS);
  const began = performance.now();
  abort(controller);
  const { error } = await settled;
  const tookMs = performance.now() - began;
  latency("abort", tookMs);
  assert.equal(late.stop(), false, `settled ${tookMs} ms after the abort`);
  assert.ok(Object.is(error, controller.signal.reason), "the very reason of the signal");
  is?.(error);
}
