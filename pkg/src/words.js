// The answers of the package in words, for the terminal and the page alike: what is so, and what to do about it. How it is
// drawn, and how an option is called there, is theirs.

/** @typedef {import("../types/index.js").InviteReason} InviteReason */
/** @typedef {import("../types/index.js").ConnectionVerdict} ConnectionVerdict */

/** @type {Record<InviteReason, { title: string, advice: string }>} */
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

/** @type {Record<"send" | "skip" | "wait" | "fix" | "unknown", string>} */
export const DECISIONS = {
  send: "Send the invitation",
  skip: "Skip: no invitation needed",
  wait: "Wait",
  fix: "Fix the account first",
  unknown: "Not known: look before you send",
};

/**
 * @type {{ account: Record<"fit" | "wait" | "fix" | "unknown", string>, connection: Record<ConnectionVerdict, string> }}
 */
export const VERDICTS = {
  account: { fit: "fit to send", wait: "not now", fix: "not fit to send", unknown: "not known to be fit" },
  connection: { connected: "Connected", not_connected: "Not connected", self: "Own profile", unknown: "Not known" },
};
