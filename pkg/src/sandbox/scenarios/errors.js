// The errors that the vendors document, with their exact texts, and one that is not documented (subscription ended).
import { ACCOUNT_NOT_FOUND, SELEQT_ERRORS, UNAUTHORIZED } from "../documented.js";
import { BOTH, CONNECTSAFELY, fails, inGroup, replies, SELEQT } from "./build.js";

/**
 * @param {number} id
 * @param {string} name
 * @param {import("./build.js").ExpectedError["code"]} code
 * @param {readonly ("connectsafely" | "seleqt")[]} vendors
 * @param {number} status
 * @param {{ error: string }} body
 * @returns {import("./build.js").Draft}
 */
const documented = (id, name, code, vendors, status, body) => ({
  id,
  name,
  says: `Documented: "${body.error}"`,
  vendors,
  statuses: [status],
  expect: fails(code, { vendorMessage: body.error }),
  play: replies(status, body),
});

export const documentedErrors = inGroup("errors", [
  {
    id: 92001,
    name: "unauthorized",
    title: "key refused",
    says: "The key is wrong, with each vendor's own error text",
    vendors: BOTH,
    statuses: [401],
    expect: fails("unauthorized"),
    play: ({ send, vendor }) => send(401, vendor === "seleqt" ? SELEQT_ERRORS.invalidKey : UNAUTHORIZED),
  },
  documented(92002, "account-not-found", "account_not_found", CONNECTSAFELY, 404, ACCOUNT_NOT_FOUND),
  documented(92003, "prospect-not-found", "prospect_not_found", SELEQT, 404, SELEQT_ERRORS.notFound),
  documented(92004, "access-denied", "forbidden", SELEQT, 403, SELEQT_ERRORS.accessDenied),
  {
    ...documented(92005, "no-profile-url", "prospect_has_no_profile_url", SELEQT, 400, SELEQT_ERRORS.noProfileUrl),
    title: "prospect without a profile URL",
  },
  documented(92006, "no-active-account", "no_active_account", SELEQT, 400, SELEQT_ERRORS.noActiveAccount),
  documented(92007, "account-not-active", "account_not_active", SELEQT, 400, SELEQT_ERRORS.accountNotActive),
  {
    ...documented(92008, "provider-failed", "provider_failed", SELEQT, 502, SELEQT_ERRORS.providerFailed),
    title: "provider failed each time",
  },
  {
    id: 92009,
    name: "subscription-ended",
    says: "Not documented: the trial or subscription has ended",
    vendors: CONNECTSAFELY,
    statuses: [403],
    expect: fails("forbidden", { vendorMessage: "Your trial has ended. Upgrade to continue." }),
    play: replies(403, {
      success: false,
      code: "SUBSCRIPTION_REQUIRED",
      message: "Your trial has ended. Upgrade to continue.",
    }),
  },
]);
