// --live: forwards the page's requests to the real services, which may not allow a page to call them (CORS). The key is
// in one header and goes to fixed hosts and paths only; it is never logged or stored.

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { INERT_POLICY, sendJson } from "./http.mjs";

/** @typedef {{ connectsafely: string, seleqt: string }} Upstream base URLs */

/** Path prefix of the forwarded requests, by vendor. */
export const LIVE_PATHS = { connectsafely: "/live/connectsafely", seleqt: "/live/seleqt" };

const ROUTES = [
  { vendor: /** @type {const} */ ("connectsafely"), path: /^\/account\/status$/, auth: ["authorization"] },
  {
    vendor: /** @type {const} */ ("seleqt"),
    path: /^\/api\/v1\/public\/prospects\/\d{1,16}\/connection-status\/$/,
    auth: ["x-api-key"],
  },
  {
    vendor: /** @type {const} */ ("seleqt"),
    path: /^\/api\/v1\/prospects\/\d{1,16}\/connection-status\/$/,
    auth: ["authorization"],
  },
];

// Response headers that the package reads. Others, such as cookies and redirect targets, are not passed on.
const FORWARDED_HEADERS =
  /^(content-type|retry-after|(x-)?ratelimit(-[a-z]+)*|cf-ray|(x-)?([a-z]+-)?(request-?id|correlation-id|trace-id))$/;

/**
 * @param {Upstream} upstream
 * @param {string} target path and query of the request
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
export async function forward(upstream, target, request, response) {
  response.setHeader("content-security-policy", INERT_POLICY);
  if (!isFromOwnPage(request)) {
    return sendJson(response, 403, { error: "Only the demo page itself may have requests forwarded." });
  }
  const route = findRoute(target);
  if (request.method !== "GET" || route === undefined) {
    return sendJson(response, 404, {
      error: "The demo server forwards only GET requests to the two status endpoints.",
    });
  }
  const headers = new Headers({ accept: "application/json" });
  for (const name of route.auth) {
    const value = request.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  const url = upstream[route.vendor].replace(/\/$/, "") + route.target;
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  let answer;
  try {
    answer = await fetch(url, { headers, redirect: "manual", signal: gone.signal });
  } catch (error) {
    if (gone.signal.aborted) return;
    return sendJson(response, 502, { error: `The demo server could not reach ${new URL(url).host}${reason(error)}.` });
  }
  const kept = [...answer.headers].filter(([name]) => FORWARDED_HEADERS.test(name));
  response.writeHead(answer.status, Object.fromEntries(kept));
  if (answer.body === null) return void response.end();
  // pipeline destroys both streams on an error: a body that was cut upstream must not look complete to the page.
  const body = Readable.fromWeb(/** @type {import("node:stream/web").ReadableStream} */ (answer.body));
  await pipeline(body, response).catch(() => {});
}

/** @param {string} target */
function findRoute(target) {
  for (const route of ROUTES) {
    const prefix = LIVE_PATHS[route.vendor];
    if (!target.startsWith(prefix + "/")) continue;
    const rest = target.slice(prefix.length);
    const [path = ""] = rest.split("?", 1);
    if (route.path.test(path)) return { ...route, target: rest };
  }
  return undefined;
}

/**
 * Keeps pages of other sites from sending requests through this server. Programs other than browsers send neither header.
 *
 * @param {import("node:http").IncomingMessage} request
 */
function isFromOwnPage({ headers }) {
  const site = headers["sec-fetch-site"];
  const sameSite = site === undefined || site === "same-origin" || site === "none";
  return sameSite && (headers.origin === undefined || headers.origin === `http://${headers.host}`);
}

/**
 * Only the error code of the system: error messages of lower layers may quote the request, with its key.
 *
 * @param {unknown} error
 */
function reason(error) {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return typeof code === "string" ? ` (${code})` : "";
}
