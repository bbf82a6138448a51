// A complete 200 whose content is no answer: not JSON, not an object, or JSON with something odd in it.
import { asJson, fails, HTML, htmlPage, inGroup, ok, replies, SELEQT } from "./build.js";

const invalid = fails("invalid_response");
/** A parser may take these or refuse them; what it may not do is trap, hang or answer something else. */
const either = ok({ orCode: "invalid_response" });

/** @type {(id: number, name: string, says: string, body?: import("../exchange.js").Body) => import("./build.js").Draft} */
const sent = (id, name, says, body) => ({ id, name, says, expect: invalid, play: replies(200, body) });

/**
 * A right answer, written by hand: the JSON of its fields without the braces goes in.
 * @param {number} id
 * @param {string} name
 * @param {string} says
 * @param {import("./build.js").Draft["expect"]} expect
 * @param {(fields: string) => string | Buffer} write
 * @returns {import("./build.js").Draft}
 */
const written = (id, name, says, expect, write) => ({
  id,
  name,
  says,
  expect,
  play: ({ send, answer }) => send(200, Buffer.from(write(JSON.stringify(answer).slice(1, -1)))),
});

const DEEP = 100_000;

export const contentFaults = inGroup("faults", [
  {
    id: 94101,
    name: "html",
    says: "An HTML page with status 200, as captive portals and proxies send it",
    expect: invalid,
    play: replies(200, htmlPage("Sign in to the network"), HTML),
  },
  sent(94102, "html-as-json", "An HTML page that calls itself JSON", asJson(htmlPage("Maintenance"))),
  sent(94103, "empty", "Nothing at all"),
  sent(94104, "white-space", "White space", asJson(" \r\n\t ")),
  sent(94105, "text", "Plain text", "OK"),
  written(
    94106,
    "truncated",
    "JSON that breaks off in the middle, complete for HTTP",
    invalid,
    (fields) => `{${fields}`,
  ),
  written(94107, "trailing-text", "Text behind the JSON", invalid, (fields) => `{${fields}} OK`),
  written(
    94108,
    "two-answers",
    "Two JSON objects, one behind the other",
    invalid,
    (fields) => `{${fields}}\n{${fields}}`,
  ),
  written(94109, "trailing-comma", "A comma too many", invalid, (fields) => `{${fields},}`),
  written(94110, "comment", "A comment in the JSON", invalid, (fields) => `{/* ok */ ${fields}}`),
  written(
    94111,
    "single-quotes",
    "Single quotes, as in JavaScript",
    invalid,
    (fields) => `{${fields.replaceAll('"', "'")}}`,
  ),
  written(94112, "not-a-number", "NaN in an undocumented field", invalid, (fields) => `{${fields}, "score": NaN}`),
  written(94113, "anti-hijacking", "A )]}' prefix before the JSON", invalid, (fields) => `)]}',\n{${fields}}`),
  sent(94121, "json-null", "JSON null", asJson("null")),
  sent(94122, "json-true", "JSON true", asJson("true")),
  sent(94123, "json-number", "A JSON number", asJson("42")),
  sent(94124, "json-string", "A JSON string", asJson('"AVAILABLE"')),
  sent(94125, "json-array", "An empty JSON array", asJson("[]")),
  sent(94126, "json-object", "An empty JSON object", asJson("{}")),
  written(94127, "answer-in-array", "A right answer inside an array", invalid, (fields) => `[{${fields}}]`),
  written(94128, "answer-in-data", "A right answer inside { data }", invalid, (fields) => `{"data": {${fields}}}`),
  written(94129, "answer-in-string", "A right answer as a JSON string", invalid, (fields) =>
    JSON.stringify(`{${fields}}`),
  ),
  written(
    94131,
    "proto-keys",
    "Right, with __proto__, constructor and prototype as undocumented fields: no prototype may be polluted",
    either,
    (fields) =>
      `{"__proto__": {"polluted": true}, ${fields}, "constructor": {"prototype": {"polluted": true}}, "prototype": {"polluted": true}, "toString": null}`,
  ),
  {
    id: 94132,
    name: "proto-only",
    says: "All of the answer's fields inside __proto__: there is no answer",
    expect: invalid,
    play: ({ send, answer }) => send(200, asJson(`{"__proto__": ${JSON.stringify(answer)}}`)),
  },
  written(
    94133,
    "deep",
    "Right, with 100,000 nested arrays in an undocumented field",
    either,
    (fields) => `{${fields}, "deep": ${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`,
  ),
  sent(94134, "deep-only", "100,000 nested arrays and nothing else", asJson("[".repeat(DEEP) + "]".repeat(DEEP))),
  sent(94135, "deep-open", "100,000 nested objects that are never closed", asJson('{"a":'.repeat(DEEP))),
  written(94136, "doubled", "Right, with every field twice and equal", either, (fields) => `{${fields}, ${fields}}`),
  {
    id: 94137,
    name: "doubled-contradiction",
    says: "is_connected twice, false and then true",
    vendors: SELEQT,
    expect: either,
    play: ({ send, answer }) => send(200, asJson(`{"is_connected": false, ${JSON.stringify(answer).slice(1)}`)),
  },
  written(
    94138,
    "huge-numbers",
    "Right, with numbers beyond every type in undocumented fields",
    either,
    (fields) => `{${fields}, "big": 1e400, "small": -1e400, "tiny": 1e-400, "long": ${"9".repeat(5_000)}}`,
  ),
  written(94139, "many-fields", "Right, with 20,000 undocumented fields", ok(), (fields) => {
    const more = Array.from({ length: 20_000 }, (_, index) => `"f${index}": ${index}`);
    return `{${fields}, ${more.join(", ")}}`;
  }),
]);
