// Options: what is taken, what is refused, and that a refusal comes before anything is sent.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import { isRefused, KEY, refusal, SERVICES, stubFetch } from "../support/calls.mjs";

/** @typedef {(typeof SERVICES)[number]} Service */

const JWT = "eyJhbGciOi.JIUzI1.NiJ9";
const account = /** @type {Service} */ (SERVICES[0]);
const connection = /** @type {Service} */ (SERVICES[1]);
const some = () => {};

/** What is of the wrong type wherever it stands, unless a row takes its kind out. */
const WRONG = [
  null,
  "5",
  "",
  "x",
  5,
  0,
  NaN,
  true,
  false,
  5n,
  Symbol("x"),
  [],
  [5],
  {},
  some,
  new Number(5),
  new String("x"),
  new Date(0),
];
/** @param {...string} types */
const wrongBut = (...types) => WRONG.filter((value) => value === null || !types.includes(typeof value));

const MAX_MS = 2_147_483_647;
const MAX_ID = Number.MAX_SAFE_INTEGER;
const NUMBERS = [NaN, Infinity, -Infinity, -1, -0.5];

/** @type {{ option: string, of?: Service[], good: unknown[], bad: unknown[] }[]} */
const LIMITS = [
  {
    option: "timeoutMs",
    good: [1, 0.5, 1.5, 60_000, MAX_MS, MAX_MS - 0.5],
    bad: [...wrongBut("number"), ...NUMBERS, 0, -0, MAX_MS + 1, MAX_MS + 0.5, 2 ** 53, Number.MAX_VALUE],
  },
  {
    option: "maxRetries",
    good: [0, -0, 1, 2, 99, 100],
    bad: [...wrongBut("number"), ...NUMBERS, 0.5, 1.5, 99.999, 100.5, 101, 2 ** 31, 2 ** 32, 2 ** 32 + 2, 2 ** 53],
  },
  {
    option: "prospectId",
    of: [connection],
    good: [1, 2, 2 ** 31, 2 ** 32, MAX_ID],
    bad: [
      undefined,
      ...wrongBut("number"),
      ...NUMBERS,
      0,
      -0,
      1.5,
      MAX_ID + 1,
      2 ** 53 + 2,
      2 ** 64,
      1e300,
      Number.MIN_VALUE,
    ],
  },
  {
    option: "accountId",
    of: [connection],
    good: [undefined, 42],
    bad: [...wrongBut("number"), ...NUMBERS, 0, -0, 1.5, MAX_ID + 1, 2 ** 53 + 2, 2 ** 64],
  },
  {
    option: "accountId",
    of: [account],
    good: [
      undefined,
      "5",
      "x",
      " ",
      "a b",
      "ü",
      "\u{1f600}",
      "a".repeat(256),
      "é".repeat(256),
      "\u2028",
      "null",
      "\ufeff",
    ],
    bad: [
      ...wrongBut("string"),
      "",
      "a".repeat(257),
      "a\n",
      "\u0000",
      "a\tb",
      "\u007f",
      "\u0080",
      "\u009f",
      "\ud83d",
      "a\ude00b",
    ],
  },
  {
    option: "apiKey",
    good: [
      "x",
      "5",
      "!",
      "~",
      KEY,
      "k".repeat(4_096),
      String.fromCharCode(...Array.from({ length: 94 }, (_, at) => at + 33)),
    ],
    bad: [
      ...wrongBut("string"),
      ...[
        "",
        "k".repeat(4_097),
        " ",
        " k",
        "k ",
        "a b",
        "k\n",
        "k\r\n",
        "\nk",
        "a\nb",
        "a\tb",
        "\u0000",
        "a\u0000b",
        "\u007f",
        "\u0080",
      ],
      ...["ä", "k\u00a0", "\u200bk", "\ufeffk", "\u{1f600}", "\ud800", "k\udc00", "k\u2028", "\u001b[31m", "k\u0301"],
    ],
  },
  { option: "apiKey", of: [account], good: [], bad: [undefined] },
  { option: "allowInsecureHttp", good: [undefined, true, false], bad: wrongBut("boolean") },
  {
    option: "signal",
    good: [undefined, new AbortController().signal, AbortSignal.timeout(1e8)],
    bad: [...WRONG, { aborted: false }, new EventTarget(), new AbortController()],
  },
  { option: "onRetry", good: [undefined, some, async () => {}, class {}], bad: wrongBut("function") },
  { option: "fetch", good: [], bad: wrongBut("function") },
  {
    option: "baseUrl",
    good: [undefined],
    bad: [...wrongBut("string"), "\ud800", "https://\ud800.example", "https://h.example/\udc00"],
  },
];

