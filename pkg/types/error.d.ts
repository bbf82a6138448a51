// The one error of the package.

/** One of the two services. */
export type Vendor = "connectsafely" | "seleqt";

/**
 * How much of its own limit a service says is left: headers `X-RateLimit-Limit`, `-Used`, `-Remaining` and `-Reset` of one
 * answer, which ConnectSafely documents and Seleqt does not. What it does not send is left out; where it sends none of them,
 * there is no such object.
 *
 * @example
 * ```js
 * await getAccountStatus({
 *   apiKey,
 *   onResponse({ vendor, rateLimit }) {
 *     if (rateLimit?.remaining === 0) console.warn(vendor, "is used up until", rateLimit.resetAt);
 *   },
 * });
 * ```
 */
export interface RateLimit {
  /** Requests allowed in the service's window. */
  limit?: number;
  /** Requests used of these. */
  used?: number;
  /** Requests left of these. */
  remaining?: number;
  /** When the window starts anew: RFC 3339, UTC. */
  resetAt?: string;
}

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
  /** A list used up `perDay`; nothing more is sent, and `retryAfterMs` says when it can go on. */
  | "daily_limit"
  /** `checkInvites`: the account cannot send now; the message names the reasons. `retryable` where waiting helps. */
  | "account_not_fit"
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
  /** What the answer told of the service's own limit. */
  rateLimit?: RateLimit | undefined;
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
  /** How much of its own limit the service says is left, where the answer told it. */
  readonly rateLimit?: RateLimit;
  /** `network`: what `fetch` rejected with, or a copy of it without the key. */
  readonly cause?: unknown;
  /** All of the above but `cause` and `stack`, and the message. */
  toJSON(): Record<string, unknown>;
}
