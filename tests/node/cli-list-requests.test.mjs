// Requests that no row of the output tells of: they count towards the day's budget of the next run all the same.

import assert from "node:assert/strict";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { runCli, serviceThat, startCli, temporaryDirectory } from "../support/cli.mjs";

const CONNECTED = { success: true, is_connected: true, connection_level: 1, checked_with_account_id: 42 };

/**
 * @param {import("node:test").TestContext} context
 * @param {(asked: number) => { status?: number, body?: unknown }} [answer] `asked`: which request it is, from 1
 */
async function prepare(context, answer = () => ({ body: CONNECTED })) {
  const cwd = await temporaryDirectory(context);
  await writeFile(path.join(cwd, "list.csv"), "prospect_id\n1\n2\n3\n4\n5\n6\n");
  let asked = 0;
  const env = await serviceThat(context, () => answer(++asked));
  const options = ["--output", "out.csv", "--resume", "--per-minute", "100000", "--per-day", "4"];
  const args = (/** @type {string[]} */ ...more) => ["connections", "list.csv", ...options, ...more];
  const notes = () => readFile(path.join(cwd, "out.csv.requests"), "utf8").catch(() => undefined);
  return { cwd, env, args, run: (/** @type {string[]} */ ...more) => runCli(args(...more), { env, cwd }), notes, asked: () => asked }; // prettier-ignore
}

test("a run whose rows tell of every request leaves no notes", async (context) => {
  const { cwd, run, asked } = await prepare(context);
  assert.equal((await run()).code, 5);
  assert.equal(asked(), 4);
  assert.deepEqual((await readdir(cwd)).sort(), ["list.csv", "out.csv"]);
});

test("a request whose answer a kill took counts", async (context) => {
  const { cwd, env, args, run, notes, asked } = await prepare(context);
  const hanging = await serviceThat(context, (request) => {
    if (/\/3\/connection/.test(request.url ?? "")) child.kill("SIGKILL");
    return { body: CONNECTED };
  });
  const { child, ended } = startCli(args(), { env: { ...env, SELEQT_BASE_URL: hanging.SELEQT_BASE_URL }, cwd });
  assert.equal((await ended).signal, "SIGKILL");
  assert.match(String(await notes()), /^\S+Z 1\n\S+Z 2\n\S+Z 3\n$/);
  const { code, stderr } = await run();
  assert.deepEqual([code, asked()], [5, 1], "two rows, the lost request, and one more");
  assert.match(stderr, /0 look-ups left today/);
  assert.match(String(await notes()), /^\S+Z\n$/, "what no row tells of stays, for as long as it counts");
});

test("retries count, and what the service refuses does not", async (context) => {
  const { run, notes, asked } = await prepare(context, (nth) =>
    nth === 1 ? { status: 502, body: {} } : nth === 3 ? { status: 404, body: {} } : { body: CONNECTED },
  );
  assert.equal((await run()).code, 5);
  assert.equal(asked(), 4);
  assert.match(String(await notes()), /^\S+Z\n$/);
  const more = await run("--per-day", "5");
  assert.deepEqual([more.code, asked()], [5, 5]);
});

test("a row that failed counts as often as it was asked again and replaced", async (context) => {
  const { cwd, run, asked } = await prepare(context, () => ({ status: 404, body: {} }));
  await writeFile(path.join(cwd, "list.csv"), "prospect_id\n1\n");
  const codes = [];
  for (let time = 0; time < 6; time++) codes.push((await run()).code);
  assert.deepEqual([codes, asked()], [[7, 7, 7, 7, 5, 5], 4]);
});

test("a row that failed counts when another has taken its place", async (context) => {
  const { run, notes, asked } = await prepare(context, (nth) =>
    nth === 1 ? { status: 502, body: {} } : { body: CONNECTED },
  );
  assert.equal((await run("--max-retries", "0")).code, 5);
  assert.equal(asked(), 4);
  const { code } = await run("--per-day", "5");
  assert.deepEqual([code, asked()], [5, 5], "four rows of the first run, and one more");
  assert.match(String(await notes()), /^\S+Z\n$/);
});

