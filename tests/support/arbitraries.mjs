// What fast-check makes of options, answers and fetches: mostly nonsense, and often nearly right.

import fc from "fast-check";
import { KEY } from "./calls.mjs";
import { SEED } from "./seed.mjs";

export const RUNS = Number(process.env["FC_RUNS"] ?? 400);
fc.configureGlobal({ seed: SEED });

/** Any value at all. */
export const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
});

const bad = () => {
  throw new Error("boo");
};
/** Objects that throw wherever they are touched, or once they are touched again. */
export const hostile = fc.constantFrom(
  () => new Proxy({}, { get: bad, ownKeys: bad, has: bad, getPrototypeOf: bad, getOwnPropertyDescriptor: bad }),
  () => new Proxy(() => {}, { get: bad, apply: bad }),
  () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  () => ({ [Symbol.toPrimitive]: bad, toString: bad, valueOf: bad, toJSON: bad }),
  () => ({ then: bad }),
  () => ({ get then() { return bad(); } }), // prettier-ignore
);

const numbers = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -0, 1, 100, 101, 0.5, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1, 2 ** 53, NaN, Infinity),
);
const keys = fc.oneof(
  fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 5 }),
  fc.constantFrom(KEY, `${KEY}\n`, "", "k".repeat(4_096), "k".repeat(4_097)),
);
const urls = fc.oneof(
  fc.webUrl(),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.string(),
  fc.constantFrom("http://localhost:1", "http://h.example", "https://h.example/"),
);

/** Near misses and hits for each option. @type {Record<string, fc.Arbitrary<unknown>>} */
const LIKELY = {
  apiKey: keys,
  jwt: keys,
  accountId: fc.oneof(
    numbers,
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.constantFrom("a".repeat(256), "a".repeat(257)),
  ),
  prospectId: numbers,
  baseUrl: urls,
  timeoutMs: fc.oneof(numbers, fc.constantFrom(5_000, 25_000)),
  maxRetries: fc.oneof(numbers, fc.constantFrom(0, 1, 2)),
  allowInsecureHttp: fc.boolean(),
  signal: fc.constantFrom(new AbortController().signal),
  onRetry: fc.constant(() => {}),
};

/** Texts without control characters and lone surrogates. */
const printable = fc
  .string({ unit: "binary", minLength: 1, maxLength: 256 })
  .map((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, "x"));
const goodKeys = fc.oneof(fc.stringMatching(/^[!-~]{1,40}$/), fc.constantFrom(KEY, "k", "k".repeat(4_096)));
const goodIds = fc.oneof(fc.integer({ min: 1, max: 2 ** 53 - 1 }), fc.constantFrom(1, 2 ** 53 - 1));
const goodPaths = fc.constantFrom("", "/", "/a", ":80", ":8080/x", "/a/b/");
/** Base URLs that may be used as they are: https to anywhere, plain http to this machine. */
export const goodUrls = fc.oneof(
  fc.webUrl({ validSchemes: ["https"] }),
  fc
    .tuple(
      fc.constantFrom("http://", "https://", "HTTP://"),
      fc.constantFrom("localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "[::1]"),
      goodPaths,
    )
    .map((parts) => parts.join("")),
);

/**
 * Options that are all good and leave a call time for its answer.
 *
 * @param {"connectsafely" | "seleqt"} vendor
 */
export function goodOptions(vendor) {
  const optional = {
    baseUrl: goodUrls,
    timeoutMs: fc.oneof(fc.integer({ min: 5_000, max: 2 ** 31 - 1 }), fc.constantFrom(5_000.5, 25_000)),
    maxRetries: fc.integer({ min: 0, max: 100 }),
    allowInsecureHttp: fc.boolean(),
    signal: fc.constantFrom(new AbortController().signal),
    onRetry: fc.constant(() => {}),
  };
  const where = { accountId: vendor === "seleqt" ? goodIds : printable, ...optional };
  const required =
    vendor === "connectsafely"
      ? fc.record({ apiKey: goodKeys })
      : fc.oneof(
          fc.record({ apiKey: goodKeys, prospectId: goodIds }),
          fc.record({ jwt: goodKeys, prospectId: goodIds }),
        );
  return fc
    .tuple(required, fc.record(where, { requiredKeys: [], noNullPrototype: true }))
    .map(([some, others]) => ({ ...others, ...some }));
}

/** @param {readonly string[]} required likely to be there */
export function options(required) {
  const known = Object.fromEntries(
    Object.entries(LIKELY).map(([name, likely]) => [
      name,
      fc.oneof(
        { weight: required.includes(name) ? 60 : 6, arbitrary: likely },
        { weight: 1, arbitrary: anything },
        { weight: required.includes(name) ? 1 : 20, arbitrary: fc.constant(undefined) },
      ),
    ]),
  );
  const unknown = fc.oneof(
    { weight: 9, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.dictionary(fc.string(), anything, { maxKeys: 2 }) },
  );
  return fc
    .tuple(fc.record(known, { noNullPrototype: false }), unknown)
    .map(([some, others]) => Object.assign(some, others));
}

/** @param {object} right a right answer */
export const nearlyAnswers = (right) =>
  fc
    .tuple(
      fc.record(
        Object.fromEntries(
          Object.entries(right).map(([name, value]) => [
            name,
            fc.oneof(
              { weight: 8, arbitrary: fc.constant(value) },
              { weight: 1, arbitrary: fc.jsonValue() },
              { weight: 1, arbitrary: fc.constant(undefined) },
            ),
          ]),
        ),
      ),
      fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }),
    )
    .map(([some, others]) => ({ ...others, ...some }));

