// One deadline over everything: connecting, headers, body, retries and waits; whatever the server does meanwhile.

import assert from "node:assert/strict";
import { createServer } from "node:net";
import { ANSWER, answered, call, failedWith, NAMES, pause, send, until, VENDORS, withServer } from "./harness.mjs";

/** @typedef {import("./harness.mjs").Vendor} Vendor */
/** @typedef {import("./harness.mjs").Serve} Serve */
/** @typedef {import("./harness.mjs").Options} Options */

/** Enough for the request to reach the server on a busy machine. */
const DEADLINE_MS = 1_500;

/**
 * @typedef {object} Stalled
 * @property {string} name
 * @property {(vendor: Vendor) => Serve} serve
 * @property {Options} [options]
 * @property {number} [attempts]
 */

/** @param {Vendor} vendor */
const bytes = (vendor) => Buffer.from(JSON.stringify(ANSWER[vendor]));

/**
 * Writes something for as long as the connection is there.
 *
 * @param {import("node:stream").Writable} to
 * @param {number} everyMs
 * @param {(turn: number) => string | Uint8Array} piece
 */
function drip(to, everyMs, piece) {
  let turn = 0;
  const timer = setInterval(() => (to.destroyed ? clearInterval(timer) : to.write(piece(turn++))), everyMs);
  to.on("close", () => clearInterval(timer));
}

/** @type {Stalled[]} */
const STALLED = [
  { name: "a server that takes the request and says nothing", serve: () => () => {} },
  {
    name: "headers that never end, one every 50 ms",
    serve: () => (req) => {
      req.socket.write("HTTP/1.1 200 OK\r\n");
      drip(req.socket, 50, (turn) => `x-${turn}: ${turn}\r\n`);
    },
  },
  {
    name: "103 Early Hints again and again, and never an answer",
    serve: () => (req) => drip(req.socket, 50, () => "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"),
  },
  {
    name: "headers without a body",
    serve: (vendor) => (_, res) => res.writeHead(200, { "content-length": bytes(vendor).length }).flushHeaders(),
  },
  {
    name: "a body that stalls after half",
    serve: (vendor) => (_, res) => {
      const whole = bytes(vendor);
      res.writeHead(200, { "content-length": whole.length }).write(whole.subarray(0, whole.length / 2));
    },
  },
  {
    name: "a body that lacks its last byte",
    serve: (vendor) => (_, res) => {
      const whole = bytes(vendor);
      res.writeHead(200, { "content-length": whole.length }).write(whole.subarray(0, -1));
    },
  },
  {
    name: "a complete answer in chunks whose end never comes",
    serve: (vendor) => (_, res) => void res.writeHead(200).write(bytes(vendor)),
  },
  {
    name: "a body that comes byte by byte, each well within any idle limit",
    serve: (vendor) => (_, res) => {
      const whole = bytes(vendor);
      res.writeHead(200, { "content-length": whole.length });
      drip(res, 100, (turn) => whole.subarray(turn, turn + 1));
    },
  },
  {
    name: "white space for ever, a little at a time",
    serve: () => (_, res) => {
      res.writeHead(200);
      drip(res, 20, () => " ");
    },
  },
  {
    name: "an error whose body stalls",
    serve: () => (_, res) => void res.writeHead(503, { "content-length": 100 }).write('{"error":'),
  },
  {
    name: "a second attempt that stalls after a first that failed",
    options: { timeoutMs: 2_500 },
    attempts: 2,
    serve: () => (_, res, turn) => turn === 1 && send(res, 503, { error: "busy" }),
  },
  {
    name: "a second attempt that stalls after a stated wait",
    options: { timeoutMs: 3_500 },
    attempts: 2,
    serve: () => (_, res, turn) => turn === 1 && send(res, 429, { error: "slow" }, { "retry-after": "1" }),
  },
];

