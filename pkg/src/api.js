// The public functions, over whatever way the module is loaded in. They are async, so that the stack of an error names them and the
// caller's own function.

import { prepare, run } from "./call.js";
import { createInstances } from "./instance.js";
import { checkInvite, decideInvite } from "./invite.js";
import { ACCOUNT_OPTIONS, CALL_OPTIONS, CONNECTION_OPTIONS } from "./limits.js";
import { checkConnections } from "./list.js";
import { snapshot } from "./options.js";

/**
 * @import {
 *   AccountStatus, AccountStatusOptions, ConnectionCheck, ConnectionListOptions, ConnectionStatus, ConnectionStatusOptions,
 *   InviteCheck, InviteDecision, InviteOptions
 * } from "../types/index.js"
 * @import { Host } from "./host.js"
 */

const OPTIONS_OF_ACCOUNT = [...ACCOUNT_OPTIONS, ...CALL_OPTIONS];
const OPTIONS_OF_CONNECTION = [...CONNECTION_OPTIONS, ...CALL_OPTIONS];

/** @param {import("./instance.js").Load} load */
export function createApi(load) {
  const getInstance = createInstances(load);
  return {
    /**
     * @param {AccountStatusOptions} options
     * @returns {Promise<AccountStatus>}
     */
    async getAccountStatus(options) {
      const call = prepare(snapshot(options, OPTIONS_OF_ACCOUNT), "connectsafely");
      return /** @type {AccountStatus} */ (
        await run(getInstance, [call], (glue, [host], started) =>
          glue.getAccountStatus(call.values, /** @type {Host} */ (host), started),
        )
      );
    },
    /**
     * @param {ConnectionStatusOptions} options
     * @returns {Promise<ConnectionStatus>}
     */
    async getConnectionStatus(options) {
      const call = prepare(snapshot(options, OPTIONS_OF_CONNECTION), "seleqt");
      return /** @type {ConnectionStatus} */ (
        await run(getInstance, [call], (glue, [host], started) =>
          glue.getConnectionStatus(call.values, /** @type {Host} */ (host), started),
        )
      );
    },
    /**
     * @param {InviteOptions} options
     * @returns {Promise<InviteCheck>}
     */
    async checkInvite(options) {
      return /** @type {InviteCheck} */ (await checkInvite(getInstance, options));
    },
    /**
     * @param {AccountStatus} account
     * @param {ConnectionStatus} connection
     * @returns {Promise<InviteDecision>}
     */
    async decideInvite(account, connection) {
      return /** @type {InviteDecision} */ (await decideInvite(getInstance, account, connection));
    },
    /**
     * @param {ConnectionListOptions} options
     * @returns {AsyncGenerator<ConnectionCheck, void, undefined>}
     */
    checkConnections(options) {
      return checkConnections(getInstance, options);
    },
  };
}
