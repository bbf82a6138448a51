// --verbose: a line on stderr for each answer, as its headers come.

import { stderr } from "./output.js";
import { SERVICES } from "../words.js";
import { clean, count, plural } from "./text.js";

/** @typedef {import("../../types/index.js").CallOptions} CallOptions */
/** @typedef {Parameters<NonNullable<CallOptions["onResponse"]>>[0]} ResponseInfo */

/** @param {ResponseInfo} info */
export const showResponse = (info) => stderr.line(stderr.paint("dim", responseLine(info)));

/**
 * Service, status, time, request id, limits.
 *
 * @param {ResponseInfo} info
 */
export function responseLine({ vendor, status, attempt, durationMs, requestId, rateLimit }) {
  const parts = [
    `${SERVICES[vendor]}: ${status} in ${count(Math.round(durationMs))} ms`,
    attempt > 1 && `attempt ${attempt}`,
    requestId && `request ${clean(requestId, 100)}`,
    rateLimit && limits(rateLimit),
  ];
  return parts.filter(Boolean).join(", ");
}

/** @param {NonNullable<ResponseInfo["rateLimit"]>} rateLimit */
function limits({ limit, used, remaining, resetAt }) {
  const of = limit === undefined ? "" : ` of ${count(limit)}`;
  const parts = [
    remaining !== undefined && `${count(remaining)}${of} requests left`,
    used !== undefined && `${count(used)}${remaining === undefined ? of : ""} used`,
    remaining === undefined && used === undefined && limit !== undefined && `limit ${plural(limit, "request")}`,
    resetAt && `reset at ${clean(resetAt, 40)}`,
  ];
  return parts.filter(Boolean).join(", ");
}
