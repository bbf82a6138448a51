// One request being answered: the tools that a scenario plays with, and what must hold for all of them (timers end
// with the answer, and a connection that the sandbox breaks off is told apart from one that the client left).

/**
 * @typedef {Record<string, string | undefined>} Headers A header that is undefined is left out
 * @typedef {object | string | Buffer | undefined} Body
 *   An object is sent as JSON, a string as plain text, a Buffer as it is and called JSON unless `Content-Type` says otherwise
 * @typedef {object} Exchange
 * @property {import("node:http").IncomingMessage} req
 * @property {import("node:http").ServerResponse} res
 * @property {import("../../types/sandbox.js").SandboxVendor} vendor
 * @property {string} key the key or JWT that came, for scenarios that echo it
 * @property {Record<string, unknown>} answer a right answer of this vendor
 * @property {{ here: string, elsewhere: string }} targets where redirects lead
 * @property {(cycle: number) => number} turn counts the requests of this key to this scenario: 0 to cycle - 1, and anew
 * @property {(status: number, body?: Body, headers?: Headers) => void} send the whole answer at once
 * @property {(status: number, length: number | undefined, headers?: Headers) => void} head
 *   the head of an answer whose body the scenario writes itself; without a length it is chunked
 * @property {(ms: number, then: () => void) => void} later calls back, unless the exchange is over by then
 * @property {() => void} reset breaks off with a TCP reset
 * @property {() => void} hangUp breaks off by closing the connection after what was written
 * @property {(text: string) => void} raw writes to the connection itself, past HTTP, and closes it
 */

const JSON_TYPE = "application/json; charset=utf-8";

/**
 * @param {Pick<Exchange, "req" | "res" | "vendor" | "key" | "answer" | "targets" | "turn">} given
 * @param {() => void} onBreak told before the sandbox breaks a connection off
 * @returns {Exchange}
 */
export function createExchange(given, onBreak) {
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
      res.writeHead(status, present({ "Content-Type": JSON_TYPE, "Content-Length": length?.toString(), ...headers }));
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
      onBreak();
      req.socket.resetAndDestroy();
    },
    hangUp() {
      onBreak();
      req.socket.end(() => req.socket.destroy());
    },
    raw(text) {
      onBreak();
      req.socket.end(text, () => req.socket.destroy());
    },
  };
}

/**
 * Sends a whole answer with its length.
 * @param {import("node:http").ServerResponse} res
 * @param {number} status
 * @param {Body} [body]
 * @param {Headers} [headers]
 */
export function sendWhole(res, status, body, headers = {}) {
  if (status === 204 || status === 304) {
    res.writeHead(status, present(headers)).end();
    return;
  }
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === "object" ? JSON.stringify(body) : (body ?? ""));
  const type = body === undefined ? undefined : typeof body === "string" ? "text/plain; charset=utf-8" : JSON_TYPE;
  res.writeHead(status, present({ "Content-Type": type, "Content-Length": String(bytes.length), ...headers }));
  res.end(bytes);
}

/**
 * @param {Headers} headers
 * @returns {Record<string, string>}
 */
function present(headers) {
  /** @type {Record<string, string>} */
  const result = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) result[name] = value;
  return result;
}
