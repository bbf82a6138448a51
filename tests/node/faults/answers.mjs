// What is in a 200, and in the body of an error: answered untouched, refused, or told, and read no further than the limit.

import assert from "node:assert/strict";
import { BODIES, LIMIT } from "./bodies.mjs";
import { ANSWER, answered, call, failedWith, NAMES, send, until, VENDORS, withServer } from "./harness.mjs";
import { ARRAYS, NESTED, nested } from "./nesting.mjs";

/** @typedef {import("./harness.mjs").Vendor} Vendor */
/** @typedef {import("./bodies.mjs").Body} Body */

/** @param {Body} body @param {Vendor} vendor */
const bodyRow = ({ name, write, ends, headers }, vendor) => ({
  name: `${NAMES[vendor]}: a 200 with ${name} ${ends === "answer" ? "is answered, untouched" : "is invalid_response"}`,
  run: () =>
    withServer(
      (_, res) => {
        res.writeHead(200, { "x-request-id": "req-1", ...headers });
        res.end(write(vendor));
      },
      async ({ baseUrl, requests }) => {
        const outcome = await call(vendor, { baseUrl });
        if (ends === "answer") {
          const text = Buffer.from(write(vendor))
            .toString("utf8")
            .replace(/^\ufeff/, "");
          const value = answered(outcome);
          // Not deepEqual: it is recursive, and some of these are deeper than any stack.
          assert.ok(isSame(value, JSON.parse(text)), "every field is as it was sent");
        } else {
          failedWith(outcome, { code: ends, status: 200, requestId: "req-1", vendorMessage: null });
        }
        assert.equal(requests.length, 1, "an answer is never asked for again");
        assert.equal(/** @type {any} */ ({}).polluted, undefined);
      },
    ),
});

/** Deep equality without recursion. @param {unknown} a @param {unknown} b */
function isSame(a, b) {
  /** @type {[any, any][]} */
  const pairs = [[a, b]];
  for (let pair; (pair = pairs.pop());) {
    const [left, right] = pair;
    if (typeof left !== "object" || left === null || typeof right !== "object" || right === null) {
      if (!Object.is(left, right)) return false;
      continue;
    }
    const names = Object.getOwnPropertyNames(left);
    if (names.join("\0") !== Object.getOwnPropertyNames(right).join("\0")) return false;
    if (Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) return false;
    for (const name of names) {
      const property = Object.getOwnPropertyDescriptor(left, name);
      const other = Object.getOwnPropertyDescriptor(right, name);
      pairs.push([property?.value, other?.value]);
    }
  }
  return true;
}

/** @type {[string, string | Uint8Array, string | null][]} */
const ERRORS = [
  ["nested arrays for a text", `{"error": ${ARRAYS}}`, null],
  ["nested objects for a text", `{"error": ${'{"error":'.repeat(100_000)}1${"}".repeat(100_000)}}`, null],
  ["nested arrays for its issues", `{"error": {"issues": ${ARRAYS}}}`, null],
  [
    "an issue in an issue's place",
    `{"error": {"issues": [[], 5, null, {"message": 5}, {"message": "the third"}]}}`,
    "the third",
  ],
  ["nested arrays beside its text", `{"details": ${ARRAYS}, "error": "told"}`, "told"],
  ["nested objects beside its text", `{"error": "told", "details": ${nested('{"a":', "}", 50_000, "1")}}`, "told"],
  ["nested arrays for holdUntil", `{"error": "x", "holdUntil": ${ARRAYS}}`, "x"],
  ["an empty error beside a message", '{"error": "", "message": "told"}', "told"],
  ["an error object without a text beside a message", '{"error": {"code": 4}, "message": "told"}', "told"],
  ["a message and a detail", '{"detail": "less", "message": "more"}', "more"],
  [
    "an error object with a message and issues",
    '{"error": {"issues": [{"message": "issue"}], "message": "whole"}}',
    "whole",
  ],
  ["an error that is a list of texts", '{"error": ["one", "two"]}', "one; two"],
  ["a message that is a list of texts", '{"message": ["one", "two"]}', "one; two"],
  ["a detail that is a list of texts and others", '{"detail": [{"loc": []}, "one", 5, "two"]}', "one; two"],
  ["a list of texts for a field", '{"prospect_id": ["A valid integer is required."]}', "A valid integer is required."],
  ["lists of texts for two fields", '{"a": ["one", "two"], "code": 4, "b": ["three"]}', "one; two; three"],
  ["a message beside a list for a field", '{"a": ["one"], "message": "whole"}', "whole"],
  ["lists of no texts", '{"message": [], "a": [1, null, {"a": "x"}], "b": ["", "  "]}', null],
  ["HTML in a list", '{"message": ["<b>no</b>", "yes"]}', "yes"],
  ["a JSON string", '"just a text"', "just a text"],
  ["a JSON number", "42", null],
  ["a JSON array of texts", '["one"]', null],
  ["__proto__ with an error", '{"__proto__": {"error": "hidden"}}', null],
  ["half a surrogate pair at its end", '{"error": "broken \\ud83d"}', "broken \ufffd"],
  ["a byte order mark", '\ufeff{"error": "marked"}', "marked"],
  ["plain text in lines", "Too many\nrequests\n", "Too many\nrequests"],
  ["text that is not UTF-8", Uint8Array.of(0x65, 0xff, 0x66), null],
  ["HTML without a doctype", "<h1>Bad Gateway</h1>", null],
  ["HTML behind white space", "\n\n  <html><body>Bad</body></html>", null],
  ["XML", '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', null],
  ["JSON that breaks off", '{"error": "brok', '{"error": "brok'],
  ["nothing", "", null],
  ["1,000 code points", JSON.stringify({ error: "🦀".repeat(1_000) }), "🦀".repeat(1_000)],
  ["1,001 code points", JSON.stringify({ error: `${"🦀".repeat(1_000)}x` }), "🦀".repeat(1_000)],
];

