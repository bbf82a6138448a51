// One answer alone, as a careful person would read it. What it means is the package's own rule: it is asked for a decision
// in which the other half stands in nobody's way.

import { decideInvite } from "../pkg/dist/index.js";
import { DECISIONS, OUTCOMES, REASONS } from "./reasons.js";

/**
 * @typedef {import("../pkg/dist/index.js").AccountStatus} AccountStatus
 * @typedef {import("../pkg/dist/index.js").ConnectionStatus} ConnectionStatus
 * @typedef {import("../pkg/dist/index.js").ConnectionVerdict} ConnectionVerdict
 * @typedef {{ tone: import("./reasons.js").Tone, icon: import("./icons.js").IconName, headline: string, notes: string[] }} Verdict
 */

/** @type {AccountStatus} */
const FIT = { id: "any", status: "AVAILABLE", enabled: true, hasTokens: true };

/** @type {ConnectionStatus} */
const FAR = { success: true, is_connected: false, connection_level: 3, checked_with_account_id: 1 };

/** @type {ReadonlyMap<string, string>} */
const STATUS_WORDS = new Map([
  ["AVAILABLE", "Available – can be used"],
  ["IN_USE", "In use – busy just now, ask again shortly"],
  ["WARMUP", "Warming up – not ready to send yet"],
  ["ERROR", "Needs attention – open it in ConnectSafely"],
  ["UNKNOWN", "Unknown – the service cannot tell"],
]);

/** Reasons that the headline, which tells the status, leaves open. */
const BESIDE_STATUS = new Set(["account_session_missing", "automation_disabled", "account_state_unknown"]);

/**
 * @param {AccountStatus} account
 * @returns {Promise<Verdict>}
 */
export async function accountVerdict(account) {
  const { decision, reasons } = await decideInvite(account, FAR);
  const { tone, icon } = DECISIONS[decision];
  const notes = reasons.filter((reason) => BESIDE_STATUS.has(reason)).map((reason) => REASONS[reason]);
  return {
    tone,
    icon: decision === "send" ? "check" : icon,
    headline: statusWords(account.status, decision === "send"),
    notes: notes.map(({ title, advice }) => `${title}. ${advice}`),
  };
}

/**
 * @param {string} status
 * @param {boolean} fit
 */
export function statusWords(status, fit) {
  if (status === "AVAILABLE" && !fit) return "Available – but not fit to send as it is";
  return STATUS_WORDS.get(status) ?? `${status} – a status this page does not know, so not taken as healthy`;
}

/**
 * @param {ConnectionStatus} connection
 * @returns {Promise<Verdict>}
 */
export async function connectionVerdict(connection) {
  const { reasons } = await decideInvite(FIT, connection);
  const verdict = verdictOf(reasons);
  const { tone, icon } = OUTCOMES[verdict];
  return { tone, icon, ...connectionWords(verdict, connection) };
}

/**
 * @param {readonly string[]} reasons
 * @returns {ConnectionVerdict}
 */
function verdictOf(reasons) {
  if (reasons.includes("already_connected")) return "connected";
  if (reasons.includes("own_profile")) return "self";
  return reasons.includes("connection_unknown") ? "unknown" : "not_connected";
}

/**
 * @param {ConnectionVerdict} verdict
 * @param {ConnectionStatus} connection
 * @returns {{ headline: string, notes: string[] }}
 */
function connectionWords(verdict, connection) {
  switch (verdict) {
    case "connected":
      return { headline: "Connected (1st degree)", notes: [] };
    case "self":
      return { headline: "Own profile – this is the viewing account itself", notes: [] };
    case "not_connected":
      return {
        headline: `Not connected (${distanceWords(connection)}) – an invitation may still be pending`,
        notes: ["The service cannot tell a pending invitation from none."],
      };
    default:
      return { headline: "Unknown – do not guess", notes: [`${unknownWords(connection)} Look at the profile first.`] };
  }
}

/** How far apart two people are that are not connected. @param {ConnectionStatus} connection */
export function distanceWords({ connection_level: level, network_distance: distance }) {
  if (distance === "OUT_OF_NETWORK") return "out of network";
  if (distance === "THIRD_DEGREE_AND_BEYOND") return "3rd degree or beyond";
  return level === 2 || distance === "SECOND_DEGREE" || distance === "DISTANCE_2" ? "2nd degree" : "3rd degree";
}

/** Why the verdict is unknown. @param {ConnectionStatus} connection */
export function unknownWords({ connection_level: level, network_distance: distance }) {
  return (level ?? distance ?? null) === null
    ? "The answer does not say how far apart the two are."
    : "The answer contradicts itself, or says it in a way that nobody documented.";
}
