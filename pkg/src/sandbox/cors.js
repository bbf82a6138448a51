// CORS headers: web pages of any origin may read every response, errors included, except in the scenarios that show
// what happens without CORS. (Whether the real services send these headers is not known.)

const EXPOSED = [
  "Retry-After",
  "X-RateLimit-Limit",
  "X-RateLimit-Used",
  "X-RateLimit-Remaining",
  "X-RateLimit-Reset",
  "X-Request-Id",
].join(", ");

/** @param {import("node:http").ServerResponse} res */
export function allowCors(res) {
  res.setHeader("Access-Control-Allow-Origin", "*");
  res.setHeader("Access-Control-Expose-Headers", EXPOSED);
}

/** @param {import("node:http").ServerResponse} res */
export function removeCors(res) {
  res.removeHeader("Access-Control-Allow-Origin");
  res.removeHeader("Access-Control-Expose-Headers");
}

/**
 * Answers a preflight.
 * @param {import("node:http").IncomingMessage} req
 * @param {import("node:http").ServerResponse} res
 * @param {boolean} allowed
 */
export function answerPreflight(req, res, allowed) {
  if (allowed) {
    res.setHeader("Access-Control-Allow-Methods", "GET");
    res.setHeader("Access-Control-Allow-Headers", "Authorization, X-API-Key, Accept");
    res.setHeader("Vary", "Access-Control-Request-Headers, Access-Control-Request-Private-Network");
    // Chromium asks this before a public page may call a server on the user's own machine.
    if (req.headers["access-control-request-private-network"] === "true") {
      res.setHeader("Access-Control-Allow-Private-Network", "true");
    }
  } else {
    removeCors(res);
  }
  res.writeHead(204).end();
}
