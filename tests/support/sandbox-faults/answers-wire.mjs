// Valid answers sent in an unusual way: other content types, compressed, in pieces, delayed, or without CORS.
import { gzipSync } from "node:zlib";
import { delayed, NO_CORS } from "../../../pkg/src/sandbox/scenarios/answers.js";
import { answers, inGroup, ok } from "../../../pkg/src/sandbox/scenarios/build.js";

export const wireAnswers = inGroup("answers", [
  {
    id: 91201,
    name: "undocumented-fields",
    says: "Undocumented fields of every type, which must be passed on unchanged",
    expect: ok(),
    play: answers({
      experimental: { nested: [1, "two", { three: null }] },
      score: 0.25,
      tags: ["a", "b"],
      success_rate: null,
      "with space": true,
      "": "empty name",
    }),
  },
  {
    id: 91202,
    name: "type-missing",
    says: "JSON without a Content-Type",
    expect: ok(),
    play: answers({}, { "Content-Type": undefined }),
  },
  {
    id: 91203,
    name: "type-text",
    says: "JSON with the Content-Type text/plain",
    expect: ok(),
    play: answers({}, { "Content-Type": "text/plain" }),
  },
  {
    id: 91204,
    name: "type-html",
    says: "JSON with the Content-Type text/html",
    expect: ok(),
    play: answers({}, { "Content-Type": "text/html" }),
  },
  {
    id: 91205,
    name: "type-latin1",
    says: "UTF-8 with a Content-Type that says ISO-8859-1",
    expect: ok(),
    play: answers({ note: "Zoë 🦀" }, { "Content-Type": "application/json; charset=iso-8859-1" }),
  },
  {
    id: 91206,
    name: "gzip",
    says: "Compressed with gzip",
    expect: ok(),
    play: ({ send, answer }) => send(200, gzipSync(JSON.stringify(answer)), { "Content-Encoding": "gzip" }),
  },
  {
    id: 91207,
    name: "chunked",
    says: "In seven pieces and without a length; the pieces cut an emoji in two",
    expect: ok(),
    play: sendInPieces,
  },
  {
    id: 91208,
    name: "byte-order-mark",
    says: "A byte order mark before the JSON",
    expect: ok(),
    play: ({ send, answer }) => send(200, Buffer.from(`\uFEFF${JSON.stringify(answer)}`)),
  },
  {
    id: 91209,
    name: "early-hints",
    says: "103 Early Hints first, then the answer",
    expect: ok(),
    play: ({ res, send, answer }) => {
      res.writeEarlyHints({ link: "</style.css>; rel=preload; as=style" });
      send(200, answer);
    },
  },
  {
    id: 91210,
    name: "no-request-id",
    says: "Without X-Request-Id",
    expect: ok(),
    play: ({ res, send, answer }) => {
      res.removeHeader("X-Request-Id");
      send(200, answer);
    },
  },
  delayed("The answer comes after 0.1 seconds", 100, 91211),
  delayed("The answer comes after a second", 1000, 91212),
  {
    id: 91215,
    name: "no-cors-answer",
    says: "CORS headers in the preflight but not in the answer: a page may send the request but not read the response",
    expect: NO_CORS,
    cors: "preflight",
    play: answers(),
  },
]);

/** @param {import("../../../pkg/src/sandbox/exchange.js").Exchange} exchange */
function sendInPieces({ head, later, res, answer }) {
  const bytes = Buffer.from(JSON.stringify({ ...answer, note: "🦀" }));
  const emoji = bytes.indexOf(0xf0);
  const cuts = [0, 1, 2, 20, 40, emoji + 2, emoji + 3, bytes.length];
  head(200, undefined);
  const next = (/** @type {number} */ index) => {
    res.write(bytes.subarray(cuts[index], cuts[index + 1]));
    if (index + 2 < cuts.length) later(10, () => next(index + 1));
    else res.end();
  };
  next(0);
}
