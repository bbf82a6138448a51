// What the sandbox shows: to pages by CORS, to people at /, and to tests in its records.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { SCENARIOS, startSandbox } from "../support/sandbox-faults/index.mjs";
import { auth, newKey, pathOf, prospectPath, runSandbox, scenario, until } from "../support/sandbox.mjs";

const service = runSandbox();

describe("pages", () => {
  const preflight = {
    method: "OPTIONS",
    headers: {
      Origin: "https://app.example",
      "Access-Control-Request-Method": "GET",
      "Access-Control-Request-Headers": "accept,x-api-key",
    },
  };

  test("a preflight is answered for both keys and Accept, and for a private network", async () => {
    for (const path of ["/linkedin/account/status", prospectPath(1), pathOf(scenario("never"), "seleqt")]) {
      const response = await service.get(path, preflight);
      assert.equal(response.status, 204);
      assert.equal(response.headers.get("access-control-allow-origin"), "*");
      assert.equal(response.headers.get("access-control-allow-headers"), "Authorization, X-API-Key, Accept");
      assert.equal(response.headers.get("access-control-allow-private-network"), null);
    }
    const headers = { ...preflight.headers, "Access-Control-Request-Private-Network": "true" };
    const asked = await service.get("/linkedin/account/status", { ...preflight, headers });
    assert.equal(asked.headers.get("access-control-allow-private-network"), "true");
  });

  test("a preflight neither needs a key nor counts as a turn", async () => {
    const key = newKey();
    await service.get(pathOf(scenario("once-503"), "seleqt"), preflight);
    assert.equal(service.lastRequest().method, "OPTIONS");
    assert.equal((await service.ask("once-503", { key })).status, 503);
    await service.get(pathOf(scenario("once-503"), "seleqt"), preflight);
    assert.equal((await service.ask("once-503", { key })).status, 200);
  });

  test("answers and errors of every kind may be read, with the headers that matter", async () => {
    const responses = await Promise.all([
      service.ask("first-degree"),
      service.ask("provider-failed"),
      service.ask("rate-limited-retry-after-1"),
      service.ask("stalled-head"),
      service.ask("redirect-301-here"),
      service.get("/linkedin/account/status"),
      service.get("/nothing"),
      service.get("/scenarios.json"),
    ]);
    for (const response of responses) {
      assert.equal(response.headers.get("access-control-allow-origin"), "*", response.url);
      assert.match(String(response.headers.get("access-control-expose-headers")), /Retry-After.*X-Request-Id/);
      assert.match(String(response.headers.get("x-request-id")), /^sandbox-\d+$/);
      await response.body?.cancel();
    }
  });

  test("the scenarios without CORS lack it, in the preflight or in the answer", async () => {
    const cors = (/** @type {Response} */ { headers }) => headers.get("access-control-allow-origin");
    assert.equal(cors(await service.get(pathOf(scenario("no-cors"), "seleqt"), preflight)), null);
    assert.equal(cors(await service.ask("no-cors")), null);
    assert.equal(cors(await service.get(pathOf(scenario("no-cors-answer"), "seleqt"), preflight)), "*");
    assert.equal(cors(await service.ask("no-cors-answer")), null);
  });

  test("the page at / lists each scenario with its number, name and outcome", async () => {
    const response = await service.get("/");
    assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
    const html = await response.text();
    for (const { id, name, expect } of SCENARIOS) {
      const row = html.split("\n").find((line) => line.startsWith("<tr") && line.includes(`id="${name}"`));
      assert.ok(row, name);
      assert.ok(row.includes(`>${id}<`), name);
      assert.ok(row.includes(expect.ok ? "answer" : `<code>${expect.code}</code>`), name);
    }
    assert.ok(html.includes(service.sandbox.baseUrls.connectsafely));
    assert.doesNotMatch(html, /(src|href)="(https?:)?\/\//, "nothing comes from elsewhere");
  });

  test("/scenarios.json is the exported data", async () => {
    assert.deepEqual(await (await service.get("/scenarios.json")).json(), JSON.parse(JSON.stringify(SCENARIOS)));
    assert.equal(service.sandbox.scenarios, SCENARIOS);
  });
});

describe("the record of requests", () => {
  test("says what arrived and how it ended, with header names and without any key", async () => {
    const key = newKey();
    await (await service.ask("second-degree", { key })).json();
    await until(() => service.lastRequest().ended === "complete", "the answer is complete");
    const { at, endedAt, headerNames, ...request } = service.lastRequest();
    assert.deepEqual(request, {
      method: "GET",
      path: "/api/v1/public/prospects/91102/connection-status/",
      vendor: "seleqt",
      scenario: "second-degree",
      status: 200,
      accept: "application/json",
      aborted: false,
      ended: "complete",
    });
    assert.ok(at <= Number(endedAt));
    assert.ok(headerNames.includes("x-api-key") && headerNames.includes("accept"));
    assert.equal(JSON.stringify(service.sandbox.requests).includes(key), false);
  });

  test("keeps the last 10,000 and no more", async () => {
    const { createRecords } = await import("../../pkg/src/sandbox/requests.js");
    const records = createRecords(undefined);
    for (let index = 0; index < 10_005; index++) {
      const req = /** @type {import("node:http").IncomingMessage} */ (
        /** @type {unknown} */ ({ url: `/${index}`, headers: {}, rawHeaders: [] })
      );
      records.open(
        req,
        /** @type {import("node:http").ServerResponse} */ (/** @type {unknown} */ ({ once() {} })),
        "id",
      );
    }
    assert.equal(records.requests.length, 10_000);
    assert.equal(records.requests[0]?.path, "/5");
  });

  test("a log gets a line for each request, never the key, and may throw", async () => {
    /** @type {string[]} */
    const lines = [];
    const logged = await startSandbox({
      log(line) {
        lines.push(line);
        throw new Error("a log that fails");
      },
    });
    try {
      const key = newKey();
      await (
        await fetch(`${logged.url}/linkedin/account/status?accountId=in-use&key=${key}`, {
          headers: auth("connectsafely", key),
        })
      ).text();
      await (await fetch(`${logged.url}/${key}`)).text();
      await until(() => lines.length === 2, "both are logged");
      assert.match(String(lines[0]), /^sandbox-1 GET connectsafely in-use: 200, complete after \d+ ms$/);
      assert.match(String(lines[1]), /^sandbox-2 GET other: 404, /);
      assert.equal(lines.join().includes(key), false);
    } finally {
      await logged.close();
    }
  });
});
