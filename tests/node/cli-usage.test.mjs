// The command line: help, arguments and keys.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { environmentOf, KEYS, runCli } from "../support/cli.mjs";

const COMMANDS = ["account", "connection", "invite", "connections", "doctor", "sandbox"];
/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
/** @type {Record<string, string>} */
let env;
before(async () => {
  sandbox = await startSandbox();
  env = environmentOf(sandbox);
});
after(() => sandbox.close());

describe("help and usage", () => {
  test("--help names every command, key and exit code on stdout", async () => {
    const { code, stdout, stderr } = await runCli(["--help"]);
    assert.equal(code, 0);
    assert.equal(stderr, "");
    const words = ["CONNECTSAFELY_API_KEY", "SELEQT_API_KEY", "SELEQT_JWT", "SELEQT_BASE_URL", "NO_COLOR", "130"];
    for (const word of [...COMMANDS, ...words, "--max-retries"]) assert.ok(stdout.includes(word), word);
  });

  for (const command of COMMANDS) {
    test(`${command} --help works without a key and exits 0`, async () => {
      const { code, stdout, stderr } = await runCli([command, "--help"]);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.match(stdout, new RegExp(`Usage: linkedin-status ${command}`));
      assert.equal((await runCli(["help", command])).stdout, stdout);
      assert.equal((await runCli(["-h", command])).stdout, stdout);
    });
  }

  test("--version prints the version of the package", async () => {
    const manifest = JSON.parse(await readFile(new URL("../../pkg/package.json", import.meta.url), "utf8"));
    const { code, stdout, stderr } = await runCli(["--version"]);
    assert.deepEqual([code, stdout, stderr], [0, `${manifest.version}\n`, ""]);
  });

  test("no command shows the help on stderr and exits 2", async () => {
    const { code, stdout, stderr } = await runCli([]);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /Usage: linkedin-status <command>/);
  });

  for (const [args, says] of /** @type {[string[], RegExp][]} */ ([
    [["conection", "1"], /Unknown command "conection". Did you mean "connection"/],
    [["frobnicate"], /Unknown command "frobnicate". There are account, connection/],
    [["connection", "1", "--acount-id", "3"], /Unknown option --acount-id. Did you mean --account-id/],
    [["account", "--port", "3"], /"account" has no option --port; it belongs to "sandbox"/],
    [["account", "--frobnicate=some-value"], /Unknown option --frobnicate\./],
    [["account", "-x"], /Unknown option -x\./],
    [["connection"], /connection needs a prospect id/],
    [["connections"], /connections needs a file with ids, or - /],
    [["connection", "1", "2"], /1 argument too many/],
    [["account", "1"], /1 argument too many/],
    [["connection", "abc"], /must be a whole number/],
    [["connection", "0"], /must be a whole number/],
    [["connection", "1.5"], /must be a whole number/],
    [["connection", "007"], /must be a whole number/],
    [["connection", "1e3"], /must be a whole number/],
    [["connection", "9007199254740993"], /must be a whole number/],
    [["connection", "-5"], /negative number/],
    [["invite", "abc"], /must be a whole number/],
    [["account", "--json=true"], /--json is a switch/],
    [["account", "--timeout"], /--timeout needs a value/],
    [["account", "--timeout", "--max-retries", "3"], /--timeout needs a value/],
    [["account", "--timeout", "0"], /--timeout must be milliseconds/],
    [["account", "--timeout", "2147483648"], /--timeout must be milliseconds/],
    [["account", "--timeout", "soon"], /--timeout must be milliseconds/],
    [["account", "--max-retries", "101"], /--max-retries must be a whole number from 0 to 100/],
    [["account", "--max-retries", "-1"], /--max-retries must be/],
    [["connection", "1", "--account-id", "x"], /--account-id must be a whole number/],
    [["connections", "-", "--concurrency", "0"], /--concurrency must be a whole number from 1 to 100/],
    [["connections", "-", "--concurrency", "101"], /--concurrency must be/],
    [["connections", "-", "--per-minute", "0"], /--per-minute must be/],
    [["connections", "-", "--format", "xml"], /--format must be csv or jsonl/],
    [["connections", "-", "--resume"], /--resume needs the --output/],
    [["sandbox", "--port", "65536"], /--port must be a whole number from 0 to 65,535/],
    [
      ["account", "--connectsafely-url", "nonsense"],
      /--connectsafely-url or CONNECTSAFELY_BASE_URL must be an absolute URL/,
    ],
    [["account", "--connectsafely-url", "http://example.com"], /must start with https:.*\(use https\)/],
    [["account", "--account-id", ""], /--account-id is empty/],
  ])) {
    test(`refused with exit 2, and nothing sent: ${args.join(" ")}`, async () => {
      sandbox.reset();
      const { code, stdout, stderr } = await runCli(args, { env });
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, says);
      assert.doesNotMatch(stderr, /some-value/);
      const json = await runCli([...args, "--json"], { env });
      if (!args.includes("--json=true")) assert.equal(json.code, 2);
      assert.equal(JSON.parse(json.stdout).error.code, "invalid_options");
      assert.equal(sandbox.requests.length, 0);
    });
  }
});

