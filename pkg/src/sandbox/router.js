// Finds the scenario that answers a request. Checks, in this order: Host header, path, method, key, throttle.
import { allowCors, answerPreflight, removeCors } from "./cors.js";
import { connectSafelyEndpoint } from "./connectsafely.js";
import { accountAnswer, connectionAnswer, SELEQT_ERRORS } from "./documented.js";
import { createExchange, sendWhole } from "./exchange.js";
import { isInvalid } from "./keys.js";
import { PAGE_POLICY, scenariosPage } from "./page.js";
import { seleqtEndpoint } from "./seleqt.js";
import { FOREIGN_HOST, isLoopbackHost, protectBrowser } from "./browser-protection.js";

/**
 * @typedef {import("node:http").IncomingMessage} IncomingMessage
 * @typedef {import("node:http").ServerResponse} ServerResponse
 * @typedef {import("../../types/sandbox.js").SandboxVendor} SandboxVendor
 * @typedef {object} Choice
 * @property {string} name
 * @property {(exchange: import("./exchange.js").Exchange) => void} play
 * @property {readonly SandboxVendor[]} [vendors] the vendors it exists for; left out: any
 * @property {"none" | "preflight"} [cors] how far CORS headers are sent; left out: in every response
 * @property {string} [counter] name of its counter, if not its own
 * @typedef {object} Endpoint
 * @property {SandboxVendor} vendor
 * @property {Record<string, unknown>} answer a valid answer
 * @property {(headers: import("node:http").IncomingHttpHeaders) => string | undefined} readKey
 * @property {object} missingKey
 * @property {object} wrongKey
 * @property {Choice} choice
 * @typedef {object} Sandbox what the router needs to know
 * @property {ReturnType<typeof import("./requests.js").createRecords>} records
 * @property {ReturnType<typeof import("./counters.js").createTurns>} turns
 * @property {ReturnType<typeof import("./counters.js").createThrottle> | undefined} throttle
 * @property {{ here: string, elsewhere: string }} targets
 * @property {import("./scenarios/index.js").Scenarios} scenarios
 */

/**
 * The request handler of the sandbox.
 * @param {Sandbox} sandbox
 * @returns {(req: IncomingMessage, res: ServerResponse) => void}
 */
export function createRouter({ records, turns, throttle, targets, scenarios }) {
  let count = 0;
  return (req, res) => {
    const requestId = `sandbox-${++count}`;
    ignoreStreamErrors(req, res);
    protectBrowser(res);
    res.setHeader("X-Request-Id", requestId);
    if (!isLoopbackHost(req.headers.host)) {
      records.open(req, res, requestId);
      return sendWhole(res, 421, FOREIGN_HOST);
    }
    allowCors(res);

    const url = readUrl(req);
    const endpoint = connectSafelyEndpoint(url, scenarios) ?? seleqtEndpoint(url, scenarios);
    if (!endpoint) {
      if (url.pathname.startsWith(REDIRECTED)) return answerRedirected(records, "here", url, req, res);
      return answerOther(req, res, url, scenarios.data, () => records.open(req, res, requestId));
    }
    const { request, markBroken } = records.open(req, res, requestId);
    const { choice, vendor } = endpoint;
    request.vendor = vendor;
    if (req.method === "OPTIONS") return answerPreflight(req, res, choice.cors !== "none");
    if (choice.cors) removeCors(res);
    if (req.method !== "GET") return sendWhole(res, 405, { error: "Method not allowed" }, { Allow: "GET, OPTIONS" });

    const key = endpoint.readKey(req.headers);
    if (!key) return sendWhole(res, 401, endpoint.missingKey);
    if (isInvalid(key)) return sendWhole(res, 401, endpoint.wrongKey);
    if (vendor === "seleqt" && throttle) {
      const { allowed, headers } = throttle.ask(key);
      for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
      if (!allowed) return sendWhole(res, 429, SELEQT_ERRORS.rateLimited);
    }

    request.scenario = choice.name;
    if (choice.vendors && !choice.vendors.includes(vendor)) return sendWhole(res, 400, wrongVendor(choice));
    const { answer } = endpoint;
    /** @param {number} cycle */
    const turn = (cycle) => turns.next(key, `${vendor} ${choice.counter ?? choice.name}`, cycle);
    const path = `${REDIRECTED}${vendor}`;
    const redirectTargets = { here: `${targets.here}${path}`, elsewhere: `${targets.elsewhere}${path}` };
    choice.play(createExchange({ req, res, vendor, key, answer, targets: redirectTargets, turn }, markBroken));
  };
}

