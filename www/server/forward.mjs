// --live: hands the page's questions on to the real services, so that CORS does not stand in the way of trying a real key.
// The key passes through in one header, towards one fixed host and two fixed paths; it is never logged or kept.

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { INERT_POLICY, sendJson } from "./http.mjs";

/** @typedef {{ connectsafely: string, seleqt: string }} Upstream base URLs */

/** Where the page finds the forwarding, by vendor. */
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

// What the package reads of an answer. Cookies, redirect targets and the rest stay behind.
const PASSED_ON =
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
    return sendJson(response, 403, { error: "Only the demo page itself may use the forwarding." });
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
  const kept = [...answer.headers].filter(([name]) => PASSED_ON.test(name));
  response.writeHead(answer.status, Object.fromEntries(kept));
  if (answer.body === null) return void response.end();
  // A body that breaks off upstream must break off here too, or half an answer would look whole: pipeline destroys both.
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
 * Another site's page could otherwise send requests through here. Programs other than browsers send neither header.
 *
 * @param {import("node:http").IncomingMessage} request
 */
function isFromOwnPage({ headers }) {
  const site = headers["sec-fetch-site"];
  const sameSite = site === undefined || site === "same-origin" || site === "none";
  return sameSite && (headers.origin === undefined || headers.origin === `http://${headers.host}`);
}

/**
 * Only the system's short code: messages of lower layers may quote a request.
 *
 * @param {unknown} error
 */
function reason(error) {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return typeof code === "string" ? ` (${code})` : "";
}
