// What the sandbox holds in memory has an upper bound, whatever a client sends and however often.
import assert from "node:assert/strict";
import http from "node:http";
import net from "node:net";
import { describe, test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createThrottle, createTurns } from "../../pkg/src/sandbox/counters.js";
import {
  ACCEPT_LENGTH,
  COUNTED_KEYS,
  COUNTED_STARTS,
  HEADER_NAME_LENGTH,
  HEADER_NAMES,
  KEPT_REQUESTS,
  OPEN_REQUESTS,
  PATH_LENGTH,
} from "../../pkg/src/sandbox/limits.js";
import { createRecords } from "../../pkg/src/sandbox/requests.js";
import { auth, pathOf, prospectPath, runSandbox, scenario, until } from "../support/sandbox.mjs";

const service = runSandbox();

/** @typedef {import("../../pkg/types/sandbox.js").SandboxRequest} SandboxRequest */

/** Request and response as far as the record looks at them. @param {string} path @param {Record<string, string>} headers */
function exchange(path, headers) {
  const rawHeaders = Object.entries(headers).flat();
  const req = /** @type {http.IncomingMessage} */ (/** @type {unknown} */ ({ url: path, headers, rawHeaders }));
  const res = /** @type {http.ServerResponse} */ (/** @type {unknown} */ ({ once() {} }));
  return { req, res };
}

/** @param {Pick<SandboxRequest, "path" | "headerNames">} record */
function checkLengths({ path, headerNames }) {
  assert.equal(path.length, PATH_LENGTH);
  assert.ok(path.startsWith("/linkedin/account/status?x=xxx") && path.endsWith("xxx..."), "a cut is marked");
  assert.equal(headerNames.length, HEADER_NAMES);
  const long = headerNames.find((name) => name.startsWith("x-long"));
  assert.equal(long, `x-long${"g".repeat(HEADER_NAME_LENGTH - 9)}...`);
  assert.ok(headerNames.every((name) => name.length <= HEADER_NAME_LENGTH));
}

describe("the record of one request", () => {
  /** Within the 16 KiB that Node takes of a request, and far beyond what the record keeps. */
  const headers = {
    Accept: "a".repeat(2_000),
    [`X-Long${"g".repeat(1_000)}`]: "1",
    ...Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`X-Header-${index}`, "1"])),
  };
  const path = `/linkedin/account/status?x=${"x".repeat(6_000)}`;
  const send = (/** @type {string} */ url) =>
    new Promise((resolve, reject) => {
      http.get(url, { headers, agent: false }, (response) => response.resume().on("end", resolve)).on("error", reject);
    });

  test("cuts path, header names and Accept to their lengths, and says where it cut", async () => {
    await send(`${service.sandbox.url}${path}`);
    const record = service.lastRequest();
    checkLengths(record);
    assert.equal(record.accept, `${"a".repeat(ACCEPT_LENGTH - 3)}...`);
  });

  test("of one that followed a redirect is cut in the same way", async () => {
    const response = await service.ask("redirect-302-elsewhere");
    const { origin } = new URL(String(response.headers.get("location")));
    await send(`${origin}${path}`);
    const [record] = service.sandbox.redirected;
    assert.ok(record);
    checkLengths(record);
  });

  test("keeps what fits as it came", () => {
    const fitting = `/${"é".repeat(PATH_LENGTH - 1)}`;
    const { req, res } = exchange(fitting, { accept: "b".repeat(ACCEPT_LENGTH) });
    const { request } = createRecords(undefined).open(req, res, "id");
    assert.equal(request.path, fitting);
    assert.equal(request.accept, "b".repeat(ACCEPT_LENGTH));
  });
});

