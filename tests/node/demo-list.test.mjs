// What the demo page makes of a list of ids, of the pace of a run, and of its results.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { LinkedInStatusError } from "../../pkg/dist/index.js";
import { toCsv } from "../../www/csv.js";
import { MOST, parseIds } from "../../www/ids.js";
import { failureGroups, paceWords, waitingWords } from "../../www/list-words.js";
import { createPace } from "../../www/pace.js";
import { listSnippet } from "../../www/snippet.js";

const AT = "2026-03-01T12:00:00.000Z";

/** @param {string} text */
const idsOf = (text) => {
  const list = parseIds(text);
  assert.equal(list.problem, undefined);
  return list.problem === undefined ? list.ids : [];
};

describe("the list of ids on the demo page", () => {
  test("is read as people write and paste it", () => {
    assert.deepEqual(idsOf("3\n1\r\n2"), [3, 1, 2], "in its own order");
    assert.deepEqual(idsOf(" 1, 2;3\t4 , "), [1, 2, 3, 4]);
    assert.deepEqual(idsOf("95000-95003, 7"), [95000, 95001, 95002, 95003, 7]);
    assert.deepEqual(idsOf("5 – 7\n9 -9"), [5, 6, 7, 9]);
    assert.deepEqual(idsOf('prospect_id\n"12"\n"13"'), [12, 13], "a column of a spreadsheet, with its head");
    assert.deepEqual(idsOf("9007199254740991"), [Number.MAX_SAFE_INTEGER]);
  });

  test("asks each once", () => {
    assert.deepEqual(parseIds("1 2 1 1-3"), { ids: [1, 2, 3], doubles: 3 });
  });

  test("says in which line something is wrong", () => {
    const wrong = {
      "": /no id yet/,
      "prospect_id\n": /no id yet/,
      "1\n2\n12three": /^Line 3: “12three” is neither/,
      1.5: /neither a number nor a range/,
      "-1": /neither a number nor a range/,
      "1-2-3": /neither a number nor a range/,
      "1\n0": /^Line 2: “0”: prospect ids begin at 1/,
      "9-5": /runs backwards/,
      9007199254740992: /too large/,
      [`1-${MOST + 1}`]: /^Line 1: that is more than the 10,000 .*npx linkedin-status connections$/,
      "1-9007199254740991": /more than the 10,000/,
    };
    for (const [text, problem] of Object.entries(wrong)) assert.match(parseIds(text).problem ?? "", problem, text);
    assert.equal(idsOf(`1-${MOST}`).length, MOST);
  });
});

describe("the pace of a run on the demo page", () => {
  test("is measured over the last minute, and never told as more than the limit", () => {
    const pace = createPace(600);
    assert.equal(pace.rate(0), undefined);
    pace.came(1_000, 5);
    pace.came(2_000, 5);
    assert.equal(pace.rate(2_000), 300);
    assert.equal(pace.rate(20_000), 30);
    assert.equal(pace.rate(61_500), 5, "the first five are more than a minute ago");
    pace.came(62_000, 5_000);
    assert.equal(pace.rate(62_000), 600);
  });

  test("tells the time left by the speed so far, and by the limit where that is what slows the run", () => {
    const pace = createPace(50);
    assert.equal(pace.left(500, 10), undefined);
    pace.came(2_000, 30);
    assert.equal(pace.left(2_000, 15), 1_000, "fits into what the minute has left");
    assert.equal(pace.left(2_000, 450), 9 * 60_000, "does not: 50 a minute");
  });

  test("reads as people say it", () => {
    assert.equal(paceWords({ done: 0, total: 1_200, rate: undefined, left: undefined }), "0 of 1,200");
    assert.equal(
      paceWords({ done: 34, total: 300, rate: 411.6, left: 19_900 }),
      "34 of 300 · 412 a minute · about 20 s left",
    );
    assert.equal(paceWords({ done: 300, total: 300, rate: 60, left: 0 }), "300 of 300 · 60 a minute");
    assert.match(paceWords({ done: 9, total: 10, rate: 60, left: 1_000 }), /nearly there$/);
    assert.match(
      paceWords({ done: 9, total: 20, rate: 60, left: 1_000, held: 2 }),
      /^9 of 20 · 2 results more to show/,
    );
    assert.equal(waitingWords(2_100, true, 50), "Waiting 3 s because the service asked.");
    assert.equal(waitingWords(3_600_000, true, 50), "Waiting 60 min because the service asked.");
    assert.equal(waitingWords(59_500, false, 1_200), "Waiting 60 s to keep to 1,200 a minute.");
  });
});

describe("the results of a run on the demo page", () => {
  /** @param {string | null} network_distance */
  const answer = (network_distance) => ({
    prospectId: 7,
    ok: /** @type {const} */ (true),
    verdict: /** @type {const} */ ("not_connected"),
    connection: {
      success: /** @type {const} */ (true),
      is_connected: false,
      connection_level: null,
      network_distance,
      checked_with_account_id: 42,
    },
    checkedAt: AT,
  });
  /** @param {"prospect_not_found" | "provider_failed"} code */
  const failure = (code) => ({
    prospectId: 8,
    ok: /** @type {const} */ (false),
    error: new LinkedInStatusError({ code, message: "It is so.", vendor: "seleqt", retryable: false, attempts: 1 }),
    checkedAt: AT,
  });

  test("make a CSV file with the columns of the command line", () => {
    assert.equal(
      toCsv([answer("OUT_OF_NETWORK"), failure("prospect_not_found")]),
      "prospect_id,verdict,connection_level,network_distance,checked_with_account_id,checked_at,error_code\r\n" +
        `7,not_connected,,OUT_OF_NETWORK,42,${AT},\r\n` +
        `8,,,,,${AT},prospect_not_found\r\n`,
    );
  });

  test("cannot break out of their cell, or be taken for a formula", () => {
    assert.match(toCsv([answer('a,"b"\nc')]), /,"a,""b""\nc",/);
    assert.match(toCsv([answer('=HYPERLINK("x")')]), /,"'=HYPERLINK\(""x""\)",/);
  });

  test("are summed up by what went wrong, the most frequent first", () => {
    const checks = [failure("provider_failed"), answer(null), ...Array(2).fill(failure("prospect_not_found"))];
    const groups = failureGroups(checks).map(({ number, code }) => [number, code]);
    assert.deepEqual(groups, [
      [2, "prospect_not_found"],
      [1, "provider_failed"],
    ]);
  });

  test("the code shown names every id, in ranges where it can", () => {
    const parts = { keys: { apiKey: "SELEQT_API_KEY" }, baseUrlNote: "here" };
    const code = (/** @type {number[]} */ ids) => listSnippet(parts, ids, { apiKey: "secret-key", perMinute: 50 });
    assert.match(code([5]), /prospectIds: \[5\],/);
    assert.ok(!code([5]).includes("range"));
    assert.match(code([5, 6, 7, 8]), /prospectIds: range\(5, 8\),/);
    assert.match(code([1, 5, 6, 7, 8, 3]), /prospectIds: \[1, \.\.\.range\(5, 8\), 3\],/);
    const many = Array.from({ length: 100 }, (_, index) => index * 2 + 1);
    const written = /prospectIds: (\[[^]*?\])/.exec(code(many))?.[1] ?? "";
    assert.deepEqual(JSON.parse(written.replace(/,\s*\]$/, "]")), many);
    assert.match(code([5]), /apiKey: process\.env\.SELEQT_API_KEY,\n {2}perMinute: 50,/);
    assert.ok(!code([5]).includes("secret-key"));
  });
});
