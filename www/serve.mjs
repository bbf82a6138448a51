// The demo: a call to each service from Node, then the page, both against a sandbox. Everything listens on 127.0.0.1 only.

import { realpathSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { forward, LIVE_PATHS } from "./forward.mjs";

const WWW = fileURLToPath(new URL(".", import.meta.url));
const DIST = fileURLToPath(new URL("../pkg/dist", import.meta.url));
const DEFAULT_PORT = 8787;

/** The sandbox accepts any key. Their text says what they are, in case one shows up in a log. */
const SANDBOX_KEYS = { account: "sandbox-only-account-key", connection: "sandbox-only.connection-key" };

const USAGE = `Usage: cargo xtask demo [--once] [--live] [--port N]   (or: node www/serve.mjs, once the package is built)

  --once     print the answer of each service, and end
  --live     let the page also ask the real services, with keys that you type there; they are never stored
  --port N   serve the page on this port (default: ${DEFAULT_PORT}, or the next free one)
`;

/** Only what a browser loads: .mjs files belong to the server. @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

const HEADERS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  // If a browser shows such a response as a page, that may load and run nothing. The page itself gets another.
  "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
};

/**
 * upstream: where --live forwards to, by default the services; port: 0 is any free one; dist: the built package
 *
 * @typedef {{ live?: boolean, upstream?: import("./forward.mjs").Upstream, port?: number, dist?: string }} DemoOptions
 * @param {DemoOptions} [options]
 */
export async function startDemo({ live = false, upstream, port, dist = DIST } = {}) {
  const [{ BASE_URLS }, { startSandbox }] = await load(dist);
  const { connectsafely, seleqt } = BASE_URLS;
  const targets = upstream ?? { connectsafely: connectsafely.production, seleqt: seleqt.production };
  const [files, sandbox] = await Promise.all([listFiles(dist), startSandbox()]);
  const { url, baseUrls } = sandbox;
  const config = JSON.stringify({ sandbox: { url, baseUrls, keys: SANDBOX_KEYS }, live: live ? LIVE_PATHS : null });
  const policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
    `connect-src 'self' ${url}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  const server = createServer(async (request, response) => {
    /** @param {number} status @param {string} type @param {string | Buffer} body */
    const send = (status, type, body) => {
      const zipped = /\bgzip\b/.test(String(request.headers["accept-encoding"])) && status === 200;
      const bytes = zipped ? gzipSync(body) : Buffer.from(body);
      if (zipped) response.setHeader("content-encoding", "gzip");
      response.writeHead(status, { "content-type": type, "content-length": bytes.length });
      response.end(request.method === "HEAD" ? undefined : bytes);
    };
    const refuse = (/** @type {number} */ status, /** @type {string} */ text) =>
      send(status, "text/plain", `${text}\n`);
    response.setHeaders(new Headers(HEADERS));
    // DNS rebinding: a web page whose own host name was pointed at 127.0.0.1 would count as same-origin with this server.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(request.headers.host ?? "")) {
      return refuse(403, "Open the demo page as http://127.0.0.1 or http://localhost.");
    }
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(405, "Only GET and HEAD are answered.");
    const target = request.url ?? "/";
    const [path = "/"] = target.split("?", 1);
    if (live && path.startsWith("/live/")) return forward(targets, target, request, response);
    if (path === "/config.json") return send(200, "application/json", config);
    const file = files.get(path);
    const body = file && (await readFile(file).catch(() => undefined));
    if (!body) return refuse(404, "Not found. The demo page is at /.");
    response.setHeader("content-security-policy", policy);
    send(200, TYPES[extname(file)] ?? "", body);
  });

  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await Promise.all([closed, sandbox.close()]);
  };
  const bound = await listen(server, port).catch(async (error) => {
    await sandbox.close();
    throw error;
  });
  const takenPort = port === undefined && bound !== DEFAULT_PORT ? DEFAULT_PORT : undefined;
  return { url: `http://127.0.0.1:${bound}/`, port: bound, takenPort, sandbox, close };
}

/** Every file that is served, by its path: what is not in here does not exist. Links are left out. @param {string} dist */
async function listFiles(dist) {
  const entries = await readdir(WWW, { recursive: true, withFileTypes: true });
  const paths = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const served = paths.filter((path) => TYPES[extname(path)]);
  const files = new Map(served.map((path) => [`/${relative(WWW, path).split(sep).join("/")}`, path]));
  files.set("/", join(WWW, "index.html")).set("/pkg/dist/index.js", join(dist, "index.js"));
  for (const name of ["words.js", "csv.js"]) files.set(`/pkg/src/${name}`, join(WWW, "../pkg/src", name));
  return files;
}

/** @typedef {[typeof import("../pkg/dist/index.js"), typeof import("../pkg/dist/sandbox.js")]} Package */
/** @param {string} dist @returns {Promise<Package>} */
async function load(dist) {
  const [index, sandbox] = ["index.js", "sandbox.js"].map((name) => pathToFileURL(join(dist, name)).href);
  try {
    return [await import(`${index}`), await import(`${sandbox}`)];
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")) throw error;
    throw new Error(`The package is not built yet in ${dist}. Run "cargo xtask build" first.`, { cause: error });
  }
}

/** @param {import("node:http").Server} server @param {number | undefined} wanted @returns {Promise<number>} */
async function listen(server, wanted) {
  const ports = wanted === undefined ? Array.from({ length: 50 }, (_, index) => DEFAULT_PORT + index) : [wanted];
  for (const port of ports) {
    /** @type {NodeJS.ErrnoException | undefined} */
    const error = await new Promise((resolve) => {
      server.once("error", resolve);
      server.listen(port, "127.0.0.1", () => resolve(undefined));
    });
    server.removeAllListeners("error");
    const address = server.address();
    if (!error) return typeof address === "object" && address ? address.port : port;
    // EACCES: a port that the system reserves.
    if (error.code !== "EADDRINUSE" && error.code !== "EACCES") throw error;
  }
  throw new Error(`Port ${ports.join(", ")} is not free. Choose another with --port, or leave --port out.`);
}

/** @param {import("../pkg/dist/sandbox.js").Sandbox["baseUrls"]} urls */
async function printNodeCalls({ connectsafely, seleqt }) {
  const [{ getAccountStatus, getConnectionStatus }] = await load(DIST);
  /** @param {string} code @param {unknown} answer */
  const print = (code, answer) => console.log(`await ${code}\n${JSON.stringify(answer, null, 2)}\n`);
  const account = await getAccountStatus({ apiKey: SANDBOX_KEYS.account, baseUrl: connectsafely });
  print(`getAccountStatus({ apiKey, baseUrl: "${connectsafely}" })`, account);
  const prospect = { prospectId: 91101, baseUrl: seleqt };
  const connection = await getConnectionStatus({ apiKey: SANDBOX_KEYS.connection, ...prospect });
  print(`getConnectionStatus({ apiKey, prospectId: 91101, baseUrl: "${seleqt}" })`, connection);
}

/** @param {string[]} args */
async function main(args) {
  const flag = /** @type {const} */ ({ type: "boolean" });
  const options = { once: flag, live: flag, help: flag, port: /** @type {const} */ ({ type: "string" }) };
  const { once, live, help, port } = parseArgs({ args, options }).values;
  if (port && !(/^\d+$/.test(port) && Number(port) <= 65_535))
    throw new TypeError(`--port takes 0 to 65535, not ${port}`);
  if (help) return console.log(USAGE);
  const demo = await startDemo({ live, port: once ? 0 : port ? Number(port) : undefined });
  const stopped = new AbortController();
  const stop = () => stopped.abort(void demo.close());
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    await printNodeCalls(demo.sandbox.baseUrls);
  } catch (error) {
    if (stopped.signal.aborted) return;
    await demo.close();
    throw error;
  }
  if (once) return demo.close();
  console.log(`Sandbox, with a table of all its scenarios: ${demo.sandbox.url}/`);
  if (live) console.log("Live: the page can also ask the real services, with keys that you type there.");
  if (demo.takenPort) console.log(`Port ${demo.takenPort} is taken, so the page is on port ${demo.port}.`);
  console.log(`Ctrl-C ends the demo.\nDemo page: ${demo.url}`);
}

// Only when run as a program, not when imported. Both paths are resolved, so that it also works through a symbolic link.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  main(process.argv.slice(2)).catch((/** @type {unknown} */ error) => {
    const usage = error instanceof TypeError;
    // parseArgs goes on after its first sentence to explain how to escape "--", which does not apply here.
    console.error(usage ? `${error.message.split(". ")[0]}.\n\n${USAGE}` : Object(error).message);
    process.exitCode = usage ? 2 : 1;
  });
}
