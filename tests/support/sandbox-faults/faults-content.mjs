// More of a complete 200 whose body is not a valid answer: not JSON, not an object, or unusual JSON.
import { asJson, fails, htmlPage, inGroup, ok, replies, SELEQT } from "../../../pkg/src/sandbox/scenarios/build.js";

const invalid = fails("invalid_response");
/** A parser may accept or reject these. It must not crash, hang or return other values. */
const either = ok({ orCode: "invalid_response" });

/** @type {(id: number, name: string, says: string, body?: import("../../../pkg/src/sandbox/exchange.js").Body) => import("../../../pkg/src/sandbox/scenarios/build.js").Draft} */
const fixedBody = (id, name, says, body) => ({ id, name, says, expect: invalid, play: replies(200, body) });

/**
 * A body built from the JSON text of a valid answer without its braces.
 * @param {number} id
 * @param {string} name
 * @param {string} says
 * @param {import("../../../pkg/src/sandbox/scenarios/build.js").Draft["expect"]} expect
 * @param {(fields: string) => string | Buffer} write
 * @returns {import("../../../pkg/src/sandbox/scenarios/build.js").Draft}
 */
const fromFields = (id, name, says, expect, write) => ({
  id,
  name,
  says,
  expect,
  play: ({ send, answer }) => send(200, Buffer.from(write(JSON.stringify(answer).slice(1, -1)))),
});

const DEEP = 100_000;

export const contentFaults = inGroup("faults", [
  fixedBody(94102, "html-as-json", "An HTML page with a JSON Content-Type", asJson(htmlPage("Maintenance"))),
  fixedBody(94103, "empty", "An empty body"),
  fixedBody(94104, "white-space", "White space", asJson(" \r\n\t ")),
  fixedBody(94105, "text", "Plain text", "OK"),
  fromFields(94107, "trailing-text", "Text after the JSON", invalid, (fields) => `{${fields}} OK`),
  fromFields(
    94108,
    "two-answers",
    "Two JSON objects, one after the other",
    invalid,
    (fields) => `{${fields}}\n{${fields}}`,
  ),
  fromFields(94109, "trailing-comma", "A trailing comma", invalid, (fields) => `{${fields},}`),
  fromFields(94110, "comment", "A comment in the JSON", invalid, (fields) => `{/* ok */ ${fields}}`),
  fromFields(
    94111,
    "single-quotes",
    "Single quotes, as in JavaScript",
    invalid,
    (fields) => `{${fields.replaceAll('"', "'")}}`,
  ),
  fromFields(94112, "not-a-number", "NaN in an undocumented field", invalid, (fields) => `{${fields}, "score": NaN}`),
  fromFields(94113, "anti-hijacking", "A )]}' prefix before the JSON", invalid, (fields) => `)]}',\n{${fields}}`),
  fixedBody(94121, "json-null", "JSON null", asJson("null")),
  fixedBody(94122, "json-true", "JSON true", asJson("true")),
  fixedBody(94123, "json-number", "A JSON number", asJson("42")),
  fixedBody(94124, "json-string", "A JSON string", asJson('"AVAILABLE"')),
  fixedBody(94125, "json-array", "An empty JSON array", asJson("[]")),
  fixedBody(94126, "json-object", "An empty JSON object", asJson("{}")),
  fromFields(94127, "answer-in-array", "A valid answer inside an array", invalid, (fields) => `[{${fields}}]`),
  fromFields(94128, "answer-in-data", "A valid answer inside { data }", invalid, (fields) => `{"data": {${fields}}}`),
  fromFields(94129, "answer-in-string", "A valid answer as a JSON string", invalid, (fields) =>
    JSON.stringify(`{${fields}}`),
  ),
  fromFields(
    94131,
    "proto-keys",
    "Valid, with __proto__, constructor and prototype as undocumented fields: no prototype may be polluted",
    either,
    (fields) =>
      `{"__proto__": {"polluted": true}, ${fields}, "constructor": {"prototype": {"polluted": true}}, "prototype": {"polluted": true}, "toString": null}`,
  ),
  {
    id: 94132,
    name: "proto-only",
    says: "All fields inside __proto__, so that the object itself has none",
    expect: invalid,
    play: ({ send, answer }) => send(200, asJson(`{"__proto__": ${JSON.stringify(answer)}}`)),
  },
  fromFields(
    94133,
    "deep",
    "Valid, with 100,000 nested arrays in an undocumented field",
    either,
    (fields) => `{${fields}, "deep": ${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`,
  ),
  fixedBody(94134, "deep-only", "100,000 nested arrays and nothing else", asJson("[".repeat(DEEP) + "]".repeat(DEEP))),
  fixedBody(94135, "deep-open", "100,000 nested objects that are never closed", asJson('{"a":'.repeat(DEEP))),
  fromFields(94136, "doubled", "Valid, with every field twice and equal", either, (fields) => `{${fields}, ${fields}}`),
  {
    id: 94137,
    name: "doubled-contradiction",
    says: "is_connected twice, false and then true",
    vendors: SELEQT,
    expect: either,
    play: ({ send, answer }) => send(200, asJson(`{"is_connected": false, ${JSON.stringify(answer).slice(1)}`)),
  },
  fromFields(
    94138,
    "huge-numbers",
    "Valid, with numbers beyond every type in undocumented fields",
    either,
    (fields) => `{${fields}, "big": 1e400, "small": -1e400, "tiny": 1e-400, "long": ${"9".repeat(5_000)}}`,
  ),
  fromFields(94139, "many-fields", "Valid, with 20,000 undocumented fields", ok(), (fields) => {
    const more = Array.from({ length: 20_000 }, (_, index) => `"f${index}": ${index}`);
    return `{${fields}, ${more.join(", ")}}`;
  }),
]);
