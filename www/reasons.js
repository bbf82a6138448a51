// The reasons of a decision, and the five verdicts of a list, in words: what is so, and what to do about it.

/**
 * @typedef {import("../pkg/dist/index.js").InviteReason} InviteReason
 * @typedef {import("../pkg/dist/index.js").InviteDecisionWord} InviteDecisionWord
 * @typedef {import("../pkg/dist/index.js").ConnectionCheck} ConnectionCheck
 * @typedef {import("../pkg/dist/index.js").ConnectionVerdict | "failed"} Outcome of one prospect of a list
 * @typedef {"good" | "wait" | "bad" | "unknown" | "skip" | "open"} Tone
 * @typedef {import("./icons.js").IconName} IconName
 */

/** @type {Record<InviteReason, { title: string, advice: string }>} */
export const REASONS = {
  already_connected: {
    title: "You are connected already",
    advice: "No invitation is needed: write a message instead.",
  },
  own_profile: {
    title: "It is the account’s own profile",
    advice: "Take it off the list: nobody can invite themselves.",
  },
  account_session_missing: {
    title: "The account is signed out of LinkedIn",
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
    title: "You are not connected, and the account is fit to send",
    advice: "Send it soon: the answer is how things stand now.",
  },
  may_be_pending: {
    title: "An invitation may be pending already",
    advice: "The service cannot tell. If you keep a record of invitations, look there first.",
  },
  accounts_not_pinned: {
    title: "The two services may have looked at two people's accounts",
    advice: "Name the account for each: left out, one takes the most recently used and the other the first active one.",
  },
};

/** @type {Record<InviteDecisionWord, { word: string, tone: Tone, icon: IconName }>} */
export const DECISIONS = {
  send: { word: "Send the invitation", tone: "good", icon: "send" },
  skip: { word: "Skip this one", tone: "skip", icon: "skip" },
  wait: { word: "Wait", tone: "wait", icon: "clock" },
  fix: { word: "Fix this first", tone: "bad", icon: "wrench" },
  unknown: { word: "Unknown: do not send on a guess", tone: "unknown", icon: "question" },
};

/** In the order of the page. @type {Record<Outcome, { word: string, tone: Tone, icon: IconName }>} */
export const OUTCOMES = {
  connected: { word: "Connected", tone: "good", icon: "check" },
  not_connected: { word: "Not connected", tone: "open", icon: "apart" },
  self: { word: "Own profile", tone: "skip", icon: "person" },
  unknown: { word: "Unknown", tone: "unknown", icon: "question" },
  failed: { word: "Failed", tone: "bad", icon: "cross" },
};

/**
 * @param {ConnectionCheck} check
 * @returns {Outcome}
 */
export function outcomeOf(check) {
  return check.ok ? check.verdict : "failed";
}
