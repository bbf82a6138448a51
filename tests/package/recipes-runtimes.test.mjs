// The recipes of docs/recipes that need other runtimes, and those through a proxy.

import { build } from "esbuild";
import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import { createServer } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { startSandbox } from "../../pkg/dist/sandbox.js";
import { app, QUICK, tools } from "./support/places.mjs";
import { bunProgram, denoProgram, nodeProgram } from "./support/programs.mjs";
import { recipe, sandboxEnvironment, toSandbox } from "./support/recipes.mjs";
import { run } from "./support/run.mjs";
import { withWorkerd } from "./support/workerd.mjs";

const skip = QUICK && "left out by --quick";

/** @type {import("../../pkg/types/sandbox.js").Sandbox} */
let sandbox;
/** @type {Awaited<ReturnType<typeof startProxy>>} */
let proxy;
before(async () => {
  sandbox = await startSandbox();
  proxy = await startProxy();
});
beforeEach(() => {
  sandbox.reset();
  proxy.hosts.length = 0;
});
after(async () => {
  await proxy.close();
  await sandbox.close();
});

/** A proxy as companies have it: tunnels, and plain requests by their whole address. */
async function startProxy() {
  /** @type {string[]} */
  const hosts = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "");
    hosts.push(url.host);
    const { "proxy-connection": _, ...headers } = /** @type {Record<string, string>} */ (request.headers);
    fetch(url, { headers: { accept: `${headers.accept}`, "x-api-key": `${headers["x-api-key"]}` } }).then(
      async (answer) => response.writeHead(answer.status).end(await answer.text()),
      () => response.writeHead(502).end(),
    );
  });
  server.on("connect", (request, socket) => {
    hosts.push(request.url ?? "");
    const { hostname, port } = new URL(`http://${request.url}`);
    const upstream = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
    socket.on("close", () => upstream.destroy());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, hosts, close };
}

/** @param {string} within @param {string} name @param {Record<string, string>} [files] */
const prepare = async (within, name, files = {}) =>
  app(within, `recipe-${name}`, { ...(await recipe(name)), "to-sandbox.mjs": toSandbox(sandbox), ...files });

/** Each with the way to the sandbox in front. */
const RUNTIMES =
  /** @type {Record<string, { program: () => Promise<string>, args: string[], env: Record<string, string> }>} */ ({
    node: { program: () => nodeProgram(24), args: ["--import", "./to-sandbox.mjs"], env: { NODE_USE_ENV_PROXY: "1" } },
    bun: { program: bunProgram, args: ["--preload", "./to-sandbox.mjs"], env: {} },
    deno: {
      program: denoProgram,
      args: ["run", "--no-prompt", "--allow-env", "--allow-net=127.0.0.1", "--node-modules-dir=manual"].concat([
        "--preload=./to-sandbox.mjs",
      ]),
      env: { DENO_NO_UPDATE_CHECK: "1" },
    },
  });

for (const [name, { program, args, env }] of Object.entries(RUNTIMES)) {
  test(`the invite check runs in ${name}, and through a company's proxy`, { skip }, async () => {
    const within = await tools("recipes");
    const cwd = await prepare(within, "bun-deno");
    const all = { ...sandboxEnvironment(sandbox), ...env, DENO_DIR: join(cwd, ".deno") };
    const bare = await run(await program(), [...args, "invite.mjs"], { cwd, env: all });
    assert.equal(bare, "send not_connected may_be_pending\n");
    assert.deepEqual(proxy.hosts, []);
    const behind = await prepare(within, "corporate-proxy");
    // The sandbox has no TLS, so the proxy for plain http is taken; it is told by the same rules.
    const proxied = { ...all, HTTP_PROXY: proxy.url, http_proxy: proxy.url, NO_PROXY: "", no_proxy: "" };
    const said = await run(await program(), [...args, "invite.mjs"], { cwd: behind, env: proxied });
    assert.equal(said, "not_connected\n");
    assert.deepEqual(proxy.hosts, [new URL(sandbox.url).host]);
  });
}

test("undici's ProxyAgent sends a call through the proxy", { skip }, async () => {
  const main = `import { getConnectionStatus } from "linkedin-status";
import { throughProxy } from "./through-proxy.mjs";
const baseUrl = process.env.SELEQT_BASE_URL;
const { network_distance } = await getConnectionStatus({ apiKey: "k", prospectId: 91102, baseUrl, fetch: throughProxy });
console.log(network_distance);
`;
  const cwd = await prepare(await tools("recipes"), "corporate-proxy", { "main.mjs": main });
  const env = { ...sandboxEnvironment(sandbox), HTTPS_PROXY: proxy.url };
  assert.equal(await run(process.execPath, ["main.mjs"], { cwd, env }), "SECOND_DEGREE\n");
  assert.equal(proxy.hosts.length, 1);
});

test("Cloudflare Workers: a decision by the worker's own secrets", { skip }, async () => {
  const cwd = await prepare(await tools("recipes"), "cloudflare", {
    "entry.mjs": 'import "./to-sandbox.mjs";\nexport { default } from "./worker.mjs";\n',
  });
  await build({
    entryPoints: [join(cwd, "entry.mjs")],
    outfile: join(cwd, "out/worker.js"),
    bundle: true,
    format: "esm",
    target: "es2022",
    conditions: ["workerd", "worker", "browser"],
    external: ["*.wasm"],
  });
  const wasm = "linkedin_status.wasm";
  await copyFile(join(cwd, "node_modules/linkedin-status/dist", wasm), join(cwd, "out", wasm));
  const secrets = { CONNECTSAFELY_API_KEY: "test.key", SELEQT_API_KEY: "test.key" };
  const ask = async (/** @type {string} */ url, /** @type {string} */ id) => {
    const answer = await fetch(`${url}?prospect=${id}`);
    const { decision, code } = await answer.json();
    return [answer.status, decision ?? code];
  };
  await withWorkerd(
    join(cwd, "out"),
    ["worker.js", wasm],
    async (url) => {
      assert.deepEqual(await ask(url, "91102"), [200, "send"]);
      assert.deepEqual(await ask(url, "x"), [400, "invalid_options"]);
    },
    secrets,
  );
});
