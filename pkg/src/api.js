// The public functions, over whatever way the module is loaded in. They are async, so that the stack of an error names them
// and the caller's own function.

import { ask, askOne } from "./call.js";
import { createEngine } from "./engine.js";
import { checkInvite, decideInvite } from "./invite.js";
import { checkConnections } from "./list.js";
import { snapshot } from "./options.js";

/**
 * @import {
 *   AccountStatus, AccountStatusOptions, ConnectionCheck, ConnectionListOptions, ConnectionStatus, ConnectionStatusOptions,
 *   InviteCheck, InviteDecision, InviteOptions
 * } from "../types/index.js"
 */

/** @param {import("./engine.js").Load} load */
export function createApi(load) {
  const engine = createEngine(load);
  return {
    /**
     * @param {AccountStatusOptions} options
     * @returns {Promise<AccountStatus>}
     */
    async getAccountStatus(options) {
      return /** @type {AccountStatus} */ (await askOne(engine, ask(snapshot(options), "connectsafely")));
    },
    /**
     * @param {ConnectionStatusOptions} options
     * @returns {Promise<ConnectionStatus>}
     */
    async getConnectionStatus(options) {
      return /** @type {ConnectionStatus} */ (await askOne(engine, ask(snapshot(options), "seleqt")));
    },
    /**
     * @param {InviteOptions} options
     * @returns {Promise<InviteCheck>}
     */
    async checkInvite(options) {
      return /** @type {InviteCheck} */ (await checkInvite(engine, options));
    },
    /**
     * @param {AccountStatus} account
     * @param {ConnectionStatus} connection
     * @returns {Promise<InviteDecision>}
     */
    async decideInvite(account, connection) {
      return /** @type {InviteDecision} */ (await decideInvite(engine, account, connection));
    },
    /**
     * @param {ConnectionListOptions} options
     * @returns {AsyncGenerator<ConnectionCheck, void, undefined>}
     */
    checkConnections(options) {
      return checkConnections(engine, options);
    },
  };
}
