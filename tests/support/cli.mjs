// Runs the command line as users do: a process of its own, with nothing in its environment but what the test puts there.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const CLI = fileURLToPath(new URL("../../pkg/dist/cli.js", import.meta.url));

/** What `cargo xtask coverage` and `mutants` tell Node. */
const { NODE_V8_COVERAGE, __STRYKER_ACTIVE_MUTANT__ } = process.env;
const MEASURED = Object.fromEntries(
  Object.entries({ NODE_V8_COVERAGE, __STRYKER_ACTIVE_MUTANT__ }).filter(([, value]) => value !== undefined),
);

/** What only the parent of the CLI may see. */
export const KEYS = { CONNECTSAFELY_API_KEY: "cs-key.4711", SELEQT_API_KEY: "sq-key.0815" };

/** @param {{ baseUrls: { connectsafely: string, seleqt: string } }} sandbox */
export const environmentOf = ({ baseUrls }) => ({
  ...KEYS,
  CONNECTSAFELY_BASE_URL: baseUrls.connectsafely,
  SELEQT_BASE_URL: baseUrls.seleqt,
});

/**
 * @typedef {{ code: number | null, signal: string | null, stdout: string, stderr: string }} Result
 * @typedef {object} How
 * @property {Record<string, string | undefined>} [env]
 * @property {string} [cwd]
 * @property {string | Buffer} [input]
 * @property {string} [redirect] what a shell makes of the streams, such as `>/dev/full`
 * @property {number} [fileBlocks] with `redirect`: no file may grow beyond so many blocks
 */

/**
 * @param {readonly string[]} args
 * @param {How} [how]
 */
export function startCli(args, { env = {}, cwd, input, redirect, fileBlocks } = {}) {
  const command = [process.execPath, CLI, ...args];
  const script = `${fileBlocks ? `ulimit -f ${fileBlocks}; ` : ""}exec "$0" "$@" ${redirect}`;
  const [program = "", ...rest] = redirect === undefined ? command : ["sh", "-c", script, ...command];
  const child = spawn(program, rest, { env: { PATH: process.env.PATH, ...MEASURED, ...env }, cwd });
  const output = { stdout: "", stderr: "" };
  for (const name of /** @type {const} */ (["stdout", "stderr"])) {
    child[name].setEncoding("utf8").on("data", (text) => (output[name] += text));
  }
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  /** @type {Promise<Result>} */
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, ...output }));
  return {
    child,
    output,
    ended,
    /**
     * Resolves when the output holds this, and rejects when the process ends without it.
     *
     * @param {"stdout" | "stderr"} name
     * @param {RegExp} pattern
     * @returns {Promise<RegExpExecArray>}
     */
    said: (name, pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(output[name]);
          if (found) resolve(found);
          return found;
        };
        if (look()) return;
        child[name].on("data", look);
        void ended.then(
          () => look() ?? reject(new Error(`${name} never said ${pattern}: ${output[name]}${output.stderr}`)),
        );
      }),
  };
}

/**
 * @param {readonly string[]} args
 * @param {How} [how]
 */
export const runCli = (args, how) => startCli(args, how).ended;

/**
 * A directory that the test owns.
 *
 * @param {{ after: (then: () => Promise<void>) => void }} test
 */
export async function temporaryDirectory(test) {
  const directory = await mkdtemp(path.join(tmpdir(), "linkedin-status-cli-"));
  test.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/**
 * A service that answers everything with what the test wants.
 *
 * @param {{ after: (then: () => Promise<void>) => void }} test
 * @param {(request: import("node:http").IncomingMessage) => { status?: number, body?: unknown, text?: string }} answer `text`: as it is, in place of the JSON of `body`
 */
export async function serviceThat(test, answer) {
  const server = createServer((request, response) => {
    const { status = 200, body, text = JSON.stringify(body) } = answer(request);
    response.writeHead(status, { "Content-Type": "application/json" }).end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  test.after(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no address");
  const url = `http://127.0.0.1:${address.port}`;
  return { ...KEYS, CONNECTSAFELY_BASE_URL: url, SELEQT_BASE_URL: url };
}

/**
 * Runs the CLI in a terminal made by util-linux's `script`.
 *
 * @param {readonly string[]} args
 * @param {How & { columns?: number }} [how]
 * @returns {Promise<{ code: number | null, screen: string }>} both streams, as the terminal got them
 */
export async function runInTerminal(args, { env = {}, cwd, columns = 100 } = {}) {
  const command = [process.execPath, CLI, ...args].map((one) => `'${one.replaceAll("'", "'\\''")}'`).join(" ");
  const child = spawn("script", ["-qfec", `stty cols ${columns}; ${command}`, "/dev/null"], {
    env: { PATH: process.env.PATH, ...MEASURED, TERM: "xterm-256color", ...env },
    cwd,
    stdio: ["pipe", "pipe", "inherit"],
  });
  let screen = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (screen += text));
  const [code] = await once(child, "close");
  return { code, screen };
}
