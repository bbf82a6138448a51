// One request and the ways to respond to it, as a scenario gets them. Timers of a scenario end with its connection, and
// the record can tell a connection that the sandbox broke from one that the client closed.

/**
 * @typedef {Record<string, string | undefined>} Headers A header that is undefined is left out
 * @typedef {object | string | Buffer | undefined} Body
 *   An object is sent as JSON, a string as plain text, a Buffer as it is and called JSON unless `Content-Type` says otherwise
 * @typedef {object} Exchange
 * @property {import("node:http").IncomingMessage} req
 * @property {import("node:http").ServerResponse} res
 * @property {import("../../types/sandbox.js").SandboxVendor} vendor
 * @property {string} key the API key or JWT of the request, for scenarios that echo it
 * @property {Record<string, unknown>} answer a valid answer of this vendor
 * @property {{ here: string, elsewhere: string }} targets targets for redirects: on the same origin and on another one
 * @property {(cycle: number) => number} turn counts the requests of this key to this scenario: 0 to cycle - 1, then 0 again
 * @property {(status: number, body?: Body, headers?: Headers) => void} send sends a complete response
 * @property {(status: number, length: number | undefined, headers?: Headers) => void} head
 *   sends status and headers; the scenario writes the body itself. Without a length it is chunked
 * @property {(ms: number, then: () => void) => void} later a timer that is cleared when the connection closes
 * @property {() => void} reset resets the TCP connection
 * @property {() => void} hangUp closes the connection once everything written so far is sent
 * @property {(text: string) => void} raw writes bytes to the connection that need not be HTTP, and closes it
 */

const JSON_TYPE = "application/json; charset=utf-8";

/**
 * @param {Pick<Exchange, "req" | "res" | "vendor" | "key" | "answer" | "targets" | "turn">} given
 * @param {() => void} beforeBreak called before the sandbox itself breaks the connection
 * @returns {Exchange}
 */
export function createExchange(given, beforeBreak) {
  const { req, res } = given;
  /** @type {Set<NodeJS.Timeout>} */
  const timers = new Set();
  res.once("close", () => {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  });

  return {
    ...given,
    send: (status, body, headers) => sendWhole(res, status, body, headers),
    head(status, length, headers = {}) {
      res.writeHead(
        status,
        withoutUndefined({ "Content-Type": JSON_TYPE, "Content-Length": length?.toString(), ...headers }),
      );
      res.flushHeaders();
    },
    later(ms, then) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        if (!res.destroyed) then();
      }, ms);
      timers.add(timer);
    },
    reset() {
      beforeBreak();
      req.socket.resetAndDestroy();
    },
    hangUp() {
      beforeBreak();
      req.socket.end(() => req.socket.destroy());
    },
    raw(text) {
      beforeBreak();
      req.socket.end(text, () => req.socket.destroy());
    },
  };
}

/**
 * Sends a complete response with a Content-Length.
 * @param {import("node:http").ServerResponse} res
 * @param {number} status
 * @param {Body} [body]
 * @param {Headers} [headers]
 */
export function sendWhole(res, status, body, headers = {}) {
  if (status === 204 || status === 304) {
    res.writeHead(status, withoutUndefined(headers)).end();
    return;
  }
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === "object" ? JSON.stringify(body) : (body ?? ""));
  const type = body === undefined ? undefined : typeof body === "string" ? "text/plain; charset=utf-8" : JSON_TYPE;
  res.writeHead(status, withoutUndefined({ "Content-Type": type, "Content-Length": String(bytes.length), ...headers }));
  res.end(bytes);
}

/**
 * @param {Headers} headers
 * @returns {Record<string, string>}
 */
function withoutUndefined(headers) {
  /** @type {Record<string, string>} */
  const result = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) result[name] = value;
  return result;
}
