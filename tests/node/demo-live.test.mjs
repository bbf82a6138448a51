// --live: the forwarding to the real services, here played by a sandbox of its own.

import assert from "node:assert/strict";
import http from "node:http";
import { after, before, beforeEach, describe, test } from "node:test";
import { startSandbox } from "../support/sandbox-faults/index.mjs";
import { startDemo } from "../../www/serve.mjs";
import { until } from "../support/sandbox.mjs";

const ACCOUNT = "/live/connectsafely/account/status";
const KEY = "live-key-that-nobody-may-see";
/** @param {number} id */
const prospect = (id, path = "public/prospects") => `/live/seleqt/api/v1/${path}/${id}/connection-status/`;

describe("the forwarding of --live", () => {
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let services;
  /** @type {Awaited<ReturnType<typeof startDemo>>} */
  let demo;
  before(async () => {
    services = await startSandbox();
    demo = await startDemo({ live: true, upstream: services.baseUrls, port: 0 });
  });
  beforeEach(() => services.reset());
  after(async () => {
    await demo?.close();
    await services?.close();
  });

  /** @param {string} path @param {RequestInit} [init] */
  const ask = (path, init) => fetch(new URL(path, demo.url), { redirect: "manual", ...init });
  const bearer = { authorization: `Bearer ${KEY}` };
  const apiKey = { "x-api-key": KEY };

  test("hands both questions on, each with its own key header and no other", async () => {
    const account = await ask(`${ACCOUNT}?accountId=warmup`, {
      headers: { ...bearer, cookie: "a=b", "x-api-key": "x" },
    });
    assert.equal((await account.json()).status, "WARMUP");
    const connection = await ask(`${prospect(91102)}?account_id=7`, { headers: apiKey });
    assert.equal((await connection.json()).checked_with_account_id, 7);
    const signedIn = await ask(prospect(91101, "prospects"), { headers: bearer });
    assert.equal((await signedIn.json()).is_connected, true);

    const [first, second, third] = services.requests;
    assert.equal(first?.path, "/linkedin/account/status?accountId=warmup");
    assert.ok(first?.headerNames.includes("authorization"));
    assert.ok(!first?.headerNames.includes("cookie") && !first?.headerNames.includes("x-api-key"));
    assert.ok(second?.headerNames.includes("x-api-key") && !second.headerNames.includes("authorization"));
    assert.ok(third?.headerNames.includes("authorization"));
    assert.equal(demo.sandbox.requests.length, 0);
  });

  test("hands back status, error text, request id and stated wait", async () => {
    const refused = await ask(prospect(92004), { headers: apiKey });
    assert.equal(refused.status, 403);
    assert.deepEqual(await refused.json(), { error: "Access denied" });
    assert.match(refused.headers.get("x-request-id") ?? "", /^sandbox-\d+$/);
    assert.equal(refused.headers.get("access-control-allow-origin"), null, "other sites' pages cannot read it");
    assert.match(refused.headers.get("content-security-policy") ?? "", /sandbox$/, "nor does it ever run as a page");
    const limited = await ask(`${ACCOUNT}?accountId=rate-limited-retry-after-2`, { headers: bearer });
    assert.equal(limited.status, 429);
    assert.equal(limited.headers.get("retry-after"), "2");
  });

  test("follows no redirect, and does not tell where it pointed", async () => {
    const redirects = services.scenarios.filter(({ group }) => group === "redirects");
    assert.ok(redirects.length > 0);
    for (const { id, name } of redirects) {
      const answer = await ask(prospect(id), { headers: apiKey });
      assert.ok(answer.status >= 300 && answer.status < 400, `${name}: ${answer.status}`);
      assert.equal(answer.headers.get("location"), null);
      await answer.body?.cancel();
    }
    assert.equal(services.redirected.length, 0);
  });

  test("passes an answer on as it arrives, and drops the request when the page does", async () => {
    const controller = new AbortController();
    const stalled = services.scenarios.find(({ name }) => name === "stalled-body");
    assert.ok(stalled);
    const answer = await ask(prospect(stalled.id), { headers: apiKey, signal: controller.signal });
    assert.equal(answer.status, 200);
    const first = await answer.body?.getReader().read();
    assert.ok(first?.value && first.value.length > 0, "half an answer is there before the rest");
    controller.abort();
    await until(() => services.requests.some(({ aborted }) => aborted), "the service sees the request dropped");
  });

  test("breaks off where the service does: half an answer never looks whole", async () => {
    const broken = services.scenarios.find(({ name }) => name === "reset-in-body");
    assert.ok(broken);
    const answer = await ask(prospect(broken.id), { headers: apiKey });
    await assert.rejects(answer.text());
  });

  test("forwards nothing but GET to the two endpoints", async () => {
    const paths = [
      "/live/",
      "/live/connectsafely/",
      "/live/connectsafely/account/status/",
      "/live/connectsafely/account/../account/status/x",
      "/live/connectsafely/messages",
      "/live/seleqt/api/v1/public/prospects/",
      "/live/seleqt/api/v1/public/prospects/1/",
      "/live/seleqt/api/v1/public/prospects/1a/connection-status/",
      "/live/seleqt/api/v1/public/prospects/1/connection-status",
      "/live/other/account/status",
      "/live/connectsafely/account/status%2f..",
    ];
    for (const path of paths) assert.equal((await ask(path, { headers: bearer })).status, 404, path);
    assert.equal((await ask(ACCOUNT, { method: "POST", headers: bearer })).status, 405);
    assert.equal((await ask(ACCOUNT, { method: "HEAD", headers: bearer })).status, 404);
    assert.equal(services.requests.length, 0);
  });

  test("serves the demo page alone: no other site, no foreign origin", async () => {
    /** @param {Record<string, string>} headers @returns {Promise<number | undefined>} */
    const statusWith = (headers) =>
      new Promise((resolve, reject) => {
        const options = { port: demo.port, path: ACCOUNT, headers: { ...bearer, ...headers }, agent: false };
        http
          .get({ hostname: "127.0.0.1", ...options }, (response) => {
            response.resume();
            response.on("end", () => resolve(response.statusCode));
          })
          .on("error", reject);
      });
    for (const site of ["cross-site", "same-site"]) {
      assert.equal(await statusWith({ "sec-fetch-site": site }), 403, site);
    }
    for (const origin of ["https://evil.example", "null", `http://127.0.0.1:${demo.sandbox.port}`]) {
      assert.equal(await statusWith({ origin }), 403, origin);
    }
    assert.equal(services.requests.length, 0);
    assert.equal(await statusWith({ "sec-fetch-site": "same-origin", origin: demo.url.slice(0, -1) }), 200);
    assert.equal(await statusWith({ "sec-fetch-site": "none" }), 200);
  });

  test("says so with a 502 where the service cannot be reached, and never prints a thing", async (t) => {
    const methods = /** @type {const} */ (["log", "info", "warn", "error", "debug"]);
    const prints = methods.map((method) => t.mock.method(console, method, () => {}));
    const gone = await startSandbox();
    await gone.close();
    const lonely = await startDemo({ live: true, upstream: gone.baseUrls, port: 0 });
    try {
      const answer = await fetch(new URL(ACCOUNT, lonely.url), { headers: bearer });
      assert.equal(answer.status, 502);
      const { error } = await answer.json();
      assert.equal(error, `The demo server could not reach 127.0.0.1:${gone.port} (ECONNREFUSED).`);
    } finally {
      await lonely.close();
    }
    assert.deepEqual(
      prints.flatMap((print) => print.mock.calls.map((call) => call.arguments)),
      [],
    );
  });
});
