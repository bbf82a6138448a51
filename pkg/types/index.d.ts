/**
 * Two questions before a LinkedIn invitation goes out: *is the sending account fit to send?* (ConnectSafely) and *are we
 * connected already?* (Seleqt).
 *
 * @packageDocumentation
 */

/** One of the two services. */
export type Vendor = "connectsafely" | "seleqt";

/** A string that autocompletes the known values and admits the ones nobody knew. */
export type Open<Known extends string> = Known | (string & {});

/** How a call is made, whichever service it asks. An option that is `undefined` is an option left out. */
export interface CallOptions {
  /**
   * Where the service is: an absolute `https:` URL (`http:` for loopback hosts), with or without a path prefix and a closing
   * slash, without credentials, query and fragment.
   *
   * @defaultValue the production entry of {@link BASE_URLS}
   */
  baseUrl?: string | undefined;
  /**
   * One deadline in milliseconds for the whole call: connecting, headers, body, every retry and wait. Above 0, at most
   * 2,147,483,647.
   *
   * @defaultValue 25_000
   */
  timeoutMs?: number | undefined;
  /**
   * Further attempts after the first, 0 to 100; 0 turns retries off.
   *
   * @defaultValue 2
   */
  maxRetries?: number | undefined;
  /** Ends the call at once, in every phase. The call then rejects with `signal.reason` itself, as `fetch` does. */
  signal?: AbortSignal | undefined;
  /**
   * Used instead of the platform's `fetch`, which is looked up at each call. It is given a URL and plain options.
   *
   * @defaultValue `globalThis.fetch`
   */
  fetch?: typeof globalThis.fetch | undefined;
  /**
   * Allows `http:` to hosts that are not loopback. The key then travels in the clear.
   *
   * @defaultValue false
   */
  allowInsecureHttp?: boolean | undefined;
  /** Told before each wait. What it throws or rejects with changes nothing. */
  onRetry?: ((info: RetryInfo) => void) | undefined;
}

/** A failed attempt that is followed by another. */
export interface RetryInfo {
  /** The attempt that failed, from 1. */
  attempt: number;
  /** Milliseconds until the next one. */
  delayMs: number;
  /** Why it failed. */
  error: LinkedInStatusError;
}

/** What {@link getAccountStatus} asks. */
export interface AccountStatusOptions extends CallOptions {
  /** The ConnectSafely API key: 1 to 4,096 characters of printable ASCII without spaces. */
  apiKey: string;
  /**
   * The account, 1 to 256 characters (24 hex digits in the service's examples).
   *
   * @defaultValue the most recently used account of the key's owner
   */
  accountId?: string | undefined;
}

/**
 * What {@link getConnectionStatus} asks. Exactly one of `apiKey` (header `X-API-Key`, public path) and `jwt`
 * (`Authorization: Bearer`, application path).
 */
export interface ConnectionStatusOptions extends CallOptions {
  /** The prospect's number in Seleqt, a positive safe integer. */
  prospectId: number;
  /**
   * The connected LinkedIn account to look from, a positive safe integer.
   *
   * @defaultValue the first active account of the workspace
   */
  accountId?: number | undefined;
  /** The Seleqt API key: 1 to 4,096 characters of printable ASCII without spaces. */
  apiKey?: string | undefined;
  /** The JWT of a signed-in user, likewise. */
  jwt?: string | undefined;
}

/**
 * ConnectSafely's answer, as the service sent it. Only `id` and `status` are sure to be there; fields that nobody documented
 * come through untouched.
 */
export interface AccountStatus {
  /** The account's identifier. */
  id: string;
  /** First name of the LinkedIn user. */
  firstName?: string | null;
  /** Last name of the LinkedIn user. */
  lastName?: string | null;
  /** LinkedIn's public profile id, such as `john-doe-123`. */
  publicId?: string | null;
  /** Such as `ConnectSafely`. */
  platform?: string | null;
  /** `AVAILABLE` can be used, `IN_USE` is busy, `ERROR` needs attention; others were seen, and more may come. */
  status: Open<"AVAILABLE" | "IN_USE" | "ERROR" | "WARMUP" | "UNKNOWN" | "FREE" | "PREMIUM">;
  /** Automation is switched on for the account. */
  enabled?: boolean | null;
  /** RFC 3339 date-time, such as `2026-02-24T04:53:13.750Z`. */
  lastUsed?: string | null;
  /** Valid LinkedIn session tokens exist. */
  hasTokens?: boolean | null;
  /** Sent only for `AVAILABLE` and `WARMUP`; the service caches it for 12 hours. */
  linkedinPlan?: LinkedinPlan | null;
  /** Whatever else the service sends. */
  [undocumented: string]: unknown;
}

