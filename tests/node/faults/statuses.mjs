// Every status there is: its code, whether it is retryable, and whether it is tried again.

import assert from "node:assert/strict";
import { call, failedWith, NAMES, VENDORS, withServer } from "./harness.mjs";

/** @typedef {import("./harness.mjs").Vendor} Vendor */
/** @typedef {{ name: string, run: () => Promise<void> }} Row */

/** The code of every status, as the contract has it. @param {number} status @param {Vendor} vendor */
function codeOf(status, vendor) {
  if (status >= 300 && status <= 399) return "redirected";
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 404) return vendor === "seleqt" ? "prospect_not_found" : "account_not_found";
  if (status === 400 || status === 422) return "bad_request";
  if (status === 429) return "rate_limited";
  if (status === 502 && vendor === "seleqt") return "provider_failed";
  if (status === 408 || (status >= 500 && status <= 599)) return "server_error";
  return "unexpected_status";
}

/**
 * But for two that Node's fetch keeps to itself, as the Fetch standard says: 407 is a network error without a proxy to sign
 * in to, and 421 is asked again on a fresh connection.
 */
const STATUSES = Array.from({ length: 399 }, (_, at) => 201 + at).filter((status) => status !== 407 && status !== 421);

/** Forty at a time: more would wait for their connections. @param {number[]} statuses @param {(status: number) => Promise<void>} ask */
async function eachOf(statuses, ask) {
  for (let at = 0; at < statuses.length; at += 40) await Promise.all(statuses.slice(at, at + 40).map(ask));
}

/** @param {Vendor} vendor @returns {Row} */
const everyStatus = (vendor) => ({
  name: `${NAMES[vendor]}: every status from 201 to 599 has its code, and those that the table names are retryable`,
  run: () =>
    withServer(
      (req, res) => {
        const status = Number(req.url?.split("/")[1]);
        const hasBody = status !== 204 && status !== 304 && status !== 205;
        res.writeHead(status, { "x-request-id": `r-${status}` }).end(hasBody ? '{"error":"said"}' : undefined);
      },
      async ({ baseUrl, requests }) => {
        await eachOf(STATUSES, async (status) => {
          const code = codeOf(status, vendor);
          const isFinal = status === 501 || status === 505;
          failedWith(await call(vendor, { baseUrl: `${baseUrl}/${status}`, maxRetries: 0 }), {
            code,
            status,
            ...(isFinal ? { retryable: false } : {}),
            requestId: `r-${status}`,
          });
        });
        assert.equal(requests.length, STATUSES.length);
      },
    ),
});

/** @param {Vendor} vendor @returns {Row} */
const everyRetry = (vendor) => ({
  name: `${NAMES[vendor]}: of all statuses, exactly 408 and 5xx without 501 and 505 are asked again`,
  run: async () => {
    /** @type {Map<string, number>} */
    const counts = new Map();
    await withServer(
      (req, res) => {
        const status = req.url?.split("/")[1] ?? "";
        counts.set(status, (counts.get(status) ?? 0) + 1);
        res.writeHead(Number(status)).end();
      },
      async ({ baseUrl }) => {
        await eachOf(STATUSES, async (status) => {
          const outcome = await call(vendor, { baseUrl: `${baseUrl}/${status}`, maxRetries: 1 });
          const isRetried = (status === 408 || status >= 500) && status !== 501 && status !== 505;
          const attempts = isRetried ? 2 : 1;
          assert.equal(outcome.reason?.attempts, attempts, `attempts at ${status}`);
          assert.equal(counts.get(String(status)), attempts, `requests at ${status}`);
          assert.equal(outcome.retries.length, attempts - 1);
        });
      },
    );
  },
});

export const rows = VENDORS.flatMap((vendor) => [everyStatus(vendor), everyRetry(vendor)]);
