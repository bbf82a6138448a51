// The command line: answers, errors, exit codes.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { exitCode } from "../../pkg/src/cli/exit-codes.js";
import { LinkedInStatusError } from "../../pkg/src/error.js";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { environmentOf, runCli, serviceThat } from "../support/cli.mjs";

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

describe("account, connection, invite", () => {
  test("account shows a card without colour in a pipe", async () => {
    const { code, stdout, stderr } = await runCli(["account"], { env });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /John Doe {2}Fit to send/);
    assert.match(stdout, /Status +AVAILABLE, ready to use/);
    assert.match(stdout, /Automation +on/);
    assert.doesNotMatch(stdout, ESCAPE);
  });

  test("account says why an account is not fit", async () => {
    const { code, stdout } = await runCli(["account", "--account-id", "all-wrong"], { env });
    assert.equal(code, 12);
    assert.match(stdout, /Not fit to send/);
    for (const what of [/no LinkedIn session/, /needs attention/, /Automation is switched off/])
      assert.match(stdout, what);
  });

  test("--json prints the service's answer, unknown fields included, and nothing else", async () => {
    const { code, stdout, stderr } = await runCli(["connection", "91201", "--json"], { env });
    assert.deepEqual([code, stderr], [0, ""]);
    const { connection } = JSON.parse(stdout);
    assert.equal(connection.is_connected, true);
    assert.deepEqual(connection.tags, ["a", "b"]);
    const account = await runCli(["--json", "account"], { env });
    assert.equal(JSON.parse(account.stdout).account.status, "AVAILABLE");
  });

  for (const [id, title] of [
    ["91101", /Connected {2}prospect 91101/],
    ["91102", /Not connected {2}prospect 91102[^]*may be pending/],
    ["91106", /Own profile/],
    ["91105", /Not known/],
    ["91116", /Not known/],
  ]) {
    test(`connection ${id} is headed ${title}`, async () => {
      const { code, stdout } = await runCli(["connection", String(id)], { env });
      assert.equal(code, 0);
      assert.match(stdout, /** @type {RegExp} */ (title));
    });
  }

  test("--account-id reaches the service it is meant for", async () => {
    sandbox.reset();
    const one = await runCli(["connection", "1", "--account-id", "7", "--json"], { env });
    assert.equal(JSON.parse(one.stdout).connection.checked_with_account_id, 7);
    const id = "0123456789abcdef01234567";
    await runCli(["invite", "3", "--account-id", id, "--seleqt-account-id", "8"], { env });
    const paths = sandbox.requests.map(({ path }) => path);
    assert.ok(paths.includes(`/linkedin/account/status?accountId=${id}`), String(paths));
    assert.ok(paths.includes("/api/v1/public/prospects/3/connection-status/?account_id=8"), String(paths));
  });

  for (const [decision, code, args] of /** @type {[string, number, string[]][]} */ ([
    ["send", 0, ["91102"]],
    ["skip", 10, ["91101"]],
    ["skip", 10, ["91106"]],
    ["wait", 11, ["91102", "--account-id", "in-use"]],
    ["fix", 12, ["91102", "--account-id", "disabled"]],
    ["unknown", 13, ["91105"]],
    ["unknown", 13, ["91102", "--account-id", "unknown-status"]],
  ])) {
    test(`invite ${args.join(" ")} decides ${decision} and exits ${code}`, async () => {
      const card = await runCli(["invite", ...args], { env });
      const json = await runCli(["invite", ...args, "--json"], { env });
      assert.deepEqual([card.code, json.code, card.stderr, json.stderr], [code, code, "", ""]);
      const check = JSON.parse(json.stdout);
      assert.equal(check.decision, decision);
      assert.match(check.checkedAt, /^\d{4}-\d\d-\d\dT.*Z$/);
      assert.match(card.stdout, /Status +\w+[^]*Seen from/);
    });
  }

  test("invite fails with the error's own code, never with that of a decision", async () => {
    assert.equal((await runCli(["invite", "92003"], { env })).code, 4);
    assert.equal((await runCli(["invite", "1", "--account-id", "unauthorized"], { env })).code, 3);
    assert.equal((await runCli(["invite", "92008", "--max-retries", "0"], { env })).code, 6);
  });
});

