// "Is the sending account fit to send?" How ConnectSafely's answer reads.

import { getAccountStatus } from "../pkg/dist/index.js";
import { factList, h } from "./dom.js";
import { timeElement } from "./format.js";
import { accountVerdict } from "./verdict.js";

/**
 * @typedef {import("../pkg/dist/index.js").AccountStatus} AccountStatus
 * @typedef {import("../pkg/dist/index.js").AccountStatusOptions} AccountStatusOptions
 */

/** @type {import("./panel.js").Question<AccountStatus>} */
export const accountQuestion = {
  parts: [{ name: "", vendor: "connectsafely", keyOption: () => "apiKey" }],
  call: "getAccountStatus",
  result: "account",
  ask: (options, further) => getAccountStatus(/** @type {AccountStatusOptions} */ ({ ...options, ...further })),
  describe: async (account) => ({ verdict: await accountVerdict(account), details: [accountFacts(account)] }),
};

/** @param {AccountStatus} account */
function accountFacts(account) {
  const { firstName, lastName, publicId, enabled, hasTokens, lastUsed, platform, id } = account;
  const name = [firstName, lastName].filter(Boolean).join(" ");
  return factList([
    ["Account of", name ? h("span", {}, name, publicId ? h("span.aside", {}, ` in/${publicId}`) : "") : publicId],
    ["Automation", typeof enabled === "boolean" && (enabled ? "Switched on" : "Switched off")],
    ["LinkedIn session", typeof hasTokens === "boolean" && (hasTokens ? "Signed in" : "Missing")],
    ["Plan", planWords(account.linkedinPlan)],
    ["Last used", lastUsed ? timeElement(lastUsed) : undefined],
    ["Platform", platform],
    ["Account id", h("code", {}, id)],
  ]);
}

/** @type {Array<[keyof NonNullable<AccountStatus["linkedinPlan"]>, string]>} */
const FEATURES = [
  ["hasSalesNavigator", "Sales Navigator"],
  ["hasRecruiter", "Recruiter"],
  ["hasAwayMessages", "away messages"],
  ["hasAdvertiseBadge", "advertise badge"],
  ["hasHiringManager", "hiring manager"],
];

/** @param {AccountStatus["linkedinPlan"]} plan */
function planWords(plan) {
  if (!plan) return h("span.absent", {}, "stated only while available or warming up");
  const type = plan.premiumType === "NON_PREMIUM" ? undefined : plan.premiumType;
  const words = plan.isPremium === true ? "Premium" : plan.isPremium === false ? "No Premium" : undefined;
  const features = FEATURES.filter(([name]) => plan[name] === true).map(([, label]) => label);
  const parts = [words, ...features].filter((part) => part !== undefined).join(", ");
  if (type === undefined || type === null) return parts;
  return h("span", {}, parts ? `${parts} ` : "", h("code", {}, type));
}
