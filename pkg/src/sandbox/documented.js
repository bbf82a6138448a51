// Response bodies exactly as the two vendors document them. Where a text is not documented, a plausible one.

/** ConnectSafely's only documented 401. */
export const UNAUTHORIZED = { error: "Unauthorized - Invalid credentials" };
export const ACCOUNT_NOT_FOUND = { error: "No LinkedIn account found for this user" };

/** ConnectSafely's plan of a member without any paid product. */
export const FREE_PLAN = {
  premiumType: "NON_PREMIUM",
  isPremium: false,
  hasSalesNavigator: false,
  hasRecruiter: false,
  hasAwayMessages: false,
  hasAdvertiseBadge: false,
  hasHiringManager: false,
};

/** ConnectSafely's documented example, with a `lastUsed` of five minutes ago. */
export function accountAnswer() {
  return {
    id: "696ce9e780e0483585e4e553",
    firstName: "John",
    lastName: "Doe",
    publicId: "john-doe-123",
    platform: "ConnectSafely",
    status: "AVAILABLE",
    enabled: true,
    lastUsed: new Date(Date.now() - 5 * 60_000).toISOString(),
    hasTokens: true,
    linkedinPlan: { ...FREE_PLAN },
  };
}

/** `checked_with_account_id` when the request has no `account_id`. */
export const DEFAULT_ACCOUNT = 42;
/** The `account_id` that gets "not found or not active". */
export const UNKNOWN_ACCOUNT = 404;

/**
 * Seleqt's documented example, checked with this account.
 * @param {number} [accountId]
 */
export const connectionAnswer = (accountId = DEFAULT_ACCOUNT) => ({
  success: true,
  is_connected: true,
  connection_level: 1,
  network_distance: "FIRST_DEGREE",
  checked_with_account_id: accountId,
});

/** Seleqt's error bodies. Those about keys come from other pages of its documentation, not from this endpoint's. */
export const SELEQT_ERRORS = {
  noProfileUrl: { error: "Prospect has no LinkedIn profile URL to check against" },
  noActiveAccount: { error: "No active LinkedIn account is connected to this workspace" },
  accountNotActive: { error: "Requested LinkedIn account not found or not active in this workspace" },
  accessDenied: { error: "Access denied" },
  notFound: { error: "Prospect not found" },
  providerFailed: { error: "Failed to fetch prospect profile from LinkedIn provider" },
  rateLimited: { error: "Rate limit exceeded" },
  missingKey: { error: "Missing API key", message: "Provide X-API-Key header" },
  invalidKey: { error: "Invalid API key" },
  missingJwt: { error: "Authentication credentials were not provided" },
  invalidJwt: { error: "Invalid or expired token" },
};
