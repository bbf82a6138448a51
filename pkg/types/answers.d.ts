// What the two services answer, and what one answer says.

/**
 * A string of an enumeration that may grow: the documented values complete, and a value nobody knew compiles and comes through
 * as it is.
 *
 * @example
 * ```ts
 * function label(status: AccountStatus["status"]): string {
 *   switch (status) {
 *     case "AVAILABLE":
 *       return "ready";
 *     case "IN_USE":
 *       return "busy";
 *     default:
 *       return status; // a string
 *   }
 * }
 * ```
 */
export type Open<Known extends string> = Known | (string & {});

/**
 * ConnectSafely's answer, as the service sent it. Source: the vendor's reference of `GET /account/status`. Only `id` and
 * `status` are sure to be there.
 *
 * A misspelt field does not compile. Fields that nobody documented come through as `JSON.parse` gives them; see the example.
 * (A type, not an interface, since TypeScript lets no interface be read as a `Record`.)
 *
 * @example A field that is not documented
 * ```ts
 * const account = await getAccountStatus({ apiKey: process.env.CONNECTSAFELY_API_KEY });
 * const region: unknown = (account as Record<string, unknown>)["region"];
 * ```
 */
export type AccountStatus = {
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
};

/** The LinkedIn subscription behind an account. */
export type LinkedinPlan = {
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
};

/**
 * Seleqt's answer, as the service sent it: the view of one account, which another need not share. Source: the vendor's reference
 * of `GET /api/v1/public/prospects/{id}/connection-status/`. Fields that nobody documented come through, as in
 * {@link AccountStatus}.
 *
 * `is_connected: false` alone does not tell "no" from "not known": look at the verdict.
 *
 * @example A field that is not documented
 * ```ts
 * const connection = await getConnectionStatus({ apiKey: process.env.SELEQT_API_KEY, prospectId: 123 });
 * const since: unknown = (connection as Record<string, unknown>)["connected_since"];
 * ```
 */
export type ConnectionStatus = {
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
};

/**
 * What an answer says about one connection. `not_connected` leaves open whether an invitation is pending, which the service
 * cannot tell; `unknown` means that the answer contradicts itself or says nothing, and must not be read as "not connected".
 */
export type ConnectionVerdict = "connected" | "not_connected" | "self" | "unknown";

/**
 * What an answer says about the sending account. `fit`: it can send; `wait`: later, without anybody's help; `fix`: somebody must
 * see to it first; `unknown`: it does not say, and must not be read as fit.
 */
export type AccountVerdict = "fit" | "wait" | "fix" | "unknown";
