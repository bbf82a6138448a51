// More connections that stall, are too slow, or break.
import { fails, inGroup, onlyAborts } from "../../../pkg/src/sandbox/scenarios/build.js";

const broken = fails("network");
const half = (/** @type {Buffer} */ bytes) => bytes.subarray(0, Math.floor(bytes.length / 2));
const bytesOf = (/** @type {object} */ answer) => Buffer.from(JSON.stringify(answer));

export const connectionFaults = inGroup("faults", [
  {
    id: 94002,
    name: "stalled-head",
    says: "Status and headers, then nothing",
    expect: onlyAborts,
    play: ({ head }) => head(200, 200),
  },
  {
    id: 94003,
    name: "stalled-body",
    says: "Half of the answer, then nothing",
    expect: onlyAborts,
    play: ({ head, res, answer }) => {
      const bytes = bytesOf(answer);
      head(200, bytes.length);
      res.write(half(bytes));
    },
  },
  {
    id: 94004,
    name: "stalled-end",
    says: "The whole answer in chunks, but never the end of it",
    expect: onlyAborts,
    play: ({ head, res, answer }) => {
      head(200, undefined);
      res.write(bytesOf(answer));
    },
  },
  {
    id: 94005,
    name: "byte-by-byte",
    says: "One byte a second: progress that must not extend the deadline",
    expect: onlyAborts,
    play: ({ head, later, res, answer }) => {
      const bytes = bytesOf(answer);
      head(200, bytes.length);
      const next = (/** @type {number} */ index) => {
        if (index === bytes.length) return res.end();
        res.write(bytes.subarray(index, index + 1));
        later(1_000, () => next(index + 1));
      };
      next(0);
    },
  },
  {
    id: 94012,
    name: "closed",
    says: "The connection is closed before any answer",
    statuses: [null],
    expect: broken,
    play: ({ hangUp }) => hangUp(),
  },
  {
    id: 94013,
    name: "reset-in-body",
    says: "The connection is reset after half of the answer",
    expect: broken,
    play: ({ head, later, reset, res, answer }) => {
      const bytes = bytesOf(answer);
      head(200, bytes.length);
      res.write(half(bytes), () => later(50, reset));
    },
  },
  {
    id: 94014,
    name: "closed-in-body",
    says: "A Content-Length twice as long as the answer, which is complete; then the connection is closed",
    expect: broken,
    play: ({ head, hangUp, res, answer }) => {
      const bytes = bytesOf(answer);
      head(200, bytes.length * 2);
      res.write(bytes, hangUp);
    },
  },
  {
    id: 94015,
    name: "closed-in-chunks",
    says: "The whole answer in chunks, then the connection is closed without the last chunk",
    expect: broken,
    play: ({ head, hangUp, res, answer }) => {
      head(200, undefined);
      res.write(bytesOf(answer), hangUp);
    },
  },
  {
    id: 94016,
    name: "not-http",
    says: "Something that is not HTTP",
    statuses: [null],
    expect: broken,
    play: ({ raw }) => raw("220 mail.example ESMTP ready\r\n"),
  },
  {
    id: 94017,
    name: "huge-headers",
    says: "Headers of 640 KiB, more than any client takes",
    expect: broken,
    play: ({ send, answer }) => send(200, answer, { "X-Padding": "x".repeat(640 * 1024) }),
  },
]);
