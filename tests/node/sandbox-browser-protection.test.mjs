// Protection against web pages of others: which Host headers are refused, and what a browser may do with a response.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import http from "node:http";
import { describe, test } from "node:test";
import { auth, prospectPath, runSandbox, until } from "../support/sandbox.mjs";

const service = runSandbox();

/**
 * A request with a Host header of the test's own, which fetch would not send.
 * @param {string} path
 * @param {{ host?: string | undefined, method?: string, headers?: Record<string, string>, origin?: string }} options
 *   origin: where to send it, if not to the sandbox itself
 * @returns {Promise<{ status: number | undefined, headers: http.IncomingHttpHeaders, body: string }>}
 */
function askAs(path, { host, method = "GET", headers = {}, origin = service.sandbox.url }) {
  return new Promise((resolve, reject) => {
    const all = { ...headers, ...(host === undefined ? {} : { Host: host }) };
    const options = { method, headers: all, agent: false, setHost: false };
    const request = http.request(`${origin}${path}`, options, (response) => {
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

const corsHeaders = (/** @type {http.IncomingHttpHeaders} */ headers) =>
  Object.keys(headers).filter((name) => name.startsWith("access-control-"));

describe("the Host header", () => {
  test("may name this machine in every usual way, with any port or none", async () => {
    const { port } = service.sandbox;
    const names = ["127.0.0.1", "127.1.2.3", "localhost", "LocalHost", "[::1]"];
    for (const name of names) {
      for (const host of [name, `${name}:${port}`, `${name}:1`, `${name}:65535`]) {
        const answer = await askAs(prospectPath(1), { host, headers: auth("seleqt", "k") });
        assert.equal(answer.status, 200, host);
        assert.equal(answer.headers["access-control-allow-origin"], "*", host);
      }
    }
  });

  const foreign = [
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "evil.example#127.0.0.1",
    "127.0.0.1@evil.example",
    "127.evil.example",
    "127.0.0.256",
    "0.0.0.0",
    "10.0.0.1",
    "[::2]",
    "[::ffff:7f00:1]",
    "localhost:1:2",
    "localhost.",
    "",
  ];

  test("with any other name gets 421 for every path, without CORS headers", async () => {
    const paths = [
      "/",
      "/scenarios.json",
      "/nothing",
      "/linkedin/account/status",
      prospectPath(1),
      "/redirected/seleqt",
    ];
    for (const host of [...foreign, ...foreign.map((name) => `${name}:${service.sandbox.port}`)]) {
      for (const path of paths) {
        const { status, headers, body } = await askAs(path, { host, headers: auth("seleqt", "k") });
        assert.equal(status, 421, `${host} ${path}`);
        assert.deepEqual(corsHeaders(headers), [], `${host} ${path}`);
        assert.match(JSON.parse(body).error, /only requests to localhost, 127\.0\.0\.1 or \[::1\]/);
      }
    }
    assert.deepEqual(service.sandbox.redirected, []);
  });

  test("is checked for preflights and other methods, too", async () => {
    for (const method of ["OPTIONS", "HEAD", "POST", "DELETE"]) {
      const headers = { "Access-Control-Request-Private-Network": "true", "Content-Length": "0" };
      const answer = await askAs(prospectPath(1), { host: "evil.example", method, headers });
      assert.equal(answer.status, 421, method);
      assert.deepEqual(corsHeaders(answer.headers), [], method);
    }
  });

  test("is checked by the second server that redirects lead to, too", async () => {
    const { headers } = await askAs("/linkedin/account/status?accountId=redirect-302-elsewhere", {
      host: "localhost",
      headers: auth("connectsafely", "k"),
    });
    const { origin, pathname } = new URL(String(headers.location));
    assert.equal((await askAs(pathname, { origin, host: "evil.example" })).status, 421);
    assert.deepEqual(service.sandbox.redirected, []);
    assert.equal((await askAs(pathname, { origin, host: new URL(origin).host })).status, 200);
    assert.equal(service.sandbox.redirected.length, 1);
  });

  test("that was refused leaves a record, so that whoever set up a proxy can see why", async () => {
    await askAs(prospectPath(7), { host: "evil.example" });
    await until(() => service.lastRequest().ended === "complete", "the answer is complete");
    const { path, status, vendor } = service.lastRequest();
    assert.deepEqual({ path, status, vendor }, { path: prospectPath(7), status: 421, vendor: undefined });
  });
});

describe("what a browser may do with an answer", () => {
  test("the page at / runs its own inline script and style, and loads nothing but the icon", async () => {
    const response = await service.get("/");
    const html = await response.text();
    const policy = Object.fromEntries(
      String(response.headers.get("content-security-policy"))
        .split("; ")
        .map((part) => [part.slice(0, part.indexOf(" ")), part.slice(part.indexOf(" ") + 1)]),
    );
    const inline = (/** @type {string} */ tag) =>
      [...html.matchAll(new RegExp(`<${tag}>([^]*?)</${tag}>`, "g"))].map(
        ([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
      );
    assert.deepEqual(policy, {
      "default-src": "'none'",
      "script-src": inline("script").join(" "),
      "style-src": inline("style").join(" "),
      "img-src": "'self'",
      "base-uri": "'none'",
      "form-action": "'none'",
      "frame-ancestors": "'none'",
    });
    assert.doesNotMatch(html, /<script [^>]*>| style="| on\w+="/, "no script or style that the hashes do not cover");
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    assert.equal(response.headers.get("referrer-policy"), "no-referrer");
  });

  test("every other answer may load and run nothing, even HTML that repeats text of the caller", async () => {
    const responses = await Promise.all([
      service.ask("echo-html"),
      service.ask("echo-html-200"),
      service.ask("html"),
      service.ask("type-html"),
      service.ask("stalled-head"),
      service.ask("redirect-301-here"),
      service.ask("first-degree"),
      service.get("/nothing"),
      service.get("/scenarios.json"),
      service.get("/redirected/seleqt"),
    ]);
    for (const response of responses) {
      assert.equal(
        response.headers.get("content-security-policy"),
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        response.url,
      );
      assert.equal(response.headers.get("x-content-type-options"), "nosniff", response.url);
      assert.equal(response.headers.get("referrer-policy"), "no-referrer", response.url);
      await response.body?.cancel();
    }
  });
});