/** @param {Vendor} vendor @param {Stalled} stalled */
const stalledRow = (vendor, { name, serve, options, attempts = 1 }) => ({
  name: `${NAMES[vendor]}: ${name} is a timeout, and the server sees the connection end`,
  run: () =>
    withServer(serve(vendor), async ({ baseUrl, requests }) => {
      const outcome = await call(vendor, { baseUrl, timeoutMs: DEADLINE_MS, ...options });
      failedWith(outcome, { code: "timeout", status: undefined, attempts });
      assert.equal(requests.length, attempts);
      await until(() => requests.every(({ ended }) => ended), "the server sees the connection end");
      assert.ok(requests.at(-1)?.aborted);
    }),
});

/** @type {{ name: string, run: () => Promise<void> }[]} */
const OTHERS = [
  {
    // Node's fetch gives the connection itself up only at a limit of its own, 10 seconds later.
    name: "a TLS handshake that is never answered is a timeout",
    run: async () => {
      /** @type {import("node:net").Socket[]} */
      const sockets = [];
      const server = createServer((socket) => sockets.push(socket.on("error", () => {}).resume()));
      await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      const outcome = await call("seleqt", { baseUrl: `https://127.0.0.1:${port}`, timeoutMs: DEADLINE_MS });
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      failedWith(outcome, { code: "timeout", status: undefined });
      assert.equal(sockets.length, 1);
    },
  },
  {
    name: "the shortest deadline of all is a timeout",
    run: () =>
      withServer(
        () => {},
        async ({ baseUrl }) => {
          const outcome = await call("seleqt", { baseUrl, timeoutMs: Number.MIN_VALUE });
          failedWith(outcome, { code: "timeout", status: undefined, attempts: outcome.reason?.attempts });
          assert.ok(outcome.reason.attempts <= 1);
        },
      ),
  },
  {
    name: "the longest deadline of all lets an answer through and leaves no warning",
    run: () =>
      withServer(
        (_, res) => send(res, 200, ANSWER.seleqt),
        async ({ baseUrl }) => {
          answered(await call("seleqt", { baseUrl, timeoutMs: 2_147_483_647 }), ANSWER.seleqt);
        },
      ),
  },
  {
    name: "a hundred allowed retries do not outlive the deadline, and no wait is begun that would",
    run: () =>
      withServer(
        (_, res) => send(res, 500, { error: "again" }),
        async ({ baseUrl, requests }) => {
          const outcome = await call("connectsafely", { baseUrl, timeoutMs: 2_000, maxRetries: 100 });
          const attempts = outcome.reason?.attempts;
          // The last attempt may still be under way at the deadline.
          failedWith(outcome, { code: ["server_error", "timeout"], status: outcome.reason?.status, attempts });
          // The waits before a fifth attempt come to at least 250 + 500 + 1,000 + 2,000 ms.
          assert.ok(attempts <= 4 && requests.length <= attempts, `${attempts} attempts`);
          assert.equal(outcome.retries.length, attempts - 1, "each wait that was begun ended in an attempt");
        },
      ),
  },
  {
    name: "a wait that would pass the deadline is not begun: the error comes at once",
    run: () =>
      withServer(
        (_, res) => send(res, 503, { error: "busy" }),
        async ({ baseUrl, requests }) => {
          const outcome = await call("seleqt", { baseUrl, timeoutMs: 240 });
          failedWith(outcome, { code: ["server_error", "timeout"], status: outcome.reason?.status });
          assert.ok(requests.length <= 1);
          assert.equal(outcome.retries.length, 0);
        },
      ),
  },
  {
    name: "a refused connection is network three times over, well before the deadline",
    run: async () => {
      /** @type {string} */
      let gone = "";
      await withServer(
        () => {},
        async ({ baseUrl }) => {
          gone = baseUrl;
        },
      );
      const outcome = await call("connectsafely", { baseUrl: gone });
      const error = failedWith(outcome, { code: "network", status: undefined, attempts: 3 });
      assert.equal(/** @type {any} */ (error.cause)?.cause?.code, "ECONNREFUSED", "the cause is kept");
      assert.ok(outcome.tookMs < 10_000);
    },
  },
  {
    name: "https asked of a server that speaks plain http is network",
    run: () =>
      withServer(
        (_, res) => send(res, 200, ANSWER.seleqt),
        async ({ baseUrl, requests }) => {
          const outcome = await call("seleqt", { baseUrl: baseUrl.replace("http:", "https:"), maxRetries: 0 });
          failedWith(outcome, { code: "network", status: undefined });
          assert.equal(requests.length, 0);
        },
      ),
  },
  ...Object.entries({
    "a status line that is none": "HTTP/1.1 OK\r\n\r\n",
    "a status of two digits": "HTTP/1.1 99 Low\r\ncontent-length: 0\r\n\r\n",
    "two lengths that differ": "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}",
    "a length that is no number": "HTTP/1.1 200 OK\r\ncontent-length: two\r\n\r\n{}",
    "101 Switching Protocols, which nobody asked for":
      "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
    "a chunk whose size is no number": "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n{}\r\n",
  }).map(([name, text]) => ({
    name: `${name} is network`,
    run: () =>
      withServer(
        (req) => req.socket.end(text),
        async ({ baseUrl }) => {
          const outcome = await call("connectsafely", { baseUrl, maxRetries: 0 });
          failedWith(outcome, { code: "network", status: outcome.reason.status, requestId: null });
          assert.ok([undefined, 200].includes(outcome.reason.status));
        },
      ),
  })),
  {
    name: "an answer that ends with its connection, as HTTP/1.0 has it, is answered, and half of one is invalid_response",
    run: () =>
      withServer(
        (req, _, turn) => {
          const text = JSON.stringify(ANSWER.seleqt);
          req.socket.end(`HTTP/1.0 200 OK\r\n\r\n${turn === 1 ? text : text.slice(0, 20)}`);
        },
        async ({ baseUrl }) => {
          answered(await call("seleqt", { baseUrl }), ANSWER.seleqt);
          failedWith(await call("seleqt", { baseUrl }), { code: "invalid_response", status: 200 });
        },
      ),
  },
  {
    name: "a port that fetch refuses is network, and nothing is sent",
    run: async () => {
      failedWith(await call("seleqt", { baseUrl: "http://127.0.0.1:25", maxRetries: 0 }), {
        code: "network",
        status: undefined,
      });
    },
  },
];

