// All commands and options. The parser and the help both read these tables.

import { LIST_NOTES, LIST_OPTIONS } from "./list-options.js";
import { milliseconds, readProspectId, text, wholeNumber } from "./option-values.js";
import { usageError } from "./usage.js";

/** @typedef {"account" | "connection" | "invite" | "connections" | "invites" | "doctor" | "sandbox"} CommandName */

/**
 * @typedef {object} Values
 * @property {boolean} [help]
 * @property {boolean} [version]
 * @property {boolean} [json]
 * @property {boolean} [verbose]
 * @property {number} [timeoutMs]
 * @property {number} [maxRetries]
 * @property {string} [connectsafelyUrl]
 * @property {string} [seleqtUrl]
 * @property {string} [accountId] of ConnectSafely
 * @property {number} [seleqtAccountId]
 * @property {string} [column]
 * @property {"csv" | "jsonl"} [format]
 * @property {string} [output]
 * @property {boolean} [resume]
 * @property {number} [concurrency]
 * @property {number} [perMinute]
 * @property {number} [take]
 * @property {number} [perDay] Infinity: no limit
 * @property {readonly [least: number, most: number]} [pauseBetweenMs]
 * @property {number} [port]
 */

/**
 * @typedef {object} Option
 * @property {keyof Values} property where its value goes
 * @property {string} [value] the value's name in the help; without one the option is a switch
 * @property {string} help
 * @property {string} [packageName] the name of the option of the package that it sets, for `error.option`
 * @property {string} [short] its one-letter form
 * @property {(text: string) => string | number | readonly [number, number] | undefined} [parse] undefined: not a valid value
 * @property {string} [expected] the valid values in words, for the error
 */

/** @type {Option} */
const seleqtAccount = {
  property: "seleqtAccountId",
  value: "N",
  packageName: "accountId",
  help: "the Seleqt account to look from (default: the first active one)",
  ...wholeNumber(1, Number.MAX_SAFE_INTEGER),
};

/** @type {Option} */
const connectsafelyAccount = {
  property: "accountId",
  value: "ID",
  packageName: "accountId",
  help: "the ConnectSafely account (default: the one used last)",
  parse: text,
};

/** @type {Record<string, Option>} */
export const COMMON = {
  json: { property: "json", help: "print one JSON value: the answer, or the error under `error`" },
  verbose: { property: "verbose", help: "a line on stderr for each answer: service, status, time, request id, limits" },
  timeout: {
    property: "timeoutMs",
    value: "MS",
    packageName: "timeoutMs",
    help: "one deadline for the whole call, retries included (default 25000)",
    parse: milliseconds,
    expected: "milliseconds above 0, at most 2,147,483,647",
  },
  "max-retries": {
    property: "maxRetries",
    value: "N",
    packageName: "maxRetries",
    help: "further attempts after the first, 0 to 100 (default 2)",
    ...wholeNumber(0, 100),
  },
  "connectsafely-url": {
    property: "connectsafelyUrl",
    value: "URL",
    packageName: "baseUrl",
    help: "where ConnectSafely is (default: $CONNECTSAFELY_BASE_URL, else the real service)",
    parse: text,
  },
  "seleqt-url": {
    property: "seleqtUrl",
    value: "URL",
    packageName: "baseUrl",
    help: "where Seleqt is (default: $SELEQT_BASE_URL, else the real service)",
    parse: text,
  },
  help: { property: "help", short: "h", help: "show the help, also that of a command" },
  version: { property: "version", short: "v", help: "show the version" },
};

/**
 * @typedef {object} Command
 * @property {string} help
 * @property {string} [positional]
 * @property {Record<string, Option>} options
 * @property {readonly string[]} notes
 * @property {readonly string[]} examples
 */

