// Decisions, reasons and errors in words, for people. The command line, the demo page and the example extension show these;
// the library itself does not, so no entry but the command line's holds them.

/**
 * @typedef {import("../types/index.js").InviteReason} Reason
 * @typedef {import("../types/index.js").InviteDecisionWord} Decision
 * @typedef {"good" | "skip" | "wait" | "bad" | "unknown"} Tone
 * @typedef {{ title: string, advice: string }} Words
 * @typedef {Pick<import("../types/index.js").LinkedInStatusError, "message" | "retryable"> & { code: string, vendor?: Vendor | undefined,
 *   option?: string | undefined, retryAfterMs?: number | undefined }} Failure
 * @typedef {import("../types/index.js").Vendor} Vendor
 */

/** @type {Record<Decision, { title: string, tone: Tone }>} */
export const DECISIONS = {
  send: { title: "Send the invitation", tone: "good" },
  skip: { title: "Skip: no invitation needed", tone: "skip" },
  wait: { title: "Wait", tone: "wait" },
  fix: { title: "Fix the account first", tone: "bad" },
  unknown: { title: "Not known: look before you send", tone: "unknown" },
};

/** The verdicts of `accountVerdict`. */
export const ACCOUNT = {
  fit: { title: "Fit to send", tone: /** @type {Tone} */ ("good") },
  wait: { title: "Not now", tone: /** @type {Tone} */ ("wait") },
  fix: { title: "Not fit to send", tone: /** @type {Tone} */ ("bad") },
  unknown: { title: "Not known to be fit", tone: /** @type {Tone} */ ("unknown") },
};

/** The verdicts of `connectionVerdict`. */
export const CONNECTION = {
  connected: { title: "Connected", tone: /** @type {Tone} */ ("good") },
  not_connected: { title: "Not connected", tone: /** @type {Tone} */ ("skip") },
  self: { title: "Own profile", tone: /** @type {Tone} */ ("skip") },
  unknown: { title: "Not known", tone: /** @type {Tone} */ ("unknown") },
};

/** What holds, and what to do about it. @type {Record<Reason, Words>} */
export const REASONS = {
  already_connected: {
    title: "You are connected already",
    advice: "No invitation is needed: write a message instead.",
  },
  own_profile: {
    title: "It is the sending account's own profile",
    advice: "Take it off the list: nobody can invite themselves.",
  },
  account_session_missing: {
    title: "The account has no LinkedIn session",
    advice: "Sign it in again at ConnectSafely, then check once more.",
  },
  account_needs_attention: {
    title: "The account needs attention",
    advice: "Open it at ConnectSafely, settle what it reports, then check once more.",
  },
  automation_disabled: {
    title: "Automation is switched off for the account",
    advice: "Switch it on at ConnectSafely, then check once more.",
  },
  account_busy: { title: "The account is busy just now", advice: "Check once more in a few minutes." },
  account_warming_up: {
    title: "The account is still warming up",
    advice: "Let it finish: check once more when ConnectSafely shows it as available.",
  },
  account_state_unknown: {
    title: "The state of the account is not clear",
    advice:
      "Its status is not a documented one, or it is not said whether it is signed in and switched on. Look at it at ConnectSafely.",
  },
  connection_unknown: {
    title: "Whether you are connected is not clear",
    advice: "The answer says nothing of it, or contradicts itself. Look at the profile on LinkedIn.",
  },
  not_connected: {
    title: "You are not connected",
    advice: "That is how things stand now: check again before an invitation that goes out later.",
  },
  may_be_pending: {
    title: "An invitation may be pending already",
    advice: "The service cannot tell. If you keep a record of invitations, look there first.",
  },
  accounts_not_pinned: {
    title: "The two services may have looked at two people",
    advice:
      "Without an account id, ConnectSafely takes the account used last, Seleqt the first active one. Name the same person's account at both.",
  },
};

/** What an account says of itself, on one line. @param {import("../types/index.js").AccountStatus} account */
export function accountFacts({ status, enabled, hasTokens }) {
  const session = either(hasTokens, "valid", "missing");
  return `Status ${status}; automation ${either(enabled, "on", "off")}; LinkedIn session ${session}.`;
}

export const SERVICES = { connectsafely: "ConnectSafely", seleqt: "Seleqt" };

