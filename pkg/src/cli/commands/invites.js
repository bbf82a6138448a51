// linkedin-status invites: the morning's command. Which prospects of a list to invite now, within what an account bears.

import { checkInvites } from "../api.js";
import { accountCall, common, connectionCall } from "../call-options.js";
import { INVITES } from "../list/kinds.js";
import { listCommand } from "../list/list-command.js";

/** @typedef {import("../list/kinds.js").Check} Check */
/** @typedef {import("../list/kinds.js").ListCall} ListCall */

/**
 * @param {import("../main.js").Arguments} given
 * @param {import("../main.js").Run} run
 */
export function invites({ options, positional }, run) {
  const { concurrency, perMinute, perDay, pauseBetweenMs, take, seleqtAccountId } = options;
  const shared = common(options, run);
  const account = { ...accountCall(options, run), ...NOT_COMMON };
  const connection = { ...connectionCall(options, run), ...NOT_COMMON };
  const pace = { concurrency, perMinute, perDay, pauseBetweenMs };
  /** The list reads from its call which account looks; the package takes that within `connection`. */
  const check = /** @type {Check} */ (
    /** @type {unknown} */ (
      (
        /** @type {import("../../../types/index.js").InviteListOptions & { accountId?: number }} */ {
          accountId: _,
          fetch,
          ...call
        },
      ) => checkInvites({ ...call, account, connection: { ...connection, fetch }, take })
    )
  );
  const call = /** @type {ListCall} */ (/** @type {unknown} */ ({ ...shared, ...pace, accountId: seleqtAccountId }));
  return listCommand(INVITES, check, call, { options, positional }, run);
}

/** Given once, for both calls. */
const NOT_COMMON = { timeoutMs: undefined, maxRetries: undefined, signal: undefined, onResponse: undefined };
