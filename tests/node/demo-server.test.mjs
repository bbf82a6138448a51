// The demo server: its command line, and what it hands out and to whom.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startDemo } from "../../www/serve.mjs";

const SERVE = fileURLToPath(new URL("../../www/serve.mjs", import.meta.url));

/**
 * Runs the demo; `onOutput` is told all that was printed so far.
 *
 * @param {string[]} flags
 * @param {(stdout: string, child: import("node:child_process").ChildProcess) => void} [onOutput]
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
function runServe(flags, onOutput) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [SERVE, ...flags], { stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
      onOutput?.(stdout, child);
    });
    child.stderr.on("data", (chunk) => (stderr += chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/**
 * A request whose path and headers go out as they are: fetch would tidy them up.
 *
 * @param {string} origin
 * @param {string} path
 * @param {{ method?: string, headers?: Record<string, string> }} [options]
 * @returns {Promise<{ status: number | undefined, headers: http.IncomingHttpHeaders, body: string }>}
 */
function ask(origin, path, { method = "GET", headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const request = http.request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => (body += chunk));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    request.on("error", reject);
    request.end();
  });
}

describe("the demo's command line", () => {
  test("--once prints the answer of a call to each endpoint, and ends", async () => {
    const { code, stdout, stderr } = await runServe(["--once"]);
    assert.equal(stderr, "");
    assert.equal(code, 0);
    const answers = [...stdout.matchAll(/^await (\w+)\(.*\)\n(\{\n[^]*?\n\})$/gm)];
    assert.deepEqual(
      answers.map(([, call, json]) => [call, JSON.parse(json ?? "").status ?? JSON.parse(json ?? "").is_connected]),
      [
        ["getAccountStatus", "AVAILABLE"],
        ["getConnectionStatus", true],
      ],
    );
  });

  test("without --once it serves the page until it is told to end, and its last line is the page's address", async () => {
    /** @type {Promise<[string, string]> | undefined} */
    let visit;
    const { code, stdout, stderr } = await runServe(["--port", "0"], (printed, child) => {
      const page = /^Demo page: (\S+)\n$/m.exec(printed)?.[1];
      const sandbox = /^Sandbox.*: (\S+)$/m.exec(printed)?.[1];
      if (visit !== undefined || page === undefined || sandbox === undefined) return;
      const texts = [page, sandbox].map((url) => fetch(url).then((response) => response.text()));
      visit = /** @type {Promise<[string, string]>} */ (Promise.all(texts)).finally(() => child.kill("SIGINT"));
    });
    assert.match(stdout, /getAccountStatus[^]*getConnectionStatus[^]*\nDemo page: http:\/\/127\.0\.0\.1:\d+\/\n$/);
    const [page = "", table = ""] = (await visit) ?? [];
    assert.match(page, /<title>linkedin-status/);
    assert.match(table, /91101/);
    assert.equal(stderr, "");
    assert.equal(code, 0, "Ctrl-C is how the demo ends: no failure");
  });

  test("a wrong flag gets the usage and exit code 2", async () => {
    for (const flags of [["--onec"], ["--port"], ["--port", "x"], ["--port", "65536"], ["page"]]) {
      const { code, stdout, stderr } = await runServe(flags);
      assert.equal(code, 2, flags.join(" "));
      assert.match(stderr, /Usage: cargo xtask demo \[--once\]/);
      assert.equal(stdout, "");
    }
    assert.match((await runServe(["--onec"])).stderr, /^Unknown option '--onec'\.\n/);
    assert.equal((await runServe(["--help"])).code, 0);
  });

  test("a --port that is taken is an error that says so; the default gives way to the next free port", async () => {
    // Where another program has 8787, that serves as well.
    const blocker = http.createServer();
    await new Promise((resolve) => {
      blocker.once("error", resolve);
      blocker.listen(8787, "127.0.0.1", () => resolve(undefined));
    });
    try {
      const { code, stderr } = await runServe(["--port", "8787"]);
      assert.equal(code, 1);
      assert.match(stderr, /^Port 8787 is not free\. Choose another with --port/);
      const demo = await startDemo();
      assert.ok(demo.port > 8787);
      assert.equal(demo.takenPort, 8787);
      await demo.close();
    } finally {
      blocker.close();
    }
  });

  test("a package that is not built is an error that says what to do", async () => {
    const empty = await mkdtemp(join(tmpdir(), "linkedin-status-empty-"));
    await assert.rejects(startDemo({ dist: empty }), /not built yet.*Run "cargo xtask build" first/);
    await rm(empty, { recursive: true });
  });
});

