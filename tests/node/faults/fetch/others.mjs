// What a custom fetch does to the calls around it, and what it leaves open.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { ANSWER, answered, call, failedWith, send, until, withServer } from "../harness.mjs";
import { text, odd } from "./tools.mjs";

import { HEADERS } from "./ducks-headers.mjs";
import { DUCKS } from "./ducks.mjs";
import { NOTHINGS } from "./nothings.mjs";
import { ENDS } from "./streams-ends.mjs";
import { BODIES } from "./streams.mjs";
import { THROWS } from "./throws.mjs";

/** @typedef {import("./rows.mjs").Row} Row */

/** @type {Row[]} */
export const OTHERS = [
  {
    name: "a fetch that throws is tried again like any failed request, and may answer then",
    run: async () => {
      let calls = 0;
      const fetch = () => {
        if (++calls < 3) throw odd;
        return new Response(text("seleqt"));
      };
      const outcome = await call("seleqt", { fetch: /** @type {any} */ (fetch) });
      answered(outcome, ANSWER.seleqt);
      assert.equal(calls, 3);
      assert.ok(outcome.retries.every(({ error }) => error.code === "network" && error.cause === odd));
    },
  },
  {
    name: "a fetch that is deaf to its signal and answers late does not leave that body open",
    run: () =>
      withServer(
        (_, res) => void setTimeout(() => res.writeHead(200, { "content-length": 100 }).write("{"), 400),
        async ({ baseUrl, requests }) => {
          const deaf = (/** @type {any} */ url, /** @type {any} */ init) => fetch(url, { ...init, signal: undefined });
          failedWith(await call("seleqt", { baseUrl, fetch: deaf, timeoutMs: 200 }), {
            code: "timeout",
            status: undefined,
          });
          await until(() => requests.every(({ aborted }) => aborted), "the server sees the connection end");
        },
      ),
  },
  {
    name: "a fetch that is deaf to its signal does not leave a body open that stalls, or that is too long",
    run: () =>
      withServer(
        (req, res) => {
          res.writeHead(200);
          if (req.url?.startsWith("/stall")) return void res.write("{");
          const more = () => {
            while (!res.destroyed) if (!res.write(Buffer.alloc(65_536, " "))) return void res.once("drain", more);
          };
          more();
        },
        async ({ baseUrl, requests }) => {
          const deaf = (/** @type {any} */ url, /** @type {any} */ init) => fetch(url, { ...init, signal: undefined });
          const stalled = await call("seleqt", { baseUrl: `${baseUrl}/stall`, fetch: deaf, timeoutMs: 300 });
          failedWith(stalled, { code: "timeout", status: undefined });
          failedWith(await call("seleqt", { baseUrl, fetch: deaf }), { code: "invalid_response", status: 200 });
          await until(() => requests.every(({ aborted }) => aborted), "the server sees the connections end");
        },
      ),
  },
  {
    name: "a Node stream that is given up is destroyed, also when its answer is never read",
    run: async () => {
      for (const status of [200, 302]) {
        const body = new Readable({ read() {} });
        const fetch = async () => ({ status, headers: new Map(), body });
        const outcome = await call("seleqt", { fetch: /** @type {any} */ (fetch), timeoutMs: 200 });
        assert.equal(outcome.reason.code, status === 200 ? "timeout" : "redirected");
        await until(() => body.destroyed, "it is destroyed");
      }
    },
  },
  {
    name: "a stream that is given up is cancelled, also when its answer is never read",
    run: async () => {
      for (const status of [200, 302, 0]) {
        let isCancelled = false;
        const body = new ReadableStream({
          cancel() {
            isCancelled = true;
          },
        });
        const fetch = async () => ({ status, headers: new Headers(), body });
        await call("seleqt", { fetch: /** @type {any} */ (fetch), timeoutMs: 200, maxRetries: 0 });
        await until(() => isCancelled, "it is cancelled");
      }
    },
  },
  {
    name: "a fetch that answers every attempt with the same Response does not hang the second one",
    run: async () => {
      const response = new Response("busy", { status: 503 });
      const outcome = await call("seleqt", { fetch: async () => response, timeoutMs: 5_000 });
      failedWith(outcome, { code: "server_error", status: 503, attempts: 3, vendorMessage: null });
    },
  },
  {
    name: "a fetch that changes the options it is given does not spoil the next attempt",
    run: async () => {
      /** @type {unknown[]} */
      const keys = [];
      const fetch = async (/** @type {unknown} */ _, /** @type {any} */ init) => {
        keys.push(init.headers["X-API-Key"]);
        init.headers["X-API-Key"] = "spoilt";
        for (const name of Object.keys(init)) delete init[name];
        return new Response(null, { status: 503 });
      };
      const outcome = await call("seleqt", { fetch: /** @type {any} */ (fetch), maxRetries: 1 });
      assert.deepEqual(keys, [outcome.key, outcome.key]);
    },
  },
  {
    name: "a fetch that asks the package from within is answered, and so is the call it belongs to",
    run: () =>
      withServer(
        (_, res) => send(res, 200, ANSWER.connectsafely),
        async ({ baseUrl }) => {
          const nested = async () => {
            answered(await call("connectsafely", { baseUrl }), ANSWER.connectsafely);
            return new Response(text("seleqt"));
          };
          answered(await call("seleqt", { fetch: nested }), ANSWER.seleqt);
        },
      ),
  },
];

/** To be run with nothing beside it. @type {Row} */
export const TOGETHER = {
  name: "a hostile fetch does not disturb the calls beside it",
  run: () =>
    withServer(
      (_, res) => void setTimeout(() => send(res, 200, ANSWER.seleqt), 100),
      async ({ baseUrl }) => {
        const good = Array.from({ length: 10 }, () => call("seleqt", { baseUrl }));
        const bad = [...THROWS, ...NOTHINGS, ...DUCKS, ...HEADERS, ...BODIES, ...ENDS].map(({ fetch }) =>
          call(
            "seleqt",
            { fetch: /** @type {any} */ (fetch("seleqt")), timeoutMs: 300, maxRetries: 0 },
            { isMeasured: false },
          ),
        );
        for (const outcome of await Promise.all(good)) answered(outcome, ANSWER.seleqt);
        await Promise.all(bad);
      },
    ),
};
