// Types of `linkedin-status/sandbox`: a local server that answers like both services, for tests and for trying things out.

/** The two services that the sandbox plays. */
export type SandboxVendor = "connectsafely" | "seleqt";

/** What a scenario is about; the table at `/` is ordered by it. */
export type SandboxGroup = "answers" | "errors" | "secrets" | "redirects" | "retries" | "faults";

/** The `code` of the error that `linkedin-status` rejects with. */
export type SandboxErrorCode =
  | "network"
  | "timeout"
  | "redirected"
  | "unauthorized"
  | "forbidden"
  | "account_not_found"
  | "prospect_not_found"
  | "prospect_has_no_profile_url"
  | "no_active_account"
  | "account_not_active"
  | "bad_request"
  | "rate_limited"
  | "provider_failed"
  | "server_error"
  | "unexpected_status"
  | "invalid_response";

/** A scenario whose call resolves. */
export interface SandboxExpectedAnswer {
  /** The call resolves. */
  ok: true;
  /**
   * Requests that it takes with the default options. Browsers repeat some requests on their own (a 408 or a lost
   * connection, Firefox up to ten times): there the sandbox may see more.
   */
  attempts: number;
  /** Seleqt answers: what the answer says about the connection. */
  verdict?: "connected" | "not_connected" | "self" | "unknown";
  /** ConnectSafely answers: the reasons that this account brings to an invite decision, in their order. Empty: none. */
  reasons?: readonly string[];
  /** A refusal with this code keeps the contract too: it leaves the choice open. */
  orCode?: SandboxErrorCode;
  /** What a web page meets instead, where CORS makes the difference. */
  inPage?: { code: SandboxErrorCode; attempts: number };
}

/** A scenario whose call rejects. */
export interface SandboxExpectedError {
  /** The call rejects. */
  ok: false;
  /** The error's `code`. */
  code: SandboxErrorCode;
  /** Requests sent with the default options, `maxRetries: 2` and `timeoutMs: 25_000`; in browsers see above. */
  attempts: number;
  /** Nothing but the deadline or an abort ends this call; `code` is then `timeout`. */
  onlyAborts?: true;
  /** The error's `vendorMessage`; `null`: it must have none. Left out: not stated here. */
  vendorMessage?: string | null;
  /** The error's `retryAfterMs`, where the stated wait is a fixed number. Milliseconds. */
  retryAfterMs?: number;
  /** The error's `requestId`; `null`: it must have none. Left out: the sandbox's own `sandbox-N`. */
  requestId?: string | null;
  /** Another code that keeps the contract too. */
  orCode?: SandboxErrorCode;
}

/** How a call of `linkedin-status` ends in a scenario. */
export type SandboxExpectation = SandboxExpectedAnswer | SandboxExpectedError;

/** One way to answer, chosen by its number or its name. */
export interface SandboxScenario {
  /** Its number: Seleqt's `prospectId`. ConnectSafely takes it as `accountId`, too. */
  readonly id: number;
  /** Its name: ConnectSafely's `accountId`. */
  readonly name: string;
  /** What an application meets, in a few plain words, such as `account signed out`. */
  readonly title: string;
  /** What it is about. */
  readonly group: SandboxGroup;
  /** What it does, in a sentence. */
  readonly says: string;
  /** The services that it can be asked of. */
  readonly vendors: readonly SandboxVendor[];
  /** The HTTP status of each answer in turn; `null` where the connection ends without one. The last one stays. */
  readonly statuses: readonly (number | null)[];
  /** How the call ends. */
  readonly expect: SandboxExpectation;
  /** Options that the call needs besides, to meet what `expect` says. */
  readonly options?: { readonly accountId: number };
}