for (const { option, of = SERVICES, good, bad } of LIMITS) {
  for (const { name, call, valid, answer } of of) {
    describe(`${option} of ${name}`, () => {
      for (const [at, value] of good.entries()) {
        test(`is good as ${show(value)} (${at})`, async () => {
          const fetch = stubFetch(() => answer);
          const made = call({ ...valid, fetch, [option]: value });
          // As short a time may be over before anything is sent.
          if (option === "timeoutMs" && Number(value) < 1_000) {
            const reason = await made.catch((error) => error.code);
            return assert.ok(reason === "timeout" || inspect(reason) === inspect(answer));
          }
          assert.deepEqual(await made, answer);
          assert.equal(fetch.calls.length, 1);
        });
      }
      for (const [at, value] of bad.entries()) {
        test(`is refused as ${show(value)} (${at}), and nothing is sent`, async () => {
          const fetch = stubFetch(() => answer);
          isRefused(await refusal(call({ fetch, ...valid, [option]: value })), option);
          assert.equal(fetch.calls.length, 0);
        });
      }
    });
  }
}

/** @param {unknown} value */
function show(value) {
  const text = inspect(value, { depth: 0, compact: true, breakLength: Infinity }).replace(/[^\x20-\x7e]/g, "?");
  return text.length > 40 ? `${text.slice(0, 40)}... of ${String(value).length}` : text;
}

describe("exactly one of apiKey and jwt", () => {
  const { call, answer } = connection;
  const cases = /** @type {[string, object, string | undefined][]} */ ([
    ["apiKey alone is good", { apiKey: KEY }, undefined],
    ["jwt alone is good", { jwt: JWT }, undefined],
    ["jwt beside an undefined apiKey is good", { jwt: JWT, apiKey: undefined }, undefined],
    ["neither is refused as apiKey", {}, "apiKey"],
    ["both undefined is refused as apiKey", { apiKey: undefined, jwt: undefined }, "apiKey"],
    ["both are refused as apiKey", { apiKey: KEY, jwt: JWT }, "apiKey"],
    ["jwt null beside a good apiKey is refused as jwt", { apiKey: KEY, jwt: null }, "jwt"],
    ["apiKey null beside a good jwt is refused as apiKey", { apiKey: null, jwt: JWT }, "apiKey"],
    ["a jwt with a line break is refused as jwt", { jwt: `${JWT}\n` }, "jwt"],
    ["an empty jwt is refused as jwt", { jwt: "" }, "jwt"],
    ["a jwt of 4,097 characters is refused as jwt", { jwt: "j".repeat(4_097) }, "jwt"],
    ["a jwt with half of a surrogate pair is refused as jwt", { jwt: "j\ud83d" }, "jwt"],
    ["a jwt that is a number is refused as jwt", { jwt: 5 }, "jwt"],
  ]);
  for (const [says, keys, option] of cases) {
    test(says, async () => {
      const fetch = stubFetch(() => answer);
      const made = call({ prospectId: 7, fetch, ...keys });
      if (option === undefined) assert.deepEqual(await made, answer);
      else isRefused(await refusal(made), option);
      assert.equal(fetch.calls.length, option === undefined ? 1 : 0);
    });
  }
});

describe("a stray newline in a key", () => {
  for (const key of [`${KEY}\n`, `${KEY}\r\n`, `\n${KEY}`]) {
    test(`is told as what it is: ${JSON.stringify(key)}`, async () => {
      const { message } = await refusal(account.call({ apiKey: key }));
      assert.match(message, /line break/);
      assert.ok(!message.includes(KEY));
    });
  }
});