test("notes of yesterday do not count; a line that was cut off does", async (context) => {
  const { cwd, run, asked } = await prepare(context);
  const ago = (/** @type {number} */ hours) => new Date(Date.now() - hours * 3_600_000).toISOString();
  await writeFile(path.join(cwd, "out.csv.requests"), `${ago(25)} 1\n${ago(23)} 1\n${ago(1).slice(0, 9)}`);
  const { code } = await run();
  assert.deepEqual([code, asked()], [5, 2]);
});

test("a note counts a little longer: a slow service may have opened the profile later than it was asked", async (context) => {
  const { cwd, run, asked } = await prepare(context);
  const ago = (/** @type {number} */ seconds) => new Date(Date.now() - 86_400_000 - seconds * 1_000).toISOString();
  await writeFile(path.join(cwd, "out.csv.requests"), `${ago(90)} 1\n${ago(20)} 1\n${ago(1)}\n`);
  const { code } = await run();
  assert.deepEqual([code, asked()], [5, 2]);
});

test("without a limit nothing is noted", async (context) => {
  const { cwd, run } = await prepare(context, (nth) => (nth === 1 ? { status: 502, body: {} } : { body: CONNECTED }));
  assert.equal((await run("--per-day", "unlimited")).code, 0);
  assert.deepEqual((await readdir(cwd)).sort(), ["list.csv", "out.csv"]);
});

test(
  "a header that the disk does not take leaves nothing in the way",
  { skip: process.platform === "win32" },
  async (context) => {
    const { cwd, env, args, asked } = await prepare(context);
    await writeFile(path.join(cwd, "list.csv"), `prospect_id,${"x".repeat(3_000)}\n1,a\n2,b\n3,c\n`);
    const { code, stderr } = await runCli(args(), { env, cwd, redirect: "", fileBlocks: 2 });
    assert.deepEqual([code, asked()], [2, 0]);
    assert.match(stderr, /out\.csv cannot be written: the file may not grow any further \(EFBIG/);
    assert.deepEqual(await readdir(cwd), ["list.csv"]);
    assert.equal((await runCli(args(), { env, cwd })).code, 0);
  },
);

test("where no note can be written, nothing is sent", { skip: process.platform === "win32" }, async (context) => {
  const { cwd, env, args, asked } = await prepare(context);
  const yesterday = new Date(Date.now() - 25 * 3_600_000).toISOString();
  await writeFile(path.join(cwd, "out.csv.requests"), `${yesterday}\n`.repeat(41));
  // 1,025 bytes stand there already: no file may grow beyond 1,024.
  const { code, stderr } = await runCli(args(), { env, cwd, redirect: "", fileBlocks: 2 });
  assert.deepEqual([code, asked()], [2, 0]);
  assert.match(stderr, /out\.csv\.requests cannot be used: the file may not grow any further \(EFBIG/);
});

for (const [what, put] of /** @type {[string, (file: string) => Promise<unknown>][]} */ ([
  ["a directory", (file) => mkdir(file)],
  ["a link", (file) => symlink("elsewhere", file)],
  ["a file of somebody else", (file) => writeFile(file, "my notes\n")],
])) {
  test(`${what} of that name is refused before anything is sent`, async (context) => {
    const { cwd, run, asked } = await prepare(context);
    await put(path.join(cwd, "out.csv.requests"));
    const { code, stderr } = await run();
    assert.deepEqual([code, asked()], [2, 0]);
    assert.match(stderr, /out\.csv\.requests (is no plain file|was not written by this program), and .*Move it away/);
    assert.deepEqual((await readdir(cwd)).sort(), ["list.csv", "out.csv.requests"]);
  });
}
