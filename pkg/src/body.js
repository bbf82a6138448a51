// The body of a response: bytes up to a limit, then text, then JSON.

import { codecs, decodeStrictly } from "./codec.js";
import { MAX_BODY, MAX_DEPTH } from "./limits.js";
import { get, isObject, method, quietly } from "./quietly.js";
import { settled } from "./response.js";

/**
 * Some of `ResponseKind` in src/js/host.rs.
 *
 * @typedef {"json" | "text" | "broken" | "too_large" | "too_deep" | "not_json" | "not_utf8" | "unreadable"} ContentKind
 */
/** @typedef {{ kind: ContentKind, json?: unknown, text?: string, cause?: unknown }} Content */

/** What was read: text, or why there is none. @typedef {{ kind: "text", text: string } | { kind: Exclude<ContentKind, "text" | "json"> }} Read */

/**
 * What is under way.
 *
 * @typedef {object} Reading
 * @property {boolean} closed whether nobody waits for it any more
 * @property {() => void} cancelReader gives up what reads the body: a custom `fetch` may not know our signal
 */

/** @type {Read} */
const TOO_LARGE = { kind: "too_large" };

/** Chunks until everybody else gets a turn: a stream that always has an (empty) chunk ready would starve timers, the deadline's among them. */
const CHUNKS_IN_A_ROW = 2_000;

/**
 * @param {unknown} answer what `fetch` resolved to
 * @param {unknown} body of it
 * @param {boolean} limitDepth whether deep nesting is refused: an error is known by its status, and whatever of its text can be
 *   read is welcome
 * @param {Reading} reading
 * @returns {Promise<Content>} never rejects
 */
export async function readBody(answer, body, limitDepth, reading) {
  try {
    const read = await readText(answer, body, reading);
    return read.kind === "text" ? parsed(read.text, limitDepth) : read;
  } catch (cause) {
    return { kind: "broken", cause };
  }
}

/** @param {unknown} answer @param {unknown} body @param {Reading} reading @returns {Promise<Read>} */
function readText(answer, body, reading) {
  const getReader = method(body, "getReader");
  if (getReader) return stream(getReader.call(body), "read", "cancel", reading);
  const iterate = method(body, Symbol.asyncIterator);
  return iterate ? stream(iterate.call(body), "next", "return", reading) : whole(answer);
}

/**
 * Reads a stream chunk by chunk and stops at the limit.
 *
 * @param {unknown} reader
 * @param {string} next
 * @param {string} close
 * @param {Reading} reading
 * @returns {Promise<Read>}
 */
async function stream(reader, next, close, reading) {
  const step = method(reader, next);
  if (!step) throw undefined;
  reading.cancelReader = () => quietly(() => method(reader, close)?.call(reader));
  /** @type {Uint8Array[]} */
  const chunks = [];
  let length = 0;
  for (let count = 1; ; count++) {
    const { done, value } = await settled(step.call(reader));
    if (reading.closed) return { kind: "unreadable" };
    if (done) return decoded(joined(chunks, length));
    if (typeof value === "string" && isTooLong(value)) return TOO_LARGE;
    const chunk = typeof value === "string" ? encode(value) : bytesOf(value);
    if (!chunk) throw new TypeError("the body is not made of bytes");
    length += chunk.length;
    if (length > MAX_BODY) return TOO_LARGE;
    // A copy: who made the chunk may use its memory again.
    if (chunk.length > 0) chunks.push(chunk.slice());
    if (count % CHUNKS_IN_A_ROW === 0) await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

/** A body without a stream, as mocks and older runtimes have it. @param {unknown} answer @returns {Promise<Read>} */
async function whole(answer) {
  const buffer = method(answer, "arrayBuffer");
  const bytes = buffer && bytesOf(await settled(buffer.call(answer)));
  if (bytes) return bytes.length > MAX_BODY ? TOO_LARGE : decoded(bytes);
  const text = await settled(method(answer, "text")?.call(answer));
  if (typeof text === "string") return withinLimit(text);
  const parse = method(answer, "json");
  if (!parse) return { kind: "unreadable" };
  let value;
  try {
    value = await settled(parse.call(answer));
  } catch (error) {
    // By name, since it may be of another realm.
    if (get(error, "name") === "SyntaxError") return { kind: "not_json" };
    throw error;
  }
  try {
    // Through text, so that what is checked and handed on is plain data.
    const json = JSON.stringify(value);
    return json === undefined ? { kind: "not_json" } : withinLimit(json);
  } catch (error) {
    // A RangeError is a stack that the nesting has used up.
    return { kind: get(error, "name") === "RangeError" ? "too_deep" : "not_json" };
  }
}

/** @param {string} text @returns {Read} */
const withinLimit = (text) => (isTooLong(text) || encode(text).length > MAX_BODY ? TOO_LARGE : { kind: "text", text });

/** In UTF-8 a text is no shorter; one of a gigabyte must not be encoded to find that. @param {string} text */
const isTooLong = (text) => text.length > MAX_BODY;

/** @param {string} content @param {boolean} limitDepth @returns {Content} */
function parsed(content, limitDepth) {
  // One byte order mark, and no more, is skipped.
  const text = content.charCodeAt(0) === 0xfeff ? content.slice(1) : content;
  let json;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return get(error, "name") === "RangeError" ? { kind: "too_deep" } : { kind: "text", text };
  }
  return limitDepth && isDeeper(json, MAX_DEPTH) ? { kind: "too_deep" } : { kind: "json", json };
}

/**
 * Whether arrays and objects are nested deeper than so many levels: what handles an answer later, JSON.stringify and
 * structuredClone among it, runs out of stack at some depth.
 *
 * @param {unknown} json
 * @param {number} levels
 * @returns {boolean}
 */
function isDeeper(json, levels) {
  return isObject(json) && (levels === 0 || Object.values(json).some((part) => isDeeper(part, levels - 1)));
}

/** @param {string} text */
const encode = (text) => new (codecs().TextEncoder)().encode(text);

/** @param {Uint8Array[]} chunks @param {number} length of all */
function joined(chunks, length) {
  const [first] = chunks;
  if (first && chunks.length === 1) return first;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** @param {Uint8Array} bytes @returns {Read} */
function decoded(bytes) {
  try {
    return { kind: "text", text: decodeStrictly(bytes) };
  } catch {
    return { kind: "not_utf8" };
  }
}

/**
 * The bytes behind a view or buffer, of whatever realm, through a view of our own: theirs may have methods of its own.
 *
 * @param {unknown} value
 */
function bytesOf(value) {
  try {
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    const buffer = /** @type {ArrayBuffer} */ (value);
    return new Uint8Array(buffer, 0, Reflect.get(ArrayBuffer.prototype, "byteLength", buffer));
  } catch {
    return undefined;
  }
}
