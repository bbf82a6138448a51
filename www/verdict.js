// Reads the two answers the way a careful person would: what they say, and what they leave open.

/**
 * @typedef {import("../pkg/dist/index.js").AccountStatus} AccountStatus
 * @typedef {import("../pkg/dist/index.js").ConnectionStatus} ConnectionStatus
 * @typedef {"good" | "wait" | "bad" | "unknown"} Tone
 * @typedef {{ tone: Tone, headline: string, notes: string[] }} Verdict
 */

/** @type {ReadonlyMap<string, { tone: Tone, headline: string }>} */
const ACCOUNT_WORDS = new Map([
  ["AVAILABLE", { tone: "good", headline: "Available – can be used" }],
  ["IN_USE", { tone: "wait", headline: "In use – busy just now, ask again shortly" }],
  ["WARMUP", { tone: "wait", headline: "Warming up – not ready to send yet" }],
  ["ERROR", { tone: "bad", headline: "Needs attention – open it in ConnectSafely" }],
  ["UNKNOWN", { tone: "unknown", headline: "Unknown – the service cannot tell" }],
]);

/**
 * @param {AccountStatus} account
 * @returns {Verdict}
 */
export function accountVerdict(account) {
  const words = ACCOUNT_WORDS.get(account.status) ?? {
    tone: /** @type {const} */ ("unknown"),
    headline: `${account.status} – a status this page does not know, so not taken as healthy`,
  };
  const notes = [];
  let { tone } = words;
  if (account.hasTokens === false) {
    notes.push("Its LinkedIn session is missing: sign it in again at ConnectSafely before it sends anything.");
    tone = "bad";
  }
  if (account.enabled === false) {
    notes.push("Automation is switched off for it: switch it on at ConnectSafely before it sends anything.");
    tone = "bad";
  }
  if (typeof account.hasTokens !== "boolean" || typeof account.enabled !== "boolean") {
    notes.push("The service did not say whether it is signed in and switched on: check before you rely on it.");
    if (tone === "good") tone = "unknown";
  }
  const fit = tone === "good" || words.tone !== "good";
  return { tone, headline: fit ? words.headline : "Available – but not fit to send as it is", notes };
}

/** @type {ReadonlyMap<string, "first" | "farther" | "self">} */
const DISTANCES = new Map([
  ["FIRST_DEGREE", "first"],
  ["DISTANCE_1", "first"],
  ["SECOND_DEGREE", "farther"],
  ["THIRD_DEGREE", "farther"],
  ["THIRD_DEGREE_AND_BEYOND", "farther"],
  ["DISTANCE_2", "farther"],
  ["DISTANCE_3", "farther"],
  ["OUT_OF_NETWORK", "farther"],
  ["SELF", "self"],
]);

/**
 * @param {ConnectionStatus} connection
 * @returns {Verdict}
 */
export function connectionVerdict(connection) {
  const { is_connected, connection_level: level, network_distance: distance } = connection;
  const says = new Set([
    level === 1 ? "first" : level === 2 || level === 3 ? "farther" : undefined,
    typeof distance === "string" ? DISTANCES.get(distance) : undefined,
  ]);
  if (is_connected === true && !says.has("farther") && !says.has("self")) {
    return { tone: "good", headline: "Connected (1st degree)", notes: [] };
  }
  if (is_connected === false && !says.has("first") && says.has("self") !== says.has("farther")) {
    if (says.has("self"))
      return { tone: "wait", headline: "Own profile – this is the viewing account itself", notes: [] };
    return {
      tone: "wait",
      headline: `Not connected (${degree(level, distance)}) – an invitation may still be pending`,
      notes: ["The service cannot tell a pending invitation from none."],
    };
  }
  const said = [...says].some((word) => word !== undefined);
  return {
    tone: "unknown",
    headline: "Unknown – do not guess",
    notes: [
      said && typeof is_connected === "boolean"
        ? "The answer contradicts itself: look at the profile before you invite."
        : "The answer does not say how far apart the two are: look at the profile before you invite.",
    ],
  };
}

/**
 * @param {number | null | undefined} level
 * @param {string | null | undefined} distance
 */
function degree(level, distance) {
  if (distance === "OUT_OF_NETWORK") return "out of network";
  if (distance === "THIRD_DEGREE_AND_BEYOND") return "3rd degree or beyond";
  return level === 2 || distance === "SECOND_DEGREE" || distance === "DISTANCE_2" ? "2nd degree" : "3rd degree";
}
