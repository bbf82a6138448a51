// Abort in every phase and with every kind of reason: the promise rejects at once, with that very reason.

import assert from "node:assert/strict";
import { createServer } from "node:net";
import { abortAndCheck, ask, REASONS } from "./abort-tools.mjs";
import { ANSWER, call, pause, send, until, VENDORS, withServer } from "./harness.mjs";

/** @typedef {import("./harness.mjs").Vendor} Vendor */
/** @typedef {import("./harness.mjs").Serve} Serve */

/**
 * @typedef {object} Phase
 * @property {string} name
 * @property {Serve} serve
 * @property {number} requests how many arrive before the abort
 * @property {number} [settleMs] how long after the last of them the phase is surely reached
 */

/** @type {Phase[]} */
const PHASES = [
  { name: "while nothing has come yet", serve: () => {}, requests: 1 },
  {
    name: "between the headers and the body",
    serve: (_, res) => res.writeHead(200, { "content-length": 100 }).flushHeaders(),
    requests: 1,
    settleMs: 60,
  },
  {
    name: "in the middle of the body",
    serve: (_, res) => void res.writeHead(200, { "content-length": 100 }).write('{"id":'),
    requests: 1,
    settleMs: 60,
  },
  {
    name: "in the body of an error",
    serve: (_, res) => void res.writeHead(500, { "content-length": 100 }).write('{"error":'),
    requests: 1,
    settleMs: 60,
  },
  {
    name: "in the wait before a retry",
    serve: (_, res) => send(res, 503, { error: "busy" }),
    requests: 1,
    settleMs: 100,
  },
  {
    name: "in a wait that the service stated",
    serve: (_, res) => send(res, 429, { error: "slow" }, { "retry-after": "20" }),
    requests: 1,
    settleMs: 100,
  },
  {
    name: "in the second attempt",
    serve: (_, res, turn) => turn === 1 && send(res, 503, { error: "busy" }),
    requests: 2,
    settleMs: 30,
  },
];

/** @param {Phase} phase @param {(typeof REASONS)[number]} reason @param {Vendor} vendor */
const row = (phase, reason, vendor) => ({
  name: `an abort ${phase.name} rejects with ${reason.name}, and nothing stays open`,
  run: () =>
    withServer(phase.serve, async ({ baseUrl, requests }) => {
      const controller = new AbortController();
      const asked = ask(vendor, { baseUrl, signal: controller.signal });
      asked.catch(() => {});
      await until(() => requests.length === phase.requests, "the phase is reached");
      await pause(phase.settleMs ?? 0);
      await abortAndCheck(asked, controller, reason);
      await until(() => requests.every(({ ended }) => ended), "the server sees the connection end");
      await pause(20);
      assert.equal(requests.length, phase.requests, "nothing is sent after an abort");
    }),
});