describe("the demo server", () => {
  /** @type {Awaited<ReturnType<typeof startDemo>>} */
  let demo;
  before(async () => {
    demo = await startDemo({ port: 0 });
  });
  after(() => demo.close());

  test("serves the page, the package and where the sandbox is, fenced in by headers", async () => {
    const page = await ask(demo.url, "/");
    assert.equal(page.status, 200);
    assert.equal(page.headers["content-type"], "text/html; charset=utf-8");
    assert.equal(page.headers["cache-control"], "no-store");
    assert.equal(page.headers["x-content-type-options"], "nosniff");
    assert.equal(page.headers["referrer-policy"], "no-referrer");
    const policy = page.headers["content-security-policy"] ?? "";
    assert.match(String(policy), /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; /);
    assert.ok(String(policy).includes(`connect-src 'self' ${demo.sandbox.url};`), "no other server may be asked");

    const types = { "/page.js": "text/javascript", "/style.css": "text/css", "/icon.svg": "image/svg+xml" };
    for (const [path, type] of Object.entries({
      ...types,
      "/pkg/dist/index.js": "text/javascript",
      "/pkg/src/words.js": "text/javascript",
    })) {
      const { status, headers } = await ask(demo.url, path);
      assert.equal(status, 200, path);
      assert.ok(headers["content-type"]?.startsWith(type), path);
    }
    const config = JSON.parse((await ask(demo.url, "/config.json")).body);
    assert.deepEqual(config.sandbox.baseUrls, demo.sandbox.baseUrls);
    assert.equal(config.live, null);
    assert.deepEqual(await ask(demo.url, "/", { method: "HEAD" }).then(({ status, body }) => [status, body]), [
      200,
      "",
    ]);
  });

  test("hands out nothing that lies elsewhere", async () => {
    const paths = [
      "/../package.json",
      "/%2e%2e/package.json",
      "/..%2fpackage.json",
      "/pkg/dist/..%2f..%2fpackage.json",
      "/pkg/dist/../../package.json",
      "/pkg/dist/%2e%2e/package.json",
      "/pkg/package.json",
      "/..%5cpackage.json",
      "//etc/passwd",
      "/pkg/dist//etc/passwd",
      "/page.js%00.html",
      "/%",
      "/.gitignore",
      "/serve.mjs",
      "/forward.mjs",
      "/extension/",
      "/extension/words.d.ts",
      "/pkg/src/index.js",
      "/pkg/dist/",
      "/nothing.js",
      "/live/connectsafely/account/status",
    ];
    for (const path of paths) {
      const { status, body } = await ask(demo.url, path);
      assert.equal(status, 404, path);
      assert.ok(body.length < 100, path);
    }
  });

  test("answers only under its own names, so that a foreign name pointed at it gets nothing", async () => {
    const { port } = demo;
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, "LOCALHOST"]) {
      assert.equal((await ask(demo.url, "/", { headers: { host } })).status, 200, host);
    }
    for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1.evil.example", "localhost.evil.example"]) {
      const { status, body } = await ask(demo.url, "/config.json", { headers: { host } });
      assert.equal(status, 403, host);
      assert.ok(!body.includes("baseUrls"));
    }
  });

  test("answers no method but GET and HEAD", async () => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      assert.equal((await ask(demo.url, "/", { method })).status, 405, method);
    }
  });
});
