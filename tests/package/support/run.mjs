// Runs the programs of the packaging tests: with a time limit, without a shell, and with all that they printed at hand when
// they fail.

import { spawn } from "node:child_process";

/**
 * @typedef {object} RunOptions
 * @property {string} cwd
 * @property {Record<string, string | undefined>} [env] beside the environment of the tests
 * @property {number} [timeoutMs]
 * @property {string} [says] printed now and then while it runs: a cold install takes minutes
 */

/** What the runner of these tests tells its children, which would take them for a part of it. */
const CLEAN = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(NODE_TEST_CONTEXT|NODE_OPTIONS|npm_.*|INIT_CWD)$/i.test(name)),
);

/** @param {Record<string, string | undefined>} env */
const environment = (env) => ({
  ...CLEAN,
  NO_COLOR: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  WRANGLER_SEND_METRICS: "false",
  ...env,
});

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} options
 * @returns {Promise<string>} what it printed on stdout
 */
export function run(program, args, { cwd, env = {}, timeoutMs = 300_000, says }) {
  return new Promise((resolve, reject) => {
    const began = Date.now();
    const child = spawn(program, args, { cwd, env: environment(env), stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let all = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      all += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => (all += text));
    const seconds = () => Math.round((Date.now() - began) / 1_000);
    const progress = setInterval(() => says && console.log(`  ${says}: ${seconds()} s`), 10_000);
    const title = `${program} ${args.join(" ")}`;
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      all += `\n(ended by the test after ${timeoutMs} ms)`;
    }, timeoutMs);
    const settle = () => {
      clearInterval(progress);
      clearTimeout(timer);
    };
    child.on("error", (error) => {
      settle();
      reject(new Error(`${title} could not be started: ${error.message}`));
    });
    child.on("close", (code, signal) => {
      settle();
      if (code === 0) resolve(stdout);
      else reject(new Error(`${title} ended with ${signal ?? `exit code ${code}`} and said:\n${all.slice(-8_000)}`));
    });
  });
}

/**
 * Starts a server and waits until it says that it is ready.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions & { ready: RegExp }} options ready: what it prints then; a first group is handed back
 * @returns {Promise<{ found: string, output: () => string, stop: () => Promise<void> }>}
 */
export function serve(program, args, { cwd, env = {}, timeoutMs = 120_000, ready }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: environment(env),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const ended = new Promise((end) => child.on("close", end));
    let output = "";
    const stop = async () => {
      // With the processes that it started: bundlers and workers have several.
      if (child.pid && child.exitCode === null && child.signalCode === null) kill(child.pid);
      await ended;
    };
    const timer = setTimeout(() => {
      void stop().then(() =>
        reject(new Error(`${program} ${args.join(" ")} was not ready in ${timeoutMs} ms:\n${output}`)),
      );
    }, timeoutMs);
    /** @param {string} text */
    const listen = (text) => {
      output += text;
      // eslint-disable-next-line no-control-regex
      const found = ready.exec(output.replaceAll(/\u001b\[[0-9;]*m/g, ""));
      if (!found) return;
      clearTimeout(timer);
      resolve({ found: found[1] ?? found[0], output: () => output, stop });
    };
    child.stdout.setEncoding("utf8").on("data", listen);
    child.stderr.setEncoding("utf8").on("data", listen);
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      reject(new Error(`${program} ${args.join(" ")} ended with ${code} before it was ready:\n${output}`));
    });
  });
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}