describe("errors", () => {
  for (const [id, exit, code] of /** @type {[string, number, string][]} */ ([
    ["92001", 3, "unauthorized"],
    ["92004", 3, "forbidden"],
    ["92003", 4, "prospect_not_found"],
    ["92005", 4, "prospect_has_no_profile_url"],
    ["92006", 4, "no_active_account"],
    ["92007", 4, "account_not_active"],
    ["92422", 4, "bad_request"],
    ["93001", 5, "rate_limited"],
    ["94011", 6, "network"],
    ["92302", 6, "redirected"],
    ["92008", 6, "provider_failed"],
    ["92500", 6, "server_error"],
    ["92418", 6, "unexpected_status"],
    ["94101", 6, "invalid_response"],
  ])) {
    test(`${code}: exit ${exit}, the next step on stderr, toJSON() under error`, async () => {
      const args = [
        "connection",
        id,
        "--max-retries",
        "0",
        ...(code === "account_not_active" ? ["--account-id", "9"] : []),
      ];
      const people = await runCli(args, { env });
      assert.deepEqual([people.code, people.stdout], [exit, ""]);
      assert.match(people.stderr, /^error: .+\n {2}Next: .+\n/);
      assert.ok(people.stderr.includes(code));
      const programs = await runCli([...args, "--json"], { env });
      assert.equal(programs.code, exit);
      const { error } = JSON.parse(programs.stdout);
      assert.equal(error.code, code);
      assert.equal(error.name, "LinkedInStatusError");
      assert.equal(error.vendor, "seleqt");
    });
  }

  test("account_not_found exits 4, a deadline 6", async () => {
    assert.equal((await runCli(["account", "--account-id", "account-not-found"], { env })).code, 4);
    const { code, stdout } = await runCli(["connection", "94001", "--timeout", "300", "--json"], { env });
    assert.equal(code, 6);
    assert.equal(JSON.parse(stdout).error.code, "timeout");
  });

  test("every error code has an exit code, and what is no error of the package is a fault of ours", () => {
    const expected = {
      invalid_options: 2,
      network: 6,
      timeout: 6,
      redirected: 6,
      unauthorized: 3,
      forbidden: 3,
      account_not_found: 4,
      prospect_not_found: 4,
      prospect_has_no_profile_url: 4,
      no_active_account: 4,
      account_not_active: 4,
      bad_request: 4,
      rate_limited: 5,
      provider_failed: 6,
      server_error: 6,
      unexpected_status: 6,
      invalid_response: 6,
      internal: 1,
    };
    for (const [code, exit] of Object.entries(expected)) {
      const fields = { code: /** @type {"internal"} */ (code), message: "", retryable: false, attempts: 0 };
      assert.equal(exitCode(new LinkedInStatusError(fields)), exit, code);
    }
    assert.equal(exitCode(new TypeError("x")), 1);
    const unheard = { code: /** @type {"internal"} */ ("new_code"), message: "", retryable: false, attempts: 0 };
    assert.equal(exitCode(new LinkedInStatusError(unheard)), 1, "a code that nobody knows never ends with 0");
  });

  test("flags win over the environment, and --max-retries and --timeout reach the call", async () => {
    sandbox.reset();
    const wrong = { ...env, SELEQT_BASE_URL: "http://127.0.0.1:9" };
    const { seleqt } = sandbox.baseUrls;
    assert.equal((await runCli(["connection", "1", "--seleqt-url", seleqt], { env: wrong })).code, 0);
    await runCli(["connection", "92008", "--max-retries", "1"], { env });
    assert.equal(sandbox.requests.length, 3);
  });

  test("a text from the service cannot steer the terminal", async (context) => {
    const evil = "\u001b[2Jcle\u0007ar\u009b31m\u202eme\r\nnow";
    const account = { id: "1", status: "AVAILABLE", firstName: evil, publicId: evil, platform: evil, lastUsed: evil };
    const env = await serviceThat(context, ({ url = "" }) =>
      url.includes("accountId=bad") ? { status: 418, body: { error: evil } } : { body: account },
    );
    const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;
    for (const args of [["account"], ["account", "--json"], ["account", "--account-id", "bad"]]) {
      const { stdout, stderr } = await runCli(args, { env });
      assert.doesNotMatch(stdout + stderr, unsafe);
      assert.match(stdout + stderr, /me/);
    }
    const { stdout } = await runCli(["account", "--json"], { env });
    assert.equal(JSON.parse(stdout).account.firstName, evil, "the value itself is untouched");
  });
});
