// Every command and option: what it takes, what it means. The parser and the help both read this.

import { usageError } from "./usage.js";

/** @typedef {"account" | "connection" | "invite" | "connections" | "sandbox"} CommandName */

/**
 * @typedef {object} Values
 * @property {boolean} [help]
 * @property {boolean} [version]
 * @property {boolean} [json]
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
 * @property {number} [port]
 */

/**
 * @typedef {object} Option
 * @property {keyof Values} to
 * @property {string} [takes] the value's name in the help; left out: the option is a switch
 * @property {string} says
 * @property {string} [names] as the package's errors name it
 * @property {string} [short]
 * @property {(text: string) => string | number | undefined} [read] undefined: not a value of it
 * @property {string} [wants] in words, for the error
 */

/** @param {string} text */
const text = (text) => text;

/**
 * @param {number} least
 * @param {number} most
 */
const whole = (least, most) => ({
  read: (/** @type {string} */ text) => {
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  },
  wants:
    most === Number.MAX_SAFE_INTEGER
      ? `a whole number of at least ${least}`
      : `a whole number from ${least} to ${most.toLocaleString("en-US")}`,
});

/** @param {string} text */
function milliseconds(text) {
  const value = /^\d{1,10}(\.\d+)?$/.test(text) ? Number(text) : 0;
  return value > 0 && value <= 2_147_483_647 ? value : undefined;
}

/** @param {string} text @returns {number | undefined} a positive safe integer, written as one */
export function readProspectId(text) {
  if (!/^[1-9]\d{0,15}$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** @type {Option} */
const seleqtAccount = {
  to: "seleqtAccountId",
  takes: "N",
  names: "accountId",
  says: "the Seleqt account to look from (default: the first active one)",
  ...whole(1, Number.MAX_SAFE_INTEGER),
};

/** @type {Option} */
const connectsafelyAccount = {
  to: "accountId",
  takes: "ID",
  names: "accountId",
  says: "the ConnectSafely account (default: the one used last)",
  read: text,
};

/** @type {Record<string, Option>} */
export const COMMON = {
  json: { to: "json", says: "print one JSON value: the answer, or the error under `error`" },
  timeout: {
    to: "timeoutMs",
    takes: "MS",
    names: "timeoutMs",
    says: "one deadline for the whole call, retries included (default 25000)",
    read: milliseconds,
    wants: "milliseconds above 0, at most 2,147,483,647",
  },
  "max-retries": {
    to: "maxRetries",
    takes: "N",
    names: "maxRetries",
    says: "further attempts after the first, 0 to 100 (default 2)",
    ...whole(0, 100),
  },
  "connectsafely-url": {
    to: "connectsafelyUrl",
    takes: "URL",
    names: "baseUrl",
    says: "where ConnectSafely is (default: $CONNECTSAFELY_BASE_URL, else the real service)",
    read: text,
  },
  "seleqt-url": {
    to: "seleqtUrl",
    takes: "URL",
    names: "baseUrl",
    says: "where Seleqt is (default: $SELEQT_BASE_URL, else the real service)",
    read: text,
  },
  help: { to: "help", short: "h", says: "show the help, also that of a command" },
  version: { to: "version", short: "v", says: "show the version" },
};

/**
 * @typedef {object} Command
 * @property {string} says
 * @property {string} [positional]
 * @property {Record<string, Option>} options
 * @property {readonly string[]} notes
 * @property {readonly string[]} examples
 */

/** @type {Record<CommandName, Command>} */
export const COMMANDS = {
  account: {
    says: "Is the sending account fit to send? (ConnectSafely)",
    options: { "account-id": connectsafelyAccount },
    notes: ["Needs CONNECTSAFELY_API_KEY."],
    examples: ["linkedin-status account", "linkedin-status account --account-id 696ce9e780e0483585e4e553 --json"],
  },
  connection: {
    says: "Are we connected with this prospect? (Seleqt)",
    positional: "<prospect-id>",
    options: { "account-id": seleqtAccount },
    notes: ["Needs SELEQT_API_KEY or SELEQT_JWT."],
    examples: ["linkedin-status connection 123", "linkedin-status connection 123 --account-id 42 --json"],
  },
  invite: {
    says: "Should the invitation go out now? (both)",
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
    says: "The connection with each prospect of a list, at the pace that the service allows (Seleqt)",
    positional: "<file | ->",
    options: {
      column: { to: "column", takes: "NAME", says: "the column with the ids (default prospect_id)", read: text },
      format: {
        to: "format",
        takes: "csv|jsonl",
        says: "csv: the input's columns and the answer's; jsonl: one JSON object a line (default csv)",
        read: (value) => (value === "csv" || value === "jsonl" ? value : undefined),
        wants: "csv or jsonl",
      },
      output: { to: "output", takes: "FILE", says: "write there, row by row (default: standard output)", read: text },
      resume: {
        to: "resume",
        says: "go on with the --output of an earlier run: only what has no answer there is asked",
      },
      "account-id": seleqtAccount,
      concurrency: {
        to: "concurrency",
        takes: "N",
        names: "concurrency",
        says: "open requests, 1 to 100 (default 1)",
        ...whole(1, 100),
      },
      "per-minute": {
        to: "perMinute",
        takes: "N",
        names: "perMinute",
        says: "requests in any 60 seconds, retries included (default 50, the published limit of one key)",
        ...whole(1, Number.MAX_SAFE_INTEGER),
      },
    },
    notes: [
      "The file is a CSV with a header (also with ; or tabs), or one id a line; - is standard input.",
      "Each row of the list gets its row, in the order in which the answers come. An id that stands there more than",
      "once is asked once, and its answer serves all its rows.",
      "csv adds verdict, connection_level, network_distance, checked_with_account_id, checked_at, error_code; where",
      "the list has such a column already, the new answer takes its place.",
      "With --json: one object with `results` and `summary`; the rows go to --output where that is given.",
      "Needs SELEQT_API_KEY or SELEQT_JWT. Every row is a live look at LinkedIn and counts against its limits.",
    ],
    examples: [
      "linkedin-status connections prospects.csv --output checked.csv",
      "linkedin-status connections prospects.csv --output checked.csv --resume",
      "cut -d, -f1 crm.csv | linkedin-status connections - --column id --format jsonl",
    ],
  },
  sandbox: {
    says: "A local server that answers like both services, to try things out",
    options: {
      port: {
        to: "port",
        takes: "N",
        names: "port",
        says: "port on 127.0.0.1 (default: a free one)",
        ...whole(0, 65_535),
      },
    },
    notes: ["It prints the exports to paste into another terminal. Ctrl-C stops it."],
    examples: ["linkedin-status sandbox --port 4010"],
  },
};

/** @param {string} text @returns {text is CommandName} */
export const isCommand = (text) => Object.hasOwn(COMMANDS, text);

/** @param {string} text a prospect's number on the command line */
export function prospectIdArgument(text) {
  const id = readProspectId(text);
  if (id !== undefined) return id;
  throw usageError(
    "The prospect id must be a whole number of at least 1, such as 123. Correct it and run again; nothing was sent.",
    "prospectId",
  );
}
