// The records of requests and of how they ended, for tests to read. Header values other than Accept are not kept, since
// a key could be among them.
import { ACCEPT_LENGTH, cut, HEADER_NAME_LENGTH, HEADER_NAMES, KEPT_REQUESTS, PATH_LENGTH } from "./limits.js";

/**
 * @typedef {import("../../types/sandbox.js").SandboxRequest} SandboxRequest
 * @typedef {import("../../types/sandbox.js").SandboxRedirected} SandboxRedirected
 */

/** @param {((line: string) => void) | undefined} log */
export function createRecords(log) {
  /** @type {SandboxRequest[]} */
  const requests = [];
  /** @type {SandboxRedirected[]} */
  const redirected = [];
  let isClosing = false;

  return {
    requests,
    redirected,

    /**
     * Adds the record of a request. It is completed when the response ends.
     * @param {import("node:http").IncomingMessage} req
     * @param {import("node:http").ServerResponse} res
     * @param {string} requestId
     */
    open(req, res, requestId) {
      let isBroken = false;
      const request = {
        at: Date.now(),
        endedAt: /** @type {number | undefined} */ (undefined),
        method: req.method ?? "",
        path: cut(req.url ?? "", PATH_LENGTH),
        vendor: /** @type {SandboxRequest["vendor"]} */ (undefined),
        scenario: /** @type {string | undefined} */ (undefined),
        status: /** @type {number | undefined} */ (undefined),
        headerNames: headerNames(req),
        accept: req.headers.accept && cut(req.headers.accept, ACCEPT_LENGTH),
        aborted: false,
        ended: /** @type {SandboxRequest["ended"]} */ ("open"),
      };
      append(requests, request);
      res.once("close", () => {
        request.endedAt = Date.now();
        if (res.headersSent) request.status = res.statusCode;
        if (isBroken) request.ended = "broken";
        else if (res.writableFinished) request.ended = "complete";
        else request.ended = isClosing ? "closed" : "aborted";
        request.aborted = request.ended === "aborted";
        writeLog(log, `${requestId} ${describe(request)}`);
      });
      return {
        request,
        /** To be called before the sandbox itself breaks the connection. */
        markBroken() {
          isBroken = true;
        },
      };
    },

    /**
     * @param {import("node:http").IncomingMessage} req
     * @param {SandboxRedirected["where"]} where
     */
    addRedirected(req, where) {
      const { method = "", url = "" } = req;
      append(redirected, { at: Date.now(), method, path: cut(url, PATH_LENGTH), headerNames: headerNames(req), where });
    },

    /** From now on, a response that does not complete was ended by closing the sandbox. */
    closing() {
      isClosing = true;
    },

    reset() {
      requests.length = 0;
      redirected.length = 0;
    },
  };
}

/**
 * @template T
 * @param {T[]} list
 * @param {T} entry
 */
function append(list, entry) {
  if (list.length >= KEPT_REQUESTS) list.shift();
  list.push(entry);
}

/** @param {import("node:http").IncomingMessage} req */
function headerNames(req) {
  return req.rawHeaders
    .filter((_, index) => index % 2 === 0)
    .slice(0, HEADER_NAMES)
    .map((name) => cut(name.toLowerCase(), HEADER_NAME_LENGTH));
}

/**
 * A log line. It has no path, since a client may have put its key there.
 * @param {SandboxRequest} request
 */
function describe({ method, vendor, scenario, status, ended, at, endedAt = at }) {
  const what = [vendor, scenario].filter(Boolean).join(" ") || "other";
  return `${method} ${what}: ${status ?? "no status"}, ${ended} after ${endedAt - at} ms`;
}

/**
 * @param {((line: string) => void) | undefined} log
 * @param {string} line
 */
function writeLog(log, line) {
  try {
    log?.(line);
  } catch {
    // An error thrown by the caller's own log function must not end the server.
  }
}
