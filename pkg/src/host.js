// What a call lends Rust of the runtime: fetch, clock, signal. None of it throws.

import { onAbort } from "./abort.js";
import { now } from "./clock.js";
import { codecs } from "./codec.js";
import { read, settled } from "./reading.js";

/** @typedef {import("../types/index.js").LinkedInStatusErrorFields} Fields */

/**
 * @param {object} lent
 * @param {typeof fetch} lent.fetcher
 * @param {readonly AbortSignal[]} lent.signals any of them ends the call
 * @param {(signal: AbortSignal) => void} lent.aborted told which one did
 * @param {() => void} lent.sending told before each request
 * @param {(fault: Fields, delayMs: number) => void} lent.retrying
 * @param {(ms: number) => void} [lent.pausing]
 */
export function createHost({ fetcher, signals, aborted, sending, retrying, pausing }) {
  /** @type {ReturnType<typeof createExchange> | undefined} */
  let exchange;
  /** @type {(() => void)[]} */
  let stops = [];
  const unlisten = () => stops.splice(0).forEach((stop) => stop());
  return {
    started: now(),
    now,
    // Workers' runtimes refuse the options that only browsers know instead of ignoring them.
    takesBrowserOptions: typeof Request !== "function" || "credentials" in Request.prototype,
    /** The platform's, as far as Rust needs one; its `abort` also lets go of who waits for the answer. */
    controller: () => (exchange = createExchange()),
    /** @param {string} url @param {RequestInit} init */
    send: (url, init) => {
      sending();
      return (exchange ??= createExchange()).send(fetcher, url, init);
    },
    /** @param {unknown} answer */
    read: (answer) => read(answer, encode),
    hears: signals.length > 0,
    /** @param {() => void} then */
    listen: (then) => {
      try {
        for (const signal of signals) {
          const stop = onAbort(signal, () => {
            aborted(signal);
            then();
          });
          stops.push(stop);
        }
      } catch {
        // It could be listened to a moment ago, or the call had been refused.
      }
      return unlisten;
    },
    retrying,
    pausing: pausing ?? (() => {}),
    /** Ends what is open when the instance has trapped and cannot do so itself. */
    trapped: () => {
      unlisten();
      exchange?.abort();
    },
  };
}

/** @typedef {ReturnType<typeof createHost>} Host */

/** Implementations of fetch that take no signal but their own realm's, such as Node's inside a jsdom. @type {WeakSet<object>} */
const signalRefusers = new WeakSet();

/** @param {string} text */
const encode = (text) => new (codecs().TextEncoder)().encode(text);

/** One request, up to its answer's head. */
function createExchange() {
  const controller = new AbortController();
  const { signal } = controller;
  /** @type {(reason: unknown) => void} */
  let aborted = () => {};
  return {
    signal,
    abort: () => {
      controller.abort();
      aborted(signal.reason);
    },
    /**
     * Whatever fetch does, throw or answer too late, ends in this promise.
     *
     * @param {typeof fetch} fetcher
     * @param {string} url
     * @param {RequestInit} init
     * @returns {Promise<Response>}
     */
    send: (fetcher, url, init) =>
      new Promise((resolve, reject) => {
        // It may never answer; who waits for it is let go.
        aborted = reject;
        send(fetcher, url, init).then((response) => {
          resolve(response);
          // A fetch that does not know our signal may answer when nobody waits any more, or with a body that nobody reads, as
          // that of a redirect; it must not stay open.
          aborted = () => quietly(() => response?.body?.cancel());
          if (signal.aborted) aborted(undefined);
        }, reject);
      }),
  };
}

/**
 * @param {typeof fetch} fetcher
 * @param {string} url
 * @param {RequestInit} init
 * @returns {Promise<Response>}
 */
async function send(fetcher, url, init) {
  const plain = signalRefusers.has(fetcher);
  try {
    return await settled(fetcher(url, plain ? unsignalled(init) : init));
  } catch (error) {
    if (plain || init.signal?.aborted || !refusesSignal(error)) throw error;
    // It looked at the options and sent nothing. Without the signal, what is aborted ends with its answer.
    signalRefusers.add(fetcher);
    return settled(fetcher(url, unsignalled(init)));
  }
}

/** @param {RequestInit} init */
function unsignalled(init) {
  const { signal, ...rest } = init;
  return rest;
}

/**
 * Undici's words: `RequestInit: Expected signal ("AbortSignal {}") to be an instance of AbortSignal.`
 *
 * @param {unknown} error
 */
function refusesSignal(error) {
  try {
    const { name, message } = /** @type {Error} */ (error);
    return (
      name === "TypeError" && /signal.*\binstance ?of AbortSignal|signal.*\bnot of type '?AbortSignal/i.test(message)
    );
  } catch {
    return false; // It may be anything, a throwing proxy too.
  }
}

/**
 * Calls back without ever failing: not by a throw, not by a promise that rejects.
 *
 * @param {unknown} then
 * @param {unknown} [argument]
 */
export function quietly(then, argument) {
  if (typeof then !== "function") return;
  try {
    Promise.resolve(then(argument)).catch(() => {});
  } catch {
    // The caller's business.
  }
}
