// Many prospects at a pace.

import type { AccountStatus, ConnectionStatus, ConnectionVerdict } from "./answers.js";
import type { LinkedInStatusError } from "./error.js";
import type { InviteDecision } from "./invite.js";
import type { AccountStatusOptions, CallOptions, ConnectionStatusOptions, DistributiveOmit } from "./options.js";

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

/** The result for one prospect of a list of invites. */
export type InviteListCheck =
  | {
      /** The prospect's number in Seleqt. */
      prospectId: number;
      /** Both answers are there. */
      ok: true;
      /** Of the first reason: while the list runs, `send`, `skip` or `unknown`. */
      decision: InviteDecision["decision"];
      /** Everything that holds, the deciding one first. */
      reasons: InviteDecision["reasons"];
      /** ConnectSafely's answer, asked once for many prospects: at most five minutes old. */
      account: AccountStatus;
      /** Seleqt's answer. */
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
  /** Requests left of `perDay` in the last 24 hours; Infinity where it is turned off. */
  leftToday: number;
  /** Milliseconds left of the pause that the run is in; 0 while it is running. */
  waitingMs: number;
}

/** The prospects of a list, and how fast they are asked about. */
export interface ListPace {
  /** The prospects' numbers in Seleqt, pulled as they are needed, at most `concurrency` ahead. */
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
   * @defaultValue 50, the limit that Seleqt publishes for one key
   */
  perMinute?: number | undefined;
  /**
   * Requests in any 24 hours, at least 1; retries count. Infinity turns it off. When it is used up the run ends with `daily_limit`
   * and `retryAfterMs`: nothing more is sent, and no id is passed over in silence. A run knows only of its own requests: tell
   * it of others through `earlierChecks`.
   *
   * @defaultValue 80, what the provider advises for one LinkedIn account
   */
  perDay?: number | undefined;
  /**
   * A random wait between two requests, in milliseconds: at least the first number, at most the second, each from 0 to 86,400,000.
   * The provider advises `[30_000, 90_000]` by day.
   *
   * @defaultValue no wait
   */
  pauseBetweenMs?: readonly [least: number, most: number] | undefined;
  /**
   * When earlier requests for this LinkedIn account went out: dates, ISO dates, or milliseconds since 1970. They count towards
   * `perDay`; those in the future count as now, those older than a day not at all.
   *
   * @defaultValue none
   */
  earlierChecks?: Iterable<string | number | Date> | undefined;
}

/**
 * What `checkConnections` asks. `timeoutMs` is each prospect's own, in milliseconds: it starts with its first request, and time
 * in a pause of the run does not count.
 */
export type ConnectionListOptions = DistributiveOmit<ConnectionStatusOptions, "prospectId"> &
  ListPace & {
    /** Told after each result, and when a pause begins. What it throws or rejects with changes nothing. */
    onProgress?: ((progress: ListProgress) => void) | undefined;
  };

/** How far a list of invites has come. */
export interface InviteListProgress {
  /** Results so far: the sum of the four counts below. */
  done: number;
  /** Ids in all, where the iterable tells its length or size. */
  total?: number;
  /** Results with the decision `send`. */
  send: number;
  /** Results with the decision `skip`. */
  skip: number;
  /** Results with the decision `unknown`. */
  unknown: number;
  /** Results that are errors. */
  failed: number;
  /** Requests left of `perDay` in the last 24 hours; Infinity where it is turned off. */
  leftToday: number;
  /** Milliseconds left of the pause that the run is in; 0 while it is running. */
  waitingMs: number;
}

/**
 * What `checkInvites` asks. What stands here holds for the calls to both services; what stands inside `account` or `connection`
 * holds for those to one, and is taken before it. `timeoutMs` is each call's own, in milliseconds.
 */
export interface InviteListOptions extends ListPace, Omit<CallOptions, "baseUrl"> {
  /** The calls to ConnectSafely. */
  account: AccountStatusOptions;
  /** The calls to Seleqt. */
  connection: DistributiveOmit<ConnectionStatusOptions, "prospectId">;
  /**
   * Ends the run after this many results with the decision `send`, at least 1; a `skip` uses up none.
   *
   * @defaultValue the whole list
   */
  take?: number | undefined;
  /** Told after each result, and when a pause begins. What it throws or rejects with changes nothing. */
  onProgress?: ((progress: InviteListProgress) => void) | undefined;
}
