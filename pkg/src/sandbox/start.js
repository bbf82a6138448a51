// Starts a sandbox with given scenarios: those that ship, or those and the faults of this package's own tests.
import { createThrottle, createTurns } from "./counters.js";
import { readOptions } from "./options.js";
import { createRecords } from "./requests.js";
import { createElsewhere, createRouter } from "./router.js";
import { HOST, listen } from "./server.js";

/**
 * Starts a sandbox that plays these scenarios.
 * @param {import("./scenarios/index.js").Scenarios} scenarios
 * @param {import("../../types/sandbox.js").SandboxOptions} [options]
 * @returns {Promise<import("../../types/sandbox.js").Sandbox>}
 */
export async function startWith(scenarios, options) {
  const { port: wantedPort, log, throttle: limits } = readOptions(options);
  const records = createRecords(log);
  const turns = createTurns();
  const throttle = limits && createThrottle(limits);
  const targets = { here: "", elsewhere: "" };

  const elsewhere = await listen(createElsewhere({ records }), 0);
  const main = await listen(createRouter({ records, turns, throttle, targets, scenarios }), wantedPort).catch(
    async (error) => {
      await elsewhere.stop();
      throw explain(error, wantedPort);
    },
  );
  const url = `http://${HOST}:${main.port}`;
  targets.here = url;
  targets.elsewhere = `http://${HOST}:${elsewhere.port}`;

  /** @type {Promise<void> | undefined} */
  let closed;
  return {
    url,
    port: main.port,
    baseUrls: { connectsafely: `${url}/linkedin`, seleqt: url },
    scenarios: scenarios.data,
    requests: records.requests,
    redirected: records.redirected,
    reset() {
      records.reset();
      turns.reset();
      throttle?.reset();
    },
    close() {
      records.closing();
      closed ??= Promise.all([main.stop(), elsewhere.stop()]).then(() => undefined);
      return closed;
    },
  };
}

/**
 * An error that says what to do when the port cannot be used.
 * @param {NodeJS.ErrnoException} error
 * @param {number} port
 */
function explain(error, port) {
  const advice = 'choose another "port", or leave it out to get a free one.';
  const reason = {
    EADDRINUSE: `Port ${port} of ${HOST} is taken: end the program that uses it,`,
    EACCES: `This user may not listen on port ${port}:`,
  }[error.code ?? ""];
  if (!reason) return error;
  const separator = error.code === "EADDRINUSE" ? " or " : " ";
  return Object.assign(new Error(`${reason}${separator}${advice}`, { cause: error }), { code: error.code });
}
