// Upper bounds on what the sandbox holds in memory, so that no client can fill it, however much it sends.
// Request bodies are read and discarded.

/** Requests in `requests`, and as many in `redirected`. The oldest ones are dropped. */
export const KEPT_REQUESTS = 10_000;
/** Characters of the path and query of such a request. The longest account id, percent-encoded, has 3,072. */
export const PATH_LENGTH = 4_096;
/** Header names of such a request. */
export const HEADER_NAMES = 64;
/** Characters of each of these names. */
export const HEADER_NAME_LENGTH = 64;
/** Characters of its `Accept` header. */
export const ACCEPT_LENGTH = 256;

/** Pairs of key and scenario whose requests are counted; keys that the throttle counts. The oldest are forgotten. */
export const COUNTED_KEYS = 10_000;
/** Start times that the throttle keeps for all keys together, 8 bytes each. */
export const COUNTED_STARTS = 1_000_000;

/** Requests being answered at a time, by one of the two servers. One more gets 503. */
export const OPEN_REQUESTS = 2_000;
/** Connections to one of the two servers. One more is closed at once. */
export const CONNECTIONS = 4_000;

/**
 * Cuts a text from a request to a length. The result is a copy: a slice of a string keeps the whole string in memory.
 * @param {string} text
 * @param {number} length
 */
export function cut(text, length) {
  return text.length <= length ? text : Buffer.from(`${text.slice(0, length - 3)}...`).toString();
}
