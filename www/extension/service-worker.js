// Makes all calls: with the manifest's host permissions no CORS stands in the way, and the keys stay out of every page. The
// popup and the options page ask by message; what they get back is words to show.

import {
  accountVerdict,
  checkInvite,
  getAccountStatus,
  getConnectionStatus,
  isLinkedInStatusError,
} from "./linkedin-status.js";
import { readSettings } from "./settings.js";
import { ACCOUNT, accountFacts, DECISIONS, errorWords, REASONS } from "./words.js";

/**
 * @typedef {import("./linkedin-status.js").ConnectionStatusOptions} ConnectionStatusOptions
 * @typedef {import("./settings.js").Settings} Settings
 * @typedef {{ ask: "account" } | { ask: "check", prospectId: number } | { ask: "cancel" } | { ask: "keys" }} Ask
 * @typedef {{ tone: import("./words.js").Tone, title: string, lines: import("./words.js").Words[] }} Said
 * @typedef {{ account?: Said, connection?: Said, decision?: Said }} Reply
 */

/** @type {AbortController | undefined} */
let running;

/** @type {{ [Name in Ask["ask"]]: (message: Extract<Ask, { ask: Name }>) => Promise<Reply> }} */
const ANSWERS = {
  account: async () => ({ account: await askAccount(await readSettings()) }),

  async check({ prospectId }) {
    running?.abort();
    const { signal } = (running = new AbortController());
    const settings = await readSettings();
    if (!settings) return { decision: NO_KEYS };
    try {
      const connection = connectionOptions(settings, prospectId);
      const { decision, reasons, account } = await checkInvite({ account: settings.account, connection, signal });
      const lines = reasons.map((reason) => REASONS[reason]);
      return { decision: { ...DECISIONS[decision], lines }, account: await health(account) };
    } catch (error) {
      const decision = failure(error);
      if (!isLinkedInStatusError(error) || error.vendor !== "connectsafely") return { decision };
      await showBadge("unknown", decision.title);
      return { decision, account: decision };
    }
  },

  async cancel() {
    running?.abort();
    return {};
  },

  async keys() {
    const settings = await readSettings();
    const [account, connection] = await Promise.all([askAccount(settings), tryConnectionKey(settings)]);
    return { account, connection };
  },
};

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  // Content scripts have our id, too, but the address of a web page.
  const isOwnPage = sender.id === chrome.runtime.id && sender.url?.startsWith(chrome.runtime.getURL(""));
  if (!isOwnPage || !Object.hasOwn(ANSWERS, message?.ask)) return false;
  const answer = /** @type {(message: Ask) => Promise<Reply>} */ (ANSWERS[/** @type {Ask} */ (message).ask]);
  answer(message).then(reply, () => reply({}));
  return true; // The reply comes later.
});

// The badge is at most a quarter of an hour old. An alarm starts the worker again after the browser has stopped it.
// Firefox forgets alarms, and both forget badges, when they end.
const refresh = async () => askAccount(await readSettings());
const begin = async () => {
  await chrome.alarms.create("account", { periodInMinutes: 15 });
  await refresh();
};
chrome.alarms.onAlarm.addListener(refresh);
chrome.runtime.onInstalled.addListener(begin);
chrome.runtime.onStartup.addListener(begin);

/** @param {Settings | undefined} settings */
async function askAccount(settings) {
  if (!settings) {
    await showBadge("", "LinkedIn status: no keys yet");
    return NO_KEYS;
  }
  try {
    return await health(await getAccountStatus(settings.account));
  } catch (error) {
    const said = failure(error);
    await showBadge("unknown", said.title);
    return said;
  }
}

/**
 * Whether the key works, without a look at anybody's profile: the services know no prospect of this number, and say so only
 * to those whose key they accept.
 *
 * @param {Settings | undefined} settings
 * @returns {Promise<Said>}
 */
async function tryConnectionKey(settings) {
  if (!settings) return NO_KEYS;
  try {
    await getConnectionStatus({ ...connectionOptions(settings, 2_147_483_647), maxRetries: 0 });
  } catch (error) {
    if (!isLinkedInStatusError(error) || !["prospect_not_found", "forbidden"].includes(error.code))
      return failure(error);
  }
  return { tone: "good", title: "The key works", lines: [] };
}

/** @param {Settings} settings @param {number} prospectId */
const connectionOptions = ({ connection }, prospectId) =>
  /** @type {ConnectionStatusOptions} */ ({ ...connection, prospectId });

const BADGES = {
  "": { text: "", color: "#57606a" },
  fit: { text: "OK", color: "#0d6a3b" },
  wait: { text: "wait", color: "#855000" },
  fix: { text: "fix", color: "#a61f1a" },
  unknown: { text: "?", color: "#583ca3" },
};

/** @param {import("./linkedin-status.js").AccountStatus} account @returns {Promise<Said>} */
async function health(account) {
  const verdict = await accountVerdict(account);
  const { title, tone } = ACCOUNT[verdict];
  const name = [account.firstName, account.lastName].filter(Boolean).join(" ") || account.id;
  await showBadge(verdict, `${name}: ${title}`);
  return { tone, title, lines: [{ title: name, advice: accountFacts(account) }] };
}

/** @param {keyof typeof BADGES} state @param {string} title */
async function showBadge(state, title) {
  const { text, color } = BADGES[state];
  await chrome.action.setBadgeBackgroundColor({ color });
  await chrome.action.setBadgeTextColor({ color: "#ffffff" });
  await chrome.action.setBadgeText({ text });
  await chrome.action.setTitle({ title });
}

/** @type {Said} */
const NO_KEYS = said("unknown", "No keys yet", "Save the keys of both services in the options.");

/** @param {unknown} error @returns {Said} */
function failure(error) {
  if (!isLinkedInStatusError(error))
    return said("unknown", "Cancelled", "Nothing more is sent. Check again whenever you like.");
  if (error.code === "network" && !navigator.onLine) {
    return said("unknown", "You are offline", "Nothing was learned. Check again when you are back online.");
  }
  const { title, advice } = errorWords(error);
  return said("bad", title, advice);
}

/** @param {import("./words.js").Tone} tone @param {string} title @param {string} advice @returns {Said} */
function said(tone, title, advice) {
  return { tone, title, lines: [{ title: "", advice }] };
}
