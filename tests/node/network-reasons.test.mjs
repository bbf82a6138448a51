// The error `network` names the platform's reason: an unknown host, a refused port and a failed TLS handshake are put right in
// different ways. Nothing of it can hold the key.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";
import { inspect } from "node:util";
import { getConnectionStatus } from "../../pkg/dist/index.js";
import { KEY, refusal, SERVICES } from "../support/calls.mjs";

/** @param {() => unknown} fetch @param {string} [apiKey] */
async function failed(fetch, apiKey = KEY) {
  const options = { apiKey, prospectId: 7, maxRetries: 0, fetch: /** @type {typeof globalThis.fetch} */ (fetch) };
  const error = await refusal(getConnectionStatus(options));
  assert.equal(error.code, "network");
  return error;
}
const rejecting = (/** @type {unknown} */ reason) => failed(() => Promise.reject(reason));

describe("the platform's own fetch", () => {
  /** What does not answer a handshake of TLS. */
  const plain = createServer((_, res) => void res.end());
  /** Answers, and breaks off. */
  const torn = createServer((_, res) => {
    res.writeHead(200, { "content-length": "1000" });
    res.write("{", () => res.destroy());
  });
  /** @type {Record<"plain" | "torn" | "closed", number>} */
  const ports = { plain: 0, torn: 0, closed: 0 };
  const listening = (/** @type {import("node:http").Server} */ server) =>
    new Promise((/** @type {(port: number) => void} */ resolve) => {
      server.listen(0, "127.0.0.1", () =>
        resolve(/** @type {import("node:net").AddressInfo} */ (server.address()).port),
      );
    });
  before(async () => {
    ports.plain = await listening(plain);
    ports.torn = await listening(torn);
    const closed = createServer();
    ports.closed = await listening(closed);
    await new Promise((resolve) => closed.close(resolve));
    await new Promise((resolve) => connect(ports.closed, "127.0.0.1").on("error", resolve));
  });
  after(() => {
    for (const server of [plain, torn]) server.close().closeAllConnections();
  });

  for (const { name, call, valid } of SERVICES) {
    test(`${name} tells an unknown host, a refused port and a failed handshake apart`, async () => {
      const messages = [];
      for (const [baseUrl, reason] of /** @type {[string, RegExp][]} */ ([
        ["https://no-such-host.invalid", /\((ENOTFOUND|EAI_AGAIN)\)/],
        [`http://127.0.0.1:${ports.closed}`, /\(ECONNREFUSED\)/],
        [`https://127.0.0.1:${ports.plain}`, /\(ERR_SSL_\w+|\(EPROTO\)/],
        [`http://127.0.0.1:${ports.torn}`, /\((UND_ERR_SOCKET|ECONNRESET)\)/],
      ])) {
        const error = await refusal(call({ ...valid, baseUrl, maxRetries: 0 }));
        assert.equal(error.code, "network");
        assert.match(error.message, reason);
        messages.push(error.message);
      }
      assert.equal(new Set(messages).size, 4);
    });
  }
});

describe("the reason of a fetch that rejects", () => {
  const coded = (/** @type {string} */ code, /** @type {unknown} */ cause) =>
    Object.assign(new Error(`it is ${code}`, { cause }), { code });
  const circular = new Error("round and round");
  circular.cause = circular;
  const clumsy = new Proxy(new Error("clumsy"), { get: () => assert.fail("boo") });
  for (const [says, reason, told] of /** @type {[string, unknown, RegExp][]} */ ([
    ["a code", coded("ECONNRESET", undefined), /\(ECONNRESET\)/],
    ["the code of a cause", new TypeError("fetch failed", { cause: coded("ENOTFOUND", undefined) }), /\(ENOTFOUND\)/],
    [
      "the innermost of several codes",
      new TypeError("fetch failed", { cause: coded("UND_ERR_SOCKET", coded("CERT_HAS_EXPIRED", new Error("deep"))) }),
      /\(CERT_HAS_EXPIRED\)/,
    ],
    [
      "the code of one of several addresses",
      new TypeError("fetch failed", { cause: new AggregateError([coded("EHOSTUNREACH", undefined), coded("X", 1)]) }),
      /\(EHOSTUNREACH\)/,
    ],
    ["a message where there is no code", new TypeError("Load failed"), /\(Load failed\)/],
    [
      "the innermost message",
      new TypeError("fetch failed", { cause: new Error("the tunnel is down") }),
      /\(the tunnel is down\)/,
    ],
    ["a string", "no route today", /\(no route today\)/],
    ["an object with a message", { message: "an object's" }, /\(an object's\)/],
    ["a DOMException, whose code is a number", new DOMException("It broke", "NetworkError"), /\(It broke\)/],
    ["an error that is its own cause", circular, /\(round and round\)/],
    ["a code that is a sentence, and no code", Object.assign(new Error("words"), { code: "a b" }), /\(words\)/],
    ["nothing", undefined, /no answer came\./],
    ["a number", 5, /no answer came\./],
    ["an empty message", new Error(""), /no answer came\./],
    ["an error that throws wherever it is touched", clumsy, /no answer came\./],
  ])) {
    test(`is ${says}`, async () => {
      const { message } = await rejecting(reason);
      assert.match(message, told);
      assert.match(message, /^The request to Seleqt failed: /);
    });
  }

  test("is cut where it is long, however long", async () => {
    for (const long of ["x".repeat(10_000_000), "\u{1f980}".repeat(100_000)]) {
      const { message } = await rejecting(new Error(long));
      assert.ok(message.length < 1_000, `${message.length}`);
      assert.doesNotMatch(message, /\p{Surrogate}/u);
    }
  });

  test("is that of a body that breaks off", async () => {
    const cause = Object.assign(new TypeError("terminated"), { cause: coded("ECONNRESET", undefined) });
    const body = () => new ReadableStream({ start: (controller) => controller.error(cause) });
    const { message } = await failed(async () => new Response(body()));
    assert.match(message, /\(ECONNRESET\)/);
  });

  test("holds no part of a key, wherever the text is cut", async () => {
    for (const length of [40, 300, 700, 4_096]) {
      const key = Array.from({ length }, (_, at) => String.fromCharCode(33 + ((at * 7) % 90))).join("");
      for (let before = 0; before < 1_000; before += 97) {
        const reason = new Error("x".repeat(before % 150) + ` Bearer ${key};`.repeat(1 + Math.ceil(2_000 / length)));
        const { message } = await failed(() => Promise.reject(reason), key);
        for (let at = 0; at + 8 <= length; at++) assert.ok(!message.includes(key.slice(at, at + 8)), message);
      }
    }
  });

  /** A key that could be a code, too. */
  const WORD = "plainKey123sEcReT";
  for (const key of [WORD, KEY]) {
    for (const [says, reason] of /** @type {[string, unknown][]} */ ([
      ["the code", Object.assign(new Error("x"), { code: key })],
      ["a part of the code", Object.assign(new Error("x"), { code: `E_${key}` })],
      ["the message", new Error(`with ${key} sent`)],
      ["the message, cut in the middle of it", new Error(`${"x".repeat(995)}${key}`)],
      ["the end of what is shown of the message", new Error(`${"x".repeat(190)}${key}`)],
      ["the message in percent-encoding", new Error(`at ?key=${encodeURIComponent(key)}`)],
      ["a cause's message", new TypeError("fetch failed", { cause: new Error(`Bearer ${key}`) })],
      ["a cause's code", new TypeError("fetch failed", { cause: { code: key, message: key } })],
      ["a string", `rejected for ${key}`],
      ["one of several errors", new AggregateError([new Error(key)], key)],
    ])) {
      test(`does not hold the key ${key.slice(0, 5)}… where it is in ${says}`, async () => {
        const error = await failed(() => Promise.reject(reason), key);
        for (const shown of [
          error.message,
          error.stack,
          JSON.stringify(error),
          inspect(error, { depth: 9, showHidden: true }),
        ]) {
          assert.ok(!String(shown).includes(key), shown);
          assert.ok(!String(shown).includes(encodeURIComponent(key)), shown);
          // Half a key is one, too.
          assert.ok(!error.message.includes(key.slice(0, 8)), error.message);
        }
      });
    }
  }
});
