// The exit code of the command line says how it went, whoever reads what it prints, and whether anybody does.

import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { environmentOf, runCli, serviceThat, startCli, temporaryDirectory } from "../support/cli.mjs";

const FAST = ["--per-minute", "100000", "--per-day", "unlimited", "--max-retries", "0"];
const noShell = process.platform === "win32" ? "needs sh" : false;
const noFullDevice = existsSync("/dev/full") ? false : "needs a device that is always full";

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
/** @type {Record<string, string>} */
let env;
before(async () => {
  sandbox = await startSandbox();
  env = environmentOf(sandbox);
});
after(() => sandbox.close());

/** Each with the code that it ends with when everything is read. @type {[args: string[], code: number, input?: string][]} */
const ANSWERS = [
  [["account"], 0],
  [["account", "--account-id", "warmup"], 11],
  [["account", "--account-id", "disabled"], 12],
  [["account", "--account-id", "unknown-status"], 13],
  [["doctor"], 0],
  [["connection", "91102"], 0],
  [["invite", "91102"], 0],
  [["invite", "91101"], 10],
  [["invite", "91102", "--account-id", "in-use"], 11],
  [["invite", "91102", "--account-id", "disabled"], 12],
  [["invite", "91105"], 13],
  [["connections", "-", ...FAST], 0, "1\n3\n"],
  [["connections", "-", ...FAST], 7, "1\n92003\n3\n"],
];
/** The same, where it is an error that decides. @type {typeof ANSWERS} */
const ERRORS = [
  [["account", "--account-id", "unauthorized"], 3],
  [["connection", "92003"], 4],
  [["invite", "92001"], 3],
  [["invite", "none"], 2],
  [["connections", "-", ...FAST], 3, "92001\n"],
  [["connections", "-", ...FAST], 2, "1\nx\n"],
  [["frobnicate"], 2],
  [[], 2],
];
/** @type {typeof ANSWERS} */
const TEXTS = [
  [["--help"], 0],
  [["invite", "--help"], 0],
  [["--version"], 0],
];
/** @type {typeof ANSWERS} */
const ANSWERS_THEN_ERROR = [[["connections", "-", ...FAST], 3, "1\n3\n92001\n5\n"]];

/** @param {typeof ANSWERS} cases */
const inBothForms = (cases) =>
  cases.flatMap(([args, code, input]) =>
    [args, [...args, "--json"]].map((args) => ({
      args,
      code,
      name: `${args.join(" ")} exits ${code}`,
      how: { input },
    })),
  );

/** @param {readonly string[]} args @param {Parameters<typeof startCli>[1]} how */
function runUnread(args, how) {
  const { child, ended } = startCli(args, how);
  child.stdout.destroy();
  child.stderr.destroy();
  return ended;
}