/** @type {{ name: string, run: () => Promise<void> }[]} */
const errorRows = ERRORS.map(([name, body, vendorMessage]) => ({
  name: `a 403 with ${name} ${vendorMessage === null ? "has no vendorMessage" : "has its text as vendorMessage"}`,
  run: () =>
    withServer(
      (_, res) => send(res, 403, body),
      async ({ baseUrl }) => {
        for (const vendor of VENDORS) {
          failedWith(await call(vendor, { baseUrl }), { code: "forbidden", status: 403, vendorMessage });
        }
      },
    ),
}));

/** @type {{ name: string, run: () => Promise<void> }[]} */
const OTHERS = [
  ...[true, false].map((hasLength) => ({
    name: `an endless body ${hasLength ? "behind a Content-Length of 8 GiB" : "without a length"} is read up to the limit, and then the server sees the connection end`,
    run: async () => {
      let written = 0;
      await withServer(
        (_, res) => {
          res.writeHead(200, hasLength ? { "content-length": String(8 * 2 ** 30) } : {});
          const piece = Buffer.alloc(65_536, " ");
          const more = () => {
            while (!res.destroyed) {
              written += piece.length;
              if (!res.write(piece)) return void res.once("drain", more);
            }
          };
          more();
        },
        async ({ baseUrl, requests }) => {
          failedWith(await call("seleqt", { baseUrl }), { code: "invalid_response", status: 200 });
          await until(() => requests.every(({ ended }) => ended), "the server sees the connection end");
          assert.ok(requests.every(({ aborted }) => aborted));
          assert.ok(written < 32 * LIMIT, `${written} bytes left the server, buffers on the way included`);
        },
      );
    },
  })),
  {
    name: "an error with an endless body keeps its status, and reading stops at the limit",
    run: () =>
      withServer(
        (_, res) => {
          res.writeHead(404);
          const piece = Buffer.alloc(65_536, "x");
          const more = () => {
            while (!res.destroyed) if (!res.write(piece)) return void res.once("drain", more);
          };
          more();
        },
        async ({ baseUrl, requests }) => {
          failedWith(await call("seleqt", { baseUrl }), {
            code: "prospect_not_found",
            status: 404,
            vendorMessage: null,
          });
          await until(() => requests.every(({ aborted }) => aborted), "the server sees the connection end");
        },
      ),
  },
  {
    name: "the view of another account than the one asked for is invalid_response, and that of the one asked for is not",
    run: () =>
      withServer(
        (_, res) => send(res, 200, { ...ANSWER.seleqt, checked_with_account_id: 42 }),
        async ({ baseUrl }) => {
          answered(await call("seleqt", { baseUrl, accountId: 42 }));
          for (const accountId of [41, 43, Number.MAX_SAFE_INTEGER]) {
            failedWith(await call("seleqt", { baseUrl, accountId }), { code: "invalid_response", status: 200 });
          }
        },
      ),
  },
  {
    name: "an account number beyond the safe integers is not taken for its neighbour",
    run: () =>
      withServer(
        (_, res) => send(res, 200, '{"success":true,"is_connected":true,"checked_with_account_id":9007199254740993}'),
        async ({ baseUrl }) => {
          const outcome = await call("seleqt", { baseUrl, accountId: Number.MAX_SAFE_INTEGER });
          failedWith(outcome, { code: "invalid_response", status: 200 });
        },
      ),
  },
  {
    name: "two answers do not share anything: changing one leaves the other as it was",
    run: () =>
      withServer(
        (_, res) => send(res, 200, ANSWER.connectsafely),
        async ({ baseUrl }) => {
          const [one, two] = [await call("connectsafely", { baseUrl }), await call("connectsafely", { baseUrl })];
          answered(one).status = "CHANGED";
          answered(two, ANSWER.connectsafely);
        },
      ),
  },
];

export const rows = [
  ...VENDORS.flatMap((vendor) =>
    [...BODIES, ...NESTED]
      .filter(({ vendors = VENDORS }) => vendors.includes(vendor))
      .map((body) => bodyRow(body, vendor)),
  ),
  ...errorRows,
  ...OTHERS,
];