/** @type {{ name: string, run: () => Promise<void> }[]} */
const OTHERS = [
  ...REASONS.map((reason) => ({
    name: `a signal that is aborted before the call rejects with ${reason.name}, and nothing is sent`,
    run: () =>
      withServer(
        () => {},
        async ({ baseUrl, requests }) => {
          for (const vendor of VENDORS) {
            const controller = new AbortController();
            reason.abort(controller);
            const asked = ask(vendor, { baseUrl, signal: controller.signal, timeoutMs: -1 });
            await abortAndCheck(asked, controller, { ...reason, abort: () => {} });
          }
          assert.equal(requests.length, 0);
        },
      ),
  })),
  {
    name: "an abort in the very turn of the call rejects with the reason",
    run: () =>
      withServer(
        () => {},
        async ({ baseUrl }) => {
          const controller = new AbortController();
          const asked = ask("seleqt", { baseUrl, signal: controller.signal });
          await abortAndCheck(asked, controller, /** @type {any} */ (REASONS[1]));
        },
      ),
  },
  {
    name: "an abort in the TLS handshake rejects with the reason",
    run: async () => {
      /** @type {import("node:net").Socket[]} */
      const sockets = [];
      const server = createServer((socket) => sockets.push(socket.on("error", () => {}).resume()));
      await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      const controller = new AbortController();
      const asked = ask("seleqt", { baseUrl: `https://127.0.0.1:${port}`, signal: controller.signal });
      asked.catch(() => {});
      await until(() => sockets.length > 0, "a connection arrives");
      await abortAndCheck(asked, controller, /** @type {any} */ (REASONS[0]));
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  },
  {
    name: "an abort by fetch itself, while it is being called, rejects with the reason",
    run: async () => {
      const controller = new AbortController();
      const fetch = () => {
        controller.abort("in fetch");
        return new Promise(() => {});
      };
      await assert.rejects(ask("seleqt", { fetch, signal: controller.signal }), (error) => error === "in fetch");
    },
  },
  {
    name: "an abort by a fetch that answers all the same rejects with the reason",
    run: async () => {
      const controller = new AbortController();
      const fetch = async () => {
        controller.abort("in fetch");
        return Response.json(ANSWER.seleqt);
      };
      await assert.rejects(ask("seleqt", { fetch, signal: controller.signal }), (error) => error === "in fetch");
    },
  },
  {
    name: "an abort by onRetry rejects with the reason, and nothing more is sent",
    run: () =>
      withServer(
        (_, res) => send(res, 503, {}),
        async ({ baseUrl, requests }) => {
          const controller = new AbortController();
          const onRetry = () => controller.abort("in onRetry");
          const outcome = await call("seleqt", { baseUrl, signal: controller.signal, onRetry });
          assert.equal(outcome.reason, "in onRetry");
          assert.equal(requests.length, 1);
        },
      ),
  },
  {
    name: "an abort while a fetch that ignores its signal hangs rejects with the reason",
    run: async () => {
      const controller = new AbortController();
      const asked = ask("connectsafely", { fetch: () => new Promise(() => {}), signal: controller.signal });
      await pause(20);
      await abortAndCheck(asked, controller, /** @type {any} */ (REASONS[3]));
    },
  },
  {
    name: "an abort after the answer changes nothing",
    run: () =>
      withServer(
        (_, res) => send(res, 200, ANSWER.seleqt),
        async ({ baseUrl }) => {
          const controller = new AbortController();
          const outcome = await call("seleqt", { baseUrl, signal: controller.signal });
          controller.abort("too late");
          assert.deepEqual(outcome.value, ANSWER.seleqt);
        },
      ),
  },
  {
    name: "AbortSignal.timeout() ends a call with the runtime's own TimeoutError",
    run: () =>
      withServer(
        () => {},
        async ({ baseUrl }) => {
          const signal = AbortSignal.timeout(100);
          const outcome = await call("seleqt", { baseUrl, signal });
          assert.ok(!outcome.ok && outcome.reason === signal.reason);
          assert.equal(/** @type {DOMException} */ (outcome.reason).name, "TimeoutError");
        },
      ),
  },
  {
    name: "AbortSignal.any() ends a call with the reason of the signal that aborted",
    run: () =>
      withServer(
        () => {},
        async ({ baseUrl, requests }) => {
          const first = new AbortController();
          const signal = AbortSignal.any([first.signal, new AbortController().signal]);
          const asked = ask("seleqt", { baseUrl, signal });
          asked.catch(() => {});
          await until(() => requests.length === 1, "the request arrives");
          const reason = { the: "first" };
          first.abort(reason);
          await assert.rejects(asked, (error) => error === reason);
        },
      ),
  },
  {
    name: "a signal that is no AbortSignal of this runtime, but has its ways, ends a call with its reason",
    run: () =>
      withServer(
        () => {},
        async ({ baseUrl, requests }) => {
          const target = new EventTarget();
          const reason = Symbol("polyfill");
          const signal = {
            aborted: false,
            reason: /** @type {unknown} */ (undefined),
            addEventListener: target.addEventListener.bind(target),
            removeEventListener: target.removeEventListener.bind(target),
          };
          const asked = ask("seleqt", { baseUrl, signal: /** @type {any} */ (signal) });
          asked.catch(() => {});
          await until(() => requests.length === 1, "the request arrives");
          signal.aborted = true;
          signal.reason = reason;
          target.dispatchEvent(new Event("abort"));
          await assert.rejects(asked, (error) => error === reason);
        },
      ),
  },
  {
    name: "one abort ends fifty calls on one signal, each with the same reason",
    run: () =>
      withServer(
        () => {},
        async ({ baseUrl, requests }) => {
          const controller = new AbortController();
          const asked = Array.from({ length: 50 }, (_, at) =>
            ask(at % 2 ? "seleqt" : "connectsafely", { baseUrl, signal: controller.signal }),
          );
          const settled = Promise.allSettled(asked);
          await until(() => requests.length === 50, "all arrive");
          const reason = new Error("all of them");
          controller.abort(reason);
          assert.ok((await settled).every((one) => one.status === "rejected" && one.reason === reason));
          await until(() => requests.every(({ ended }) => ended), "the server sees all connections end");
        },
      ),
  },
];

export const rows = [
  ...PHASES.flatMap((phase, at) =>
    REASONS.map((reason, and) => row(phase, reason, VENDORS[(at + and) % 2] ?? "seleqt")),
  ),
  ...OTHERS,
];