/** The LinkedIn subscription behind an account. */
export interface LinkedinPlan {
  /** Such as `NON_PREMIUM`. */
  premiumType?: Open<"NON_PREMIUM" | "SALES_NAVIGATOR" | "RECRUITER" | "BUSINESS_PREMIUM"> | null;
  /** Any paid plan. */
  isPremium?: boolean | null;
  /** Sales Navigator is part of it. */
  hasSalesNavigator?: boolean | null;
  /** LinkedIn Recruiter is part of it. */
  hasRecruiter?: boolean | null;
  /** Messages while away can be set. */
  hasAwayMessages?: boolean | null;
  /** The profile may carry the badge of an advertiser. */
  hasAdvertiseBadge?: boolean | null;
  /** The tools for hiring managers are part of it. */
  hasHiringManager?: boolean | null;
  /** Whatever else the service sends. */
  [undocumented: string]: unknown;
}

/** Seleqt's answer, as the service sent it: the view of one account, which another need not share. */
export interface ConnectionStatus {
  /** Always true: an answer that says otherwise is an `invalid_response`. */
  success: true;
  /** True only for a 1st-degree connection of the account that was used. A pending invitation is not connected. */
  is_connected: boolean;
  /** 1, 2 or 3; null when unknown or out of network. */
  connection_level?: number | null;
  /** What the provider said. */
  network_distance?: Open<
    | "FIRST_DEGREE"
    | "SECOND_DEGREE"
    | "THIRD_DEGREE"
    | "OUT_OF_NETWORK"
    | "SELF"
    | "DISTANCE_1"
    | "DISTANCE_2"
    | "DISTANCE_3"
    | "THIRD_DEGREE_AND_BEYOND"
  > | null;
  /** The account that was used. */
  checked_with_account_id: number;
  /** Whatever else the service sends. */
  [undocumented: string]: unknown;
}

/**
 * ConnectSafely, `GET /account/status`: is the sending account fit to send?
 *
 * @returns the account, as the service describes it
 * @throws {@link LinkedInStatusError}; `signal.reason` where the signal ended the call
 * @example
 * ```js
 * const account = await getAccountStatus({ apiKey: process.env.CONNECTSAFELY_API_KEY });
 * if (account.status === "AVAILABLE" && account.enabled && account.hasTokens) {
 *   // fit to send
 * }
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
 * if (!connection.is_connected) {
 *   // not connected, or not known: see connection_level and network_distance
 * }
 * ```
 */
export function getConnectionStatus(options: ConnectionStatusOptions): Promise<ConnectionStatus>;

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
  | "may_be_pending";

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

/** What {@link checkInvite} asks: the options of both calls, and a signal that ends both. */
export interface InviteOptions {
  /** The call to ConnectSafely. */
  account: AccountStatusOptions;
  /** The call to Seleqt. */
  connection: ConnectionStatusOptions;
  /** Ends both calls at once. Each may have a signal of its own besides. */
  signal?: AbortSignal | undefined;
}

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

/** What an answer says about one connection. */
export type ConnectionVerdict = "connected" | "not_connected" | "self" | "unknown";

/** The result for one prospect of a list. */
export type ConnectionCheck =
  | {
      /** The prospect's number in Seleqt. */
      prospectId: number;
      /** An answer came. */
      ok: true;
      /** What the answer says. */
      verdict: ConnectionVerdict;
      /** The answer. */
      connection: ConnectionStatus;
      /** RFC 3339, UTC. */
      checkedAt: string;
    }
  | {
      /** The prospect's number in Seleqt. */
      prospectId: number;
      /** The call for this prospect failed. */
      ok: false;
      /** Why it failed. */
      error: LinkedInStatusError;
      /** RFC 3339, UTC. */
      checkedAt: string;
    };

/** How far a list has come. */
export interface ListProgress {
  /** Results so far: the sum of the five counts below. */
  done: number;
  /** Ids in all, where the iterable tells its length or size. */
  total?: number;
  /** Results with the verdict `connected`. */
  connected: number;
  /** Results with the verdict `not_connected`. */
  notConnected: number;
  /** Results with the verdict `self`. */
  self: number;
  /** Results with the verdict `unknown`. */
  unknown: number;
  /** Results that are errors. */
  failed: number;
  /** Milliseconds left of the pause that the run is in; 0 while it is running. */
  waitingMs: number;
}

/**
 * What {@link checkConnections} asks. `timeoutMs` is each prospect's own: it starts with its first request, and time in a
 * pause of the run does not count.
 */