describe("nobody reads", () => {
  for (const { args, code, name, how } of inBothForms([...ANSWERS, ...ERRORS, ...ANSWERS_THEN_ERROR, ...TEXTS])) {
    test(name, { skip: noShell }, async () => {
      const given = { env, ...how };
      const runs = [
        runUnread(args, given),
        runCli(args, { ...given, redirect: ">&- 2>&-" }),
        ...(noFullDevice ? [] : [runCli(args, { ...given, redirect: "2>/dev/full" })]),
      ];
      assert.deepEqual(
        (await Promise.all(runs)).map((run) => run.code),
        runs.map(() => code),
      );
    });
  }

  for (const form of [[], ["--json"]]) {
    test(`a reader that leaves a list changes no code ${form}`, async () => {
      const ids = Array.from({ length: 300 }, (_, index) => 2 * index + 1);
      for (const [last, code] of [
        [1, 0],
        [92003, 7],
        [92001, 3],
      ]) {
        const input = `${[...ids, last].join("\n")}\n`;
        const { child, ended, output } = startCli(["connections", "-", ...FAST, ...form], { env, input });
        await once(child.stdout, "data");
        child.stdout.destroy();
        assert.equal((await ended).code, code);
        assert.doesNotMatch(output.stderr, /EPIPE/);
        assert.match(output.stderr, /Nothing reads the rows any more/);
      }
    });
  }

  test("a large answer: a reader that leaves in its middle changes no code, one that is slow gets all of it", async (context) => {
    const answer = { success: true, is_connected: true, connection_level: 1, checked_with_account_id: 1 };
    const account = { id: "1", status: "AVAILABLE", enabled: true, hasTokens: true };
    const body = (/** @type {string | undefined} */ url) => (url?.includes("/account/") ? account : answer);
    const large = await serviceThat(context, ({ url }) => ({ body: { ...body(url), notes: "n".repeat(900_000) } }));
    const left = startCli(["invite", "1", "--json"], { env: large });
    await once(left.child.stdout, "data");
    left.child.stdout.destroy();
    assert.equal((await left.ended).code, 10);

    const slow = startCli(["invite", "1", "--json"], { env: large });
    slow.child.stdout.pause();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    slow.child.stdout.resume();
    const { code, stdout } = await slow.ended;
    assert.equal(code, 10);
    assert.equal(JSON.parse(stdout).connection.notes.length, 900_000);
  });

  test("a list finishes its --output", async (context) => {
    const cwd = await temporaryDirectory(context);
    const ids = Array.from({ length: 40 }, (_, index) => 2 * index + 1);
    await writeFile(path.join(cwd, "list.txt"), `${ids.join("\n")}\n`);
    const list = ["connections", "list.txt", ...FAST, "--output"];
    const runs = [
      runUnread([...list, "unread.csv"], { env, cwd }),
      runUnread([...list, "unread-json.csv", "--json"], { env, cwd }),
      ...(noShell ? [] : [runCli([...list, "closed.csv"], { env, cwd, redirect: ">&- 2>&-" })]),
      ...(noFullDevice ? [] : [runCli([...list, "full.csv"], { env, cwd, redirect: ">/dev/full 2>/dev/full" })]),
    ];
    for (const { code } of await Promise.all(runs)) assert.equal(code, 0);
    for (const name of ["unread", "unread-json", ...(noShell ? [] : ["closed"]), ...(noFullDevice ? [] : ["full"])]) {
      const text = await readFile(path.join(cwd, `${name}.csv`), "utf8");
      assert.equal(text.split("\n").length, ids.length + 2, name);
    }
  });

  test("the sandbox runs on until Ctrl-C", async () => {
    const outUnread = startCli(["sandbox"]);
    outUnread.child.stdout.destroy();
    await outUnread.said("stderr", /Ctrl-C stops it/);
    const errUnread = startCli(["sandbox", "--json"]);
    errUnread.child.stderr.destroy();
    const [, url = ""] = await errUnread.said("stdout", /"url": "([^"]+)"/);
    assert.equal((await fetch(`${url}/api/v1/public/prospects/1/connection-status/`)).status, 401);
    for (const { child, ended } of [outUnread, errUnread]) {
      child.kill("SIGINT");
      assert.equal((await ended).code, 130);
    }
  });
});

describe("the disk is full", { skip: noFullDevice }, () => {
  const full = { redirect: ">/dev/full" };

  for (const { args, name, how } of inBothForms([...ANSWERS, ...TEXTS])) {
    test(`exit 8, with the system's reason: ${name}`, async () => {
      const { code, stderr } = await runCli(args, { env, ...how, ...full });
      assert.equal(code, 8);
      const message = /^error: The answer could not be written: ENOSPC: no space left on device; .+$/m;
      assert.match(stderr, message);
      assert.equal(stderr.match(/ENOSPC/g)?.length, 1);
      assert.doesNotMatch(stderr, /report it|linkedin-status itself/);
    });
  }

  for (const [args, code, input] of ERRORS) {
    test(`an error keeps its own code: ${args.join(" ")} exits ${code}`, async () => {
      assert.equal((await runCli(args, { env, input, ...full })).code, code);
      const json = await runCli([...args, "--json"], { env, input, ...full });
      assert.equal(json.code, code);
      assert.match(json.stderr, /ENOSPC/);
    });
  }

  test("exit 8 also where the reason cannot be told", async () => {
    const redirect = ">/dev/full 2>/dev/full";
    assert.equal((await runCli(["invite", "91102"], { env, redirect })).code, 8);
    assert.equal((await runCli(["connections", "-", ...FAST], { env, redirect, input: "1\n" })).code, 8);
  });

  test("a list asks nothing more once a row cannot be written", async () => {
    sandbox.reset();
    const input = `${Array.from({ length: 50 }, (_, index) => 2 * index + 1).join("\n")}\n`;
    const { code, stderr } = await runCli(["connections", "-", ...FAST], { env, input, ...full });
    assert.equal(code, 8);
    assert.ok(sandbox.requests.length <= 2, `${sandbox.requests.length} requests`);
    assert.match(stderr, /--output FILE/);
  });

  test("the sandbox ends: nobody could know its address", async () => {
    assert.equal((await runCli(["sandbox"], full)).code, 8);
  });

  test("a file that takes a part of the answer", async (context) => {
    const cwd = await temporaryDirectory(context);
    // A limit of one block stands for a disk with room for one: the first write(2) is cut short and reports no error.
    assert.equal((await runCli(["--help"], { cwd, redirect: ">help.txt" })).code, 0);
    const { length } = await readFile(path.join(cwd, "help.txt"));
    assert.ok(length > 1_024);
    const { code, stderr } = await runCli(["--help"], { cwd, redirect: ">cut.txt", fileBlocks: 1 });
    assert.equal(code, 8);
    assert.match(stderr, /could not be written: EFBIG: file too large/);
    assert.ok((await readFile(path.join(cwd, "cut.txt"))).length < length);
  });
});
