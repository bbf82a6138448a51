// The command line among pipes, signals and terminals, and its sandbox.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";
import { startSandbox } from "../../pkg/src/sandbox/index.js";
import { CLI, environmentOf, runCli, runInTerminal, startCli } from "../support/cli.mjs";

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

  test("a reader that leaves (| head) is no error", async () => {
    const child = spawn(process.execPath, [CLI, "connections", "-", "--per-minute", "100000"], {
      env: { PATH: process.env.PATH, ...env },
    });
    let stderr = "";
    child.stderr.on("data", (text) => (stderr += text));
    child.stdin.end(Array.from({ length: 5_000 }, (_, index) => `${index + 1}\n`).join(""));
    await once(child.stdout, "data");
    child.stdout.destroy();
    const [code] = await once(child, "close");
    assert.equal(code, 0);
    assert.doesNotMatch(stderr, /error|EPIPE/i);
  });

  const noScript = spawnSync("script", ["--version"]).error ? "needs util-linux's script" : false;

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
