// Whatever `fetch` resolved to: a `Response`, an heir or a proxy of one, a mock, a polyfill, a response of another realm. All
// are read alike, by their ways and with every access caught, since nothing tells a real one for sure: in Node 20 a proxy
// passes every check, and then throws. Imports nothing, so that tests/wasm.rs can use it, too.

/** Bytes. No answer may be longer; Rust says so, too. */
const MAX_BODY = 1_048_576;
/** Milliseconds. No body is read longer without a turn for everybody else. */
const BREATH = 20;

/** What is wrong with a body, by the numbers that src/js/reply.rs knows. */
const TOO_LARGE = 1;
const NOT_JSON = 2;
const NONE = 3;

/** @typedef {ReturnType<typeof read>} Reading */

/**
 * @param {unknown} answer
 * @param {(text: string) => Uint8Array} encode
 */
export function read(answer, encode) {
  let over = false;
  let stop = () => {};
  /** How to give up what was opened, beside aborting: a body that a custom `fetch` made may not know our signal. */
  const opened = /** @type {(() => unknown)[]} */ ([]);
  const headers = get(answer, "headers");
  const body = get(answer, "body");
  // One that is never read, a redirect's for instance, must not stay open either.
  if (body !== undefined) opened.push(() => (method(body, "cancel") ?? method(body, "destroy"))?.call(body));
  const cancel = () => {
    over = true;
    for (const close of opened.splice(0).reverse()) {
      try {
        // Nobody waits for this, but its rejection must not go unhandled.
        Promise.resolve(close()).catch(() => {});
      } catch {
        // Nobody's business.
      }
    }
    stop();
  };

  /** @returns {Promise<Uint8Array | string | number>} */
  const whole = async () => {
    const whole = method(answer, "arrayBuffer");
    const bytes = whole && view(await settled(whole.call(answer)));
    if (bytes) return bytes.length > MAX_BODY ? TOO_LARGE : bytes;
    const text = await settled(method(answer, "text")?.call(answer));
    if (typeof text === "string") return text.length > MAX_BODY ? TOO_LARGE : text;
    const parsed = method(answer, "json");
    if (!parsed) return NONE;
    try {
      // Through text, so that what is checked and handed on is plain data.
      const value = await settled(parsed.call(answer));
      return plainText(value) ?? NOT_JSON;
    } catch (error) {
      // By name, since it may be of another realm.
      if (get(error, "name") === "SyntaxError") return NOT_JSON;
      throw error;
    }
  };

  /**
   * Reads a stream chunk by chunk and stops at the limit.
   *
   * @param {Function} open
   * @param {string} next
   * @param {string} close
   * @returns {Promise<Uint8Array | string | number>}
   */
  const stream = async (open, next, close) => {
    const reader = open.call(body);
    const step = method(reader, next);
    if (!step) throw undefined;
    opened.push(() => method(reader, close)?.call(reader));
    let bytes = new Uint8Array(0);
    let length = 0;
    let rested = Date.now();
    for (;;) {
      const { done, value } = await settled(step.call(reader));
      if (over) return NONE;
      if (done) return bytes.subarray(0, length);
      // In UTF-8 a text is no shorter; one of a gigabyte must not be encoded to find that.
      if (typeof value === "string" && value.length > MAX_BODY - length) return TOO_LARGE;
      const chunk = typeof value === "string" ? encode(value) : view(value);
      if (!chunk) throw new TypeError("the body is not made of bytes");
      if (chunk.length > MAX_BODY - length) return TOO_LARGE;
      if (length + chunk.length > bytes.length) {
        const larger = new Uint8Array(length === 0 ? chunk.length : Math.max(2 * length, length + chunk.length));
        larger.set(bytes.subarray(0, length));
        bytes = larger;
      }
      // A copy: who made the chunk may use its memory again.
      bytes.set(chunk, length);
      length += chunk.length;
      // A stream that always has an (empty) chunk at hand would keep timers, and with them the deadline, from their turn.
      if (Date.now() - rested > BREATH) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (over) return NONE;
        rested = Date.now();
      }
    }
  };

  const work = () => {
    const reader = method(body, "getReader");
    if (reader) return stream(reader, "read", "cancel");
    const iterator = method(body, Symbol.asyncIterator);
    return iterator ? stream(iterator, "next", "return") : whole();
  };

  return {
    status: status(answer),
    /**
     * A header, where the answer tells it.
     *
     * @param {string} name
     */
    header(name) {
      try {
        const value = method(headers, "get")?.call(headers, name);
        return typeof value === "string" ? value : undefined;
      } catch {
        return undefined;
      }
    },
    headers: () => (isInit(headers) ? headers : undefined),
    /**
     * The body: its bytes, its text, or what is wrong with it. Rejects where it breaks off.
     *
     * @returns {Promise<Uint8Array | string | number>}
     */
    body: () =>
      new Promise((resolve, reject) => {
        stop = () => reject(undefined);
        work().then(resolve, reject);
      }),
    /** Gives up what is still open. */
    cancel,
  };
}

/**
 * 0 for a redirect whose status a browser keeps to itself, or one that was followed against our word; -1 for no response.
 *
 * @param {unknown} answer
 */
function status(answer) {
  if (typeof answer !== "object" || answer === null) return -1;
  if (get(answer, "redirected") === true || get(answer, "type") === "opaqueredirect") return 0;
  const status = get(answer, "status");
  // Hand-made mocks often say no more than this.
  if (typeof status !== "number") return get(answer, "ok") === true ? 200 : -1;
  return Number.isInteger(status) && status >= 100 && status <= 999 ? status : -1;
}

/**
 * Whether these are headers as mocks write them: an object, a list or a Map. The platform would read to their end others that
 * list themselves, and there may be none.
 *
 * @param {unknown} headers
 */
function isInit(headers) {
  try {
    if (typeof headers !== "object" || headers === null) return false;
    return Array.isArray(headers) || headers instanceof Map || !(Symbol.iterator in headers);
  } catch {
    return false;
  }
}

/**
 * A promise of another realm, or one whose `then` is not its own, is no promise of ours: only what a fresh one makes of it is
 * sure to come back without throwing.
 *
 * @param {unknown} value
 */
export function settled(value) {
  const own = value instanceof Promise && value.then === Promise.prototype.then;
  return own ? value : new Promise((resolve) => resolve(value));
}

/**
 * The bytes behind a view or buffer, of whatever realm, through a view of our own: theirs may have ways of its own.
 *
 * @param {unknown} value
 */
function view(value) {
  try {
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    const buffer = /** @type {ArrayBuffer} */ (value);
    return new Uint8Array(buffer, 0, Reflect.get(ArrayBuffer.prototype, "byteLength", buffer));
  } catch {
    return undefined;
  }
}

/** @param {unknown} value */
function plainText(value) {
  try {
    return /** @type {string | undefined} */ (JSON.stringify(value));
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} value
 * @param {string | symbol} name
 * @returns {unknown} undefined where there is no such thing, or null
 */
function get(value, name) {
  try {
    if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
    return Reflect.get(value, name) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} value
 * @param {string | symbol} name
 */
function method(value, name) {
  const found = get(value, name);
  return typeof found === "function" ? found : undefined;
}
