// What an error means and what to do about it, in words for the person in front of the page.

import { duration } from "./format.js";

/**
 * @typedef {import("../pkg/dist/index.js").LinkedInStatusError} LinkedInStatusError
 * @typedef {{ title: string, advice: string }} Words
 */

export const SERVICE_NAMES = { connectsafely: "ConnectSafely", seleqt: "Seleqt" };

/** The page's names for the package's options. */
const OPTION_NAMES = new Map([
  ["apiKey", "the API key"],
  ["jwt", "the JWT"],
  ["accountId", "the account id"],
  ["prospectId", "the prospect id"],
  ["timeoutMs", "the time limit"],
  ["maxRetries", "the number of retries"],
  ["prospectIds", "the list of ids"],
  ["concurrency", "how many are asked at once"],
  ["perMinute", "how many are asked per minute"],
]);

/**
 * @param {LinkedInStatusError} error
 * @returns {Words}
 */
export function errorWords(error) {
  const service = error.vendor === undefined ? "The service" : SERVICE_NAMES[error.vendor];
  const option = OPTION_NAMES.get(error.option?.split(".").at(-1) ?? "") ?? error.option ?? "an option";
  const wait = error.retryAfterMs === undefined ? "Wait a minute" : `Wait ${duration(error.retryAfterMs)}`;
  switch (error.code) {
    case "invalid_options":
      return words(`Please check ${option}`, `${sentence(error.message)} Nothing was sent: correct it and ask again.`);
    case "network":
      return words(
        `${service} could not be reached`,
        "Check the connection and ask again. From a web page this is also how a refusal by the service's CORS rules looks: " +
          "then call from a server, or from an extension with host permissions.",
      );
    case "timeout":
      return words(
        `${service} did not answer in time`,
        "Ask again, or give it a longer time limit. The limit covers the whole call, retries included.",
      );
    case "redirected":
      return words(
        `${service} pointed to another address`,
        "It was not followed, since the key would go with it. Check the base URL.",
      );
    case "unauthorized":
      return words(
        `${service} does not accept this key`,
        "Check that it was copied whole, belongs to this service and has not been revoked; else create a new one there.",
      );
    case "forbidden":
      return error.vendor === "seleqt"
        ? words("This prospect belongs to another workspace", "Use a key of the workspace that holds the prospect.")
        : words(`${service} refuses access`, "See there whether the trial or subscription has ended.");
    case "account_not_found":
      return words(
        "There is no such LinkedIn account",
        "Check the account id, or connect the LinkedIn account at ConnectSafely first.",
      );
    case "prospect_not_found":
      return words("There is no such prospect", "Check the prospect id. It may have been deleted at Seleqt.");
    case "prospect_has_no_profile_url":
      return words("This prospect has no LinkedIn profile to check", "Add its profile URL at Seleqt, then ask again.");
    case "no_active_account":
      return words("No LinkedIn account is connected", "Connect one to this workspace at Seleqt, then ask again.");
    case "account_not_active":
      return words(
        "This account cannot be used to look",
        "It is not in this workspace or not active. Choose another account id, leave it empty, or reconnect it at Seleqt.",
      );
    case "bad_request":
      return words(`${service} did not accept the question`, "Its own words are below. Correct the ids and ask again.");
    case "rate_limited":
      return words(`Too many questions for ${service} just now`, `${wait}, then ask again.`);
    case "provider_failed":
      return words(
        "The profile could not be fetched from LinkedIn",
        "Seleqt's provider failed just now. It may well work later: ask again in a while.",
      );
    case "server_error":
      return words(
        `${service} has a problem of its own`,
        error.retryable
          ? "It may well work later: ask again in a while."
          : "Asking again will not help: tell the service.",
      );
    case "unexpected_status":
      return words(
        `${service} answered in a way nobody documented`,
        "Check the base URL. If it is right, the service may have changed: look for a newer version of this package.",
      );
    case "invalid_response":
      return words(
        "The answer cannot be trusted",
        `${sentence(error.message)} So it was not taken as an answer. Check the base URL, or tell the service.`,
      );
    case "internal":
      return words("The package itself failed", "This should not happen: please report it with the details below.");
    default:
      return words("Something went wrong", sentence(error.message));
  }
}

/**
 * @param {string} title
 * @param {string} advice
 * @returns {Words}
 */
function words(title, advice) {
  return { title, advice };
}

/** @param {string} text */
function sentence(text) {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