const headerNames = fc.constantFrom(
  "retry-after",
  "x-ratelimit-reset",
  "x-request-id",
  "content-type",
  "location",
  "content-encoding",
  "set-cookie",
);
const headerValues = fc.oneof(
  fc.string({ unit: "grapheme-ascii" }),
  fc.integer().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  fc.constantFrom(
    "99999999999999999999",
    "0",
    "-1",
    "1e9",
    "Mon, 01 Jan 0001 00:00:00 GMT",
    "9999-12-31T23:59:59Z",
    KEY,
  ),
);
export const headers = fc.dictionary(headerNames, headerValues, { noNullPrototype: true });

const statuses = fc.oneof(fc.constantFrom(200, 200, 200, 400, 401, 404, 429, 503), fc.integer({ min: 200, max: 599 }));
/** Anything between 100 and 999 that a fetch may hand out, and what it may not. */
const oddStatuses = fc.oneof(statuses, numbers, anything);

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 64 }),
  fc.jsonValue().map((value) => new TextEncoder().encode(JSON.stringify(value))),
  fc.string({ unit: "binary" }).map((text) => new TextEncoder().encode(text)),
);

/** A real Response, with any bytes. */
export const responses = fc.tuple(statuses, headers, bytes).map(
  ([status, headers, body]) =>
    () =>
      new Response([204, 205, 304].includes(status) ? null : /** @type {BodyInit} */ (body), {
        status,
        headers: latin1(headers),
      }),
);

/** @param {Record<string, string>} headers */
const latin1 = (headers) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace(/[^\x20-\x7e]/g, "")]));

/** Something that fast-check itself must not touch. */
class Later {
  /** @param {() => unknown} make */
  constructor(make) {
    this.make = make;
  }
}

/** Something that is nearly a response, made by hand. */
export const ducks = fc
  .record(
    {
      status: oddStatuses,
      ok: fc.oneof(fc.boolean(), anything),
      redirected: fc.oneof(fc.boolean(), anything),
      type: fc.oneof(fc.constantFrom("basic", "opaqueredirect", "error"), anything),
      headers: fc.oneof(
        headers,
        headers.map((all) => new Map(Object.entries(all))),
        anything,
        hostile.map((make) => new Later(make)),
      ),
      body: fc.oneof(
        anything,
        hostile.map((make) => new Later(make)),
        fc.constant({ getReader: () => ({ read: async () => ({ done: true }) }) }),
        fc.constant([1, "x"]),
      ),
      text: fc.oneof(anything, fc.func(anything), fc.func(fc.string().map((text) => Promise.resolve(text)))),
      json: fc.oneof(anything, fc.func(anything)),
      arrayBuffer: fc.oneof(anything, fc.func(anything)),
    },
    { requiredKeys: [] },
  )
  .map((duck) => () => {
    const parts = Object.entries(duck).map(([name, part]) => [name, part instanceof Later ? part.make() : part]);
    return Object.fromEntries(parts);
  });