describe("keys", () => {
  for (const argument of [
    ["--api-key", "sekrit"],
    ["--key", "sekrit"],
    ["--token", "sekrit"],
    ["--jwt", "sekrit"],
    ["--apiKey=sekrit"],
    ["--seleqt-api-key", "sekrit"],
    ["--seleqt-jwt=sekrit"],
    ["--connectsafely-api-key=sekrit"],
    ["--SELEQT_API_KEY=sekrit"],
    ["-api-key", "sekrit"],
    ["--password", "sekrit"],
    ["--authorization", "Bearer sekrit"],
    ["SELEQT_API_KEY=sekrit"],
  ]) {
    test(`an argument that looks like a key is refused without repeating it: ${argument[0]}`, async () => {
      for (const args of [
        [...argument, "account"],
        ["account", ...argument],
        ["account", "--json", ...argument],
      ]) {
        const { code, stdout, stderr } = await runCli(args, { env });
        assert.equal(code, 2);
        assert.match(stderr, /Set CONNECTSAFELY_API_KEY, and SELEQT_API_KEY or SELEQT_JWT, in the environment/);
        assert.doesNotMatch(stdout + stderr, /sekrit/);
      }
    });
  }

  test("a key in the place of another argument is refused without repeating it", async () => {
    const keys = { CONNECTSAFELY_API_KEY: "cs-sekrit-1", SELEQT_API_KEY: "seleqt.sekrit-2" };
    for (const key of Object.values(keys)) {
      for (const args of [
        ["connections", key],
        ["connections", "list.csv", "--output", `${key}.csv`],
        ["connections", "--", key],
        ["connection", key],
        [key],
      ]) {
        const { code, stdout, stderr } = await runCli(args, { env: { ...env, ...keys } });
        assert.equal(code, 2);
        assert.match(stderr, /Keys are not taken from the command line/);
        assert.doesNotMatch(stdout + stderr, /sekrit/);
      }
    }
  });

  test("a missing key is told by the name of its variable", async () => {
    const { CONNECTSAFELY_API_KEY, SELEQT_API_KEY, ...urls } = env;
    const account = await runCli(["account"], { env: { ...urls, SELEQT_API_KEY } });
    assert.equal(account.code, 2);
    assert.match(account.stderr, /set CONNECTSAFELY_API_KEY/);
    const connection = await runCli(["connection", "1"], {
      env: { ...urls, CONNECTSAFELY_API_KEY, SELEQT_API_KEY: "" },
    });
    assert.equal(connection.code, 2);
    assert.match(connection.stderr, /set SELEQT_API_KEY \(or SELEQT_JWT\)/);
    assert.equal((await runCli(["invite", "1"], { env: urls })).code, 2);
    assert.equal((await runCli(["connections", "-"], { env: urls, input: "1\n" })).code, 2);
  });

  test("SELEQT_JWT asks the application path; both Seleqt keys at once are refused", async () => {
    const { SELEQT_API_KEY, ...others } = env;
    sandbox.reset();
    assert.equal((await runCli(["connection", "1"], { env: { ...others, SELEQT_JWT: "a.jwt" } })).code, 0);
    assert.equal(sandbox.requests[0]?.path, "/api/v1/prospects/1/connection-status/");
    const both = await runCli(["connection", "1"], { env: { ...env, SELEQT_JWT: "a.jwt" } });
    assert.equal(both.code, 2);
    assert.match(both.stderr, /both set: unset/);
  });

  test("a key with a line break is refused without showing it", async () => {
    const { code, stderr } = await runCli(["account"], { env: { ...env, CONNECTSAFELY_API_KEY: "sekrit\n" } });
    assert.equal(code, 2);
    assert.match(stderr, /line break/);
    assert.match(stderr, /set CONNECTSAFELY_API_KEY anew/);
    assert.doesNotMatch(stderr, /sekrit/);
  });

  test("a service that echoes the key does not get it onto the screen", async () => {
    for (const id of ["92101", "92102", "92104", "92112", "92116"]) {
      const { code, stdout, stderr } = await runCli(["connection", id, "--json"], { env });
      assert.equal(code, 3);
      assert.ok(!(stdout + stderr).includes(KEYS.SELEQT_API_KEY));
    }
  });
});
