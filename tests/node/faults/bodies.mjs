// Bodies of a 200, down to the byte: what the sandbox does not play.

import { gzipSync } from "node:zlib";
import { fields } from "./fields.mjs";
import { ANSWER } from "./harness.mjs";

/** @typedef {import("./harness.mjs").Vendor} Vendor */

export const LIMIT = 1_048_576;

/**
 * @typedef {object} Body
 * @property {string} name
 * @property {(vendor: Vendor) => string | Uint8Array} write
 * @property {"answer" | "invalid_response"} ends as the very value that JSON.parse gives, or so
 * @property {readonly Vendor[]} [vendors]
 * @property {Record<string, string>} [headers]
 */

/** @type {Body[]} */
export const BODIES = [
  {
    name: "unknown values of every enumeration",
    ends: "answer",
    write: (vendor) =>
      `{${fields(vendor, vendor === "seleqt" ? { network_distance: "FIFTH_DEGREE", connection_level: 17 } : { status: "ON_HOLIDAY", platform: "Elsewhere", linkedinPlan: { premiumType: "PLATINUM" } })}}`,
  },
  {
    name: "empty strings, which are strings",
    ends: "answer",
    write: (vendor) => `{${fields(vendor, vendor === "seleqt" ? { network_distance: "" } : { id: "", status: "" })}}`,
  },
  {
    name: "undocumented fields of every kind, in the documented plan, too",
    ends: "answer",
    write: (vendor) =>
      `{${fields(vendor, { linkedinPlan: { isPremium: true, seats: 3, extra: { a: [1, null, "x"] } }, extra: [], more: { deep: { er: null } }, flag: false, "": 0, "sp ace": "\u2028", "🦀": "🦀" })}}`,
  },
  {
    name: "fields named like parts of an error of ours",
    ends: "answer",
    write: (vendor) =>
      `{${fields(vendor, { code: "timeout", name: "Error", message: "no", stack: "x", retryable: true, attempts: 3, cause: {} })}}`,
  },
  { name: "a field named then", ends: "answer", write: (vendor) => `{${fields(vendor, { then: true, catch: {} })}}` },
  {
    name: "__proto__ as a field",
    ends: "answer",
    write: (vendor) => `{"__proto__": {"polluted": 1, "id": "x"}, ${fields(vendor)}}`,
  },
  {
    name: "__proto__ with all fields of an answer beside it set to null",
    ends: "invalid_response",
    write: (vendor) => {
      const nulls = Object.fromEntries(Object.keys(ANSWER[vendor]).map((name) => [name, null]));
      return `{"__proto__": {${fields(vendor)}}, ${JSON.stringify(nulls).slice(1)}`;
    },
  },
  {
    name: "all of the answer inside constructor.prototype",
    ends: "invalid_response",
    write: (vendor) => `{"constructor": {"prototype": {${fields(vendor)}}}}`,
  },
  {
    name: "numbers beyond every type in undocumented fields",
    ends: "answer",
    write: (vendor) => `{${fields(vendor)}, "n": [1e400, -1e400, 1e-400, -0, ${"9".repeat(400)}, 0.1e1]}`,
  },
  {
    name: "half surrogate pairs in undocumented fields",
    ends: "answer",
    write: (vendor) => `{${fields(vendor)}, "n": "\\ud800x\\udc00"}`,
  },
  {
    name: "escaped zero characters in a text",
    ends: "answer",
    write: (vendor) => `{${fields(vendor)}, "n": "a\\u0000b"}`,
  },
  {
    name: "field names in escapes",
    ends: "answer",
    write: (vendor) => `{${fields(vendor).replace('"id"', '"\\u0069d"').replace('"success"', '"\\u0073uccess"')}}`,
  },
  { name: "white space of every kind around it", ends: "answer", write: (vendor) => ` \r\n\t{${fields(vendor)}}\n\n ` },
  { name: "a byte order mark", ends: "answer", write: (vendor) => `\ufeff{${fields(vendor)}}` },
  {
    name: "a byte order mark behind white space",
    ends: "invalid_response",
    write: (vendor) => ` \ufeff{${fields(vendor)}}`,
  },
  { name: "a byte order mark at its end", ends: "invalid_response", write: (vendor) => `{${fields(vendor)}}\ufeff` },
  { name: "a byte order mark and then nothing but white space", ends: "invalid_response", write: () => "\ufeff \n" },
  { name: "a zero byte at its end", ends: "invalid_response", write: (vendor) => `{${fields(vendor)}}\0` },
  { name: "a no-break space around it", ends: "invalid_response", write: (vendor) => `\u00a0{${fields(vendor)}}` },
  { name: "one byte 0xFF", ends: "invalid_response", write: () => Uint8Array.of(0xff) },
  {
    name: "a single invalid byte in the middle of a megabyte",
    ends: "invalid_response",
    write: (vendor) =>
      Buffer.concat([
        Buffer.from(`{${fields(vendor)},"n":"${"é".repeat(200_000)}`),
        Buffer.from([0x80]),
        Buffer.from('"}'),
      ]),
  },
  {
    name: "UTF-8 of four bytes cut by the end",
    ends: "invalid_response",
    write: (vendor) => Buffer.concat([Buffer.from(`{${fields(vendor)},"n":"`), Buffer.from([0xf0, 0x9f, 0xa6])]),
  },
  {
    name: "a character beyond U+10FFFF",
    ends: "invalid_response",
    write: (vendor) =>
      Buffer.concat([
        Buffer.from(`{${fields(vendor)},"n":"`),
        Buffer.from([0xf4, 0x90, 0x80, 0x80]),
        Buffer.from('"}'),
      ]),
  },
  {
    name: "a hundred thousand short fields",
    ends: "answer",
    write: (vendor) => `{${fields(vendor)}, ${Array.from({ length: 80_000 }, (_, at) => `"${at}":0`).join(",")}}`,
  },
  { name: "1,048,576 bytes of three-byte characters", ends: "answer", write: (vendor) => padded(vendor, LIMIT, "€") },
  {
    name: "1,048,577 bytes of three-byte characters",
    ends: "invalid_response",
    write: (vendor) => padded(vendor, LIMIT + 1, "€"),
  },
  {
    name: "a byte order mark and an answer that make 1,048,576 bytes",
    ends: "answer",
    write: (vendor) => `\ufeff${padded(vendor, LIMIT - 3, "x")}`,
  },
  {
    name: "a byte order mark and an answer that make 1,048,577 bytes",
    ends: "invalid_response",
    write: (vendor) => `\ufeff${padded(vendor, LIMIT - 2, "x")}`,
  },
  {
    name: "1,048,577 bytes in gzip, sent without a length",
    ends: "invalid_response",
    headers: { "content-encoding": "gzip" },
    write: (vendor) => gzipSync(padded(vendor, LIMIT + 1, "x")),
  },
  {
    name: "a gzip bomb of 64 MiB",
    ends: "invalid_response",
    headers: { "content-encoding": "gzip" },
    write: () => BOMB,
  },
  {
    name: "an account that was checked with 42.0, the integer 42",
    vendors: ["seleqt"],
    ends: "answer",
    write: () => '{"success":true,"is_connected":false,"checked_with_account_id":42.0}',
  },
  {
    name: "an account that was checked with 42e0",
    vendors: ["seleqt"],
    ends: "answer",
    write: () => '{"success":true,"is_connected":false,"checked_with_account_id":42e0}',
  },
  {
    name: "an account that was checked with the text 42",
    vendors: ["seleqt"],
    ends: "invalid_response",
    write: () => '{"success":true,"is_connected":false,"checked_with_account_id":"42"}',
  },
  {
    name: "a level of 1.5",
    vendors: ["seleqt"],
    ends: "invalid_response",
    write: (vendor) => `{${fields(vendor, { connection_level: 1.5 })}}`,
  },
  {
    name: "a level of 1.0",
    vendors: ["seleqt"],
    ends: "answer",
    write: (vendor) => `{${fields(vendor).replace('"connection_level":1', '"connection_level":1.0')}}`,
  },
  {
    name: "success: false and nothing else wrong",
    vendors: ["seleqt"],
    ends: "invalid_response",
    write: (vendor) => `{${fields(vendor, { success: false })}}`,
  },
  {
    name: "success: false, which ConnectSafely does not document",
    vendors: ["connectsafely"],
    ends: "answer",
    write: (vendor) => `{${fields(vendor, { success: false })}}`,
  },
  {
    name: "success as 1",
    vendors: ["seleqt"],
    ends: "invalid_response",
    write: (vendor) => `{${fields(vendor, { success: 1 })}}`,
  },
  {
    name: "is_connected as null",
    vendors: ["seleqt"],
    ends: "invalid_response",
    write: (vendor) => `{${fields(vendor, { is_connected: null })}}`,
  },
  {
    name: "is_connected twice, the second time as a text",
    vendors: ["seleqt"],
    ends: "invalid_response",
    write: (vendor) => `{${fields(vendor)}, "is_connected": "yes"}`,
  },
  {
    name: "an id of null",
    vendors: ["connectsafely"],
    ends: "invalid_response",
    write: (vendor) => `{${fields(vendor, { id: null })}}`,
  },
  {
    name: "documented fields of null",
    vendors: ["connectsafely"],
    ends: "answer",
    write: (vendor) =>
      `{${fields(vendor, { firstName: null, lastName: null, publicId: null, platform: null, enabled: null, lastUsed: null, hasTokens: null, linkedinPlan: null })}}`,
  },
  {
    name: "a date that is none in lastUsed, which is a string all the same",
    vendors: ["connectsafely"],
    ends: "answer",
    write: (vendor) => `{${fields(vendor, { lastUsed: "yesterday" })}}`,
  },
];

/** A right answer of exactly this many bytes. @param {Vendor} vendor @param {number} bytes @param {string} filler */
function padded(vendor, bytes, filler) {
  const bare = Buffer.byteLength(`{${fields(vendor)},"n":""}`);
  const count = Math.floor((bytes - bare) / Buffer.byteLength(filler));
  const rest = bytes - bare - count * Buffer.byteLength(filler);
  return `{${fields(vendor)},"n":"${filler.repeat(count)}${"x".repeat(rest)}"}`;
}

/** @type {Uint8Array} */
const BOMB = gzipSync(Buffer.alloc(64 * LIMIT, " "));
