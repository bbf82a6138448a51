// Whatever `fetch` resolved to: a `Response`, an heir or a proxy of one, a mock, a polyfill, a response of another realm. All
// are read alike, by their ways and with every access caught, since nothing tells a real one for sure: in Node 20 a proxy
// passes every check, and then throws.

import { codecs } from "./codec.js";
import { get, isObject, method, quietly } from "./quietly.js";

/** Bytes. No answer may be longer; Rust says so, too. */
const MAX_BODY = 1_048_576;
/** Milliseconds. No body is read longer without a turn for everybody else. */
const BREATH = 20;

/** What became of a body, by the numbers that src/js/reply.rs knows. */
const JSON_VALUE = 0;
const TOO_LARGE = 1;
const NOT_JSON = 2;
const BROKEN = 3;
const NONE = 4;
const NOT_UTF8 = 5;
const TEXT = 6;

const NO_BYTES = new Uint8Array(0);

export class Reading {
  #answer;
  #content;
  #over = false;
  /** What reads the body, and how to give it up, beside aborting: a custom `fetch` may not know our signal. */
  #reader = /** @type {unknown} */ (undefined);
  #close = "";
  /** What became of its body. @type {number} */
  found = NONE;
  /** The parsed body. @type {unknown} */
  json = undefined;
  /** A body that is text, but not JSON. */
  text = "";
  /** What `fetch` or the body rejected with. @type {unknown} */
  cause = undefined;

  /** @param {unknown} answer */
  constructor(answer) {
    this.#answer = answer;
    this.#content = get(answer, "body");
    this.status = status(answer);
  }

  /** No answer: `fetch` rejected. @param {unknown} cause */
  static failed(cause) {
    const reading = new Reading(undefined);
    reading.status = -2;
    reading.cause = cause;
    return reading;
  }

  /** Or no answer at all. Its body is not read. */
  get isRedirect() {
    return this.status < 100 || (this.status >= 300 && this.status < 400);
  }