export const rows = [...VENDORS.flatMap((vendor) => STALLED.map((stalled) => stalledRow(vendor, stalled))), ...OTHERS];

/** These keep the runtime busy: one after the other, and with nothing beside them. @type {{ name: string, run: () => Promise<void> }[]} */
export const busyRows = [
  {
    name: "the runtime being busy past the deadline does not turn an answer that is there into a hang",
    run: () =>
      withServer(
        (_, res) => send(res, 200, ANSWER.seleqt),
        async ({ baseUrl }) => {
          const asked = call("seleqt", { baseUrl, timeoutMs: 150 }, { isMeasured: false });
          await pause(0);
          const end = performance.now() + 300;
          while (performance.now() < end);
          const outcome = await asked;
          if (!outcome.ok) failedWith(outcome, { code: "timeout", status: undefined });
        },
      ),
  },
  {
    name: "an onRetry that keeps the runtime busy past the deadline ends in a timeout or the answer, not in a hang",
    run: () =>
      withServer(
        (_, res, turn) => (turn === 1 ? send(res, 503, {}) : send(res, 200, ANSWER.seleqt)),
        async ({ baseUrl }) => {
          const onRetry = () => {
            const end = performance.now() + 1_300;
            while (performance.now() < end);
          };
          const outcome = await call("seleqt", { baseUrl, timeoutMs: 1_200, onRetry }, { isMeasured: false });
          if (!outcome.ok)
            failedWith(outcome, { code: "timeout", status: undefined, attempts: outcome.reason.attempts });
        },
      ),
  },
];
