// Bodies whose encoding is wrong: UTF-8, byte order marks, compression.
import { gzipSync } from "node:zlib";
import { asJson, fails, inGroup, ok, replies } from "../../../pkg/src/sandbox/scenarios/build.js";

const invalid = fails("invalid_response");

/** @type {(id: number, name: string, says: string, bytes: number[]) => import("../../../pkg/src/sandbox/scenarios/build.js").Draft} */
const withBytes = (id, name, says, bytes) => ({
  id,
  name,
  says: `Valid, except for an undocumented text with ${says}`,
  expect: invalid,
  play: ({ send, answer }) => {
    const fields = Buffer.from(`${JSON.stringify(answer).slice(0, -1)},"note":"`);
    send(200, Buffer.concat([fields, Buffer.from(bytes), Buffer.from('"}')]));
  },
});

const GZIP = { "Content-Encoding": "gzip" };

export const encodingFaults = inGroup("faults", [
  withBytes(94401, "utf8-invalid", "bytes that UTF-8 never contains", [0xff, 0xfe]),
  withBytes(94402, "utf8-cut", "half a character", [0xe2, 0x82]),
  withBytes(94403, "utf8-overlong", "a character in an overlong form", [0xc0, 0xaf]),
  withBytes(94404, "utf8-surrogate", "half a surrogate pair as bytes", [0xed, 0xa0, 0x80]),
  withBytes(94405, "latin1", "an é in ISO-8859-1", [0xe9]),
  {
    id: 94406,
    name: "utf16",
    says: "The answer in UTF-16",
    expect: invalid,
    play: ({ send, answer }) => send(200, Buffer.from(`\uFEFF${JSON.stringify(answer)}`, "utf16le")),
  },
  {
    id: 94407,
    name: "mark-only",
    says: "A byte order mark and nothing else",
    expect: invalid,
    play: replies(200, asJson("\uFEFF")),
  },
  {
    id: 94408,
    name: "mark-twice",
    says: "Two byte order marks before the JSON",
    expect: invalid,
    play: ({ send, answer }) => send(200, asJson(`\uFEFF\uFEFF${JSON.stringify(answer)}`)),
  },
  {
    id: 94409,
    name: "lone-surrogate",
    says: "Valid, with half a surrogate pair as a JSON escape in an undocumented text",
    expect: ok({ orCode: "invalid_response" }),
    play: ({ send, answer }) => send(200, asJson(`${JSON.stringify(answer).slice(0, -1)},"note":"\\ud83e"}`)),
  },
  {
    id: 94410,
    name: "control-characters",
    says: "Bare control characters in a text, which JSON forbids",
    expect: invalid,
    play: ({ send, answer }) => send(200, asJson(`${JSON.stringify(answer).slice(0, -1)},"note":"a\u0000\u0007b"}`)),
  },
  {
    id: 94421,
    name: "gzip-lie",
    says: "Content-Encoding: gzip, but the body is not compressed",
    expect: fails("network", { orCode: "invalid_response" }),
    play: ({ send, answer }) => send(200, answer, GZIP),
  },
  {
    id: 94422,
    name: "gzip-cut",
    says: "A compressed answer that is cut, although the response is complete",
    expect: fails("network", { orCode: "invalid_response" }),
    play: ({ send, answer }) => {
      const bytes = gzipSync(JSON.stringify({ ...answer, note: "A text that makes it longer" }));
      send(200, bytes.subarray(0, Math.floor(bytes.length / 2)), GZIP);
    },
  },
  {
    id: 94423,
    name: "gzip-unsaid",
    says: "A compressed answer without Content-Encoding",
    expect: invalid,
    play: ({ send, answer }) => send(200, gzipSync(JSON.stringify(answer))),
  },
]);
