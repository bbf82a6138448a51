// What one call lends Rust of the runtime: fetch, clock, timers, abort signals. None of it throws, and `close` closes all of it.
// The caller's own functions (`fetch`, callbacks) run in the caller's async context and never while Rust is on the stack, so
// whatever they do, a call of this package included, meets a consistent module.

import { onAbort } from "./abort.js";
import { now, startTimer } from "./clock.js";
import { captureContext } from "./context.js";
import { Exchange } from "./exchange.js";

/** @typedef {import("../types/index.js").LinkedInStatusErrorFields} Fields */

/** Why a wait ended before its time: src/js/host.rs knows TIMED_OUT. */
const ABORTED = "aborted";
const TIMED_OUT = "timed_out";

/**
 * @typedef {object} Lent
 * @property {typeof fetch} fetcher
 * @property {readonly AbortSignal[]} signals any of them ends the call
 */
/**
 * @typedef {object} Callbacks
 * @property {(fields: Fields, delayMs: number) => void} onRetry
 * @property {(seen: { status: number, attempt: number, durationMs: number }, readHeaders: () => Map<string, string>) => void} [onHeaders] called for
 *   each answer with a status, before its body is read
 * @property {() => Promise<void> | undefined} [gate] what a request has to wait for, if anything
 * @property {(ms: number) => void} [onPause] called when the run of this call begins to wait
 */

export class Host {
  now = now;
  /** Requests sent. */
  attempts = 0;
  /** The signal that ended the call. @type {AbortSignal | undefined} */
  abortedBy;
  /** What this side threw, which it must not. @type {unknown} */
  fault;

  #fetcher;
  #callbacks;
  #runInContext = captureContext();
  /** @type {(() => void)[]} */
  #unlisten = [];
  #stopped = false;
  /** Ends the wait that is under way. @type {((why: string) => void) | undefined} */
  #end;

  /**
   * @param {Lent} lent
   * @param {Callbacks} callbacks
   */
  constructor({ fetcher, signals }, callbacks) {
    this.#fetcher = fetcher;
    this.#callbacks = callbacks;
    for (const signal of signals) {
      const aborted = () => {
        this.abortedBy ??= signal;
        this.#stopped = true;
        this.cancel();
      };
      this.#unlisten.push(onAbort(signal, aborted));
    }
  }

  /**
   * Sends a request and reads the response up to the end of its body.
   *
   * @param {string} url
   * @param {RequestInit} init not changed: it is the same for all requests
   * @param {Record<string, string>} headers
   * @param {number} timeoutMs
   * @returns {Promise<import("./exchange.js").ReadResponse>} rejects with ABORTED or TIMED_OUT alone
   */
  send(url, init, headers, timeoutMs) {
    return this.#wait(timeoutMs, (done) => {
      const exchange = new Exchange();
      this.#runInContext(() => {
        if (exchange.closed) return;
        const attempt = ++this.attempts;
        const began = now();
        /** @type {import("./exchange.js").OnHeaders} */
        const onHeaders = (status, readHeaders) =>
          this.#callbacks.onHeaders?.({ status, attempt, durationMs: now() - began }, readHeaders);
        void exchange.run(this.#fetcher, url, init, headers, onHeaders).then(done);
      });
      return () => exchange.cancel();
    });
  }

  /** @param {number} ms @returns {Promise<void>} rejects with ABORTED alone */
  sleep(ms) {
    return this.#wait(Infinity, (done) => startTimer(ms, () => done(undefined)));
  }

  /**
   * Waits for a promise that may never settle, such as that of the first instance of the module.
   *
   * @template T
   * @param {Promise<T>} promise
   * @param {number} timeoutMs
   * @returns {Promise<T>} rejects with ABORTED, TIMED_OUT or what the promise rejects with
   */
  waitFor(promise, timeoutMs) {
    return this.#wait(timeoutMs, (done) => {
      // By the promise itself, as a rejection is handed on.
      const settled = () => done(promise);
      promise.then(settled, settled);
      return () => {};
    });
  }

  /** @returns {Promise<void> | undefined} rejects with ABORTED, or where the gate does */
  gate() {
    const opens = this.#callbacks.gate?.();
    return opens && this.waitFor(opens, Infinity);
  }

  /** Cancels what is under way. */
  cancel() {
    this.#end?.(ABORTED);
  }

  /** @param {Fields} fields @param {number} delayMs */
  onRetry(fields, delayMs) {
    this.#runInContext(() => this.#callbacks.onRetry(fields, delayMs));
  }

  /** @param {number} ms */
  onPause(ms) {
    this.#runInContext(() => this.#callbacks.onPause?.(ms));
  }

  /** Closes what is open, and takes back what was set up. */
  close() {
    this.#stopped = true;
    this.cancel();
    for (const unlisten of this.#unlisten) unlisten();
    this.#unlisten = [];
  }

  /**
   * One wait; there is never more than one at a time.
   *
   * @template T
   * @param {number} timeoutMs
   * @param {(done: (value: T | PromiseLike<T>) => void) => () => void} start begins what is waited for, and returns what cancels it
   * @returns {Promise<T>}
   */
  #wait(timeoutMs, start) {
    return new Promise((resolve, reject) => {
      if (this.#stopped) return reject(ABORTED);
      let cancelTimer = () => {};
      let cancel = () => {};
      const settle = (/** @type {() => void} */ how) => {
        if (this.#end !== end) return;
        this.#end = undefined;
        cancelTimer();
        cancel();
        how();
      };
      const end = (/** @type {string} */ why) => settle(() => reject(why));
      this.#end = end;
      if (timeoutMs < Infinity) cancelTimer = startTimer(timeoutMs, () => end(TIMED_OUT));
      try {
        cancel = start((value) => settle(() => resolve(value)));
      } catch (error) {
        this.fault = error;
        end(ABORTED);
      }
    });
  }
}
