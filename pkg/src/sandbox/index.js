// The sandbox: a local server that answers both endpoints as documented, and in every way that goes wrong. For this
// package's tests, for its users' tests, and for the demo. It listens on 127.0.0.1 only.
import { createServer } from "node:http";
import { createThrottle, createTurns } from "./counters.js";
import { readOptions } from "./options.js";
import { createRecords } from "./requests.js";
import { createElsewhere, createRouter } from "./router.js";
import { SCENARIOS } from "./scenarios/index.js";

export { SCENARIOS };

const HOST = "127.0.0.1";

/** @type {typeof import("../../types/sandbox.js").startSandbox} */
export async function startSandbox(options) {
  const { port: wantedPort, log, throttle: limits } = readOptions(options);
  const records = createRecords(log);
  const turns = createTurns();
  const throttle = limits && createThrottle(limits);
  const targets = { here: "", elsewhere: "" };

  const elsewhere = await listen(createElsewhere({ records }), 0);
  const main = await listen(createRouter({ records, turns, throttle, targets }), wantedPort).catch(async (error) => {
    await elsewhere.stop();
    throw explain(error, wantedPort);
  });
  const url = `http://${HOST}:${main.port}`;
  targets.here = url;
  targets.elsewhere = `http://${HOST}:${elsewhere.port}`;

  /** @type {Promise<void> | undefined} */
  let closed;
  return {
    url,
    port: main.port,
    baseUrls: { connectsafely: `${url}/linkedin`, seleqt: url },
    scenarios: SCENARIOS,
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
 * @param {import("node:http").RequestListener} handler
 * @param {number} port
 * @returns {Promise<{ port: number, stop: () => Promise<void> }>}
 */
function listen(handler, port) {
  // No limit of the server's own may end a scenario that stalls on purpose, and an idle connection outlives a slow
  // test, so that none is closed in the moment in which a client uses it again.
  const server = createServer({ requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 60_000 }, handler);
  /** @type {Set<import("node:net").Socket>} */
  const sockets = new Set();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  });
  server.on("clientError", (_error, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    else socket.destroy();
  });
  const stop = () =>
    new Promise((/** @type {(value: void) => void} */ resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: HOST, port, backlog: 2048 }, () => {
      server.off("error", reject);
      // Running out of file descriptors, say: the connection is lost, the server is not.
      server.on("error", () => {});
      const address = server.address();
      resolve({ port: typeof address === "object" && address ? address.port : port, stop });
    });
  });
}

/**
 * Says what to do about a port that cannot be had.
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
