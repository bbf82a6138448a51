// The options of a call of the package, from the command line and the environment. The command line wins.

import { connectsafelyKey, seleqtKey } from "./keys.js";
import { showResponse } from "./verbose.js";

/** @typedef {import("./options.js").Values} Values */

/** @param {Values} options @param {import("./main.js").Run} run */
export function accountCall({ accountId, ...rest }, run) {
  return { ...connectsafelyKey(run.env), baseUrl: baseUrls(rest, run).connectsafely, accountId, ...common(rest, run) };
}

/** @param {Values} options @param {import("./main.js").Run} run */
export function connectionCall({ seleqtAccountId, ...rest }, run) {
  return {
    ...seleqtKey(run.env),
    baseUrl: baseUrls(rest, run).seleqt,
    accountId: seleqtAccountId,
    ...common(rest, run),
  };
}

/**
 * Where the services are; undefined: where they really are. An empty variable is none.
 *
 * @param {Values} options
 * @param {import("./main.js").Run} run
 */
export const baseUrls = ({ connectsafelyUrl, seleqtUrl }, { env }) => ({
  connectsafely: connectsafelyUrl ?? (env.CONNECTSAFELY_BASE_URL || undefined),
  seleqt: seleqtUrl ?? (env.SELEQT_BASE_URL || undefined),
});

/**
 * What every call takes. A list clears its progress bar before it calls `onResponse` (list/run-list.js).
 *
 * @param {Values} options
 * @param {import("./main.js").Run} run
 */
export const common = ({ timeoutMs, maxRetries, verbose }, { signal }) => ({
  timeoutMs,
  maxRetries,
  signal,
  onResponse: verbose ? showResponse : undefined,
});
