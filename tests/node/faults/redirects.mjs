// Redirects: never followed, whatever the status, the target and the custom fetch. (The sandbox's own are in scenarios.mjs.)

import assert from "node:assert/strict";
import { ANSWER, call, failedWith, NAMES, VENDORS, send, until, withServer } from "./harness.mjs";

/** @typedef {import("./harness.mjs").Vendor} Vendor */

/** @param {Vendor} vendor @param {number} status */
const row = (vendor, status) => ({
  name: `${NAMES[vendor]}: a ${status} is refused, and nothing at all reaches its target`,
  run: () =>
    withServer(
      (_, res) => send(res, 200, ANSWER[vendor]),
      (target) =>
        withServer(
          (_, res) => {
            const location = `${target.baseUrl}/elsewhere`;
            res.writeHead(status, { location, refresh: `0; url=${location}`, "x-request-id": "req-redirect" });
            res.end(status === 304 ? undefined : JSON.stringify(ANSWER[vendor]));
          },
          async ({ baseUrl, requests }) => {
            failedWith(await call(vendor, { baseUrl }), {
              code: "redirected",
              status,
              requestId: "req-redirect",
              vendorMessage: null,
            });
            assert.equal(requests.length, 1);
            assert.equal(target.requests.length, 0);
          },
        ),
    ),
});

/** @type {{ name: string, run: () => Promise<void> }[]} */
const OTHERS = [
  {
    name: "a redirect whose body never ends is refused at once, and the server sees the connection end",
    run: () =>
      withServer(
        (_, res) => void res.writeHead(302, { location: "/", "content-length": 100 }).write("x"),
        async ({ baseUrl, requests }) => {
          const outcome = await call("seleqt", { baseUrl });
          failedWith(outcome, { code: "redirected", status: 302 });
          assert.ok(outcome.tookMs < 5_000);
          await until(() => requests.every(({ aborted }) => aborted), "the server sees the connection end");
        },
      ),
  },
  {
    name: "a fetch that ignores its signal and gives a redirect with an open body does not leave that open",
    run: () =>
      withServer(
        (_, res) => void res.writeHead(302, { location: "/", "content-length": 100 }).write("x"),
        async ({ baseUrl, requests }) => {
          const deaf = (/** @type {any} */ url, /** @type {any} */ init) => fetch(url, { ...init, signal: undefined });
          failedWith(await call("seleqt", { baseUrl, fetch: deaf }), { code: "redirected", status: 302 });
          await until(() => requests.every(({ aborted }) => aborted), "the server sees the connection end");
        },
      ),
  },
  {
    name: "an answer that a custom fetch followed a redirect for is refused",
    run: () =>
      withServer(
        (req, res) =>
          req.url === "/end" ? send(res, 200, ANSWER.connectsafely) : res.writeHead(307, { location: "/end" }).end(),
        async ({ baseUrl }) => {
          const follows = (/** @type {any} */ url, /** @type {any} */ init) =>
            fetch(url, { ...init, redirect: "follow" });
          failedWith(await call("connectsafely", { baseUrl, fetch: follows }), {
            code: "redirected",
            status: undefined,
          });
        },
      ),
  },
  {
    name: "an opaque redirect, as browsers give it, is refused without a status",
    run: async () => {
      const opaque = {
        type: "opaqueredirect",
        status: 0,
        ok: false,
        redirected: false,
        headers: new Headers(),
        body: null,
      };
      const outcome = await call("seleqt", { fetch: async () => /** @type {any} */ (opaque) });
      failedWith(outcome, { code: "redirected", status: undefined, requestId: null });
    },
  },
  {
    name: "fetch is asked not to follow, to send no credentials, no referrer and nothing from a cache, in every attempt",
    run: async () => {
      /** @type {RequestInit[]} */
      const seen = [];
      const fetch = async (/** @type {unknown} */ url, /** @type {RequestInit} */ init) => {
        assert.equal(typeof url, "string");
        seen.push(init);
        return new Response(null, { status: 503 });
      };
      await call("seleqt", { fetch: /** @type {any} */ (fetch), maxRetries: 1 });
      assert.equal(seen.length, 2);
      for (const { method, redirect, credentials, cache, referrerPolicy, headers, body } of seen) {
        assert.deepEqual(
          { method, redirect, credentials, cache, referrerPolicy },
          { method: "GET", redirect: "manual", credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" },
        );
        assert.deepEqual([...new Headers(headers).keys()], ["accept", "x-api-key"]);
        assert.equal(body ?? null, null);
      }
      assert.notEqual(seen[0]?.signal, seen[1]?.signal, "each attempt can be cancelled on its own");
    },
  },
];

export const rows = [
  ...VENDORS.flatMap((vendor) =>
    [300, 301, 302, 303, 304, 305, 306, 307, 308, 310, 399].map((status) => row(vendor, status)),
  ),
  ...OTHERS,
];
