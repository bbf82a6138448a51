// How one service is asked.

import type { LinkedInStatusError, RateLimit, Vendor } from "./error.js";
import type { AbortSignalLike, FetchLike } from "./fetch.js";

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
  signal?: AbortSignalLike | undefined;
  /**
   * Used instead of the platform's `fetch`, which is looked up at each call. It is given a URL and plain options, with the key
   * among the headers; any implementation or wrapper will do, see {@link FetchLike}.
   *
   * @defaultValue `globalThis.fetch`
   */
  fetch?: FetchLike | undefined;
  /**
   * Allows `http:` to hosts that are not loopback. The key then travels in the clear.
   *
   * @defaultValue false
   */
  allowInsecureHttp?: boolean | undefined;
  /** Told before each wait. What it throws or rejects with changes nothing. */
  onRetry?: ((info: RetryInfo) => void) | undefined;
  /**
   * Told of each answer as its headers come, success or not, retried or not. What it throws or rejects with changes nothing.
   * Nothing in it can hold the key.
   */
  onResponse?: ((info: ResponseInfo) => void) | undefined;
}

/** What `getAccountStatus` asks. */
export interface AccountStatusOptions extends CallOptions {
  /**
   * The ConnectSafely API key: 1 to 4,096 characters of printable ASCII without spaces. `undefined`, such as a variable that is
   * not set, compiles and rejects with `invalid_options`; it cannot be left out.
   */
  apiKey: string | undefined;
  /**
   * The account, 1 to 256 characters (24 hex digits in the service's examples).
   *
   * @defaultValue the most recently used account of the key's owner
   */
  accountId?: string | undefined;
}

/**
 * How Seleqt knows the caller: exactly one of `apiKey` and `jwt`. Neither or both does not compile, and rejects with
 * `invalid_options` (`option` is `apiKey`). `undefined`, such as a variable that is not set, compiles and rejects likewise.
 *
 * @example One or the other, by what is there
 * ```ts
 * const token = sessionStorage.getItem("token");
 * const auth: SeleqtAuth = token ? { jwt: token } : { apiKey: process.env.SELEQT_API_KEY };
 * await getConnectionStatus({ ...auth, prospectId: 123 });
 * ```
 */
export type SeleqtAuth =
  | {
      /** The Seleqt API key, for header `X-API-Key` and the public path: 1 to 4,096 characters of printable ASCII without spaces. */
      apiKey: string | undefined;
      /** Not beside `apiKey`. */
      jwt?: undefined;
    }
  | {
      /** The JWT of a signed-in user, for `Authorization: Bearer` and the application path: likewise. */
      jwt: string | undefined;
      /** Not beside `jwt`. */
      apiKey?: undefined;
    };

/** What `getConnectionStatus` asks. */
export type ConnectionStatusOptions = CallOptions &
  SeleqtAuth & {
    /** The prospect's number in Seleqt, a positive safe integer. */
    prospectId: number;
    /**
     * The connected LinkedIn account to look from, a positive safe integer.
     *
     * @defaultValue the first active account of the workspace
     */
    accountId?: number | undefined;
  };

/**
 * `Omit` for a union: each of its types keeps its own shape, where `Omit` would merge them. What is left of
 * {@link ConnectionStatusOptions} still takes exactly one of `apiKey` and `jwt`.
 *
 * @example A function of your own that fills in the rest
 * ```ts
 * const ask = (options: DistributiveOmit<ConnectionStatusOptions, "timeoutMs">) =>
 *   getConnectionStatus({ ...options, timeoutMs: 5_000 });
 * await ask({ apiKey: process.env.SELEQT_API_KEY, prospectId: 123 });
 * ```
 */
export type DistributiveOmit<Union, Name extends PropertyKey> = Union extends unknown ? Omit<Union, Name> : never;

/** A failed attempt that is followed by another. */
export interface RetryInfo {
  /** The attempt that failed, from 1. */
  attempt: number;
  /** Milliseconds until the next one. */
  delayMs: number;
  /** Why it failed. */
  error: LinkedInStatusError;
}

/**
 * An answer, as far as its headers tell it.
 *
 * @example A line of a log for each answer
 * ```js
 * await getConnectionStatus({
 *   apiKey,
 *   prospectId: 123,
 *   onResponse: ({ vendor, status, attempt, durationMs, requestId }) =>
 *     console.log(`${vendor} ${status}, attempt ${attempt}, ${Math.round(durationMs)} ms, ${requestId ?? "no id"}`),
 * });
 * ```
 */
export interface ResponseInfo {
  /** Who answered. */
  vendor: Vendor;
  /** The HTTP status. */
  status: number;
  /** The attempt that it answers, from 1. */
  attempt: number;
  /** Milliseconds from the start of this attempt to its headers. */
  durationMs: number;
  /** `x-request-id` or the like, where the service sends one. */
  requestId?: string;
  /** How much of its own limit the service says is left, where it does. */
  rateLimit?: RateLimit;
}
