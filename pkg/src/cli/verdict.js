// Verdicts on one answer alone, by the rule of `decideInvite`: the other answer is a constant that adds no reason against
// an invitation.

import { decideInvite } from "../index.js";

/** @typedef {import("../../types/index.js").AccountStatus} AccountStatus */
/** @typedef {import("../../types/index.js").ConnectionStatus} ConnectionStatus */

/** @type {AccountStatus} */
const FIT_ACCOUNT = { id: "fit", status: "AVAILABLE", enabled: true, hasTokens: true };

/** @type {ConnectionStatus} */
const NOT_CONNECTED = {
  success: true,
  is_connected: false,
  connection_level: 2,
  network_distance: "SECOND_DEGREE",
  checked_with_account_id: 1,
};

/** `send` means that the account is fit. @param {AccountStatus} account */
export const decideAccount = (account) => decideInvite(account, NOT_CONNECTED);

/**
 * @param {ConnectionStatus} connection
 * @returns {Promise<"connected" | "not_connected" | "self" | "unknown">}
 */
export async function connectionVerdict(connection) {
  const { reasons } = await decideInvite(FIT_ACCOUNT, connection);
  if (reasons.includes("already_connected")) return "connected";
  if (reasons.includes("own_profile")) return "self";
  return reasons.includes("connection_unknown") ? "unknown" : "not_connected";
}

/** @type {Record<import("../../types/index.js").InviteReason, string>} */
export const REASONS = {
  already_connected: "You are connected already.",
  own_profile: "This is the sending account's own profile.",
  account_session_missing: "The account has no LinkedIn session: sign in again in ConnectSafely.",
  account_needs_attention: "The account needs attention in ConnectSafely.",
  automation_disabled: "Automation is switched off for the account: switch it on in ConnectSafely.",
  account_busy: "The account is busy just now: try again in a while.",
  account_warming_up: "The account is still warming up: try again later.",
  account_state_unknown: "The account is in a state that is not documented: look at it in ConnectSafely.",
  connection_unknown: "Whether you are connected is not clear from the answer: look at the profile on LinkedIn.",
  not_connected: "You are not connected.",
  may_be_pending: "An invitation may be pending already: the service cannot tell.",
};
