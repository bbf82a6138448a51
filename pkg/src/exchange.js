// One request through `fetch`, up to the end of its answer. Nothing that fetch does, throw, answer too late or never, is
// thrown from here.

import { get } from "./quietly.js";
import { Reading, settled } from "./reading.js";

/** Implementations of fetch that take no signal but their own realm's, such as Node's inside a jsdom. @type {WeakSet<object>} */
const signalRefusers = new WeakSet();

/** @type {AbortController | undefined} */
let spare;

/** Makes what the next request will need, while the network is busy: Node takes several microseconds for it. */
export function prepare() {
  spare ??= new AbortController();
  return spare.signal;
}

/** A fresh controller, of the class that is the runtime's at present. */
function controller() {
  const made = spare;
  spare = undefined;
  return made instanceof AbortController ? made : new AbortController();
}

export class Exchange {
  #controller = controller();
  /** Nothing is open any more. */
  #closed = false;
  /** @type {Reading | undefined} */
  #reading;

  /**
   * @param {typeof fetch} fetcher
   * @param {string} url
   * @param {RequestInit} init gets our signal
   * @param {(reading: Reading) => void} then is not told what comes after `cancel`
   */
  async run(fetcher, url, init, then) {
    init.signal = this.#controller.signal;
    let reading;
    try {
      let answer;
      const plain = signalRefusers.has(fetcher);
      try {
        answer = await settled(fetcher(url, plain ? unsignalled(init) : init));
      } catch (error) {
        if (plain || this.#closed || !refusesSignal(error)) throw error;
        // It looked at the options and sent nothing. Without the signal, what is aborted ends with its answer.
        signalRefusers.add(fetcher);
        answer = await settled(fetcher(url, unsignalled(init)));
      }
      reading = this.#reading = new Reading(answer);
    } catch (cause) {
      this.#closed = true;
      return then(Reading.failed(cause));
    }
    // A fetch that does not know our signal may answer when nobody waits any more; that must not stay open.
    if (this.#closed) return reading.cancel();
    if (!reading.isRedirect) {
      try {
        // Then nothing of it can be open any more.
        if (reading.take(await reading.content())) this.#closed = true;
      } catch (cause) {
        reading.brokeOff(cause);
      }
    }
    this.cancel();
    then(reading);
  }

  /** Gives up what is still open, on the network, too. */
  cancel() {
    if (this.#closed) return;
    this.#closed = true;
    this.#reading?.cancel();
    this.#controller.abort();
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
  const message = get(error, "message");
  return (
    get(error, "name") === "TypeError" &&
    typeof message === "string" &&
    /signal.*\b(instance ?of |not of type '?)AbortSignal/i.test(message)
  );
}
