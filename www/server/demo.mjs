// The demo server: a sandbox and a web server for the demo page, both on 127.0.0.1 only.

import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { sendFile } from "./files.mjs";
import { forward, LIVE_PATHS } from "./forward.mjs";
import { INERT_POLICY, pagePolicy, sendJson, sendText, setCommonHeaders } from "./http.mjs";
import { listen } from "./listen.mjs";
import { loadPackage, loadSandbox, SANDBOX_KEYS } from "./package.mjs";

const WWW = fileURLToPath(new URL("..", import.meta.url));
export const DIST = fileURLToPath(new URL("../../pkg/dist", import.meta.url));

/**
 * @typedef {object} DemoOptions
 * @property {boolean} [live] also forward requests to the real services
 * @property {import("./forward.mjs").Upstream} [upstream] base URLs to forward to; default: the services' production hosts
 * @property {number} [port] 0: any free port. Left out: 8787, or the next free one
 * @property {string} [dist] directory of the built package
 */

/**
 * @typedef {object} Demo
 * @property {string} url the page's address
 * @property {number} port
 * @property {number | undefined} takenPort the default port, if another program uses it
 * @property {import("./package.mjs").Sandbox} sandbox
 * @property {() => Promise<void>} close stops both servers and ends open requests
 */

/**
 * @param {DemoOptions} [options]
 * @returns {Promise<Demo>}
 */
export async function startDemo({ live = false, upstream, port, dist = DIST } = {}) {
  const [{ BASE_URLS }, { startSandbox }] = await Promise.all([loadPackage(dist), loadSandbox(dist)]);
  const sandbox = await startSandbox();
  const policy = pagePolicy(sandbox.url);
  const { url, baseUrls } = sandbox;
  const config = { sandbox: { url, baseUrls, keys: SANDBOX_KEYS }, live: live ? LIVE_PATHS : null };
  const targets = upstream ?? {
    connectsafely: BASE_URLS.connectsafely.production,
    seleqt: BASE_URLS.seleqt.production,
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else sendText(response, 500, "The demo server failed on this request.");
    });
  });

  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   */
  async function answer(request, response) {
    setCommonHeaders(response, INERT_POLICY);
    // DNS rebinding: a web page whose own host name was pointed at 127.0.0.1 would count as same-origin with this server.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(request.headers.host ?? "")) {
      return sendText(response, 403, "Open the demo page as http://127.0.0.1 or http://localhost.");
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("allow", "GET, HEAD");
      return sendText(response, 405, "The demo server answers GET and HEAD only.");
    }
    const target = request.url ?? "/";
    const [path = "/"] = target.split("?", 1);
    if (live && path.startsWith("/live/")) return forward(targets, target, request, response);
    if (path === "/config.json") return sendJson(response, 200, config);
    response.setHeader("content-security-policy", policy);
    return sendFile({ www: WWW, dist }, path, response);
  }

  async function close() {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await Promise.all([closed, sandbox.close()]);
  }

  try {
    const bound = await listen(server, port);
    return { url: `http://127.0.0.1:${bound.port}/`, ...bound, sandbox, close };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}
