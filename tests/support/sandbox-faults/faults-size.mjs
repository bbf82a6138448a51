// Answers around the limit of 1,048,576 decoded bytes: with a Content-Length, chunked, endless, compressed.
import { gzipSync } from "node:zlib";
import { fails, inGroup, ok } from "../../../pkg/src/sandbox/scenarios/build.js";

export const LIMIT = 1_048_576;
/** End of an "endless" answer, so that a client without a limit finishes too. */
const ENDLESS_BOUND = 64 * LIMIT;
const PIECE = 64 * 1024;

const invalid = fails("invalid_response");
const gzip = { "Content-Encoding": "gzip" };

/** A valid answer of this many bytes, padded with trailing white space. */
const spaced = (/** @type {object} */ answer, /** @type {number} */ bytes) => JSON.stringify(answer).padEnd(bytes, " ");

/** A valid answer of this many bytes, padded with an undocumented field. */
function filled(/** @type {object} */ answer, /** @type {number} */ bytes) {
  const bare = JSON.stringify({ ...answer, padding: "" });
  return JSON.stringify({ ...answer, padding: "x".repeat(bytes - bare.length) });
}

/** @typedef {(answer: object, bytes: number) => string} Fill */
/** @type {(id: number, name: string, says: string, expect: import("../../../pkg/src/sandbox/scenarios/build.js").Draft["expect"], bytes: number, fill: Fill) => import("../../../pkg/src/sandbox/scenarios/build.js").Draft} */
const sized = (id, name, says, expect, bytes, fill) => ({
  id,
  name,
  says,
  expect,
  play: ({ send, answer }) => send(200, Buffer.from(fill(answer, bytes))),
});

/** @type {typeof sized} */
const chunked = (id, name, says, expect, bytes, fill) => ({
  id,
  name,
  says,
  expect,
  play: ({ head, res, answer }) => {
    head(200, undefined);
    writeAll(res, [Buffer.from(fill(answer, bytes))]);
  },
});

/** @type {typeof sized} */
const zipped = (id, name, says, expect, bytes, fill) => ({
  id,
  name,
  says,
  expect,
  play: ({ send, answer }) => send(200, gzipSync(fill(answer, bytes)), gzip),
});

export const sizeFaults = inGroup("faults", [
  sized(94501, "size-under", "1,048,575 bytes: one less than the limit", ok(), LIMIT - 1, filled),
  sized(94502, "size-exact", "1,048,576 bytes: exactly the limit", ok(), LIMIT, filled),
  sized(94503, "size-over", "1,048,577 bytes: one more than the limit", invalid, LIMIT + 1, filled),
  sized(94504, "size-exact-space", "Exactly the limit, most of it white space", ok(), LIMIT, spaced),
  sized(94505, "size-over-space", "One byte over the limit, most of it white space", invalid, LIMIT + 1, spaced),
  chunked(94506, "chunked-exact", "Exactly the limit, in chunks", ok(), LIMIT, filled),
  chunked(94507, "chunked-over", "One byte over the limit, in chunks", invalid, LIMIT + 1, filled),
  zipped(94508, "gzip-exact", "Exactly the limit once decoded, 1 KiB on the wire", ok(), LIMIT, filled),
  zipped(94509, "gzip-over", "One byte over the limit once decoded", invalid, LIMIT + 1, filled),
  zipped(94510, "gzip-bomb", "16 MiB once decoded, 16 KiB on the wire", invalid, 16 * LIMIT, spaced),
  {
    id: 94511,
    name: "endless",
    says: "A valid answer, then endless white space (until the client leaves, 64 MiB at most)",
    expect: invalid,
    play: ({ head, res, answer }) => {
      head(200, undefined);
      writeAll(res, endless(JSON.stringify(answer), " "));
    },
  },
  {
    id: 94512,
    name: "endless-text",
    says: "A text in an undocumented field that never ends (until the client leaves, 64 MiB at most)",
    expect: invalid,
    play: ({ head, res, answer }) => {
      head(200, undefined);
      writeAll(res, endless(`${JSON.stringify(answer).slice(0, -1)},"padding":"`, "x"));
    },
  },
]);

/**
 * @param {string} start
 * @param {string} filler
 */
function* endless(start, filler) {
  yield Buffer.from(start);
  const piece = Buffer.alloc(PIECE, filler);
  for (let sent = 0; sent < ENDLESS_BOUND; sent += PIECE) yield piece;
}

/**
 * Writes as fast as the client reads, and stops when it disconnects.
 * @param {import("node:http").ServerResponse} res
 * @param {Iterable<Buffer>} pieces
 */
function writeAll(res, pieces) {
  const iterator = pieces[Symbol.iterator]();
  const next = () => {
    for (;;) {
      if (res.destroyed) return;
      const { done, value } = iterator.next();
      if (done) return res.end();
      if (!res.write(value)) return void res.once("drain", next);
    }
  };
  next();
}
