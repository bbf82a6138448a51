// "Should the invitation go out now?" Both questions at once, and how the decision reads.

import { checkInvite } from "../pkg/dist/index.js";
import { factList, h } from "./dom.js";
import { timeElement } from "./format.js";
import { DECISIONS, REASONS } from "./reasons.js";
import { accountVerdict, connectionVerdict } from "./verdict.js";

/**
 * @typedef {import("../pkg/dist/index.js").InviteCheck} InviteCheck
 * @typedef {import("../pkg/dist/index.js").InviteOptions} InviteOptions
 */

/** @type {import("./panel.js").Question<InviteCheck>} */
export const inviteQuestion = {
  parts: [
    { name: "account", vendor: "connectsafely", keyOption: () => "apiKey" },
    // Not the first case, which is "connected": the decision that people look for is "send".
    { name: "connection", vendor: "seleqt", keyOption: () => "apiKey", first: "Not connected, 2nd degree" },
  ],
  call: "checkInvite",
  result: "check",
  jsonTitle: "The decision and both answers as JSON",
  ask({ account, connection }, { signal, onRetry }) {
    const options = {
      account: { ...Object(account), onRetry },
      connection: { ...Object(connection), onRetry },
      signal,
    };
    return checkInvite(/** @type {InviteOptions} */ (options));
  },
  async describe({ decision, reasons, account, connection, checkedAt }) {
    const { word, tone, icon } = DECISIONS[decision];
    const [about, connected] = await Promise.all([accountVerdict(account), connectionVerdict(connection)]);
    const name = [account.firstName, account.lastName].filter(Boolean).join(" ");
    return {
      verdict: { tone, icon, headline: headline(word, reasons[0]), notes: [] },
      details: [
        reasonList(reasons),
        factList([
          ["The account", h("span.wide", {}, `${name ? `${name}: ` : ""}${about.headline}`)],
          ["The connection", h("span.wide", {}, connected.headline)],
          ["Viewed from", `Account ${connection.checked_with_account_id}`],
          ["Checked", timeElement(checkedAt)],
        ]),
      ],
    };
  },
};

/**
 * @param {string} word
 * @param {import("../pkg/dist/index.js").InviteReason | undefined} reason the deciding one
 */
function headline(word, reason) {
  if (reason === undefined || reason === "not_connected" || reason.endsWith("_unknown")) return word;
  const { title } = REASONS[reason];
  return `${word}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}

/** @param {InviteCheck["reasons"]} reasons */
function reasonList(reasons) {
  const items = reasons.map((reason) => {
    const { title, advice } = REASONS[reason];
    return h("li", {}, h("strong", {}, title), " ", h("code", {}, reason), h("p", {}, advice));
  });
  return h(
    "div.why",
    {},
    h("h4", {}, reasons.length === 1 ? "Why" : "Why, the deciding reason first"),
    h("ol", {}, ...items),
  );
}
