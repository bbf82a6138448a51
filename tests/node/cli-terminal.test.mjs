// The command line among pipes, signals and terminals, and its sandbox.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { environmentOf, runCli, runInTerminal, serviceThat, startCli, temporaryDirectory } from "../support/cli.mjs";

const ESCAPE = /\u001b/;

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
/** @type {Record<string, string>} */
let env;
before(async () => {
  sandbox = await startSandbox();
  env = environmentOf(sandbox);
});
after(() => sandbox.close());

describe("pipes, signals and terminals", () => {
  test("Ctrl-C ends an open call at once, with 130 and without an error", async () => {
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
      sandbox.reset();
      const { child, ended } = startCli(["connection", "94001"], { env });
      while (sandbox.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill(signal);
      const { code, stdout, stderr } = await ended;
      assert.deepEqual([code, stdout, stderr], [130, "", "Interrupted.\n"]);
    }
  });

  test("two interrupts within milliseconds, as npx sends them, are one", async () => {
    for (const gap of [2, 20]) {
      sandbox.reset();
      const input = Array.from({ length: 2_000 }, (_, index) => `${2 * index + 1}\n`).join("");
      const args = ["connections", "-", "--json", "--per-minute", "100000", "--per-day", "unlimited"];
      const { child, ended, said } = startCli(args, { env, input });
      await said("stdout", /"prospectId":9,/);
      child.kill("SIGINT");
      await new Promise((resolve) => setTimeout(resolve, gap));
      child.kill("SIGINT");
      const { code, signal, stdout } = await ended;
      // The second one may come when the first has ended the run already.
      if (signal !== "SIGINT") assert.equal(code, 130);
      assert.equal(JSON.parse(stdout).summary.interrupted, true);
    }
  });

  for (const [says, most] of /** @type {const} */ ([
    ["a second Ctrl-C ends at once", 10],
    ["one Ctrl-C ends within seconds", 1],
  ])) {
    test(`${says} a command that cannot get its answer out`, async (context) => {
      const body = { id: "1", status: "AVAILABLE", notes: "n".repeat(900_000) };
      const { child } = startCli(["account", "--json"], { env: await serviceThat(context, () => ({ body })) });
      const exit = once(child, "exit");
      child.stdout.pause();
      while (child.stdout.readableLength === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      for (let sent = 0; sent < most && child.exitCode === null && child.signalCode === null; sent++) {
        if (sent > 0) await new Promise((resolve) => setTimeout(resolve, 700));
        child.kill("SIGINT");
      }
      const [code] = await exit;
      assert.equal(code, 130);
      child.stdout.resume();
    });
  }

  const noScript = spawnSync("script", ["--version"]).error ? "needs util-linux's script" : false;

  /** @param {import("node:test").TestContext} context @returns {Promise<string>} a folder with a list */
  const listIn = async (context) => {
    const folder = await temporaryDirectory(context);
    await writeFile(path.join(folder, "ids.txt"), "91101\n91102\n");
    return folder;
  };

  test("on a terminal the progress bar wipes no line of --verbose", { skip: noScript }, async (context) => {
    const cwd = await listIn(context);
    const { code, screen } = await runInTerminal(["connections", "ids.txt", "--verbose", "--output", "o.csv"], {
      env,
      cwd,
    });
    assert.equal(code, 0, screen);
    const lines = [...screen.matchAll(/Seleqt: 200 in/g)];
    assert.equal(lines.length, 2, screen);
    // Each begins a line, or where the bar was taken away; a colour may come first.
    for (const { index } of lines)
      assert.match(screen.slice(0, index), /(\n|\u001b\[J)(\u001b\[\d*m)*$/, JSON.stringify(screen));
  });

  test("on a terminal the progress bar wipes nothing of --json", { skip: noScript }, async (context) => {
    const cwd = await listIn(context);
    const { code, screen } = await runInTerminal(["connections", "ids.txt", "--json"], { env, cwd });
    assert.equal(code, 0, screen);
    // The bar is drawn on the line below.
    assert.equal(screen.match(/"checkedAt":"[^"]+"\}\r?\n/g)?.length, 2, JSON.stringify(screen));
  });

  test("colour on a terminal, none with NO_COLOR or on a dumb one", { skip: noScript }, async () => {
    const { code, screen } = await runInTerminal(["account"], { env });
    assert.equal(code, 0);
    assert.match(screen, /\u001b\[32m/);
    assert.doesNotMatch((await runInTerminal(["account"], { env: { ...env, NO_COLOR: "1" } })).screen, ESCAPE);
    assert.doesNotMatch((await runInTerminal(["account"], { env: { ...env, TERM: "dumb" } })).screen, ESCAPE);
    const failed = await runInTerminal(["connection", "92003"], { env });
    assert.equal(failed.code, 4);
    assert.match(failed.screen, /\u001b\[31m/);
  });
});

describe("sandbox", () => {
  test("prints base URLs and exports that work, and stops on Ctrl-C", async () => {
    const { child, ended, said } = startCli(["sandbox"]);
    const [, variables = ""] = await said("stdout", /(export CONNECTSAFELY_BASE_URL=[^]*SELEQT_API_KEY=.*\n)/);
    const pasted = Object.fromEntries(
      [...variables.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [String(name), String(value)]),
    );
    assert.match(pasted.SELEQT_BASE_URL ?? "", /^http:\/\/127\.0\.0\.1:\d+$/);
    const { code } = await runCli(["invite", "91102"], { env: pasted });
    assert.equal(code, 0);
    child.kill("SIGINT");
    const result = await ended;
    assert.equal(result.code, 130);
    assert.match(result.stderr, /GET seleqt second-degree: 200/);
    await assert.rejects(fetch(`${pasted.SELEQT_BASE_URL}/`));
  });

  test("--json gives one JSON value with the base URLs", async () => {
    const { child, ended, said } = startCli(["sandbox", "--json"]);
    await said("stdout", /\n}\n/);
    child.kill("SIGTERM");
    const { port, baseUrls } = JSON.parse((await ended).stdout);
    assert.equal(baseUrls.connectsafely, `http://127.0.0.1:${port}/linkedin`);
  });

  test("a port that is taken is told with the option to change", async () => {
    const { code, stderr } = await runCli(["sandbox", "--port", String(sandbox.port)]);
    assert.equal(code, 2);
    assert.match(stderr, /is taken.*--port/);
  });
});
