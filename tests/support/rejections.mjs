// What fetches reject with: with the key somewhere in it, as instrumented and hand-made ones do, and without.

/** @typedef {(key: string, init: RequestInit, url: string) => unknown} Reject */

/** @param {string} message @param {object} more */
const error = (message, more) => Object.assign(new Error(message), more);

/** @param {string} name @param {unknown} value @param {PropertyDescriptor} [how] */
const hidden = (name, value, how = { value }) =>
  Object.defineProperty(new Error("failed"), name, { enumerable: false, ...how });

class Heir extends Error {
  #key;
  /** @param {string} key */
  constructor(key) {
    super("failed");
    this.#key = key;
  }
  get request() {
    return { key: this.#key };
  }
}

class Speaker extends Error {
  /** @param {() => string} say */
  constructor(say) {
    super("failed");
    Object.defineProperty(this, "say", { value: 1 });
    SAID.set(this, say);
  }
  /** @override */
  toString() {
    return SAID.get(this)?.() ?? "";
  }
  toJSON() {
    return { said: this.toString() };
  }
  [Symbol.for("nodejs.util.inspect.custom")]() {
    return this.toString();
  }
}
/** @type {WeakMap<object, () => string>} */
const SAID = new WeakMap();

/** @param {unknown} value @param {number} levels @returns {Error} */
const nest = (value, levels) => new Error("failed", { cause: levels ? nest(value, levels - 1) : value });

/** @type {[string, Reject][]} */
export const HARMFUL = [
  ["in the message", (key) => new TypeError(`Invalid header value: ${key}`)],
  ["as the whole message", (key) => new Error(key)],
  ["percent-encoded in the message", (key) => new Error(`GET /?key=${encodeURIComponent(key)} failed`)],
  [
    "percent-encoded in lower case",
    (key) => new Error(encodeURIComponent(key).replace(/%../g, (code) => code.toLowerCase())),
  ],
  [
    "in JSON in the message",
    (key, init) => new Error(`failed: ${JSON.stringify({ key, ...init, signal: undefined })}`),
  ],
  ["in base64", (key) => new Error(`GET / with ${btoa(key)} failed`)],
  ["in base64, behind its scheme", (key) => new Error(`sent ${btoa(`Bearer ${key}`)}`)],
  ["in base64, in the middle of JSON", (key) => new Error(`sent ${btoa(JSON.stringify({ auth: key, at: 1 }))}`)],
  ["as the name", (key) => error("failed", { name: key })],
  ["as the code", (key) => error("failed", { code: key })],
  ["in the stack alone", (key) => error("failed", { stack: `Error: failed\n    at ${key} (file.js:1:1)` })],
  ["in the request's options, as config", (_, init) => error("failed", { config: init })],
  ["in the headers", (_, init) => error("failed", { headers: init.headers })],
  ["in a Headers object", (_, init) => error("failed", { headers: new Headers(init.headers) })],
  ["in a Request object", (_, init, url) => error("failed", { request: new Request(url, { headers: init.headers }) })],
  [
    "in a Response object",
    (key) => error("failed", { response: new Response(key, { headers: { "x-key": "1" } }), key }),
  ],
  ["in a URL object", (key) => error("failed", { url: new URL(`https://h.example/?${encodeURIComponent(key)}`) })],
  ["in a cause", (key) => new Error("failed", { cause: new Error(`with ${key}`) })],
  ["in a cause that is a string", (key) => new Error("failed", { cause: key })],
  ["in causes five deep", (key) => nest({ key }, 5)],
  ["in causes fifty deep", (key) => nest({ key }, 50)],
  [
    "in objects thirty deep",
    (key) => error("failed", { at: Array.from({ length: 30 }).reduce((deeper) => ({ deeper }), { key }) }),
  ],
  ["in one of many errors", (key) => new AggregateError([new Error("a"), new Error(`b ${key}`)], "all failed")],
  ["in an array", (key) => error("failed", { tries: ["a", [key]] })],
  ["in a Map", (key) => error("failed", { seen: new Map([["authorization", key]]) })],
  ["as a key of a Map", (key) => error("failed", { seen: new Map([[key, 1]]) })],
  ["in a Set", (key) => error("failed", { seen: new Set([key]) })],
  ["in a Buffer", (key) => error("failed", { raw: Buffer.from(key), text: key })],
  ["in a boxed string", (key) => error("failed", { key: new String(key) })],
  ["as the name of a property", (key) => error("failed", { [key]: true })],
  ["as a symbol", (key) => error("failed", { kind: Symbol(key) })],
  ["under a symbol", (key) => error("failed", { [Symbol("request")]: key })],
  ["as the name of a symbol property", (key) => error("failed", { [Symbol(key)]: 1 })],
  ["in a hidden property", (key) => hidden("request", key)],
  ["behind a getter", (key) => hidden("request", undefined, { get: () => key })],
  ["behind a getter of an heir's", (key) => new Heir(key)],
  ["in what an heir says of itself", (key) => new Speaker(() => key)],
  ["behind a getter of the message", (key) => hidden("message", undefined, { get: () => `with ${key}` })],
  [
    "behind a stack that changes",
    (key) => hidden("stack", undefined, { get: ((n) => () => (n++ ? key : "Error: failed"))(0) }),
  ],
  [
    "in a function's name and source",
    (key) => error("failed", { retry: Object.defineProperty(() => key, "name", { value: key }) }),
  ],
  ["in a property of a function", (key) => error("failed", { retry: Object.assign(() => {}, { key }) })],
  [
    "behind a proxy",
    (key) =>
      new Proxy(error("failed", { key }), {
        ownKeys: () => ["stack", "message"],
        getOwnPropertyDescriptor: () => undefined,
      }),
  ],
  [
    "in an object behind a proxy",
    (key) => error("failed", { at: new Proxy({ key }, { ownKeys: () => [], get: () => undefined }) }),
  ],
  [
    "behind a proxy that throws",
    (key) => new Proxy(error(key, {}), { get: () => bad(), ownKeys: () => bad(), getPrototypeOf: () => bad() }),
  ],
  ["behind getters that throw", (key) => Object.defineProperty(error("failed", { key }), "code", { get: () => bad() })],
  ["in a circle", (key) => circle(error("failed", { key }))],
  ["in an error without prototype", (key) => Object.setPrototypeOf(error("failed", { key }), null)],
  ["in a DOMException", (key) => new DOMException(`with ${key}`, "NetworkError")],
  ["on a DOMException", (key) => Object.assign(new DOMException("failed", "NetworkError"), { key })],
  ["as a string", (key) => `no route for ${key}`],
  ["as the string alone", (key) => key],
  ["as a plain object", (key) => ({ message: "failed", key })],
  ["as the request's options themselves", (_, init) => init],
  ["as a frozen object", (key) => Object.freeze({ code: "E_X", deep: Object.freeze({ key }) })],
  ["as an object without prototype", (key) => Object.assign(Object.create(null), { key })],
  ["as an array", (key) => ["failed", { key }]],
  ["as a symbol alone", (key) => Symbol(key)],
  ["as a Request", (_, init, url) => new Request(url, { headers: init.headers })],
  ["as a Response", (key) => new Response(key, { statusText: "no" })],
  ["as a function", (key) => () => key],
  ["as a Map", (key) => new Map([[key, key]])],
  ["as a Promise", (key) => ({ then: undefined, key: Promise.resolve(key), plain: key })],
  [
    "in a thousand parts",
    (key) =>
      error("failed", { parts: Array.from({ length: 2_000 }, (_, at) => ({ at, part: at === 1_999 ? key : "" })) }),
  ],
];

/** @returns {never} */
function bad() {
  throw new Error("boo");
}

/** @param {Error & { self?: Error }} value */
function circle(value) {
  value.self = value;
  value.cause = value;
  return value;
}

class Named extends TypeError {
  /** @override */
  name = "Named";
}

/** @type {[string, unknown][]} */
export const HARMLESS = [
  ["an Error", new Error("failed")],
  [
    "a TypeError with its cause, as undici's",
    new TypeError("fetch failed", { cause: error("connect", { code: "ECONNREFUSED", errno: -111 }) }),
  ],
  [
    "an error with a code",
    error("failed", { code: "E_X", attempts: 3, fatal: false, when: null, left: undefined, big: 5n }),
  ],
  ["an error with plain data", error("failed", { info: { tries: [1, 2], host: "h.example" } })],
  ["an heir that has no more than a name", new Named("failed")],
  ["many errors", new AggregateError([new Error("a"), new RangeError("b")], "failed")],
  ["an AbortError", new DOMException("aborted", "AbortError")],
  ["an error with a symbol", error("failed", { [Symbol("kind")]: Symbol("x") })],
  ["an error that causes itself", circle(new Error("failed"))],
  ["a frozen error", Object.freeze(new Error("failed"))],
  ["a string", "failed"],
  ["an empty string", ""],
  ["a number", 42],
  ["NaN", NaN],
  ["a boolean", false],
  ["null", null],
  ["undefined", undefined],
  ["a bigint", 5n],
  ["a symbol", Symbol("failed")],
  ["a plain object", { code: "E_X", deep: { list: [1, "two"] } }],
  ["an object without prototype", Object.assign(Object.create(null), { code: "E_X" })],
  ["an array", ["failed", 1]],
];
