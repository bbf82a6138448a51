// Valid answers: each state of the sending account, each distance of a prospect, and one that comes late or without CORS.
import { answers, CONNECTSAFELY, inGroup, ok, SELEQT } from "./build.js";

/** @typedef {import("./build.js").Draft} Draft */

/**
 * An answer of ConnectSafely.
 * @param {number} id
 * @param {string} name
 * @param {string} says
 * @param {string[]} reasons what it brings to the decision about an invitation
 * @param {Record<string, unknown>} changes to the documented example
 * @returns {Draft}
 */
export const account = (id, name, says, reasons, changes) => ({
  id,
  name,
  says,
  vendors: CONNECTSAFELY,
  expect: ok({ reasons }),
  play: answers(changes),
});

/** ConnectSafely sends a plan only with AVAILABLE and WARMUP. */
export const NO_PLAN = { linkedinPlan: undefined };

/**
 * An answer of Seleqt.
 * @param {number} id
 * @param {string} name
 * @param {string} says
 * @param {NonNullable<import("./build.js").ExpectedAnswer["verdict"]>} verdict
 * @param {boolean} is_connected
 * @param {number | null | undefined} connection_level
 * @param {string | null | undefined} network_distance
 * @returns {Draft}
 */
export const connection = (id, name, says, verdict, is_connected, connection_level, network_distance) => ({
  id,
  name,
  says,
  vendors: SELEQT,
  expect: ok({ verdict }),
  play: answers({ is_connected, connection_level, network_distance }),
});

/** @type {(title: string, draft: Draft) => Draft} */
const titled = (title, draft) => ({ ...draft, title });

/**
 * A valid answer that comes late.
 * @type {(says: string, ms: number, id: number) => Draft}
 */
export const delayed = (says, ms, id) => ({
  id,
  name: `slow-${ms}`,
  says,
  expect: ok(),
  play: ({ later, send, answer }) => later(ms, () => send(200, answer)),
});

/** What a page meets where CORS headers lack. */
export const NO_CORS = ok({ inPage: { code: "network", attempts: 3 } });

export const validAnswers = inGroup("answers", [
  titled(
    "account fit to send",
    account(91001, "available", "AVAILABLE, enabled, with tokens and the free plan; used five minutes ago", [], {}),
  ),
  titled(
    "account busy",
    account(91007, "in-use", "IN_USE: busy with another task", ["account_busy"], { status: "IN_USE", ...NO_PLAN }),
  ),
  titled(
    "account needs attention",
    account(91008, "error", "ERROR: the account needs attention", ["account_needs_attention"], {
      status: "ERROR",
      ...NO_PLAN,
    }),
  ),
  titled(
    "account warming up",
    account(91009, "warmup", "WARMUP, with a plan", ["account_warming_up"], { status: "WARMUP" }),
  ),
  titled(
    "account in an unknown state",
    account(91013, "unknown-status", "An undocumented status: PAUSED_BY_ADMIN", ["account_state_unknown"], {
      status: "PAUSED_BY_ADMIN",
      ...NO_PLAN,
    }),
  ),
  titled(
    "automation disabled",
    account(91015, "disabled", "AVAILABLE, but automation is switched off", ["automation_disabled"], {
      enabled: false,
    }),
  ),
  titled(
    "account signed out",
    account(91016, "no-tokens", "AVAILABLE, but without LinkedIn session tokens", ["account_session_missing"], {
      hasTokens: false,
    }),
  ),
  titled(
    "connected",
    connection(91101, "first-degree", "Connected: the documented example", "connected", true, 1, "FIRST_DEGREE"),
  ),
  titled(
    "not connected",
    connection(91102, "second-degree", "Not connected, SECOND_DEGREE", "not_connected", false, 2, "SECOND_DEGREE"),
  ),
  titled(
    "nobody knows",
    connection(91105, "no-distance", "Not connected; level and distance null", "unknown", false, null, null),
  ),
  titled("own profile", connection(91106, "self", "SELF: the account's own profile", "self", false, null, "SELF")),
  titled(
    "contradicting answer",
    connection(
      91120,
      "not-connected-level-1",
      "Contradiction: level 1, not connected",
      "unknown",
      false,
      1,
      "FIRST_DEGREE",
    ),
  ),
  titled("slow answer", delayed("The answer comes after 5 seconds", 5000, 91213)),
  {
    id: 91214,
    name: "no-cors",
    title: "refused to web pages",
    says: "No CORS headers at all: a page fails at the preflight; other clients get the answer",
    expect: NO_CORS,
    cors: "none",
    play: answers(),
  },
]);
