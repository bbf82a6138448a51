// Should an invitation go out?

import type { AccountStatus, ConnectionStatus } from "./answers.js";
import type { AccountStatusOptions, CallOptions, ConnectionStatusOptions } from "./options.js";

/** What to do about an invitation. */
export type InviteDecisionWord = "send" | "skip" | "wait" | "fix" | "unknown";

/** Why, in the order of the table that decides. */
export type InviteReason =
  /** skip: they are connected. */
  | "already_connected"
  /** skip: the prospect is the account's own profile. */
  | "own_profile"
  /** fix: the account's `hasTokens` is false; sign in to LinkedIn anew in ConnectSafely. */
  | "account_session_missing"
  /** fix: the account's status is `ERROR`. */
  | "account_needs_attention"
  /** fix: the account's `enabled` is false. */
  | "automation_disabled"
  /** wait: the account's status is `IN_USE`. */
  | "account_busy"
  /** wait: the account's status is `WARMUP`. */
  | "account_warming_up"
  /** unknown: another status, or `enabled` or `hasTokens` is not said. */
  | "account_state_unknown"
  /** unknown: the answer about the connection contradicts itself or says nothing. */
  | "connection_unknown"
  /** send: they are not connected. */
  | "not_connected"
  /** Beside `not_connected`: an invitation may be pending already; the service cannot tell. */
  | "may_be_pending"
  /**
   * Beside `not_connected`, from `checkInvite` and `checkInvites`: one of the two `accountId`s was left out. ConnectSafely then
   * takes the most recently used account and Seleqt the first active one, which can be two people's.
   */
  | "accounts_not_pinned";

/** Whether an invitation should go out now. */
export interface InviteDecision {
  /** Of the first reason. */
  decision: InviteDecisionWord;
  /** Everything that holds, the deciding one first. */
  reasons: InviteReason[];
}

/** A decision with the answers that it rests on. */
export interface InviteCheck extends InviteDecision {
  /** ConnectSafely's answer. */
  account: AccountStatus;
  /** Seleqt's answer. */
  connection: ConnectionStatus;
  /** When both answers were there: RFC 3339, UTC. */
  checkedAt: string;
}

/**
 * What `checkInvite` asks. What stands here holds for both calls; what stands inside `account` or `connection` holds for that one,
 * and is taken before it. Each may have a signal of its own besides: either ends it.
 *
 * @example
 * ```js
 * await checkInvite({
 *   timeoutMs: 10_000, // for both calls
 *   signal: AbortSignal.timeout(15_000),
 *   account: { apiKey: process.env.CONNECTSAFELY_API_KEY, accountId: "696ce9e780e0483585e4e553" },
 *   connection: { apiKey: process.env.SELEQT_API_KEY, accountId: 42, prospectId: 123, maxRetries: 0 },
 * });
 * ```
 */
export interface InviteOptions extends Omit<CallOptions, "baseUrl"> {
  /** The call to ConnectSafely. */
  account: AccountStatusOptions;
  /** The call to Seleqt. */
  connection: ConnectionStatusOptions;
}
