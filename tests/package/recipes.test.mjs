// The recipes of docs/recipes that run in Node and its like: the files are those of the pages, to the letter.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { until } from "../support/sandbox.mjs";
import { app, QUICK, tools, WORK } from "./support/places.mjs";
import { nodeProgram } from "./support/programs.mjs";
import { recipe, sandboxEnvironment, toSandbox } from "./support/recipes.mjs";
import { run, serve } from "./support/run.mjs";

const skip = QUICK && "left out by --quick";

/** @type {import("../../pkg/types/sandbox.js").Sandbox} */
let sandbox;
before(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
after(() => sandbox.close());

/** The recipe in an app of its own. @param {string} name @param {{ within?: string, files?: Record<string, string> }} [options] */
async function prepare(name, { within = WORK, files = {} } = {}) {
  const all = { ...(await recipe(name)), "to-sandbox.mjs": toSandbox(sandbox), ...files };
  return app(within, `recipe-${name}`, all);
}

const PRELOAD = ["--import", "./to-sandbox.mjs"];

/** @param {string} cwd @param {string} main */
const node = (cwd, main) => run(process.execPath, [...PRELOAD, main], { cwd, env: sandboxEnvironment(sandbox) });

/** The ids that Seleqt was asked about. */
const asked = () => sandbox.requests.flatMap(({ path }) => /prospects\/(\d+)\//.exec(path)?.[1] ?? []);

test("Express: a decision, an error with its status, and an end when the caller goes", { skip }, async () => {
  const cwd = await prepare("express", { within: await tools("recipes") });
  const env = { ...sandboxEnvironment(sandbox), PORT: "0" };
  const ready = /(http:\/\/127\.0\.0\.1:\d+)/;
  const server = await serve(process.execPath, [...PRELOAD, "server.mjs"], { cwd, env, ready });
  try {
    const get = (/** @type {number | string} */ id, init = {}) => fetch(`${server.found}/invites/${id}`, init);
    assert.deepEqual(await (await get(91102)).json(), {
      decision: "send",
      reasons: ["not_connected", "may_be_pending"],
    });
    const missing = await get(92003);
    assert.deepEqual([missing.status, (await missing.json()).code], [404, "prospect_not_found"]);
    assert.equal((await get("x")).status, 400);
    const limited = await get(93041);
    assert.deepEqual([limited.status, limited.headers.get("retry-after")], [429, "86400"]);
    const controller = new AbortController();
    const gone = get(94001, { signal: controller.signal });
    const open = () => sandbox.requests.find(({ path }) => path.includes("94001"));
    await until(() => open() !== undefined, "it is asked");
    controller.abort();
    await assert.rejects(gone, { name: "AbortError" });
    await until(() => open()?.ended === "aborted", "what was asked is ended");
  } catch (error) {
    throw new Error(`the server said:\n${server.output()}`, { cause: error });
  } finally {
    await server.stop();
  }
});

test(
  "cron: the first morning begins the file, the next one goes on",
  { skip: process.platform === "win32" },
  async () => {
    const cwd = await prepare("cron");
    const env = { ...sandboxEnvironment(sandbox), PATH: `${join(cwd, "node_modules/.bin")}:${process.env.PATH}` };
    const morning = () => run("/bin/sh", ["morning.sh"], { cwd, env });
    await morning();
    const decisions = async () =>
      (await readFile(join(cwd, "checked.csv"), "utf8"))
        .trim()
        .split("\n")
        .map((line) => line.split(",").slice(0, 3).join(" "));
    const first = await decisions();
    assert.deepEqual(first, [
      "prospect_id name decision",
      "91101 Ada skip",
      "91102 Bo send",
      "91105 Cy unknown",
      "91103 Di send",
    ]);
    await morning();
    assert.deepEqual(await decisions(), first);
    assert.equal(asked().length, 4, "nobody was asked twice");
  },
);

test("several accounts: a run for each, seen from its own account", async () => {
  const said = await node(await prepare("accounts"), "accounts.mjs");
  assert.deepEqual(
    said
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
    [
      {
        accountId: "696ce9e780e0483585e4e553",
        found: [
          [91101, "skip"],
          [91102, "send"],
        ],
      },
      { accountId: "696ce9e780e0483585e4e554", found: [[91103, "send"]] },
    ],
  );
  const viewed = sandbox.requests.flatMap(({ path }) => /account_id=(\d+)/.exec(path)?.[1] ?? []).sort();
  assert.deepEqual(viewed, ["42", "42", "7"]);
});

test("JWT: a new one is asked for once", async () => {
  const main = `import { ask } from "./ask.mjs";
const renewed = [];
const token = async (renew) => (renewed.push(renew), renew ? "good.jwt" : "invalid.jwt");
console.log((await ask(91102, token)).network_distance, renewed.join());
await ask(91102, async () => "invalid.jwt").catch((error) => console.log(error.code));
`;
  const said = await node(await prepare("jwt", { files: { "main.mjs": main } }), "main.mjs");
  assert.equal(said, "SECOND_DEGREE false,true\nunauthorized\n");
  assert.equal(sandbox.requests.length, 4);
  for (const { path } of sandbox.requests) assert.match(path, /^\/api\/v1\/prospects\//);
});

test("rate limits: a line for each answer, and when to ask again", async () => {
  const main = `import { account } from "./observed.mjs";
console.log((await account("available")).status);
const { again } = await account("rate-limited-retry-after-86400");
console.log(again > new Date(Date.now() + 86_000_000));
`;
  const cwd = await prepare("rate-limits", { files: { "main.mjs": main } });
  const [first = "", status, second = "", later] = (await node(cwd, "main.mjs")).split("\n");
  assert.deepEqual([status, later], ["AVAILABLE", "true"]);
  const { vendor, status: code, attempt, requestId } = JSON.parse(first);
  assert.deepEqual([vendor, code, attempt], ["connectsafely", 200, 1]);
  assert.match(requestId, /^sandbox-/);
  assert.equal(JSON.parse(second).status, 429);
});

test("testing: with the sandbox and with MSW", { skip }, async () => {
  const cwd = await prepare("testing", { within: await tools("recipes") });
  // Without the keys, which a test needs not, and without the way to the sandbox. MSW needs a newer Node.
  for (const [program, file] of [
    [process.execPath, "sandbox.test.mjs"],
    [await nodeProgram(24), "msw.test.mjs"],
  ]) {
    const said = await run(String(program), ["--test", "--test-reporter=tap", String(file)], { cwd });
    assert.match(said, /# pass 2\n# fail 0/);
  }
  assert.equal(sandbox.requests.length, 0);
});

test("n8n: the Code node's body and the Execute Command node's line", async () => {
  const cwd = await prepare("n8n", {
    files: {
      // As n8n's task runner does: a context without Node's globals, `require` for what is allowed, the body in an async function.
      "runner.cjs": `
const { readFileSync } = require("node:fs");
const vm = require("node:vm");
const items = [91101, 91102, 92003].map((prospectId) => ({ json: { prospectId } }));
const { CONNECTSAFELY_API_KEY, SELEQT_API_KEY } = process.env;
const context = vm.createContext({ require, $env: { CONNECTSAFELY_API_KEY, SELEQT_API_KEY }, $input: { all: () => items } });
const body = readFileSync("code-node.js", "utf8");
vm.runInContext("(async () => {" + body + "\\n})()", context).then((found) => console.log(JSON.stringify(found)));
`,
    },
  });
  const env = sandboxEnvironment(sandbox);
  const flags = ["--disallow-code-generation-from-strings", "--disable-proto=delete"];
  const said = JSON.parse(await run(process.execPath, [...flags, ...PRELOAD, "runner.cjs"], { cwd, env }));
  const found = said.map((/** @type {any} */ { json }) => [json.prospectId, json.decision ?? json.error.code]);
  assert.deepEqual(found, [
    [91101, "skip"],
    [91102, "send"],
    [92003, "prospect_not_found"],
  ]);
  if (process.platform === "win32") return;
  assert.equal(JSON.parse(await run("/bin/sh", ["execute-command.sh"], { cwd, env })).decision, "skip");
});
