// The two services by the variables and flags that concern them.

/** @typedef {import("../../types/index.js").Vendor} Vendor */

/** @type {Record<Vendor, { flag: string, variable: string }>} */
export const BASE_URL_NAMES = {
  connectsafely: { flag: "--connectsafely-url", variable: "CONNECTSAFELY_BASE_URL" },
  seleqt: { flag: "--seleqt-url", variable: "SELEQT_BASE_URL" },
};

/**
 * The variable that holds the key of a service.
 *
 * @param {Vendor | undefined} vendor
 * @param {NodeJS.ProcessEnv} env
 */
export function keyVariable(vendor, env) {
  if (vendor === "connectsafely") return "CONNECTSAFELY_API_KEY";
  return env.SELEQT_JWT && !env.SELEQT_API_KEY ? "SELEQT_JWT" : "SELEQT_API_KEY";
}
