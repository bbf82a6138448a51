// The progress of a list at every width: nothing is left behind, and a pause never looks like a program that hangs.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bar } from "../../pkg/src/cli/list/bar.js";
import { startProgress } from "../../pkg/src/cli/list/progress.js";
import { Tally } from "../../pkg/src/cli/list/tally.js";

const plain = (/** @type {string} */ _style, /** @type {string} */ text) => text;

/** @param {number} done */
function tallyOf(done) {
  const tally = new Tally();
  for (let row = 0; row < done; row++)
    tally.add(row % 3 === 0 ? { code: "timeout", retryable: true } : { verdict: "not_connected" });
  return tally;
}

const FACTS = { total: 1_234_567, tally: tallyOf(1_234), perMinute: 50, left: 90_061_000, waitingMs: 0, idleMs: 0 };

describe("lines", () => {
  for (const columns of [1, 2, 8, 16, 20, 30, 40, 60, 80, 200]) {
    test(`fit ${columns} columns, with the width that is said`, () => {
      for (const unicode of [true, false]) {
        for (const more of [
          {},
          { waitingMs: 42_000 },
          { idleMs: 20_000 },
          { left: undefined },
          { total: 0, tally: tallyOf(0) },
        ]) {
          const lines = bar({ ...FACTS, ...more }, { columns, unicode, paint: plain });
          assert.equal(lines.length, 2);
          for (const { text, width } of lines) {
            assert.equal(Array.from(text).length, Math.max(0, width), text);
            assert.ok(width < Math.max(2, columns), `${columns}: ${text}`);
            if (!unicode) assert.match(text, /^[\x20-\x7e]*$/);
          }
        }
      }
    });
  }

  for (const [columns, says] of /** @type {[number, RegExp][]} */ ([
    [16, /^paused, 0:42/],
    [40, /paused, 0:42/],
    [80, /paused, 0:42.*1,234 of 1,234,567/],
  ])) {
    test(`a pause is told at ${columns} columns`, () => {
      assert.match(bar({ ...FACTS, waitingMs: 42_000 }, { columns, unicode: true, paint: plain })[0]?.text ?? "", says);
    });
  }

  test("so is an answer that does not come", () => {
    assert.match(
      bar({ ...FACTS, idleMs: 12_000 }, { columns: 80, unicode: true, paint: plain })[0]?.text ?? "",
      /waiting for an answer, 0:12/,
    );
  });

  test("counts of nothing give way first", () => {
    const [, counts] = bar(FACTS, { columns: 36, unicode: true, paint: plain });
    assert.equal(counts?.text, "822 not connected  412 failed");
  });
});

/** A terminal that wraps what is too wide when it gets narrower, as most do. @param {number} columns */
function terminal(columns) {
  let shown = "";
  return {
    screen: /** @type {Parameters<typeof startProgress>[1]} */ (
      /** @type {unknown} */ ({
        canRedraw: true,
        unicode: true,
        paint: plain,
        columns,
        show: (/** @type {string} */ text) => (shown += text),
        line: (/** @type {string} */ text) => (shown += `${text}\n`),
      })
    ),
    take() {
      const text = shown;
      shown = "";
      return text;
    },
  };
}

describe("on a terminal", () => {
  const run = () => ({ total: 30, tally: tallyOf(3), perMinute: 50 });

  for (const [before, after] of [
    [80, 80],
    [80, 40],
    [80, 16],
    [40, 80],
    [16, 40],
  ]) {
    test(`drawn at ${before} columns, drawn again at ${after}: it begins where it began`, () => {
      const { screen, take } = terminal(before ?? 0);
      const progress = startProgress(run(), screen);
      const first = take().split("\n");
      Object.assign(screen ?? {}, { columns: after });
      progress.paused(60_000);
      const rows = first.reduce((sum, line) => sum + Math.max(1, Math.ceil(Array.from(line).length / (after ?? 1))), 0);
      assert.ok(take().startsWith(`\r\u001b[${rows - 1}A\u001b[J`), `${rows} rows`);
      progress.stop();
      assert.ok(take().endsWith("\u001b[J"), "nothing is left");
    });
  }
});

describe("in a log", () => {
  test("a long pause is told when it begins and every minute after", (context) => {
    context.mock.timers.enable({ apis: ["setInterval"] });
    let now = 0;
    context.mock.method(performance, "now", () => now);
    const { screen, take } = terminal(80);
    Object.assign(screen ?? {}, { canRedraw: false });
    const progress = startProgress({ total: 30, tally: tallyOf(3), perMinute: 50 }, screen);
    const pass = (/** @type {number} */ seconds) => {
      for (let second = 0; second < seconds; second += 5) {
        now += 5_000;
        context.mock.timers.tick(5_000);
      }
    };
    progress.paused(600_000);
    assert.match(take(), /^Pausing for 10 min to stay within the limit of requests; 3 of 30 done\.\n$/);
    pass(55);
    assert.equal(take(), "");
    pass(10);
    assert.match(take(), /^Still pausing, 9 min to go; 3 of 30 done\.\n$/);
    pass(600);
    assert.match(take(), /Still waiting for an answer, for .* now; 3 of 30 done\.\n$/);
    progress.stop();
  });
});
