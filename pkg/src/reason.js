// The platform's reason for a request that failed, as one word where it has one: an unknown host, a refused port and a failed TLS
// handshake are put right in different ways.

import { get, isObject } from "./quietly.js";

/** Errors wrap errors: undici's "fetch failed" holds what Node's sockets or TLS said. */
const MAX_CAUSES = 5;
/** Longer messages are cut before anything looks at them. Rust cuts further, and takes the key out. */
const MAX_MESSAGE = 1_000;

/**
 * @param {unknown} cause what `fetch` rejected with
 * @returns {string | undefined} the innermost code, such as ENOTFOUND or CERT_HAS_EXPIRED, else the innermost message
 */
export function reasonOf(cause) {
  let code;
  let message = typeof cause === "string" ? cause.slice(0, MAX_MESSAGE) : undefined;
  let error = cause;
  for (let depth = 0; depth < MAX_CAUSES && isObject(error); depth++) {
    code = codeOf(get(error, "code")) ?? code;
    const text = get(error, "message");
    if (typeof text === "string" && text !== "") message = text.slice(0, MAX_MESSAGE);
    // Node tries several addresses of a host, and collects what became of each.
    const errors = get(error, "errors");
    error = get(error, "cause") ?? get(errors, "0");
  }
  // What undici says of the ports that the fetch standard blocks; read alone it says nothing of whose decision it was.
  return code ?? (message === "bad port" ? "bad port: refused by fetch" : message);
}

/** @param {unknown} code */
function codeOf(code) {
  return typeof code === "string" && code.length <= 60 && /^[A-Za-z]\w*$/.test(code) ? code : undefined;
}
