// What the public functions know of the two endpoints. The rest of what there is to know is in src/connectsafely.rs and src/seleqt.rs.

import { prepare, run } from "./call.js";
import { ACCOUNT_OPTIONS, CALL_OPTIONS, CONNECTION_OPTIONS } from "./limits.js";
import { snapshot } from "./options.js";

/** @import { CallSite } from "./call-site.js" */
/** @import { Host } from "./host.js" */
/** @import { GetInstance, Glue } from "./instance.js" */

/** By the names that they have as halves of an invite. */
export const ENDPOINTS = /** @type {const} */ ({
  account: {
    vendor: "connectsafely",
    call: "getAccountStatus",
    options: [...ACCOUNT_OPTIONS, ...CALL_OPTIONS],
    answer: "id,firstName,lastName,publicId,platform,status,enabled,lastUsed,hasTokens,linkedinPlan".split(","),
  },
  connection: {
    vendor: "seleqt",
    call: "getConnectionStatus",
    options: [...CONNECTION_OPTIONS, ...CALL_OPTIONS],
    answer: "success,is_connected,connection_level,network_distance,checked_with_account_id".split(","),
  },
});

/** @typedef {keyof typeof ENDPOINTS} EndpointName */

/**
 * Asks one endpoint.
 *
 * @param {GetInstance} getInstance
 * @param {EndpointName} name
 * @param {unknown} options
 * @param {CallSite} site
 * @returns {Promise<unknown>} the answer of that endpoint
 */
export function ask(getInstance, name, options, site) {
  const { vendor, call, options: names } = ENDPOINTS[name];
  const asked = prepare(snapshot(options, names), vendor);
  /** @param {Glue} glue @param {Host[]} hosts @param {number} started @returns {Promise<unknown>} */
  const enter = (glue, [host], started) => glue[call](asked.values, /** @type {Host} */ (host), started);
  return run(getInstance, [asked], site, enter);
}
