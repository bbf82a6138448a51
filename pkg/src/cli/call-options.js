// The options of a call of the package, from the command line and the environment. The command line wins.

import { connectsafelyKey, seleqtKey } from "./keys.js";

/** @typedef {import("./options.js").Values} Values */

/** @param {Values} options @param {import("./main.js").Run} run */
export function accountCall({ connectsafelyUrl, accountId, ...rest }, { env, signal }) {
  const baseUrl = connectsafelyUrl ?? (env.CONNECTSAFELY_BASE_URL || undefined);
  return { ...connectsafelyKey(env), baseUrl, accountId, ...limits(rest), signal };
}

/** @param {Values} options @param {import("./main.js").Run} run */
export function connectionCall({ seleqtUrl, seleqtAccountId, ...rest }, { env, signal }) {
  const baseUrl = seleqtUrl ?? (env.SELEQT_BASE_URL || undefined);
  return { ...seleqtKey(env), baseUrl, accountId: seleqtAccountId, ...limits(rest), signal };
}

/** @param {Values} options */
const limits = ({ timeoutMs, maxRetries }) => ({ timeoutMs, maxRetries });