  /**
   * A header, where the answer tells it.
   *
   * @param {string} name
   */
  header(name) {
    try {
      const headers = get(this.#answer, "headers");
      const value = method(headers, "get")?.call(headers, name);
      return typeof value === "string" ? value : undefined;
    } catch {
      return undefined;
    }
  }

  headers() {
    const headers = get(this.#answer, "headers");
    return isInit(headers) ? headers : undefined;
  }

  /** What its body held. @param {string | number} content @returns {boolean} whether that is all of it */
  take(content) {
    this.found = typeof content === "number" ? content : this.#parse(content);
    return this.found !== TOO_LARGE;
  }

  /** @param {unknown} cause */
  brokeOff(cause) {
    this.found = BROKEN;
    this.cause = cause;
  }

  /** @param {string} content */
  #parse(content) {
    let text = content;
    // One byte order mark, and no more, is passed over.
    if (text[0] === "\ufeff") text = text.slice(1);
    try {
      this.json = JSON.parse(text);
      return JSON_VALUE;
    } catch {
      this.text = text;
      return TEXT;
    }
  }

  /** Gives up what is still open, the reader before the body. */
  cancel() {
    this.#over = true;
    const body = this.#content;
    quietly(method(this.#reader, this.#close), undefined, this.#reader);
    // One that is never read must not stay open either.
    quietly(method(body, "cancel") ?? method(body, "destroy"), undefined, body);
  }

  /** Reads the body. What it throws, or rejects with, broke it off. @returns {Promise<string | number>} */
  content() {
    const body = this.#content;
    const open = method(body, "getReader");
    if (open) return this.#stream(open.call(body), "read", "cancel");
    const iterate = method(body, Symbol.asyncIterator);
    return iterate ? this.#stream(iterate.call(body), "next", "return") : this.#whole();
  }

  /**
   * Reads a stream chunk by chunk and stops at the limit.
   *
   * @param {unknown} reader
   * @param {string} next
   * @param {string} close
   * @returns {Promise<string | number>}
   */
  async #stream(reader, next, close) {
    const step = method(reader, next);
    if (!step) throw undefined;
    this.#reader = reader;
    this.#close = close;
    // Text as far as it goes; from the first chunk on that is none by itself, as one that ends within a character, bytes.
    let text = "";
    let bytes = NO_BYTES;
    let kept = 0;
    let length = 0;
    /** @type {number | undefined} */
    let rested;
    for (;;) {
      const { done, value } = await settled(step.call(reader));
      if (this.#over) return NONE;
      if (done) {
        const last = kept === 0 ? "" : decoded(bytes.subarray(0, kept));
        return last === undefined ? NOT_UTF8 : text + last;
      }
      const isText = typeof value === "string";
      // In UTF-8 a text is no shorter; one of a gigabyte must not be encoded to find that.
      if (isText && value.length > MAX_BODY - length) return TOO_LARGE;
      const chunk = isText ? encode(value) : view(value);
      if (!chunk) throw new TypeError("the body is not made of bytes");
      length += chunk.length;
      if (length > MAX_BODY) return TOO_LARGE;
      const piece = kept === 0 ? decoded(chunk) : undefined;
      if (piece !== undefined) text += piece;
      else {
        // Copies: who made the chunk may use its memory again.
        const end = kept + chunk.length;
        if (end > bytes.length) {
          const larger = new Uint8Array(Math.max(2 * kept, end));
          larger.set(bytes);
          bytes = larger;
        }
        bytes.set(chunk, kept);
        kept = end;
      }
      // A stream that always has an (empty) chunk at hand would keep timers, and with them the deadline, from their turn.
      // Most answers are one chunk; the clock is not for them.
      if (length === chunk.length && length > 0) continue;
      rested ??= Date.now();
      if (Date.now() - rested > BREATH) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (this.#over) return NONE;
        rested = Date.now();
      }
    }
  }

  /** @returns {Promise<string | number>} */
  async #whole() {
    const answer = this.#answer;
    const whole = method(answer, "arrayBuffer");
    const bytes = whole && view(await settled(whole.call(answer)));
    if (bytes) return bytes.length > MAX_BODY ? TOO_LARGE : (decoded(bytes) ?? NOT_UTF8);
    const text = await settled(method(answer, "text")?.call(answer));
    if (typeof text === "string") {
      // No UTF-16 unit takes more than three bytes.
      const tooLarge = text.length > MAX_BODY || (3 * text.length > MAX_BODY && encode(text).length > MAX_BODY);
      return tooLarge ? TOO_LARGE : text;
    }
    const parsed = method(answer, "json");
    if (!parsed) return NONE;
    let arrived = false;
    try {
      const value = await settled(parsed.call(answer));
      arrived = true;
      // Through text, so that what is checked and handed on is plain data.
      return JSON.stringify(value) ?? NOT_JSON;
    } catch (error) {
      // By name, since it may be of another realm.
      if (arrived || get(error, "name") === "SyntaxError") return NOT_JSON;
      throw error;
    }
  }
}

/** @param {string} text */
const encode = (text) => new (codecs().TextEncoder)().encode(text);

/** @type {{ decode(bytes: Uint8Array): string } | undefined} */
let decoder;

/** @param {Uint8Array} bytes @returns {string | undefined} nothing where they are not UTF-8 */
function decoded(bytes) {
  try {
    decoder ??= new (codecs().TextDecoder)("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * 0 for a redirect whose status a browser keeps to itself, or one that was followed against our word; -1 for no response.
 *
 * @param {unknown} answer
 */
function status(answer) {
  if (!isObject(answer)) return -1;
  if (get(answer, "redirected") === true) return 0;
  const status = get(answer, "status");
  if (Number.isInteger(status) && Number(status) >= 100 && Number(status) <= 999) return Number(status);
  if (get(answer, "type") === "opaqueredirect") return 0;
  // Hand-made mocks often say no more than this.
  return typeof status !== "number" && get(answer, "ok") === true ? 200 : -1;
}

/**
 * Whether these are headers as mocks write them: an object, a list or a Map. The platform would read to their end others that
 * list themselves, and there may be none.
 *
 * @param {unknown} headers
 */
function isInit(headers) {
  try {
    return isObject(headers) && (Array.isArray(headers) || headers instanceof Map || !(Symbol.iterator in headers));
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
