// Answers as text: a headline with the verdict, and the facts in two columns below it.

import { clean } from "./text.js";
import { stdout } from "./output.js";
import { either, REASONS } from "../words.js";

/** @typedef {import("../../types/index.js").AccountStatus} AccountStatus */
/** @typedef {import("../../types/index.js").ConnectionStatus} ConnectionStatus */
/** @typedef {import("./text.js").Style} Style */
/** @typedef {readonly [label: string, value: string]} Fact */

/**
 * @param {{ mark: keyof typeof MARKS, title: string, about?: string, lines?: readonly string[], facts: readonly Fact[] }} card
 */
export function showCard({ mark, title, about, lines = [], facts }) {
  const { paint } = stdout;
  const { style } = MARKS[mark];
  const headline = paint(style, `${signOf(mark)} ${paint("bold", title)}`);
  const width = Math.max(0, ...facts.map(([label]) => label.length));
  const text = [
    about ? `${headline}  ${paint("dim", about)}` : headline,
    ...lines.map((line) => `  ${line}`),
    "",
    ...facts.map(([label, value]) => (label ? `  ${paint("dim", label.padEnd(width))}  ${value}` : "")),
  ];
  return stdout.write(`${text.join("\n")}\n`);
}

/** What the terminal adds to the words that it shares with the page: its own options. @type {Record<string, string>} */
const FLAGS = { accounts_not_pinned: " Give --account-id and --seleqt-account-id." };

/**
 * A line or two for each reason: what is so, and what to do about it.
 *
 * @param {readonly import("../../types/index.js").InviteReason[]} reasons
 */
export const reasonLines = (reasons) =>
  reasons.flatMap((reason) => {
    const { title, advice } = REASONS[reason];
    return [`${title}.`, `  ${advice}${FLAGS[reason] ?? ""}`];
  });

const MARKS = {
  yes: { style: /** @type {Style} */ ("green"), signs: ["✔", "+"] },
  no: { style: /** @type {Style} */ ("cyan"), signs: ["○", "o"] },
  wait: { style: /** @type {Style} */ ("yellow"), signs: ["◷", "~"] },
  bad: { style: /** @type {Style} */ ("red"), signs: ["✖", "x"] },
  unknown: { style: /** @type {Style} */ ("yellow"), signs: ["?", "?"] },
  none: { style: /** @type {Style} */ ("dim"), signs: ["–", "-"] },
};

/** @param {keyof typeof MARKS} mark */
const signOf = (mark) => MARKS[mark].signs[stdout.unicode ? 0 : 1];

/** @param {keyof typeof MARKS} name */
export const mark = (name) => stdout.paint(MARKS[name].style, String(signOf(name)));

/** @type {Record<string, string>} */
const STATUS = {
  AVAILABLE: "ready to use",
  IN_USE: "busy just now",
  ERROR: "needs attention in ConnectSafely",
  WARMUP: "still warming up",
};

/** @param {AccountStatus} account */
export function accountName({ firstName, lastName, publicId, id }) {
  const name = [firstName, lastName].filter(Boolean).join(" ");
  return clean(name || publicId || id, 100);
}

/**
 * @param {AccountStatus} account
 * @returns {Fact[]}
 */
export function accountFacts({ id, publicId, platform, status, enabled, hasTokens, lastUsed, linkedinPlan }) {
  const meaning = Object.hasOwn(STATUS, status) ? STATUS[status] : "not documented";
  /** @type {Fact[]} */
  const facts = [
    ["Status", `${clean(status, 100)}, ${meaning}`],
    ["Automation", either(enabled, "on", "off")],
    ["LinkedIn session", either(hasTokens, "valid", "missing: sign in again in ConnectSafely")],
  ];
  if (lastUsed) facts.push(["Last used", dateAndAge(lastUsed)]);
  if (linkedinPlan?.premiumType) facts.push(["Plan", clean(linkedinPlan.premiumType, 100)]);
  if (publicId) facts.push(["Profile", clean(publicId, 100)]);
  facts.push(["Account", [clean(id, 100), platform && clean(platform, 100)].filter(Boolean).join(" · ")]);
  return facts;
}

/**
 * @param {ConnectionStatus} connection
 * @returns {Fact[]}
 */
export function connectionFacts({ is_connected, connection_level, network_distance, checked_with_account_id }) {
  return [
    ["Is connected", is_connected ? "yes" : "no"],
    ["Level", connection_level == null ? "not stated" : String(connection_level)],
    ["Distance", network_distance == null ? "not stated" : clean(network_distance, 100)],
    ["Seen from", `Seleqt account ${checked_with_account_id}`],
  ];
}

/** @param {string} text documented as RFC 3339; what is no date is shown as it is */
function dateAndAge(text) {
  const at = Date.parse(text);
  if (Number.isNaN(at)) return clean(text, 100);
  const minutes = (Date.now() - at) / 60_000;
  const date = new Date(at).toISOString().slice(0, 16).replace("T", " ");
  const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });
  const age = Math.abs(minutes);
  /** @type {[number, "minute" | "hour" | "day"]} */
  const [amount, unit] =
    age < 60 ? [minutes, "minute"] : age < 1_440 ? [minutes / 60, "hour"] : [minutes / 1_440, "day"];
  return `${date} UTC, ${relative.format(-Math.round(amount), unit)}`;
}
