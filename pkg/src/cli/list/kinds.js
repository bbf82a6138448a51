// What differs between the commands that go through a list: the columns of a result and the words of the summary. A further
// command is one more entry here, and the function of the package that it calls.

import { serviceCell } from "../../csv.js";

/** @typedef {import("../../../types/index.js").ConnectionStatus} ConnectionStatus */
/** @typedef {import("../../../types/index.js").LinkedInStatusError} LinkedInStatusError */
/** @typedef {import("../text.js").Style} Style */

/**
 * @typedef {object} ListCheck a result of any list: `ConnectionCheck` is one
 * @property {number} prospectId
 * @property {boolean} ok
 * @property {LinkedInStatusError} [error]
 * @property {string} checkedAt
 * @property {string} [verdict]
 * @property {string} [decision]
 * @property {readonly string[]} [reasons]
 * @property {ConnectionStatus} [connection]
 * @property {{ id: string }} [account] the one that is to send
 * @typedef {import("../../../types/index.js").ConnectionListOptions} ListOptions
 * @typedef {ListOptions extends infer One ? (One extends unknown ? Omit<One, "prospectIds"> : never) : never} Options
 * @typedef {Options & { signal: AbortSignal }} ListCall
 * @typedef {(options: ListCall & { prospectIds: AsyncIterable<number> }) => AsyncGenerator<ListCheck, void, undefined>} Check
 *
 * @typedef {object} Kind
 * @property {readonly string[]} columns what csv adds to the columns of the list
 * @property {string} accountColumn the one of them that says which account looked
 * @property {readonly { name: string, key: string, text: string, style: Style }[]} outcomes in the order of the summary; `key`:
 *   the name in the JSON summary
 * @property {(check: ListCheck) => Record<string, string>} cells of an answer, by column
 * @property {(check: Partial<ListCheck>) => string | undefined} outcome one of the outcomes' names
 * @property {(cell: (column: string) => string) => string | undefined} outcomeInCells the same, of a row that was written
 * @property {(check: ListCheck) => number | undefined} account the account that looked
 * @property {string} accountFlag names that account
 * @property {boolean} [hasSender] `--account-id` names the account that is to send
 */

/** @type {Kind} */
export const CONNECTIONS = {
  columns: ["verdict", "connection_level", "network_distance", "checked_with_account_id", "checked_at", "error_code"],
  accountColumn: "checked_with_account_id",
  outcomes: [
    { name: "connected", key: "connected", text: "connected", style: "green" },
    { name: "not_connected", key: "notConnected", text: "not connected", style: "cyan" },
    { name: "self", key: "self", text: "self", style: "dim" },
    { name: "unknown", key: "unknown", text: "unknown", style: "yellow" },
  ],
  cells: ({ verdict = "", connection }) => ({ verdict, ...connectionCells(connection) }),
  outcome: ({ verdict }) => verdict,
  outcomeInCells: (cell) => cell("verdict"),
  account: ({ connection }) => connection?.checked_with_account_id,
  accountFlag: "--account-id",
};

/** What the reasons of a decision say of the connection. An account that is not fit ends a list, so there are no others. */
const VERDICTS = /** @type {const} */ ({
  already_connected: "connected",
  own_profile: "self",
  connection_unknown: "unknown",
  not_connected: "not_connected",
});

/** @type {Kind} */
export const INVITES = {
  columns: ["decision", "reasons", ...CONNECTIONS.columns],
  accountColumn: CONNECTIONS.accountColumn,
  outcomes: [
    { name: "send", key: "send", text: "to send", style: "green" },
    { name: "already_connected", key: "skip", text: "connected already", style: "dim" },
    { name: "own_profile", key: "skip", text: "your own profile", style: "dim" },
    { name: "unknown", key: "unknown", text: "unknown", style: "yellow" },
  ],
  cells: ({ decision = "", reasons = [], connection }) => ({
    decision,
    reasons: reasons.join(" "),
    verdict: VERDICTS[/** @type {keyof typeof VERDICTS} */ (reasons[0])] ?? "unknown",
    ...connectionCells(connection),
  }),
  outcome: inviteOutcome,
  outcomeInCells: (cell) => inviteOutcome({ decision: cell("decision"), reasons: cell("reasons").split(" ") }),
  account: CONNECTIONS.account,
  accountFlag: "--seleqt-account-id",
  hasSender: true,
};

/** A skip is told by its reason. @param {Pick<ListCheck, "decision" | "reasons">} check */
function inviteOutcome({ decision, reasons = [] }) {
  if (decision !== "skip") return decision;
  return reasons.includes("own_profile") ? "own_profile" : "already_connected";
}

/** @param {ConnectionStatus | undefined} connection */
const connectionCells = (connection) => ({
  connection_level: serviceCell(connection?.connection_level),
  network_distance: serviceCell(connection?.network_distance),
  checked_with_account_id: serviceCell(connection?.checked_with_account_id),
});
