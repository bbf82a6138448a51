// The two formats of result rows, csv and jsonl: how rows are written, and read when a run is resumed.

import { stringify } from "csv-stringify/sync";
import { readProspectId } from "../options.js";
import { toJson } from "../text.js";

/** @typedef {import("../../../types/index.js").ConnectionCheck} ConnectionCheck */
/** @typedef {import("../../../types/index.js").ConnectionVerdict} ConnectionVerdict */

/**
 * @typedef {{ verdict: ConnectionVerdict } | { code: string, retryable: boolean }} Outcome
 * @typedef {object} Answer what is written beside the values of the list
 * @property {Outcome} outcome
 * @property {readonly string[]} cells as the format writes them
 * @typedef {{ id: number, verdict: ConnectionVerdict | undefined, cells: readonly string[] }} EarlierRow without a verdict it holds an error
 * @typedef {object} Format
 * @property {string} [header] with its line break
 * @property {(check: ConnectionCheck) => readonly string[]} cells
 * @property {(values: readonly string[], cells: readonly string[]) => string} row with its line break
 */

/** The columns that csv adds to those of the list. */
export const ADDED_COLUMNS = /** @type {const} */ ([
  "verdict",
  "connection_level",
  "network_distance",
  "checked_with_account_id",
  "checked_at",
  "error_code",
]);

const VERDICTS = /** @type {const} */ (["connected", "not_connected", "self", "unknown"]);

/**
 * @param {{ columns: readonly string[], idColumn: number, delimiter: string }} list
 */
export function csvFormat({ columns, idColumn, delimiter }) {
  const names = columns.map((name) => name.trim());
  const all = [...columns, ...ADDED_COLUMNS.filter((name) => !names.includes(name))];
  const positions = ADDED_COLUMNS.map((name) => (names.includes(name) ? names.indexOf(name) : all.indexOf(name)));
  /** @param {readonly string[]} cells */
  const line = (cells) =>
    // Quoted also for a lone carriage return: some CSV readers, ours among them, take it for a line end.
    stringify([[...cells]], { delimiter, record_delimiter: "\n", quoted_match: /[\r\n]/ });

  return {
    delimiter,
    header: line(all),
    columns: all,

    /** @param {ConnectionCheck} check @returns {readonly string[]} */
    cells(check) {
      if (!check.ok) return ["", "", "", "", check.checkedAt, check.error.code];
      const { connection_level, network_distance, checked_with_account_id } = check.connection;
      const facts = [connection_level, network_distance, checked_with_account_id].map((one) => String(one ?? ""));
      return [check.verdict, ...facts, check.checkedAt, ""];
    },

    /** @param {readonly string[]} values @param {readonly string[]} cells */
    row(values, cells) {
      const row = all.map((_, index) => values[index] ?? "");
      positions.forEach((position, index) => (row[position] = cells[index] ?? ""));
      return line(row);
    },

    /**
     * @param {readonly string[]} values
     * @returns {EarlierRow | undefined} undefined: not a complete row of this format
     */
    read(values) {
      const id = readProspectId((values[idColumn] ?? "").trim());
      if (values.length !== all.length || id === undefined) return undefined;
      const cells = positions.map((position) => values[position] ?? "");
      const verdict = VERDICTS.find((one) => one === cells[0]);
      if (!verdict && !cells[5]) return undefined;
      return { id, verdict, cells };
    },
    line,
  };
}

export function jsonlFormat() {
  return {
    header: undefined,
    /** @param {ConnectionCheck} check @returns {readonly string[]} */
    cells: (check) => [toJson(check.ok ? check : { ...check, error: check.error.toJSON() })],
    /** @param {readonly string[]} _values @param {readonly string[]} cells */
    row: (_values, [json = ""]) => `${json}\n`,

    /** @param {string} json @returns {EarlierRow | undefined} */
    read(json) {
      try {
        const { prospectId, ok, verdict } = JSON.parse(json);
        const known = VERDICTS.find((one) => ok === true && one === verdict);
        if (!Number.isSafeInteger(prospectId) || (!known && ok !== false)) return undefined;
        return { id: prospectId, verdict: known, cells: [json] };
      } catch {
        return undefined;
      }
    },
  };
}
