/**
 * Two questions before a LinkedIn invitation goes out: *is the sending account fit to send?* (ConnectSafely) and *are we
 * connected already?* (Seleqt).
 *
 * @packageDocumentation
 */

import type { AccountStatus, AccountVerdict, ConnectionStatus, ConnectionVerdict } from "./answers.js";
import type { LinkedInStatusError } from "./error.js";
import type { InviteCheck, InviteDecision, InviteOptions } from "./invite.js";
import type { ConnectionCheck, ConnectionListOptions, InviteListCheck, InviteListOptions } from "./list.js";
import type { AccountStatusOptions, ConnectionStatusOptions } from "./options.js";

export * from "./answers.js";
export * from "./error.js";
export * from "./fetch.js";
export * from "./invite.js";
export * from "./list.js";
export * from "./options.js";

/**
 * ConnectSafely, `GET /account/status`: is the sending account fit to send?
 *
 * @returns the account, as the service describes it
 * @throws {@link LinkedInStatusError}; `signal.reason` where the signal ended the call
 * @example
 * ```js
 * const account = await getAccountStatus({ apiKey: process.env.CONNECTSAFELY_API_KEY });
 * if ((await accountVerdict(account)) === "fit") await sendInvitation();
 * ```
 */
export function getAccountStatus(options: AccountStatusOptions): Promise<AccountStatus>;

/**
 * Seleqt, `GET /api/v1/public/prospects/{id}/connection-status/`: are we connected already? Every call is a live call to
 * LinkedIn's provider and counts against its limits: ask just before an invitation, not in bulk.
 *
 * @returns the connection, from the view of one account
 * @throws {@link LinkedInStatusError}; `signal.reason` where the signal ended the call
 * @example
 * ```js
 * const connection = await getConnectionStatus({ apiKey: process.env.SELEQT_API_KEY, prospectId: 123 });
 * switch (await connectionVerdict(connection)) {
 *   case "not_connected":
 *     await sendInvitation();
 *     break;
 *   case "unknown":
 *     console.warn("Nobody knows. Do not send.");
 * }
 * ```
 */
export function getConnectionStatus(options: ConnectionStatusOptions): Promise<ConnectionStatus>;

/**
 * Asks both services at once and says whether an invitation should go out now. If one call fails, the other is cancelled and
 * the first failure is the error: an unknown never reads as "not connected".
 *
 * @throws {@link LinkedInStatusError}, its `option` such as `account.apiKey`; `signal.reason` where a signal ended the call
 * @example
 * ```js
 * const { decision, reasons } = await checkInvite({
 *   account: { apiKey: process.env.CONNECTSAFELY_API_KEY },
 *   connection: { apiKey: process.env.SELEQT_API_KEY, prospectId: 123 },
 * });
 * if (decision === "send") await sendInvitation();
 * ```
 */
export function checkInvite(options: InviteOptions): Promise<InviteCheck>;

/**
 * The rule behind {@link checkInvite}, on answers you already have. No request is sent.
 *
 * @throws {@link LinkedInStatusError} `invalid_options` where one is not an answer of its service
 * @example
 * ```js
 * const { decision } = await decideInvite(account, connection);
 * ```
 */
export function decideInvite(account: AccountStatus, connection: ConnectionStatus): Promise<InviteDecision>;

/**
 * What one answer says about a connection, in one word. No request is sent. `is_connected` alone does not tell "no" from "not
 * known"; this does.
 *
 * @returns `connected`, `not_connected`, `self` (the account's own profile) or `unknown`
 * @throws {@link LinkedInStatusError} `invalid_options` (`option` is `connection`) where it is not an answer of Seleqt
 * @example
 * ```js
 * const connection = await getConnectionStatus({ apiKey: process.env.SELEQT_API_KEY, prospectId: 123 });
 * if ((await connectionVerdict(connection)) === "not_connected") await sendInvitation();
 * ```
 */
export function connectionVerdict(connection: ConnectionStatus): Promise<ConnectionVerdict>;

/**
 * What one answer says about the sending account, in one word. No request is sent. By the rows of the decision that are about the
 * account alone.
 *
 * @returns `fit`, `wait`, `fix` or `unknown`
 * @throws {@link LinkedInStatusError} `invalid_options` (`option` is `account`) where it is not an answer of ConnectSafely
 * @example
 * ```js
 * const account = await getAccountStatus({ apiKey: process.env.CONNECTSAFELY_API_KEY });
 * if ((await accountVerdict(account)) === "fix") console.error("Sign in to LinkedIn anew in ConnectSafely.");
 * ```
 */
export function accountVerdict(account: AccountStatus): Promise<AccountVerdict>;

/**
 * A list of prospects at a pace that the service and the LinkedIn account bear. Results arrive as they complete. A 429 pauses the
 * whole run until the stated time, as does an answer that says that nothing is left of the service's limit. `unauthorized`,
 * `no_active_account`, `account_not_active`, `invalid_options`, `internal` and `daily_limit` end the run; any other error belongs
 * to its prospect. Leaving the loop early cancels what is open.
 *
 * @throws {@link LinkedInStatusError} at the first `next()` for bad options, later for what ends the run
 * @example
 * ```js
 * for await (const check of checkConnections({ apiKey, prospectIds: [1, 2, 3] })) {
 *   console.log(check.prospectId, check.ok ? check.verdict : check.error.code);
 * }
 * ```
 */
export function checkConnections(options: ConnectionListOptions): AsyncGenerator<ConnectionCheck, void, undefined>;

/**
 * A list of prospects, each with the decision of {@link checkInvite}. The account is asked first, again when its answer is older
 * than five minutes, and again after a `provider_failed`, which an unfit account could explain. While it is not fit no prospect is
 * asked: the run ends with `account_not_fit`. Pace, pauses and what ends the run are those of {@link checkConnections}.
 *
 * @throws {@link LinkedInStatusError} at the first `next()` for bad options, later for what ends the run
 * @example Twenty invitations, after what was asked earlier today
 * ```js
 * const run = checkInvites({
 *   account: { apiKey: process.env.CONNECTSAFELY_API_KEY, accountId: "696ce9e780e0483585e4e553" },
 *   connection: { apiKey: process.env.SELEQT_API_KEY, accountId: 42 },
 *   prospectIds: [1, 2, 3],
 *   take: 20,
 *   pauseBetweenMs: [30_000, 90_000],
 *   earlierChecks: ["2026-02-24T04:53:13.750Z"],
 * });
 * for await (const check of run) {
 *   if (check.ok && check.decision === "send") await sendInvitation();
 * }
 * ```
 */
export function checkInvites(options: InviteListOptions): AsyncGenerator<InviteListCheck, void, undefined>;

/**
 * Whether a caught value is an error of this package, also where it comes from another copy or build of it.
 *
 * @example
 * ```js
 * if (isLinkedInStatusError(error) && error.retryable) schedule(error.retryAfterMs ?? 60_000);
 * ```
 */
export function isLinkedInStatusError(value: unknown): value is LinkedInStatusError;

/** The hosts that the two vendors publish. */
export const BASE_URLS: {
  /** ConnectSafely's. */
  readonly connectsafely: {
    /** The default. */
    readonly production: "https://api.connectsafely.ai/linkedin";
    /** ConnectSafely's own sandbox. */
    readonly sandbox: "https://sandbox.api.connectsafely.ai/linkedin";
  };
  /** Seleqt's. */
  readonly seleqt: {
    /** The default. */
    readonly production: "https://api.seleqt.ai";
    /** The host in Seleqt's examples. */
    readonly staging: "https://api.staging.seleqt.ai";
  };
};
