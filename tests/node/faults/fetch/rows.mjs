// Any fetch: whatever a custom one does, throws or resolves to, the promise settles by the deadline with a sensible code.

import assert from "node:assert/strict";
import { ANSWER, answered, call, failedWith, NAMES, pause, VENDORS } from "../harness.mjs";
import { HEADERS } from "./ducks-headers.mjs";
import { DUCKS } from "./ducks.mjs";
import { NOTHINGS } from "./nothings.mjs";
import { OTHERS, TOGETHER } from "./others.mjs";
import { RESPONSES } from "./responses.mjs";
import { BUSY, ENDS } from "./streams-ends.mjs";
import { BODIES } from "./streams.mjs";
import { THROWS } from "./throws.mjs";
import { DEADLINE_MS } from "./tools.mjs";

/** @typedef {import("../harness.mjs").Vendor} Vendor */
/** @typedef {import("./tools.mjs").Case} Case */
/** @typedef {{ name: string, run: () => Promise<void> }} Row */

/** @param {string} verb @returns {(one: Case, vendor: Vendor) => Row} */
const row =
  (verb) =>
  ({ name, fetch, ends, status, timeoutMs = DEADLINE_MS, check }, vendor) => ({
    name: `${NAMES[vendor]}: a fetch that ${verb}${name} ends in ${[ends].flat().join(" or ")}`,
    run: async () => {
      // Many of these end without a turn of the timers; the deadlines of the others need theirs.
      await pause(0);
      let calls = 0;
      const impl = fetch(vendor);
      const outcome = await call(vendor, {
        timeoutMs,
        maxRetries: 0,
        ...(vendor === "seleqt" ? { accountId: 42 } : {}),
        fetch: /** @type {any} */ (
          (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
            calls++;
            return impl(url, init);
          }
        ),
      });
      const codes = [ends].flat();
      if (outcome.ok) {
        assert.ok(codes.includes("answer"), "it must not be taken for an answer");
        const { n, deep, ...rest } = answered(outcome);
        assert.deepEqual(rest, ANSWER[vendor]);
      } else {
        const { code, retryAfterMs } = /** @type {any} */ (outcome.reason);
        failedWith(outcome, {
          code: codes,
          status: code === "network" && status !== 200 ? undefined : status,
          retryAfterMs: retryAfterMs ?? null,
        });
        check?.(outcome.reason);
      }
      assert.equal(calls, 1);
    },
  });

/** @param {Case[]} cases @param {string} verb @returns {Row[]} */
const both = (cases, verb) => VENDORS.flatMap((vendor) => cases.map((one) => row(verb)(one, vendor)));

export const rows = [
  ...both(THROWS, ""),
  ...both(NOTHINGS, ""),
  ...both(DUCKS, "resolves to a duck with "),
  ...both(HEADERS, "resolves to a duck with "),
  ...both(ENDS, "resolves to a duck whose body is "),
  ...both(BODIES, "resolves to a duck whose body is "),
  ...both(RESPONSES, "resolves to "),
  ...OTHERS,
];

/** One after the other, and with nothing beside them. */
export const busyRows = [...both(BUSY, "resolves to a duck whose body is "), TOGETHER];
