// The options that all commands for lists share, and what their help says of lists.

import { budget, secondsRange, text, wholeNumber } from "./option-values.js";

/** @type {Record<string, import("./options.js").Option>} */
export const LIST_OPTIONS = {
  column: {
    property: "column",
    value: "NAME",
    help: "the column with the ids (default prospect_id; case, spaces and _ do not matter)",
    parse: text,
  },
  format: {
    property: "format",
    value: "csv|jsonl",
    help: "csv: the input's columns and the answer's; jsonl: one JSON object a line (default csv)",
    parse: (value) => (value === "csv" || value === "jsonl" ? value : undefined),
    expected: "csv or jsonl",
  },
  output: {
    property: "output",
    value: "FILE",
    help: "write there, row by row (default: standard output)",
    parse: text,
  },
  resume: {
    property: "resume",
    help: "go on with the --output of an earlier run: only what has no answer there is asked",
  },
  concurrency: {
    property: "concurrency",
    value: "N",
    packageName: "concurrency",
    help: "open requests, 1 to 100 (default 1)",
    ...wholeNumber(1, 100),
  },
  "per-minute": {
    property: "perMinute",
    value: "N",
    packageName: "perMinute",
    help: "requests in any 60 seconds, retries included (default 50, the published limit of one key)",
    ...wholeNumber(1, Number.MAX_SAFE_INTEGER),
  },
  "per-day": {
    property: "perDay",
    value: "N",
    packageName: "perDay",
    help: "requests in any 24 hours, those of --output included (default 80, what is advised for one account; or unlimited)",
    parse: budget,
    expected: "a whole number of at least 1, or unlimited",
  },
  pause: {
    property: "pauseBetweenMs",
    value: "SECONDS-SECONDS",
    packageName: "pauseBetweenMs",
    help: "a random wait between two requests, such as 30-90 (default none)",
    parse: secondsRange,
    expected: "two numbers of seconds with a dash between, such as 30-90, up to 86,400",
  },
};

export const LIST_NOTES = [
  "The file is a CSV with a header (also with ; | or tabs, in UTF-8, UTF-16 or Windows-1252), or one id a line; - is",
  "standard input. A list that is changed while it is asked ends the run.",
  "Each row of the list gets its row, in the order in which the answers come. An id that stands there more than",
  "once is asked once, and its answer serves all its rows.",
  "csv adds the columns of the answer; where the list has such a column already, the new answer takes its place. A cell",
  "of the service that begins like a formula gets an apostrophe in front.",
  "--output is locked (FILE.lock) as long as the run goes on, and must stay the same file. --resume goes on with the same",
  "question alone: the same ids, column, account and format. The name of a column that is not prospect_id is written in",
  "quotes, so that it can be told. Requests that no row tells of (a lost answer, a retry) are noted in FILE.requests, and count",
  "towards --per-day like all others. It also holds the --account-id of invites, which no row of a csv names.",
  "With --json: one object with `results` and `summary`; the rows go to --output where that is given.",
];