export interface ConnectionListOptions extends Omit<ConnectionStatusOptions, "prospectId"> {
  /** The prospects' numbers in Seleqt, pulled as they are needed. */
  prospectIds: Iterable<number> | AsyncIterable<number>;
  /**
   * Requests open at once, 1 to 100.
   *
   * @defaultValue 1
   */
  concurrency?: number | undefined;
  /**
   * Requests that start in any 60 seconds, at least 1; retries count.
   *
   * @defaultValue 50, the published limit of one key
   */
  perMinute?: number | undefined;
  /** Told after each result, and when a pause begins. What it throws or rejects with changes nothing. */
  onProgress?: ((progress: ListProgress) => void) | undefined;
}

/**
 * A list of prospects at a pace that the service allows. Results arrive as they complete. A 429 pauses the whole run until
 * the stated time. `unauthorized`, `no_active_account`, `account_not_active` and `invalid_options` end the run; any other
 * error belongs to its prospect. Leaving the loop early cancels what is open.
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

/** What went wrong, for programs. */
export type LinkedInStatusErrorCode =
  /** A bad option; nothing was sent. */
  | "invalid_options"
  /** The request failed, or the body broke off. */
  | "network"
  /** The deadline passed. */
  | "timeout"
  /** The service pointed elsewhere; never followed, since the key would go with it. */
  | "redirected"
  /** 401 */
  | "unauthorized"
  /** 403 */
  | "forbidden"
  /** ConnectSafely 404 */
  | "account_not_found"
  /** Seleqt 404 */
  | "prospect_not_found"
  /** Seleqt 400: the prospect has no LinkedIn profile URL. */
  | "prospect_has_no_profile_url"
  /** Seleqt 400: no LinkedIn account is active in the workspace. */
  | "no_active_account"
  /** Seleqt 400: the requested LinkedIn account is not active in the workspace. */
  | "account_not_active"
  /** Any other 400, and 422. */
  | "bad_request"
  /** 429 */
  | "rate_limited"
  /** Seleqt 502: LinkedIn's provider could not be asked. */
  | "provider_failed"
  /** Any other 5xx, and 408. */
  | "server_error"
  /** Any other status. */
  | "unexpected_status"
  /** A 200 that breaks the contract. */
  | "invalid_response"
  /** A fault of this package. */
  | "internal";

/** What a {@link LinkedInStatusError} is made of. */
export interface LinkedInStatusErrorFields {
  /** What went wrong, for programs. */
  code: LinkedInStatusErrorCode;
  /** What went wrong and what to do next, for people. */
  message: string;
  /** Whose call it was. */
  vendor?: Vendor | undefined;
  /** The HTTP status, where an answer came. */
  status?: number | undefined;
  /** The text in the vendor's error body. */
  vendorMessage?: string | undefined;
  /** `invalid_options`: which one. */
  option?: string | undefined;
  /** The same call may succeed later, unchanged. */
  retryable: boolean;
  /** Milliseconds until the service may be asked again. */
  retryAfterMs?: number | undefined;
  /** Requests sent. */
  attempts: number;
  /** The service's own name for the request. */
  requestId?: string | undefined;
  /** What `fetch` rejected with. */
  cause?: unknown;
}

/**
 * Every failure of every call. No key is ever in it.
 *
 * @example
 * ```js
 * try {
 *   await getAccountStatus({ apiKey });
 * } catch (error) {
 *   if (isLinkedInStatusError(error) && error.code === "unauthorized") askForAnotherKey();
 *   else throw error;
 * }
 * ```
 */
export class LinkedInStatusError extends Error {
  /** For tests of your own; the package makes them itself. */
  constructor(fields: LinkedInStatusErrorFields);
  /** The class by name, also where `instanceof` cannot tell. */
  override readonly name: "LinkedInStatusError";
  /** What went wrong, for programs. */
  readonly code: LinkedInStatusErrorCode;
  /** Whose call it was, wherever one vendor is concerned. */
  readonly vendor?: Vendor;
  /** The HTTP status, where an answer came. */
  readonly status?: number;
  /** The text in the vendor's error body, at most 1,000 characters, never HTML. */
  readonly vendorMessage?: string;
  /** `invalid_options`: which one, such as `prospectId` or `account.apiKey`. */
  readonly option?: string;
  /** The same call may succeed later, unchanged. */
  readonly retryable: boolean;
  /** Milliseconds until the service may be asked again, where it said so. */
  readonly retryAfterMs?: number;
  /** Requests sent. */
  readonly attempts: number;
  /** `x-request-id` or the like, where the service sends one. */
  readonly requestId?: string;
  /** `network`: what `fetch` rejected with, or a copy of it without the key. */
  override readonly cause?: unknown;
  /** All of the above but `cause` and `stack`, and the message. */
  toJSON(): Record<string, unknown>;
}

/**
 * Whether a caught value is an error of this package, also where it comes from another copy or build of it.
 *
 * @example
 * ```js
 * if (isLinkedInStatusError(error) && error.retryable) scheduleAnotherTry(error.retryAfterMs);
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