/** A request to an endpoint, or to a path that does not exist (not to the page). It holds names of headers and no value that could be a key. */
export interface SandboxRequest {
  /** When it arrived, as `Date.now()` tells it. */
  readonly at: number;
  /** When it ended, likewise; `undefined` while it is open. */
  readonly endedAt: number | undefined;
  /** `GET`, or `OPTIONS` for a preflight. */
  readonly method: string;
  /** Path and query, as they arrived; cut after 4,096 characters, then ending in `...`. */
  readonly path: string;
  /** Whose endpoint it was; `undefined` for other paths. */
  readonly vendor: SandboxVendor | undefined;
  /** The scenario's name; `ordinary` or `unsteady` for other ids; `undefined` where none was reached (a missing key, a preflight). */
  readonly scenario: string | undefined;
  /** The HTTP status that was sent; `undefined` while or where there was none. */
  readonly status: number | undefined;
  /**
   * The names of the headers that came, in lower case and in their order, doubles included: the first 64, each cut after
   * 64 characters.
   */
  readonly headerNames: readonly string[];
  /** The value of `Accept`, the one header value that is kept; cut after 256 characters. */
  readonly accept: string | undefined;
  /** The client went away before the answer was complete. */
  readonly aborted: boolean;
  /**
   * Its state: `open`, or `complete` (the whole answer was handed to the system), `aborted` (the client went away),
   * `broken` (the scenario itself broke it off), `closed` (the sandbox was closed).
   */
  readonly ended: "open" | "complete" | "aborted" | "broken" | "closed";
}

/** A request that reached the target of a redirect. A client that follows no redirects never sends one. */
export interface SandboxRedirected {
  /** When it arrived, as `Date.now()` tells it. */
  readonly at: number;
  /** Its method. */
  readonly method: string;
  /** Path and query, as they arrived; cut after 4,096 characters, then ending in `...`. */
  readonly path: string;
  /** The names of the headers that came, as in `SandboxRequest`. */
  readonly headerNames: readonly string[];
  /** `elsewhere`: another origin; `here`: the sandbox's own. */
  readonly where: "elsewhere" | "here";
}

/** What {@link startSandbox} takes. */
export interface SandboxOptions {
  /** Port on 127.0.0.1. Default 0: a free one, chosen by the system. */
  port?: number;
  /** Gets one line for each request that has ended. No line holds a key. Default: nothing is printed. */
  log?: (line: string) => void;
  /** Makes Seleqt answer 429 to a key that asks more than `perMinute` times in any minute. Default: no limit. */
  throttle?: {
    /** Answers in a minute, to one key. */
    perMinute: number;
    /** The length of that minute in milliseconds, for tests that cannot wait so long. Default 60_000. */
    windowMs?: number;
  };
}

/** A running sandbox. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`; the table of all ids is at `/`. */
  readonly url: string;
  /** The port on 127.0.0.1. */
  readonly port: number;
  /** What to give as `baseUrl`. */
  readonly baseUrls: { readonly connectsafely: string; readonly seleqt: string };
  /** Every scenario, as in `SCENARIOS`. */
  readonly scenarios: readonly SandboxScenario[];
  /** What arrived, oldest first: the last 10,000. */
  readonly requests: readonly SandboxRequest[];
  /** What followed a redirect, oldest first: the last 10,000. */
  readonly redirected: readonly SandboxRedirected[];
  /** Forgets requests, counters of "fails first" scenarios and what the throttle counted. Open answers stay open. */
  reset(): void;
  /** Ends every open answer and connection and stops listening. May be called again; never rejects. */
  close(): Promise<void>;
}

/** Every scenario, as data, about thirty: the table at `/` and `/scenarios.json` show the same. */
export const SCENARIOS: readonly SandboxScenario[];

/**
 * Starts a server on 127.0.0.1 that answers both endpoints as their vendors document them, and in the ways that go
 * wrong for an application. Choose by id: `prospectId` (Seleqt) is a scenario's number, `accountId` (ConnectSafely) its
 * name. Any key is good, except one that begins with `invalid`. At most 2,000 requests are open at a time; one more
 * gets 503.
 *
 * A request whose `Host` header names anything but localhost, 127.0.0.0/8 or [::1] gets 421 without CORS headers: it
 * comes from a web page whose own name was pointed at this machine (DNS rebinding), or through a proxy that is to set
 * the header.
 *
 * Rejects with an Error that says what to do if an option is wrong or the port is taken (`code` `EADDRINUSE`).
 *
 * @example
 * ```js
 * import { getConnectionStatus } from "linkedin-status";
 * import { startSandbox } from "linkedin-status/sandbox";
 *
 * const sandbox = await startSandbox();
 * const answer = await getConnectionStatus({
 *   baseUrl: sandbox.baseUrls.seleqt,
 *   apiKey: "test.key",
 *   prospectId: 91102, // not connected
 * });
 * await sandbox.close();
 * ```
 */
export function startSandbox(options?: SandboxOptions): Promise<Sandbox>;
