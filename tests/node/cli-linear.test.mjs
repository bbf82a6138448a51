// Texts that come from outside (services, files, arguments, the environment) cost what their length costs, whatever they say.
// Each function gets megabytes that are the worst for it; what is quadratic in them would take minutes to hours.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import { runInNewContext } from "node:vm";
import { parseArguments } from "../../pkg/src/cli/arguments.js";
import { accountFacts, accountName, connectionFacts } from "../../pkg/src/cli/card.js";
import { refuseKeyArguments } from "../../pkg/src/cli/keys.js";
import { csvFormat, jsonlFormat } from "../../pkg/src/cli/list/formats.js";
import { detect } from "../../pkg/src/cli/list/dialect.js";
import { records } from "../../pkg/src/cli/list/records.js";
import { openRowsFile } from "../../pkg/src/cli/list/rows-file.js";
import { resumeCommand } from "../../pkg/src/cli/list/summary.js";
import { COMMANDS, COMMON } from "../../pkg/src/cli/options.js";
import { readProspectId } from "../../pkg/src/cli/option-values.js";
import { clean, cleanRows, nearest, toJson } from "../../pkg/src/cli/text.js";
import { temporaryDirectory } from "../support/cli.mjs";

const SIZE = 1_000_000;
/** Against a hang, not a measure: a linear function needs a hundredth of it. */
const LIMIT_MS = 10_000;

/** @param {string} part */
const many = (part) => part.repeat(Math.ceil(SIZE / part.length)).slice(0, SIZE);

/** What begins an escape sequence, what may stand in one, and what a pattern of ours repeats. */
const PARTS = [
  ..."a0 \t\n\r;#?[](\u0007\u0000\u001b\u009b\u009d\u0090\u009c\u202e\u2028\ufeff\ud83d",
  ...[";#", ";a", "a;", "1;", "\u001b[", "\u001b]", "\u001b]0;", "\u001b\u009d", "\u001b[1;", "\u001b ", "\r\n", "🦀"],
];
const SCREEN = PARTS.flatMap((part) => ["", "\u001b[", "\u001b]"].map((start) => `${start}${many(part)}\u0001`));
const OTHER = ["a", "0", " ", "-", '"', "'", "_", "A", "KEY", "TOKEN_", "\n", "\r", "(", "\u001b]", "1."].map(many);

/** @type {Record<string, (text: string) => unknown>} */
const FOR_SCREENS = { clean: (text) => clean(text), cleanRows, toJson: (text) => toJson({ text }) };
/** @type {Record<string, (text: string) => unknown>} */
const FUNCTIONS = {
  nearest: (text) => nearest(text, [...Object.keys(COMMANDS), ...Object.keys(COMMON)]),
  readProspectId,
  refuseKeyArguments: (text) => refuseKeyArguments([text]),
  parseArguments: (text) => parseArguments(["connections", text, "--output", text]),
  "parseArguments, as an option": (text) => parseArguments(["connections", `--${text}`]),
  "parseArguments, as a command": (text) => parseArguments([text]),
  "parseArguments, as numbers": (text) => parseArguments(["connections", "-", "--timeout", text]),
  resumeCommand: (text) => resumeCommand([text], {}),
  accountName: (text) => accountName({ id: text, status: text, firstName: text, lastName: text }),
  accountFacts: (text) =>
    accountFacts({
      id: text,
      status: text,
      publicId: text,
      platform: text,
      lastUsed: text,
      linkedinPlan: { premiumType: text },
    }),
  connectionFacts: (text) =>
    connectionFacts({ success: true, is_connected: true, network_distance: text, checked_with_account_id: 1 }),
  "csvFormat, columns": (text) => csvFormat({ columns: ["id", text], idColumn: 0, delimiter: "," }).header,
  "csvFormat, row": (text) => csvFormat({ columns: ["id", "n"], idColumn: 0, delimiter: "," }).row(["1", text], [text]),
  "csvFormat, read": (text) => csvFormat({ columns: ["id"], idColumn: 0, delimiter: "," }).read([text, text]),
  "jsonlFormat, read": (text) => jsonlFormat().read(text),
};

describe("worst cases", () => {
  for (const [name, work] of Object.entries({ ...FOR_SCREENS, ...FUNCTIONS })) {
    test(name, () => {
      for (const text of Object.hasOwn(FOR_SCREENS, name) ? SCREEN : OTHER) {
        const call = () => {
          try {
            work(text);
          } catch (error) {
            assert.equal(/** @type {Error} */ (error).name, "LinkedInStatusError");
          }
        };
        // Ends also what is busy in a regular expression.
        runInNewContext("call()", { call }, { timeout: LIMIT_MS });
      }
    });
  }

  test("a list", { timeout: 120_000 }, async () => {
    for (const part of [",", '"', '""', '",', '"\n', "\r", "\n", "a", "a,", " ", "\u00e9"]) {
      const bytes = Buffer.from(many(part));
      const chunks = async function* () {
        for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
      };
      const { dialect } = await detect(chunks(), "prospect_id");
      try {
        for await (const { values } of records(chunks(), dialect)) assert.ok(values.length > 0);
      } catch (error) {
        assert.match(String(/** @type {{ code?: string }} */ (error).code), /^CSV_/);
      }
    }
  });

  test("a file of results whose only line has no end", { timeout: 15_000 }, async (context) => {
    const file = path.join(await temporaryDirectory(context), "out");
    await writeFile(file, Buffer.alloc(64 * SIZE, "a"));
    const { signal } = new AbortController();
    /** @param {AsyncIterable<unknown>} rows */
    const examine = async (rows) => {
      for await (const row of rows) assert.fail(String(row));
    };
    const how = { resume: true, examine, signal };
    await assert.rejects(openRowsFile(file, jsonlFormat(), how), /cannot be resumed/);
  });
});

describe("escape sequences", () => {
  for (const [given, shown] of /** @type {const} */ ([
    ["a\u001b[31mb\u001b[0m", "ab"],
    ["a\u001b[2J\u001b[1;1Hb", "ab"],
    ["a\u009b31mb", "ab"],
    ["a\u001b]0;title\u0007b", "ab"],
    ["a\u001b]8;;https://example.com\u001b\\link\u001b]8;;\u001b\\b", "alinkb"],
    ["a\u009d0;title\u009cb", "ab"],
    ["a\u001bPq#0\u001b\\b", "ab"],
    ["a\u001b(Bb\u001bcd", "abd"],
    ["a\u001b[31", "a"],
    ["a\u001b", "a"],
    // What is never ended must not hide the rest.
    ["a\u001b]0;the rest", "a0;the rest"],
    ["a\u009d0;the rest", "a0;the rest"],
    ["a\u001b]0;one\nother\u0007", "a0;one other"],
    ["a\u001b\u001b[31mb", "ab"],
  ])) {
    test(JSON.stringify(given), () => {
      assert.equal(clean(given), shown);
      assert.equal(cleanRows(given).replace("\n", " "), shown);
    });
  }
});
