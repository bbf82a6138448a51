// The command line's lists: how a run goes and ends.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { environmentOf, runCli, runInTerminal, serviceThat, startCli, temporaryDirectory } from "../support/cli.mjs";

const FAST = ["--per-minute", "100000", "--per-day", "unlimited", "--max-retries", "0"];

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
/** @type {Record<string, string>} */
let env;
before(async () => {
  sandbox = await startSandbox();
  env = environmentOf(sandbox);
});
after(() => sandbox.close());

/** @param {string | Buffer} input @param {readonly string[]} [args] */
const check = (input, args = []) => runCli(["connections", "-", ...FAST, ...args], { env, input });

describe("how a run goes and ends", () => {
  test("Ctrl-C keeps what is there and prints the command to go on, which goes on", async (context) => {
    const cwd = await temporaryDirectory(context);
    const args = ["connections", "my list.csv", ...FAST, "--output", "it's out.csv", "--timeout", "600000"];
    await writeFile(path.join(cwd, "my list.csv"), "prospect_id\n1\n3\n94001\n5\n");
    sandbox.reset();
    const run = startCli(args, { env, cwd });
    while (sandbox.requests.length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
    run.child.kill("SIGINT");
    const { code, stderr } = await run.ended;
    assert.equal(code, 130);
    assert.match(stderr, /Interrupted\.\n2 of 4 rows/);
    const command = /^ {2}linkedin-status (connections .*--resume)$/m.exec(stderr)?.[1] ?? "";
    assert.match(command, /'my list\.csv'.*'it'\\''s out\.csv'/);
    const printed = spawnSync("sh", ["-c", `printf '%s\\n' ${command}`], { encoding: "utf8" }).stdout.trimEnd();
    assert.deepEqual(printed.split("\n"), [...args, "--resume"]);
    await writeFile(path.join(cwd, "my list.csv"), "prospect_id\n1\n3\n7\n5\n");
    const resumed = await runCli(printed.split("\n"), { env, cwd });
    assert.equal(resumed.code, 0);
    assert.match(resumed.stderr, /4 of 4 rows .*2 answered before/);
  });

  test("Ctrl-C ends a pause, too, and --json stays one value", async () => {
    const run = startCli(
      ["connections", "-", "--per-minute", "100000", "--per-day", "unlimited", "--max-retries", "0", "--json"],
      {
        env,
        input: "1\n93001\n3\n",
      },
    );
    await run.said("stderr", /Pausing for 60 s to stay within the limit of requests; 1 of 3 done/);
    await run.said("stdout", /"prospectId":93001/);
    run.child.kill("SIGINT");
    const { code, stdout } = await run.ended;
    assert.equal(code, 130);
    const { results, summary } = JSON.parse(stdout);
    assert.deepEqual([results.length, summary.done, summary.interrupted], [2, 2, true]);
  });

  test("without a terminal, a long run says now and then how far it is, and no more often", async () => {
    const ids = Array.from({ length: 14 }, (_, index) => index + 1);
    // slow-1000 and slow-5000 stretch the run over more than one line's time.
    const input = `${ids.join("\n")}\n91212\n91213\n15\n91212\n16\n`;
    const began = performance.now();
    const { code, stderr } = await check(input);
    assert.equal(code, 0);
    const lines = stderr.match(/^\d+ of 19 rows \(\d+%\): .* a minute.*$/gm) ?? [];
    assert.ok(lines.length >= 1 && lines.length <= (performance.now() - began) / 5_000, stderr);
    assert.match(
      String(lines[0]),
      /\d+ connected, \d+ not connected, 0 self, \d+ unknown, 0 failed; [\d,]+ a minute, about .* left\./,
    );
  });

  test("the summary counts every kind, and failures by reason", async () => {
    const { code, stderr } = await check("1\n2\n3\n91106\n91105\n92003\n92005\n92003\n");
    assert.equal(code, 7);
    assert.match(stderr, /8 of 8 rows in /);
    for (const line of [
      /^ {2}2 connected, 1 not connected, 1 self, 1 unknown, 3 failed$/m,
      /^ +2 prospect_not_found$/m,
      /^ +1 prospect_has_no_profile_url$/m,
    ]) {
      assert.match(stderr, line);
    }
    assert.doesNotMatch(stderr, /\u001b|\r/);
  });

  test("a list needs nothing that the first Node 20 lacks", async () => {
    const NODE_OPTIONS = "--import=data:text/javascript,AbortSignal.any=undefined";
    const { code, stdout } = await runCli(["connections", "-", ...FAST], {
      env: { ...env, NODE_OPTIONS },
      input: "1\n",
    });
    assert.deepEqual([code, stdout.split("\n").length], [0, 3]);
  });

  test("another server in the service's place is told as what it may be", async (context) => {
    const other = await serviceThat(context, () => ({ status: 404, text: "<!doctype html><p>Not found" }));
    const { code, stderr } = await runCli(["connections", "-", ...FAST], {
      env: { ...env, ...other },
      input: "1\n2\n",
    });
    assert.equal(code, 7);
    assert.match(
      stderr,
      /^ +2 prospect_not_found\n +Seleqt answered 404 with a web page.*SELEQT_BASE_URL may be wrong\.$/m,
    );
  });

  test("--account-id and the JWT reach every question", async () => {
    sandbox.reset();
    const { SELEQT_API_KEY, ...others } = env;
    const args = ["connections", "-", ...FAST, "--account-id", "7"];
    const { code } = await runCli(args, { env: { ...others, SELEQT_JWT: "a.jwt" }, input: "1\n2\n" });
    assert.equal(code, 0);
    assert.deepEqual(
      sandbox.requests.map(({ path }) => path),
      ["1", "2"].map((id) => `/api/v1/prospects/${id}/connection-status/?account_id=7`),
    );
  });

  const noScript = spawnSync("script", ["--version"]).error ? "needs util-linux's script" : false;

  test("a terminal gets a bar that fits it, and rows that cannot steer it", { skip: noScript }, async (context) => {
    const cwd = await temporaryDirectory(context);
    const ids = Array.from({ length: 150 }, (_, index) => index + 1).join("\n");
    await writeFile(path.join(cwd, "ids.txt"), `${ids}\n`);
    for (const columns of [30, 100]) {
      const args = ["connections", "ids.txt", ...FAST, "--output", `${columns}.csv`];
      const { code, screen } = await runInTerminal(args, { env, cwd, columns });
      assert.equal(code, 0);
      assert.match(screen, /\d+ of 150/);
      if (columns === 100) assert.match(screen, /━+.*─+.*\d+ of 150 +\d+% +[\d,]+ a minute +\d+:\d\d left/);
      const bars = screen.slice(screen.indexOf("minute."), screen.indexOf("150 of 150 rows"));
      const lines = bars.replace(/\u001b\[[\d;]*[A-Za-z]/g, "").split(/[\r\n]+/); // prettier-ignore
      for (const line of lines.slice(1)) assert.ok(line.length < columns, `${columns}: ${line}`);
    }
    const plain = await runInTerminal(["connections", "ids.txt", ...FAST, "--output", "dumb.csv"], {
      env: { ...env, TERM: "dumb" },
      cwd,
    });
    assert.doesNotMatch(plain.screen, /\u001b|━/);

    const evil = await serviceThat(context, () => ({
      body: {
        success: true,
        is_connected: false,
        network_distance: "\u001b]0;x\u0007A\u009bB",
        checked_with_account_id: 1,
      },
    }));
    await writeFile(path.join(cwd, "evil.csv"), "prospect_id,n\n1,\u001b[8mhidden\n");
    const { screen } = await runInTerminal(["connections", "evil.csv", ...FAST], {
      env: { ...evil, NO_COLOR: "1" },
      cwd,
    });
    assert.doesNotMatch(screen, /\u001b\]|\u0007|\u009b|\u001b\[8m/);
    const piped = await runCli(["connections", "evil.csv", ...FAST], { env: evil, cwd });
    assert.ok(piped.stdout.includes("\u001b]0;x\u0007A\u009bB"), "a file gets the exact value");
  });
});
