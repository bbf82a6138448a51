// linkedin-status doctor: a line for each check, the exit code of the first problem, and no connection check spent.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { skewOf } from "../../pkg/src/cli/doctor/clock.js";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { environmentOf, KEYS, runCli, startCli } from "../support/cli.mjs";

/** @typedef {{ check: string, result: string, message: string, error?: { code: string }, verdict?: string, skewMs?: number }} Check */

const ACCOUNT = { id: "1", firstName: "Ada", status: "AVAILABLE", enabled: true, hasTokens: true };
const HOUR_MS = 3_600_000;
const NOBODY = "http://127.0.0.1:9";

/** @type {Awaited<ReturnType<typeof startSandbox>>} */
let sandbox;
/** @type {Record<string, string>} */
let env;
before(async () => {
  sandbox = await startSandbox();
  env = environmentOf(sandbox);
});
after(() => sandbox.close());

/**
 * Both services at one address.
 *
 * @param {{ after: (then: () => Promise<void>) => void }} test
 * @param {(request: import("node:http").IncomingMessage) => { status?: number, body?: unknown, headers?: Record<string, string> } | undefined} [answer] undefined: none comes
 */
async function services(test, answer = () => ({ body: ACCOUNT })) {
  /** @type {import("node:http").IncomingMessage[]} */
  const requests = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const given = answer(request);
    if (!given) return;
    const { status = 200, body = {}, headers = {} } = given;
    response.writeHead(status, headers).end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  test.after(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const url = `http://127.0.0.1:${port}`;
  return { requests, url, env: { ...KEYS, CONNECTSAFELY_BASE_URL: `${url}/cs`, SELEQT_BASE_URL: `${url}/sq` } };
}

/**
 * @param {Record<string, string | undefined>} env
 * @param {readonly string[]} [more]
 */
async function doctor(env, more = []) {
  const args = ["doctor", "--max-retries", "0", ...more];
  const [text, json] = await Promise.all([runCli(args, { env }), runCli([...args, "--json"], { env })]);
  assert.deepEqual([text.stderr, json.stderr], ["", ""]);
  assert.equal(json.code, text.code);
  const { ok, checks } = /** @type {{ ok: boolean, checks: Check[] }} */ (JSON.parse(json.stdout));
  assert.equal(ok, text.code === 0);
  assert.equal(text.stdout.split("\n").length, checks.length + 1, "a line each");
  for (const { message } of checks) assert.doesNotMatch(message, /\n/);
  for (const key of Object.values(KEYS)) assert.ok(!(text.stdout + json.stdout).includes(key));
  const problems = checks.filter(({ result }) => result === "problem").map(({ check }) => check);
  const skipped = checks.filter(({ result }) => result === "skipped").map(({ check }) => check);
  const of = (/** @type {string} */ name) => checks.find(({ check }) => check === name)?.message ?? "";
  return { code: text.code, text: text.stdout, checks, problems, skipped, of };
}

describe("doctor", () => {
  test("all is well: exit 0, and nobody's connection was looked up", async () => {
    sandbox.reset();
    const { code, text, checks } = await doctor(env);
    assert.equal(code, 0);
    assert.deepEqual(
      checks.map(({ check, result }) => [check, result]),
      ["connectsafely_key", "seleqt_key", "connectsafely_host", "seleqt_host", "clock", "account"].map((check) => [
        check,
        "ok",
      ]),
    );
    assert.match(text, /^✔ ConnectSafely key +CONNECTSAFELY_API_KEY is set\.$/m);
    assert.match(text, /^✔ Account +John Doe: Fit to send\.$/m);
    assert.deepEqual([...new Set(sandbox.requests.map(({ path }) => path))], ["/linkedin/account/status"]);
  });

  test("Seleqt is asked at its base URL, and gets no key", async (context) => {
    const { env, requests } = await services(context);
    assert.equal((await doctor(env)).code, 0);
    const [atSeleqt, others] = [true, false].map((is) =>
      requests.filter(({ url = "" }) => url.startsWith("/sq") === is),
    );
    assert.deepEqual([...new Set(atSeleqt?.map(({ url }) => url))], ["/sq"]);
    for (const { headers } of atSeleqt ?? []) {
      assert.deepEqual([headers["x-api-key"], headers.authorization], [undefined, undefined]);
    }
    assert.deepEqual([...new Set(others?.map(({ url }) => url))], ["/cs/account/status"]);
  });

  test("keys: not set, both set, of no sane form; the hosts are asked all the same, without a key", async (context) => {
    const { env, requests } = await services(context);
    for (const [change, problems, says] of /** @type {[Record<string, string>, string[], RegExp][]} */ ([
      [{ CONNECTSAFELY_API_KEY: "" }, ["connectsafely_key"], /set CONNECTSAFELY_API_KEY in the environment/],
      [{ SELEQT_API_KEY: "" }, ["seleqt_key"], /set SELEQT_API_KEY \(or SELEQT_JWT\)/],
      [{ SELEQT_JWT: "a.b.c" }, ["seleqt_key"], /both set/],
      [
        { SELEQT_API_KEY: "secret\n" },
        ["seleqt_key"],
        /^SELEQT_API_KEY has a line break.*Next: set SELEQT_API_KEY anew/,
      ],
      [{ SELEQT_API_KEY: "", SELEQT_JWT: "se cret" }, ["seleqt_key"], /^SELEQT_JWT may hold only printable ASCII/],
      [{ CONNECTSAFELY_API_KEY: " secret" }, ["connectsafely_key"], /^CONNECTSAFELY_API_KEY has white space around it/],
    ])) {
      requests.length = 0;
      const found = await doctor({ ...env, ...change });
      assert.equal(found.code, 2);
      assert.deepEqual(found.problems, problems);
      assert.match(found.of(String(problems[0])), says);
      assert.doesNotMatch(found.text, /se ?cret/);
      const lacksAccount = problems.includes("connectsafely_key");
      assert.deepEqual(found.skipped, lacksAccount ? ["account"] : []);
      assert.equal(requests.length, 4, "two runs, two hosts");
      if (lacksAccount) for (const { headers } of requests) assert.equal(headers.authorization, undefined);
    }
    const { SELEQT_API_KEY, ...others } = env;
    const signedIn = await doctor({ ...others, SELEQT_JWT: "a.b.c" });
    assert.deepEqual([signedIn.code, signedIn.of("seleqt_key").split(" ")[0]], [0, "SELEQT_JWT"]);
  });

  test("a host that does not answer: the platform's reason, exit 6; flags win over variables", async (context) => {
    const { env, url } = await services(context);
    const account = await doctor({ ...env, CONNECTSAFELY_BASE_URL: NOBODY });
    assert.equal(account.code, 6);
    assert.deepEqual([account.problems, account.skipped], [["connectsafely_host"], ["account"]]);
    const seleqt = await doctor(env, ["--seleqt-url", NOBODY]);
    assert.deepEqual([seleqt.code, seleqt.problems, seleqt.skipped], [6, ["seleqt_host"], []]);
    assert.match(
      seleqt.of("seleqt_host"),
      /\(.*(ECONNREFUSED|bad port).*\)\. Next: check the connection, and --seleqt-url/,
    );
    const wrong = { ...env, CONNECTSAFELY_BASE_URL: NOBODY, SELEQT_BASE_URL: NOBODY };
    assert.equal((await doctor(wrong, ["--seleqt-url", url, "--connectsafely-url", url])).code, 0);
  });

  test("a base URL that the other commands refuse is refused here: exit 2", async (context) => {
    const { env } = await services(context);
    const found = await doctor({ ...env, SELEQT_BASE_URL: "http://sandbox:8788" });
    assert.deepEqual([found.code, found.problems], [2, ["seleqt_host"]]);
    assert.match(found.of("seleqt_host"), /SELEQT_BASE_URL must start with https:/);
  });

  test("statuses: below 500 a host is there, whatever it says; from 500 on it is not well", async (context) => {
    let status = 404;
    const { env } = await services(context, ({ url = "" }) =>
      url.startsWith("/sq") ? { status, body: { error: "no" } } : { body: ACCOUNT },
    );
    for (status of [200, 301, 401, 404, 405, 429]) assert.equal((await doctor(env)).code, 0, String(status));
    for (status of [500, 502, 503]) {
      const { code, problems, checks } = await doctor(env);
      assert.deepEqual([code, problems], [6, ["seleqt_host"]]);
      assert.ok(checks.some(({ error }) => error?.code === (status === 502 ? "provider_failed" : "server_error")));
    }
  });

  test("--timeout bounds it, --max-retries its attempts", async (context) => {
    const { env, requests } = await services(context, ({ url = "" }) =>
      url.startsWith("/sq") ? undefined : { status: 500, body: {} },
    );
    const { code, stdout } = await runCli(["doctor", "--json", "--timeout", "2000", "--max-retries", "1"], { env });
    assert.equal(code, 6);
    const { checks } = JSON.parse(stdout);
    assert.equal(checks[2].error.code, "server_error");
    assert.equal(checks[3].error.code, "timeout");
    assert.ok(requests.filter(({ url = "" }) => url.startsWith("/cs")).length <= 2);
  });

  test("the account: each verdict has the exit code of the account command, an error that of the error", async (context) => {
    let answer = {};
    const { env } = await services(context, ({ url = "" }) => (url.startsWith("/sq") ? {} : answer));
    for (const [given, exit, says] of /** @type {[object, number, RegExp][]} */ ([
      [{ body: { ...ACCOUNT, status: "IN_USE" } }, 11, /Ada: Not now\. The account is busy/],
      [{ body: { ...ACCOUNT, enabled: false } }, 12, /Not fit to send\. Automation is switched off.*ConnectSafely/],
      [{ body: { ...ACCOUNT, status: "NEW" } }, 13, /Not known to be fit/],
      [{ status: 401, body: { error: "Unauthorized" } }, 3, /answered 401.*Next: check CONNECTSAFELY_API_KEY/],
      [{ status: 404, body: { error: "none" } }, 4, /Next: connect a LinkedIn account in ConnectSafely/],
      [{ status: 429, body: {} }, 5, /Next: wait a minute/],
      [{ body: { id: 7 } }, 6, /damaged answer/],
    ])) {
      answer = given;
      const { code, problems, of } = await doctor(env);
      assert.deepEqual([code, problems], [exit, ["account"]], of("account"));
      assert.match(of("account"), says);
    }
  });

  test("the first problem decides", async (context) => {
    const { env } = await services(context, () => ({ status: 401, body: { error: "Unauthorized" } }));
    const found = await doctor({ ...env, SELEQT_API_KEY: "" });
    assert.deepEqual([found.code, found.problems], [2, ["seleqt_key", "account"]]);
  });

  test("Ctrl-C ends it with 130", async (context) => {
    const { env, requests } = await services(context, () => undefined);
    const { child, ended } = startCli(["doctor"], { env });
    while (requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGINT");
    const { code, stderr } = await ended;
    assert.deepEqual([code, stderr], [130, "Interrupted.\n"]);
  });
});

describe("doctor and the clock", () => {
  for (const [behindMs, says] of /** @type {[number, RegExp][]} */ ([
    [2 * HOUR_MS, /clock is 2 h ahead, .*Set it: /],
    [-2 * HOUR_MS, /clock is 2 h behind, /],
  ])) {
    test(`answers dated ${behindMs / HOUR_MS} h back: by how much it is off, and what goes by it`, async (context) => {
      const { env } = await services(context, () => ({
        body: ACCOUNT,
        headers: { Date: new Date(Date.now() - behindMs).toUTCString() },
      }));
      const { code, problems, of, checks } = await doctor(env);
      assert.deepEqual([code, problems], [2, ["clock"]]);
      assert.match(of("clock"), says);
      const skewMs = checks.find(({ check }) => check === "clock")?.skewMs ?? 0;
      assert.ok(Math.abs(skewMs - behindMs) < 60_000);
    });
  }

  test("one service whose own clock is wrong does not make ours wrong", async (context) => {
    const { env } = await services(context, ({ url = "" }) => ({
      body: ACCOUNT,
      headers: { Date: (url.startsWith("/sq") ? new Date(0) : new Date()).toUTCString() },
    }));
    assert.equal((await doctor(env)).code, 0);
  });

  test("no time in any answer: not known, and no problem", async (context) => {
    const { env } = await services(context, () => ({ body: ACCOUNT, headers: { Date: "yesterday" } }));
    const { code, skipped } = await doctor(env);
    assert.deepEqual([code, skipped], [0, ["clock"]]);
  });

  test("the least difference that whole seconds and the time on the way allow", () => {
    const at = Date.parse("2026-03-01T12:00:00Z");
    const headers = (/** @type {Record<string, string>} */ more = {}) =>
      new Headers({ date: new Date(at).toUTCString(), ...more });
    for (const [began, ended, skew] of /** @type {[number, number, number][]} */ ([
      [at, at, 0],
      [at + 900, at + 950, 0],
      [at - 5_000, at + 5_000, 0],
      [at + 3_000, at + 3_100, 2_000],
      [at - 3_100, at - 3_000, -3_000],
    ])) {
      assert.equal(skewOf(headers(), began, ended), skew);
    }
    assert.equal(skewOf(headers({ age: "60" }), at + 60_000, at + 60_000), 0, "a cache keeps the date");
    assert.equal(skewOf(headers({ age: "-1" }), at, at), 0);
    assert.equal(skewOf(new Headers(), at, at), undefined);
  });
});
