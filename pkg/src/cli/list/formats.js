// The two formats of result rows, csv and jsonl: how rows are written, and read when a run is resumed.

import { csvLine, needsQuotes, quoted } from "../../csv.js";
import { readProspectId } from "../option-values.js";
import { toJson } from "../text.js";
import { CONNECTIONS } from "./kinds.js";
import { sameName } from "./names.js";

/** @typedef {import("./kinds.js").ListCheck} ListCheck */
/** @typedef {import("./kinds.js").Kind} Kind */

/**
 * @typedef {{ verdict: string } | { code: string, retryable: boolean, error?: import("./kinds.js").LinkedInStatusError }} Outcome
 * @typedef {object} Answer what is written beside the values of the list
 * @property {Outcome} outcome
 * @property {readonly string[]} cells as the format writes them
 * @property {string | undefined} account the account that looked
 * @property {boolean} [isWritten] a row with it is on the disk
 * @typedef {object} EarlierRow a row that an earlier run has written
 * @property {number} id
 * @property {string | undefined} verdict without one it holds an error
 * @property {readonly string[]} cells
 * @property {string | undefined} account
 * @property {string | undefined} [sender] the account that is to send, where the format tells it
 * @property {boolean} [isPinned] both services were told which account it is about
 * @property {number} checkedAt Unix ms; NaN where the row does not say it
 * @property {readonly string[]} own the values of the list's own columns, in their order
 */

/** @typedef {ReturnType<typeof csvFormat>} CsvFormat */
/** @typedef {ReturnType<typeof jsonlFormat>} JsonlFormat */
/** @typedef {CsvFormat | JsonlFormat} Format */

/** The column of ids where `--column` says nothing. */
export const DEFAULT_COLUMN = "prospect_id";

/**
 * @param {{ columns: readonly string[], idColumn: number, delimiter: string, mark?: boolean }} list `mark`: the list begins
 *   with a byte order mark
 * @param {Kind} [kind]
 */
export function csvFormat({ columns, idColumn, delimiter, mark = false }, kind = CONNECTIONS) {
  const names = columns.map((name) => name.trim());
  const all = [...columns, ...kind.columns.filter((name) => !names.includes(name))];
  const positions = kind.columns.map((name) => (names.includes(name) ? names.indexOf(name) : all.indexOf(name)));
  const own = columns.map((_, index) => index).filter((index) => !positions.includes(index));
  const errorCell = kind.columns.indexOf("error_code");
  const timeCell = kind.columns.indexOf("checked_at");
  const accountCell = kind.columns.indexOf(kind.accountColumn);
  /** @param {readonly string[]} cells */
  const line = (cells) => csvLine(cells, delimiter);

  // A result has no room to say which column the ids stood in. Where it is not the default one, its name is written in
  // quotes: the same CSV, and a run that resumes with another column can be refused.
  const idName = all[idColumn] ?? "";
  const isMarked = columns.length > 1 && sameName(idName) !== sameName(DEFAULT_COLUMN);
  const header = all.map((name, index) =>
    needsQuotes(name, delimiter) || (isMarked && index === idColumn) ? quoted(name) : name,
  );

  return {
    kind,
    delimiter,
    mark,
    idColumn,
    header: `${mark ? "\ufeff" : ""}${header.join(delimiter)}\n`,
    columns: all,
    /** Positions of the list's columns that no answer replaces. */
    own,

    /** @param {ListCheck} check @returns {readonly string[]} */
    cells(check) {
      /** @type {Record<string, string | undefined>} */
      const cells = check.ok ? kind.cells(check) : { error_code: check.error?.code };
      cells.checked_at = check.checkedAt;
      return kind.columns.map((name) => cells[name] ?? "");
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
      const outcome = kind.outcomeInCells((column) => cells[kind.columns.indexOf(column)] ?? "");
      const verdict = kind.outcomes.find(({ name }) => name === outcome)?.name;
      if (!verdict && !cells[errorCell]) return undefined;
      return {
        id,
        verdict,
        cells,
        account: cells[accountCell],
        isPinned: isPinned((cells[kind.columns.indexOf("reasons")] ?? "").split(" ")),
        checkedAt: Date.parse(cells[timeCell] ?? ""),
        own: own.map((index) => values[index] ?? ""),
      };
    },
    line,
  };
}

/**
 * Whether a decision says that both accounts were named: only one to send tells.
 *
 * @param {readonly string[]} reasons
 */
const isPinned = (reasons) => reasons.includes("may_be_pending") && !reasons.includes("accounts_not_pinned");

/** @param {Kind} [kind] */
export function jsonlFormat(kind = CONNECTIONS) {
  return {
    kind,
    header: undefined,
    /** @type {readonly number[]} */
    own: [],
    /** @param {ListCheck} check @returns {readonly string[]} */
    cells: (check) => [toJson(check.ok ? check : { ...check, error: check.error?.toJSON() })],
    /** @param {readonly string[]} _values @param {readonly string[]} cells */
    row: (_values, [json = ""]) => `${json}\n`,

    /** @param {string} json @returns {EarlierRow | undefined} */
    read(json) {
      try {
        const check = JSON.parse(json);
        const verdict =
          check.ok === true ? kind.outcomes.find(({ name }) => name === kind.outcome(check))?.name : undefined;
        if (!Number.isSafeInteger(check.prospectId) || (!verdict && check.ok !== false)) return undefined;
        const account = verdict === undefined ? undefined : kind.account(check);
        return {
          id: check.prospectId,
          verdict,
          cells: [json],
          account: account === undefined ? undefined : String(account),
          sender: check.account?.id,
          isPinned: Array.isArray(check.reasons) && isPinned(check.reasons),
          checkedAt: Date.parse(check.checkedAt),
          own: [],
        };
      } catch {
        return undefined;
      }
    },
  };
}