describe("all records together", () => {
  test("are the last 10,000, and take no more memory for longer requests", () => {
    setFlagsFromString("--expose-gc");
    const gc = runInNewContext("gc");
    const records = createRecords(undefined);
    const long = "z".repeat(8_000);
    gc();
    const before = process.memoryUsage().heapUsed;
    for (let index = 0; index < KEPT_REQUESTS + 5; index++) {
      // Strings of their own, as Node makes them: not one string that all records share.
      const { req, res } = exchange(Buffer.from(`/${index}?${long}`).toString(), {
        accept: Buffer.from(`${index}${long}`).toString(),
        [Buffer.from(`x-${index}${long}`).toString()]: "1",
      });
      records.open(req, res, "id");
      records.addRedirected(req, "here");
    }
    gc();
    const mebibytes = (process.memoryUsage().heapUsed - before) / 2 ** 20;
    for (const list of [records.requests, records.redirected]) {
      assert.equal(list.length, KEPT_REQUESTS);
      assert.ok(list[0]?.path.startsWith("/5?"));
    }
    // Two lists of 10,000 paths of 4 KiB are 80 MiB; uncut, these requests would take 240.
    assert.ok(mebibytes < 150, `${mebibytes} MiB`);
  });
});

describe("counters", () => {
  test("of scenarios that fail first are kept for the 10,000 keys that were last used", () => {
    const turns = createTurns();
    turns.next("first", "twice-502", 3);
    for (let index = 0; index < COUNTED_KEYS - 1; index++) turns.next(`key ${index}`, "twice-502", 3);
    assert.equal(turns.next("first", "twice-502", 3), 1, "still known");
    for (let index = 0; index < COUNTED_KEYS; index++) turns.next(`other ${index}`, "twice-502", 3);
    assert.equal(turns.next("first", "twice-502", 3), 0, "forgotten");
  });

  test("of the throttle are kept for the 10,000 keys that were last used", () => {
    const throttle = createThrottle({ perMinute: 1 });
    throttle.ask("first");
    for (let index = 0; index < COUNTED_KEYS - 1; index++) throttle.ask(`key ${index}`);
    assert.equal(throttle.ask("first").allowed, false, "still known");
    for (let index = 0; index < COUNTED_KEYS; index++) throttle.ask(`other ${index}`);
    assert.equal(throttle.ask("first").allowed, true, "forgotten");
  });

  test("of the throttle hold a limited number of start times, whatever perMinute is", () => {
    const perMinute = COUNTED_STARTS / 4;
    const throttle = createThrottle({ perMinute });
    const fill = (/** @type {string} */ key) => {
      for (let count = 0; count < perMinute; count++) throttle.ask(key);
    };
    for (const key of ["a", "b", "c", "d"]) fill(key);
    assert.equal(throttle.ask("a").allowed, false, "all four are known");
    throttle.ask("e");
    assert.equal(throttle.ask("b").headers["X-RateLimit-Used"], "1", "the key that was used longest ago is forgotten");
    assert.equal(throttle.ask("a").allowed, false);
  });
});

describe("open requests", () => {
  const never = `GET ${pathOf(scenario("never"), "seleqt")} HTTP/1.1\r\nHost: localhost\r\nX-API-Key: k\r\n\r\n`;
  const count = (/** @type {SandboxRequest["ended"]} */ how) =>
    service.sandbox.requests.filter(({ ended }) => ended === how).length;
  const connect = () => net.connect(service.sandbox.port, "127.0.0.1").on("error", () => {});

  test("on one connection (pipelining) are all recorded as aborted when it closes", async () => {
    const socket = connect();
    socket.write(never.repeat(5));
    await until(() => count("open") === 5, "all five are open");
    socket.destroy();
    await until(() => count("aborted") === 5, "all five are aborted");
  });

  test("beyond the limit get 503 until there is room again", async () => {
    const socket = connect();
    socket.write(never.repeat(OPEN_REQUESTS));
    await until(() => count("open") === OPEN_REQUESTS, "as many are open as may be");
    const refused = await service.get(prospectPath(1), { headers: auth("seleqt", "k") });
    assert.equal(refused.status, 503);
    assert.match((await refused.json()).error, /answers at most 2000 requests at a time/);
    socket.destroy();
    await until(() => count("open") === 0, "all are aborted");
    assert.equal((await service.get(prospectPath(1), { headers: auth("seleqt", "k") })).status, 200);
  });

  test("beyond the limit on one connection close it", async () => {
    const socket = connect();
    const closed = new Promise((resolve) => socket.once("close", resolve).resume());
    socket.write(never.repeat(OPEN_REQUESTS + 100));
    await closed;
    await until(() => count("open") === 0, "all are aborted");
    assert.equal((await service.get(prospectPath(1), { headers: auth("seleqt", "k") })).status, 200);
  });
});