/**
 * The request handler of a second origin, the target of redirects. It records each request and sends a valid answer, so
 * that a client which follows redirects does not notice and a test has to look at the record.
 * @param {Pick<Sandbox, "records">} sandbox
 * @returns {(req: IncomingMessage, res: ServerResponse) => void}
 */
export function createElsewhere({ records }) {
  return (req, res) => {
    ignoreStreamErrors(req, res);
    protectBrowser(res);
    if (!isLoopbackHost(req.headers.host)) return sendWhole(res, 421, FOREIGN_HOST);
    allowCors(res);
    answerRedirected(records, "elsewhere", readUrl(req), req, res);
  };
}

const REDIRECTED = "/redirected/";

/**
 * @param {Sandbox["records"]} records
 * @param {"here" | "elsewhere"} where
 * @param {URL} url
 * @param {IncomingMessage} req
 * @param {ServerResponse} res
 */
function answerRedirected(records, where, url, req, res) {
  records.addRedirected(req, where);
  if (req.method === "OPTIONS") return answerPreflight(req, res, true);
  const isAccount = url.pathname === `${REDIRECTED}connectsafely`;
  sendWhole(res, 200, isAccount ? accountAnswer() : connectionAnswer());
}

/**
 * Answers everything that is not an endpoint: the page, its data, and paths that do not exist.
 * @param {IncomingMessage} req
 * @param {ServerResponse} res
 * @param {URL} url
 * @param {readonly import("./scenarios/build.js").SandboxScenario[]} scenarios
 * @param {() => void} record
 */
function answerOther(req, res, { pathname, origin }, scenarios, record) {
  const isRead = req.method === "GET" || req.method === "HEAD";
  if (isRead && pathname === "/") {
    res.setHeader("Content-Security-Policy", PAGE_POLICY);
    return sendWhole(res, 200, scenariosPage(origin, scenarios), { "Content-Type": "text/html; charset=utf-8" });
  }
  if (isRead && pathname === "/scenarios.json") return sendWhole(res, 200, scenarios);
  if (isRead && pathname === "/favicon.ico") return sendWhole(res, 204);
  record();
  if (req.method === "OPTIONS") return answerPreflight(req, res, true);
  const hint = pathname.endsWith("/connection-status") ? ". Mind the closing slash: /connection-status/" : "";
  sendWhole(res, 404, { error: `Not found${hint}` });
}

/** @param {{ name: string, vendors?: readonly SandboxVendor[] }} scenario */
const wrongVendor = ({ name, vendors = [] }) => ({
  error: `The sandbox plays "${name}" only for ${vendors.join(" and ")}. The table at / lists what fits.`,
});

/** @param {IncomingMessage} req */
function readUrl(req) {
  const origin = `http://127.0.0.1:${req.socket.localPort}`;
  try {
    return new URL(`${origin}${req.url ?? "/"}`);
  } catch {
    return new URL("/not-a-path", origin);
  }
}

/**
 * A client may disconnect at any moment: without listeners, that error would end the process. The body is discarded,
 * since an unread one would block the connection.
 * @param {IncomingMessage} req
 * @param {ServerResponse} res
 */
function ignoreStreamErrors(req, res) {
  req.on("error", () => {});
  res.on("error", () => {});
  req.resume();
}
