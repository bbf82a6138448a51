// Binds the demo server to 127.0.0.1, on the given port or the first free one from the default on.

const DEFAULT_PORT = 8787;
const TRIES = 50;

/**
 * @param {import("node:http").Server} server
 * @param {number | undefined} port
 * @returns {Promise<{ port: number, takenPort: number | undefined }>} takenPort: the default port, if it was not free
 */
export async function listen(server, port) {
  if (port !== undefined) {
    try {
      return { port: await bind(server, port), takenPort: undefined };
    } catch (error) {
      if (!isTaken(error)) throw error;
      throw new Error(`Port ${port} is not free. Choose another with --port, or leave --port out.`, { cause: error });
    }
  }
  for (let next = DEFAULT_PORT; next < DEFAULT_PORT + TRIES; next++) {
    try {
      return { port: await bind(server, next), takenPort: next === DEFAULT_PORT ? undefined : DEFAULT_PORT };
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error(`No free port from ${DEFAULT_PORT} to ${DEFAULT_PORT + TRIES - 1}. Choose one with --port.`);
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @returns {Promise<number>}
 */
function bind(server, port) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** @param {unknown} error */
function isTaken(error) {
  // EACCES: a port that the system reserves.
  return error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES");
}