/** @type {Record<string, string>} */
const OPTIONS = {
  apiKey: "the API key",
  jwt: "the JWT",
  accountId: "the account id",
  baseUrl: "the base URL",
  prospectId: "the prospect id",
  prospectIds: "the list of ids",
  timeoutMs: "the time limit",
  maxRetries: "the number of retries",
};

/**
 * What an error means and what to do about it.
 *
 * @param {Failure} error
 * @returns {Words}
 */
export function errorWords({ code, message, vendor, option, retryable, retryAfterMs }) {
  const service = vendor ? SERVICES[vendor] : "The service";
  const name = option?.split(".").at(-1) ?? "";
  const wait = retryAfterMs === undefined ? "Wait a minute" : `Wait ${duration(retryAfterMs)}`;
  switch (code) {
    case "invalid_options":
      return words(
        `Please check ${Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : option || "the options"}`,
        `${sentence(message)} Nothing was sent.`,
      );
    case "network":
      return words(`${service} could not be reached`, "Check the connection, then ask again.");
    case "timeout":
      return words(`${service} did not answer in time`, "Ask again in a while.");
    case "redirected":
      return words(
        `${service} pointed to another address`,
        "It was not followed, the key would go with it: check the base URL.",
      );
    case "unauthorized":
      return words(
        `${service} does not accept this key`,
        "Check that it is whole, belongs to this service and still holds.",
      );
    case "forbidden":
      return vendor === "seleqt"
        ? words("This prospect belongs to another workspace", "Use a key of the workspace that holds it.")
        : words(`${service} refuses access`, "See there whether the trial or subscription has ended.");
    case "account_not_found":
      return words(
        "There is no such LinkedIn account",
        "Check the account id, or connect the account in ConnectSafely.",
      );
    case "prospect_not_found":
      return words("There is no such prospect", "Check the prospect id. It may have been deleted in Seleqt.");
    case "prospect_has_no_profile_url":
      return words("This prospect has no LinkedIn profile", "Add its profile URL in Seleqt, then ask again.");
    case "no_active_account":
      return words("No LinkedIn account is connected", "Connect one to this workspace in Seleqt, then ask again.");
    case "account_not_active":
      return words(
        "This account cannot be used to look",
        "Name another account id or none, or reconnect it in Seleqt.",
      );
    case "bad_request":
      return words(`${service} did not accept the question`, `${sentence(message)} Correct the ids, then ask again.`);
    case "rate_limited":
      return words(`Too many questions for ${service} just now`, `${wait}, then ask again.`);
    case "daily_limit":
      return words("The limit of this day is used up", `${wait}, then go on.`);
    case "account_not_fit":
      return words("The account cannot send now", whyNotFit(message) || sentence(message));
    case "provider_failed":
      return words("The profile could not be fetched from LinkedIn", "Ask again in a while.");
    case "server_error":
      return words(
        `${service} has a problem of its own`,
        retryable ? "Ask again in a while." : "Asking again will not help: tell the service.",
      );
    case "unexpected_status":
      return words(`${service} answered in a way that is not documented`, "Check the base URL.");
    case "invalid_response":
      return words("The answer cannot be trusted", `${sentence(message)} It was not taken as an answer.`);
    default:
      return words("Something went wrong", sentence(message));
  }
}

/** The reasons that the message of an `account_not_fit` names, in words. @param {string} message */
export const whyNotFit = (message) =>
  Object.entries(REASONS)
    .filter(([reason]) => message.includes(reason))
    .map(([, { title, advice }]) => `${title}. ${advice}`)
    .join(" ");

const NUMBERS = new Intl.NumberFormat("en-US");

/** Such as `0.4 s`, `42 s`, `12 min` or `3 h 5 min`. @param {number} ms */
export function duration(ms) {
  if (ms < 10_000) return `${Math.max(0.1, Math.round(ms / 100) / 10)} s`;
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  const hours = NUMBERS.format(Math.floor(minutes / 60));
  return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
}

/** @param {string} title @param {string} advice @returns {Words} */
function words(title, advice) {
  return { title, advice };
}

/** @param {boolean | null | undefined} value @param {string} yes @param {string} no */
export const either = (value, yes, no) => (value == null ? "not stated" : value ? yes : no);

/** @param {string} text */
const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);
