// The platform's reason for a request that failed, as one word where it has one: an unknown host, a refused port and a failed TLS
// handshake are put right in different ways.

import { MAX_BODY } from "./limits.js";
import { get, isObject } from "./quietly.js";

/** Errors wrap errors: undici's "fetch failed" holds what Node's sockets or TLS said. */
const MAX_CAUSES = 5;
/**
 * @param {unknown} cause what `fetch` rejected with
 * @returns {string | undefined} the innermost code, such as ENOTFOUND or CERT_HAS_EXPIRED, else the innermost message. Whole: Rust cuts it
 *   after it has taken the key out, since a key that was cut in two would not be found.
 */
export function reasonOf(cause) {
  let code;
  let message = textOf(cause);
  let error = cause;
  for (let depth = 0; depth < MAX_CAUSES && isObject(error); depth++) {
    code = codeOf(get(error, "code")) ?? code;
    message = textOf(get(error, "message")) ?? message;
    // Node tries several addresses of a host, and collects what became of each.
    const errors = get(error, "errors");
    error = get(error, "cause") ?? get(errors, "0");
  }
  // What undici says of the ports that the fetch standard blocks; read alone it says nothing of whose decision it was.
  return code ?? (message === "bad port" ? "bad port: refused by fetch" : message);
}

/** Texts that are longer than a body may be tell nobody anything. @param {unknown} text */
function textOf(text) {
  return typeof text === "string" && text !== "" && text.length <= MAX_BODY ? text : undefined;
}

/** @param {unknown} code */
function codeOf(code) {
  return typeof code === "string" && code.length <= 60 && /^[A-Za-z]\w*$/.test(code) ? code : undefined;
}
