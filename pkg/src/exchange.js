// One request through `fetch`, up to the end of its response. Nothing that fetch does, throws or answers too late is thrown
// from here.

import { readBody } from "./body.js";
import { get, method, quietly } from "./quietly.js";
import { reasonOf } from "./reason.js";
import { knownHeaders, platformHeaders, settled, statusOf, whyNoAnswer } from "./response.js";

/**
 * What a request gave, as `Response` in src/js/host.rs reads it.
 *
 * @typedef {object} ReadResponse
 * @property {import("./body.js").ContentKind | "hidden_redirect" | "failed" | "no_response"} kind
 * @property {number} [status] missing where `kind` is one of the last three, as the next
 * @property {() => Headers | Map<string, string>} [headers] those that Rust reads; made only if it asks
 * @property {unknown} [json]
 * @property {string} [text]
 * @property {unknown} [cause] what `fetch` or the body rejected with
 * @property {string} [reason] the platform's word for it, such as ECONNREFUSED
 */

/** Called for an answer with a status. @typedef {(status: number, readHeaders: () => Map<string, string>) => void} OnHeaders */

/** Options that only browsers know. Runtimes of edge workers refuse what they do not know instead of ignoring it. */
const BROWSER_OPTIONS = /** @type {const} */ (["cache", "credentials", "referrerPolicy"]);

export class Exchange {
  #controller = new AbortController();
  /** @type {unknown} */
  #body;
  /** Nothing is open any more, and nothing is to be opened. */
  closed = false;
  cancelReader = () => {};

  /**
   * @param {typeof fetch} fetcher
   * @param {string} url
   * @param {RequestInit} given not changed
   * @param {Record<string, string>} headers
   * @param {OnHeaders} onHeaders
   * @returns {Promise<ReadResponse>} never rejects
   */
  async run(fetcher, url, given, headers, onHeaders) {
    let answer;
    try {
      answer = await this.#fetch(fetcher, url, given, headers);
    } catch (cause) {
      this.closed = true;
      return { kind: "failed", cause, reason: reasonOf(cause) };
    }
    const body = (this.#body = get(answer, "body"));
    const noAnswer = whyNoAnswer(answer);
    const status = statusOf(answer);
    const kind = noAnswer ?? /** @type {const} */ ("unreadable");
    /** Read only if asked for, and only once: they may be an iterator. @type {Map<string, string> | undefined} */
    let found;
    const known = () => (found ??= knownHeaders(answer));
    const read = { kind, status, headers: () => platformHeaders(known()) };
    if (!noAnswer && !this.closed) onHeaders(status, known);
    // A fetch that does not know our signal may answer when nobody waits any more; that must not stay open.
    if (this.closed || noAnswer || (status >= 300 && status < 400)) {
      this.closed = false;
      this.cancel();
      return read;
    }
    const content = await readBody(answer, body, status === 200, this);
    // A body that was read to its end has nothing left to be closed.
    if (content.kind === "broken" || content.kind === "too_large") this.cancel();
    this.closed = true;
    return { ...read, ...content, reason: reasonOf(content.cause) };
  }

  /** Closes what is still open, on the network, too. */
  cancel() {
    if (this.closed) return;
    this.closed = true;
    this.cancelReader();
    // One that is never read must not stay open either.
    const body = this.#body;
    quietly(() => (method(body, "cancel") ?? method(body, "destroy"))?.call(body));
    this.#controller.abort();
  }

  /**
   * @param {typeof fetch} fetcher
   * @param {string} url
   * @param {RequestInit} given
   * @param {Record<string, string>} headers
   */
  async #fetch(fetcher, url, given, headers) {
    const { signal } = this.#controller;
    try {
      return await settled(fetcher(url, ownInit(given, { headers, signal })));
    } catch (error) {
      if (this.closed || !refusesSignal(error)) throw error;
      // It looked at the options and sent nothing. Without the signal, what is aborted ends with its response.
      return settled(fetcher(url, ownInit(given, { headers })));
    }
  }
}

/**
 * The options of a request that this runtime knows. Without a prototype: fetch would take what a bug elsewhere has hung on
 * `Object.prototype` for an option.
 *
 * @param {RequestInit} given
 * @param {RequestInit} more
 * @returns {RequestInit}
 */
function ownInit(given, more) {
  /** @type {RequestInit} */
  const init = /** @type {object} */ ({ __proto__: null, ...given, ...more });
  if (typeof Request === "function" && !("credentials" in Request.prototype)) {
    for (const name of BROWSER_OPTIONS) delete init[name];
  }
  return init;
}

/**
 * Some accept no signal but their own realm's, such as Node's fetch inside a jsdom. Undici's words: `RequestInit: Expected signal ("AbortSignal {}") to be an instance of AbortSignal.`
 *
 * @param {unknown} error
 */
function refusesSignal(error) {
  const message = get(error, "message");
  if (get(error, "name") !== "TypeError" || typeof message !== "string") return false;
  return /\b(instance ?of |not of type '?)AbortSignal/i.test(message.slice(0, 500));
}
