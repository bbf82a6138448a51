// The public functions, over whatever way the module is loaded in. Each notes at once where it was called, for the stack of an error.

import { callSite } from "./call-site.js";
import { ask } from "./endpoints.js";
import { createInstances } from "./instance.js";
import { checkInvite, judge } from "./invite.js";
import { checkConnections, checkInvites } from "./list.js";

/** @typedef {typeof import("../types/index.js")} Api */

/** @param {import("./instance.js").Load} load */
export function createApi(load) {
  const getInstance = createInstances(load);
  const api = {
    /** @type {Api["getAccountStatus"]} */
    async getAccountStatus(options) {
      const asked = ask(getInstance, "account", options, callSite(api.getAccountStatus));
      return /** @type {ReturnType<Api["getAccountStatus"]>} */ (asked);
    },
    /** @type {Api["getConnectionStatus"]} */
    async getConnectionStatus(options) {
      const asked = ask(getInstance, "connection", options, callSite(api.getConnectionStatus));
      return /** @type {ReturnType<Api["getConnectionStatus"]>} */ (asked);
    },
    /** @type {Api["checkInvite"]} */
    async checkInvite(options) {
      return checkInvite(getInstance, options, callSite(api.checkInvite));
    },
    /** @type {Api["decideInvite"]} */
    async decideInvite(account, connection) {
      const site = callSite(api.decideInvite);
      return judge(getInstance, site, { account, connection }, (glue, copies) =>
        glue.decideInvite(copies.account, copies.connection, true),
      );
    },
    /** @type {Api["connectionVerdict"]} */
    async connectionVerdict(connection) {
      const site = callSite(api.connectionVerdict);
      return judge(getInstance, site, { connection }, (glue, copies) => glue.connectionVerdict(copies.connection));
    },
    /** @type {Api["accountVerdict"]} */
    async accountVerdict(account) {
      return (await api.judgeAccount(account, callSite(api.accountVerdict))).verdict;
    },
    /**
     * Not exported: `accountVerdict` with its reasons, for the command line.
     *
     * @param {unknown} account
     * @param {import("./call-site.js").CallSite} [site]
     */
    async judgeAccount(account, site = callSite(api.judgeAccount)) {
      return judge(getInstance, site, { account }, (glue, copies) => glue.accountVerdict(copies.account));
    },
    /** @type {Api["checkConnections"]} */
    checkConnections(options) {
      return checkConnections(getInstance, options, callSite(api.checkConnections));
    },
    /** @type {Api["checkInvites"]} */
    checkInvites(options) {
      return checkInvites(getInstance, options, callSite(api.checkInvites));
    },
  };
  return api;
}
