// --verbose: a line on stderr for each answer, and nothing else changes.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";
import { responseLine } from "../../pkg/src/cli/verbose.js";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { environmentOf, KEYS, runCli } from "../support/cli.mjs";

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
/** @type {Record<string, string>} */
let env;
before(async () => {
  sandbox = await startSandbox();
  env = environmentOf(sandbox);
});
after(() => sandbox.close());

const LINE = /^(ConnectSafely|Seleqt): \d{3} in [\d,]+ ms(, attempt \d+)?, request sandbox-\d+$/;

/** @param {string} text */
const linesOf = (text) => text.split("\n").filter((line) => LINE.test(line));

describe("--verbose", () => {
  for (const [args, lines, code] of /** @type {[string[], number, number][]} */ ([
    [["account"], 1, 0],
    [["connection", "1"], 1, 0],
    [["invite", "91102"], 2, 0],
    [["invite", "91102", "--account-id", "disabled"], 2, 12],
    [["doctor"], 2, 0],
    [["connection", "92003"], 1, 4],
    [["connection", "92008", "--max-retries", "1"], 2, 6],
  ])) {
    test(`${args.join(" ")}: ${lines} on stderr, stdout and exit code as without it`, async () => {
      for (const form of [[], ["--json"]]) {
        const [plain, verbose] = await Promise.all([
          runCli([...args, ...form], { env }),
          runCli([...args, ...form, "--verbose"], { env }),
        ]);
        assert.deepEqual([plain.code, verbose.code], [code, code]);
        assert.equal(linesOf(plain.stderr).length, 0);
        assert.equal(linesOf(verbose.stderr).length, lines, verbose.stderr);
        assert.equal(linesOf(verbose.stdout).length, 0);
        if (form.length > 0) JSON.parse(verbose.stdout);
      }
    });
  }

  test("a list: a line for each request, retries included, and rows without them", async () => {
    const args = [
      "connections",
      "-",
      "--verbose",
      "--max-retries",
      "1",
      "--per-minute",
      "100000",
      "--per-day",
      "unlimited",
    ];
    const { code, stdout, stderr } = await runCli(args, { env, input: "1\n3\n92008\n" });
    assert.equal(code, 7);
    assert.equal(linesOf(stderr).length, 4, stderr);
    assert.match(stderr, /Seleqt: 502 in [\d,]+ ms, attempt 2, request /);
    assert.equal(stdout.trim().split("\n").length, 4);
  });

  test("what the answer says of its limits stands in the line, and no key does", async (context) => {
    const resetAt = Math.ceil(Date.now() / 1_000) + 30;
    const server = createServer(({ headers }, response) => {
      response.writeHead(200, {
        "X-Request-Id": `id-of-${headers["x-api-key"]}\u009b31m`,
        "X-RateLimit-Limit": "50",
        "X-RateLimit-Remaining": "48",
        "X-RateLimit-Reset": String(resetAt),
      });
      response.end(JSON.stringify({ success: true, is_connected: true, checked_with_account_id: 1 }));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    context.after(() => void server.close());
    const address = /** @type {import("node:net").AddressInfo} */ (server.address());
    const url = `http://127.0.0.1:${address.port}`;
    const { code, stderr } = await runCli(["connection", "1", "--verbose", "--json"], {
      env: { ...KEYS, SELEQT_BASE_URL: url },
    });
    assert.equal(code, 0);
    assert.match(stderr, /^Seleqt: 200 in .* ms, request id-of-.*, 48 of 50 requests left, reset at \d{4}-.*Z\n$/);
    assert.ok(stderr.includes(new Date(resetAt * 1_000).toISOString().slice(0, 18)), stderr);
    assert.ok(!stderr.includes(KEYS.SELEQT_API_KEY));
    assert.doesNotMatch(stderr, /\u009b/);
  });

  test("a line holds what is known", () => {
    const info = { vendor: /** @type {const} */ ("seleqt"), status: 200, attempt: 1, durationMs: 1_234.5 };
    assert.equal(responseLine(info), "Seleqt: 200 in 1,235 ms");
    assert.equal(responseLine({ ...info, attempt: 3 }), "Seleqt: 200 in 1,235 ms, attempt 3");
    for (const [rateLimit, says] of /** @type {const} */ ([
      [{}, "Seleqt: 200 in 1,235 ms"],
      [{ limit: 50 }, "Seleqt: 200 in 1,235 ms, limit 50 requests"],
      [{ limit: 50, used: 2 }, "Seleqt: 200 in 1,235 ms, 2 of 50 used"],
      [{ remaining: 0 }, "Seleqt: 200 in 1,235 ms, 0 requests left"],
      [{ limit: 50, used: 2, remaining: 48 }, "Seleqt: 200 in 1,235 ms, 48 of 50 requests left, 2 used"],
    ])) {
      assert.equal(responseLine({ ...info, rateLimit }), says);
    }
  });
});
