// What a call lends Rust of the runtime: fetch, clock, timers, signals. None of it throws, and `end` closes all of it.

import { onAbort } from "./abort.js";
import { ROUNDING, now, ring } from "./clock.js";
import { Exchange } from "./exchange.js";

/** @typedef {import("../types/index.js").LinkedInStatusErrorFields} Fields */
/** @typedef {import("./reading.js").Reading} Reading */

/** What `ask` and `sleep` say when they are stopped, as src/js/wait.rs knows it. */
const ABORTED = null;
const TIMED_OUT = undefined;

/** @typedef {(outcome: Reading | true | null | undefined) => void} Then Called once for each `ask` or `sleep`, and never after `end`. */

/**
 * @typedef {object} Lent
 * @property {typeof fetch} fetcher
 * @property {readonly AbortSignal[]} signals any of them ends the call
 * @property {AbortSignal | undefined} abortedBy is set to the one that did
 * @property {number} attempts counts the requests
 */

/** What all requests have in common, from Rust. @type {RequestInit} */
let common = {};
/** For which runtime; only once it is there, as a trap may come between asking for it and getting it. */
let given = 0;

/** Workers' runtimes, 1, refuse the options that only browsers know instead of ignoring them, as all others do, 2. */
const runtime = () => (typeof Request !== "function" || "credentials" in Request.prototype ? 2 : 1);

export class Host {
  started = now();
  now = now;

  #lent;
  #due = Infinity;
  /** Who waits. @type {Then | undefined} */
  #then;
  /** Nothing more is begun. */
  #stopped = false;
  /** @type {null | undefined} */
  #why;
  /** @type {Exchange | undefined} */
  #exchange;
  /** Ways to take back what was set up: listeners. @type {(() => void)[] | undefined} */
  #listeners;
  /** @type {(() => void) | undefined} */
  #deadline;
  /** @type {(() => void) | undefined} */
  #sleeper;

  /**
   * @param {Lent} lent
   * @param {(fault: Fields, delayMs: number) => void} retrying
   * @param {(ms: number) => void} [pausing]
   */
  constructor(lent, retrying, pausing) {
    this.#lent = lent;
    this.retrying = retrying;
    this.pausing = pausing;
  }

  /** @param {number} time by which the call must be done; it may move */
  until(time) {
    this.#due = time;
    if (!this.#deadline && time < Infinity) this.#watch();
  }

  /** Whether Rust is to give what all requests have in common: 0 for no, 2 for what browsers take. */
  wantsCommon() {
    const wanted = runtime();
    return wanted === given ? 0 : wanted;
  }

  /** @param {RequestInit} init */
  takeCommon(init) {
    common = init;
    given = runtime();
  }

  /**
   * Sends a request and takes its answer, up to the end of the body.
   *
   * @param {string} url
   * @param {string} header
   * @param {string} value
   * @param {Then} then
   */
  ask(url, header, value, then) {
    this.#lent.attempts++;
    if (!this.#begin(then)) return;
    const always = /** @type {Record<string, string>} */ (common.headers);
    /** @type {Record<string, string>} */
    const headers = {};
    // Spreading takes ten times as long.
    for (const name of Object.keys(always)) headers[name] = always[name] ?? "";
    headers[header] = value;
    this.#exchange = new Exchange();
    this.#exchange.run(this.#lent.fetcher, url, common, headers, (reading) => this.#tell(reading));
  }

  /** @param {number} ms @param {Then} then */
  sleep(ms, then) {
    if (this.#begin(then)) this.#sleeper = ring(ms, () => this.#tell(true));
  }

  /** Closes what is open. Whoever still waits is not told. */
  end() {
    this.#then = undefined;
    this.#stop(ABORTED);
    this.#deadline?.();
    this.#listeners?.forEach((unlisten) => unlisten());
    this.#listeners = undefined;
  }

  /** @param {Then} then */
  #begin(then) {
    this.#then = then;
    if (!this.#listeners && this.#lent.signals.length > 0) this.#listen();
    if (this.#stopped) this.#tell(this.#why);
    return !this.#stopped;
  }

  /** @param {Parameters<Then>[0]} outcome */
  #tell(outcome) {
    const then = this.#then;
    this.#then = undefined;
    then?.(outcome);
  }

  #listen() {
    this.#listeners = [];
    try {
      for (const signal of this.#lent.signals) {
        const heard = () => {
          this.#lent.abortedBy ??= signal;
          this.#stop(ABORTED);
        };
        this.#listeners.push(onAbort(signal, heard));
      }
    } catch {
      // It could be listened to a moment ago, or the call had been refused.
    }
  }

  #watch() {
    const left = this.#due - now();
    if (left <= ROUNDING) this.#stop(TIMED_OUT);
    else this.#deadline = ring(left, () => this.#watch());
  }

  /** @param {null | undefined} why */
  #stop(why) {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#why = why;
    this.#sleeper?.();
    this.#exchange?.cancel();
    this.#tell(why);
  }
}
