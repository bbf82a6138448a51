// What a call lends Rust of the runtime: fetch, clock, timers, signals. None of it throws, and `end` closes all of it.

import { onAbort } from "./abort.js";
import { ROUNDING, now, ring } from "./clock.js";
import { Exchange, prepare } from "./exchange.js";
import { Reading } from "./reading.js";

/** @typedef {import("../types/index.js").LinkedInStatusErrorFields} Fields */

/** What `send` and `sleep` say when they are stopped, as src/js/wait.rs knows it. */
const ABORTED = null;
const TIMED_OUT = undefined;

/** @typedef {Reading | true | null | undefined} Outcome */

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

/** Workers' runtimes, 2, refuse the options that only browsers know instead of ignoring them, as all others do, 3. */
const runtime = () => (typeof Request !== "function" || "credentials" in Request.prototype ? 3 : 2);

const nobody = () => {};

export class Host {
  started = now();
  now = now;
  /**
   * Told once for each `send` or `sleep`, and never after `end`: of an answer, what it holds. The module's own.
   *
   * @type {(call: number, outcome: Outcome, status: number, found: number, json: unknown) => void}
   */
  told = nobody;
  /** Settle what `promise` gave. @type {(answer: unknown) => void} */
  done = nobody;
  /** @type {(why: unknown) => void} */
  failed = nobody;
  /** Among those of the calls that are under way. */
  place = -1;
  /** What every request has; another host of the same options may lend its own. @type {Record<string, string> | undefined} */
  headers;

  #lent;
  #due = Infinity;
  /** The number of the call that waits. @type {number | undefined} */
  #call;
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

  /** @param {RequestInit} init */
  takeCommon(init) {
    common = init;
    given = runtime();
  }

  /**
   * The header that all requests have beside those in common.
   *
   * @param {string} name
   * @param {string} value
   */
  auth(name, value) {
    this.headers = { .../** @type {Record<string, string>} */ (common.headers), [name]: value };
  }

  /**
   * Sends a request and takes its answer, up to the end of the body.
   *
   * @param {string} url
   * @param {number} until as for `until`
   * @param {number} call by which it is told
   * @returns {number} 1 where it was sent, 0 where the call is stopped; else nothing was done, and something is to be called
   * first: `auth` for 4, `takeCommon` for 3 with what browsers take, or 2 without
   */
  send(url, until, call) {
    const wanted = runtime();
    if (wanted !== given) return wanted;
    if (!this.headers) return 4;
    this.#due = until;
    if (until - now() <= ROUNDING) this.#stop(TIMED_OUT);
    if (!this.#begin(call)) return 0;
    this.#lent.attempts++;
    // A fetch may keep what it is given, or change it: copies.
    const init = { ...common, headers: { ...this.headers } };
    this.#exchange = new Exchange();
    this.#exchange.run(this.#lent.fetcher, url, init, (reading) => this.#tell(reading));
    // While the network is busy. Workers' runtimes keep what one request has made from the next.
    if (!this.#stopped && !this.#deadline) this.#watch();
    if (given === 3) prepare();
    return 1;
  }

  /** @param {number} ms @param {number} call by which it is told */
  sleep(ms, call) {
    if (this.#begin(call)) this.#sleeper = ring(ms, () => this.#tell(true));
  }

  /** What the call comes to. @returns {Promise<unknown>} */
  promise() {
    return new Promise((resolve, reject) => {
      this.done = resolve;
      this.failed = reject;
    });
  }

  /** Closes what is open. Whoever still waits is not told. */
  end() {
    this.#call = undefined;
    if (!this.#stopped) this.#stop(ABORTED);
    this.#deadline?.();
    this.#listeners?.forEach((unlisten) => unlisten());
    this.#listeners = undefined;
  }

  /** @param {number} call */
  #begin(call) {
    this.#call = call;
    if (!this.#listeners && this.#lent.signals.length > 0) this.#listen();
    if (this.#stopped) this.#tell(this.#why);
    return !this.#stopped;
  }

  /** @param {Outcome} outcome */
  #tell(outcome) {
    const call = this.#call;
    this.#call = undefined;
    if (call === undefined) return;
    if (outcome instanceof Reading) this.told(call, outcome, outcome.status, outcome.found, outcome.json);
    else this.told(call, outcome, 0, 0, undefined);
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
