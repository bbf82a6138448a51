// What the options and the environment say about a call, in the package's terms. Flags win over the environment.

import { connectsafelyKey, seleqtKey } from "./keys.js";

/** @typedef {import("./options.js").Values} Values */

/** @param {Values} options @param {import("./main.js").Run} run */
export function accountCall({ connectsafelyUrl, accountId, ...rest }, { env, signal }) {
  const baseUrl = connectsafelyUrl ?? (env.CONNECTSAFELY_BASE_URL || undefined);
  return { ...connectsafelyKey(env), baseUrl, accountId, ...pace(rest), signal };
}

/** @param {Values} options @param {import("./main.js").Run} run */
export function connectionCall({ seleqtUrl, seleqtAccountId, ...rest }, { env, signal }) {
  const baseUrl = seleqtUrl ?? (env.SELEQT_BASE_URL || undefined);
  return { ...seleqtKey(env), baseUrl, accountId: seleqtAccountId, ...pace(rest), signal };
}

/** @param {Values} options */
const pace = ({ timeoutMs, maxRetries }) => ({ timeoutMs, maxRetries });