/** @type {Record<CommandName, Command>} */
export const COMMANDS = {
  account: {
    help: "Is the sending account fit to send? (ConnectSafely)",
    options: { "account-id": connectsafelyAccount },
    notes: ["Needs CONNECTSAFELY_API_KEY. Exit code 0 means fit, 11 wait, 12 fix, 13 unknown; an error is none."],
    examples: ["linkedin-status account", "linkedin-status account --account-id 696ce9e780e0483585e4e553 --json"],
  },
  connection: {
    help: "Are we connected with this prospect? (Seleqt)",
    positional: "<prospect-id>",
    options: { "account-id": seleqtAccount },
    notes: ["Needs SELEQT_API_KEY or SELEQT_JWT."],
    examples: ["linkedin-status connection 123", "linkedin-status connection 123 --account-id 42 --json"],
  },
  invite: {
    help: "Should the invitation go out now? (both)",
    positional: "<prospect-id>",
    options: {
      "account-id": connectsafelyAccount,
      "seleqt-account-id": seleqtAccount,
    },
    notes: [
      "Needs CONNECTSAFELY_API_KEY, and SELEQT_API_KEY or SELEQT_JWT.",
      "Exit code 0 means send, 10 skip, 11 wait, 12 fix, 13 unknown; an error is none of these.",
    ],
    examples: ["linkedin-status invite 123 && ./send-invitation 123"],
  },
  connections: {
    help: "The connection with each prospect of a list, at the pace that the service allows (Seleqt)",
    positional: "<file | ->",
    options: { ...LIST_OPTIONS, "account-id": seleqtAccount },
    notes: [
      ...LIST_NOTES,
      "The columns are verdict, connection_level, network_distance, checked_with_account_id, checked_at, error_code.",
      "Needs SELEQT_API_KEY or SELEQT_JWT. Every row is a live look at LinkedIn and counts against its limits.",
    ],
    examples: [
      "linkedin-status connections prospects.csv --output checked.csv",
      "linkedin-status connections prospects.csv --output checked.csv --resume",
      "cut -d, -f1 crm.csv | linkedin-status connections - --column id --format jsonl",
    ],
  },
  invites: {
    help: "Which prospects of a list to invite now, each with its decision; the account is asked once for many (both)",
    positional: "<file | ->",
    options: {
      ...LIST_OPTIONS,
      take: {
        property: "take",
        value: "N",
        packageName: "take",
        help: "end after so many to send; a skip uses up none (default: the whole list)",
        ...wholeNumber(1, Number.MAX_SAFE_INTEGER),
      },
      "account-id": connectsafelyAccount,
      "seleqt-account-id": seleqtAccount,
    },
    notes: [
      ...LIST_NOTES,
      "The columns are decision and reasons, and those of connections. An account that cannot send ends the run before a look-up is spent.",
      "Needs CONNECTSAFELY_API_KEY, and SELEQT_API_KEY or SELEQT_JWT.",
    ],
    examples: [
      "linkedin-status invites prospects.csv --take 20 --output today.csv",
      "linkedin-status invites prospects.csv --take 20 --output today.csv --resume",
    ],
  },
  doctor: {
    help: "Are the keys set, do the hosts answer, is the clock right, is the account fit?",
    options: {},
    notes: ["It spends no connection check. The exit code is that of the first problem, 0 where there is none."],
    examples: ["linkedin-status doctor", "linkedin-status doctor --json --timeout 5000"],
  },
  sandbox: {
    help: "A local server that answers like both services, to try things out",
    options: {
      port: {
        property: "port",
        value: "N",
        packageName: "port",
        help: "port on 127.0.0.1 (default: a free one)",
        ...wholeNumber(0, 65_535),
      },
    },
    notes: ["It prints the exports to paste into another terminal. Ctrl-C stops it."],
    examples: ["linkedin-status sandbox --port 4010"],
  },
};

/** @param {string} text @returns {text is CommandName} */
export const isCommand = (text) => Object.hasOwn(COMMANDS, text);

/** @param {string} text the argument of the command */
export function prospectIdArgument(text) {
  const id = readProspectId(text);
  if (id !== undefined) return id;
  throw usageError(
    "The prospect id must be a whole number of at least 1, such as 123. Correct it and run again; nothing was sent.",
    "prospectId",
  );
}
