// --live: hands the page's requests on to the real services, which may not allow a page to call them (CORS). The key is in
// one header and goes to fixed hosts and paths only; it is never logged or stored.

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { RESPONSE_HEADERS } from "../pkg/src/limits.js";

/** @typedef {{ connectsafely: string, seleqt: string }} Upstream base URLs */

/** Path prefix of these requests, by service. */
export const LIVE_PATHS = { connectsafely: "/live/connectsafely", seleqt: "/live/seleqt" };

const ROUTES = /** @type {const} */ ([
  ["connectsafely", /^\/account\/status$/, "authorization"],
  ["seleqt", /^\/api\/v1\/public\/prospects\/\d{1,16}\/connection-status\/$/, "x-api-key"],
  ["seleqt", /^\/api\/v1\/prospects\/\d{1,16}\/connection-status\/$/, "authorization"],
]);

// Response headers that the package reads. Others, such as cookies and redirect targets, are not passed on.
const PASSED_ON = new Set(["content-type", ...RESPONSE_HEADERS]);

/**
 * @param {Upstream} upstream
 * @param {string} target path and query of the request
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
export async function forward(upstream, target, { method, headers }, response) {
  /** @param {number} status @param {string} error */
  const refuse = (status, error) =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ error }));
  // Keeps pages of other sites from sending requests through this server. Programs other than browsers send neither header.
  const site = headers["sec-fetch-site"] ?? "none";
  const isOwn = site === "same-origin" || site === "none";
  if (!isOwn || (headers.origin ?? `http://${headers.host}`) !== `http://${headers.host}`) {
    return refuse(403, "Only the demo page itself may have requests forwarded.");
  }
  const [path = ""] = target.split("?", 1);
  const rest = (/** @type {keyof Upstream} */ name) => path.slice(`${LIVE_PATHS[name]}`.length);
  const route = ROUTES.find(([name, form]) => path.startsWith(LIVE_PATHS[name]) && form.test(rest(name)));
  if (method !== "GET" || !route) return refuse(404, "Only GET requests to the two status endpoints are forwarded.");
  const [service, , keyHeader] = route;
  const key = headers[keyHeader];
  const url = upstream[service].replace(/\/$/, "") + target.slice(LIVE_PATHS[service].length);
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  let answer;
  try {
    const sent = { accept: "application/json", ...(typeof key === "string" ? { [keyHeader]: key } : {}) };
    answer = await fetch(url, { headers: sent, redirect: "manual", signal: gone.signal });
  } catch (error) {
    if (gone.signal.aborted) return;
    // Only the system's code: messages of lower layers may quote the request, with its key.
    const { code } = Object(Object(error).cause);
    const reason = typeof code === "string" ? ` (${code})` : "";
    return refuse(502, `The demo server could not reach ${new URL(url).host}${reason}.`);
  }
  response.writeHead(answer.status, Object.fromEntries([...answer.headers].filter(([name]) => PASSED_ON.has(name))));
  if (!answer.body) return void response.end();
  // pipeline destroys both streams on an error: a body that was cut upstream must not look complete to the page.
  const body = Readable.fromWeb(/** @type {import("node:stream/web").ReadableStream} */ (answer.body));
  await pipeline(body, response).catch(() => {});
}
