// An HTTP server on 127.0.0.1 that can be stopped at any moment, and that holds a limited number of open requests.
import { createServer } from "node:http";
import { sendWhole } from "./exchange.js";
import { CONNECTIONS, OPEN_REQUESTS } from "./limits.js";

export const HOST = "127.0.0.1";

/**
 * @typedef {import("node:http").ServerResponse} ServerResponse
 */

/**
 * @param {import("node:http").RequestListener} handler
 * @param {number} port 0: a free one
 * @returns {Promise<{ port: number, stop: () => Promise<void> }>}
 */
export function listen(handler, port) {
  /** Each connection with its responses that are not complete. @type {Map<import("node:net").Socket, Set<ServerResponse>>} */
  const connections = new Map();
  let openCount = 0;
  // Idle connections outlive a slow test: one that closes just as the client uses it again would be a failure.
  const server = createServer({ keepAliveTimeout: 60_000 }, (req, res) => {
    openCount += 1;
    connections.get(req.socket)?.add(res);
    res.once("close", () => {
      openCount -= 1;
      connections.get(req.socket)?.delete(res);
    });
    if (openCount <= OPEN_REQUESTS) handler(req, res);
    else if (res.socket) sendWhole(res, 503, TOO_MANY);
    // This response would have to wait for others on the same connection (HTTP pipelining).
    else req.socket.destroy();
  });
  server.maxConnections = CONNECTIONS;
  server.on("connection", (socket) => {
    const responses = new Set();
    connections.set(socket, responses);
    socket.on("error", () => {});
    socket.once("close", () => {
      connections.delete(socket);
      // Node emits "close" only for the first of several pipelined responses.
      for (const res of responses) res.emit("close");
    });
  });
  server.on("clientError", (/** @type {NodeJS.ErrnoException} */ { code }, socket) => {
    // A connection on which no request came in time is idle: closing it without a response lets the client try again.
    if (!socket.writable || code === "ERR_HTTP_REQUEST_TIMEOUT") socket.destroy();
    else socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });
  const stop = () =>
    new Promise((/** @type {(value: void) => void} */ resolve) => {
      server.close(() => resolve());
      for (const socket of connections.keys()) socket.destroy();
    });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: HOST, port, backlog: 2048 }, () => {
      server.off("error", reject);
      // Such as no free file descriptor: that connection is lost, the server goes on.
      server.on("error", () => {});
      const address = server.address();
      resolve({ port: typeof address === "object" && address ? address.port : port, stop });
    });
  });
}

const TOO_MANY = {
  error: `The sandbox answers at most ${OPEN_REQUESTS} requests at a time, and as many are open. Abort some of them first.`,
};
