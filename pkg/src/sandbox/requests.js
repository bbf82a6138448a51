// The record of what arrived and how it ended, for tests to read. Header values are not kept: a key is never in it.
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
     * Opens the record of a request; it fills itself in when the answer ends.
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
      keep(requests, request);
      res.once("close", () => {
        request.endedAt = Date.now();
        if (res.headersSent) request.status = res.statusCode;
        if (isBroken) request.ended = "broken";
        else if (res.writableFinished) request.ended = "complete";
        else request.ended = isClosing ? "closed" : "aborted";
        request.aborted = request.ended === "aborted";
        tell(log, `${requestId} ${describe(request)}`);
      });
      return {
        request,
        /** To be called before the sandbox itself breaks the connection off. */
        willBreak() {
          isBroken = true;
        },
      };
    },

    /**
     * @param {import("node:http").IncomingMessage} req
     * @param {SandboxRedirected["where"]} where
     */
    followed(req, where) {
      const { method = "", url = "" } = req;
      keep(redirected, { at: Date.now(), method, path: cut(url, PATH_LENGTH), headerNames: headerNames(req), where });
    },

    /** From now on, what breaks off was broken off by closing the sandbox. */
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
function keep(list, entry) {
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
 * A line for people. It has no path: a client that puts its key there must not find it in a log.
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
function tell(log, line) {
  try {
    log?.(line);
  } catch {
    // A log that fails is its owner's affair and must not end the server.
  }
}
