// The ids of a list, from any iterable, pulled one by one.

import { isObject } from "./quietly.js";

/** @typedef {{ done?: boolean, value?: unknown }} Step */
/** @typedef {{ next: unknown, return?(): unknown }} Iterator What an iterable is sure to give. */
/** @typedef {ReturnType<typeof pullFrom>} Input */

/**
 * @typedef {object} Ids
 * @property {number} [total] how many there are, where the iterable tells
 * @property {(failed: (error: unknown) => void) => Input | undefined} open nothing where they cannot be iterated; `failed` is
 *   told when the caller's own iterable throws later
 */

/**
 * Reads what was given as the ids of a list, without asking for one yet. What is a collection is copied: as with every
 * option, what the caller does to it afterwards changes nothing.
 *
 * @param {unknown} given
 * @returns {Ids}
 */
export function readIds(given) {
  try {
    const ids = copied(given);
    return { total: countOf(ids), open: (failed) => open(ids, failed) };
  } catch {
    return { open: () => undefined }; // A getter or proxy that throws is no iterable.
  }
}

const TypedArray = Object.getPrototypeOf(Uint8Array);

/**
 * Only what iterates as arrays and sets do: a subclass may give its ids in a way of its own.
 *
 * @param {unknown} ids
 */
function copied(ids) {
  const { [Symbol.iterator]: iterate } = /** @type {Iterable<unknown>} */ (ids);
  const isCollection = [Array, Set, TypedArray].some(({ prototype }) => iterate === prototype.values);
  return isCollection ? [.../** @type {Iterable<unknown>} */ (ids)] : ids;
}

/** @param {unknown} ids */
function countOf(ids) {
  if (!isObject(ids)) return undefined;
  const { length, size } = /** @type {{ length: number, size: number }} */ (ids);
  return [length, size].find((count) => Number.isSafeInteger(count) && count >= 0);
}

/**
 * @param {unknown} given
 * @param {(error: unknown) => void} failed
 */
function open(given, failed) {
  if (!isObject(given) && typeof given !== "function") return undefined;
  try {
    const ids = /** @type {Record<symbol, unknown>} */ (given);
    const ofPromises = ids[Symbol.asyncIterator];
    const later = typeof ofPromises === "function";
    const iterate = later ? ofPromises : ids[Symbol.iterator];
    const iterator = /** @type {() => Iterator} */ (iterate).call(ids);
    const { next } = iterator;
    return typeof next === "function" ? pullFrom(iterator, next, later, failed) : undefined;
  } catch {
    return undefined; // No iterable, or one that throws.
  }
}

/**
 * @param {Iterator} iterator
 * @param {Function} next
 * @param {boolean} later whether its ids come as promises
 * @param {(error: unknown) => void} failed
 */
function pullFrom(iterator, next, later, failed) {
  /** @param {unknown} error */
  const broken = (error) => {
    input.ended = true;
    failed(error);
  };
  const input = {
    /** Nothing more will come. */
    ended: false,
    /** One was asked for, and is not there yet. */
    pending: false,

    /**
     * Asks for one more id. Not to be called while one is pending: not every iterator bears that.
     *
     * @param {(id: unknown) => void} start given the id, if there is one
     * @param {() => void} changed called when an id was waited for
     */
    pull(start, changed) {
      /** @param {Step} step */
      const take = (step) => {
        if (input.ended) return;
        if (!isObject(step)) throw new TypeError("prospectIds gave no iterator result");
        if (step.done) input.ended = true;
        else start(step.value);
      };
      try {
        const step = next.call(iterator);
        if (!later) return take(step);
        input.pending = true;
        // Both in one step: a run that looked in between would count neither, and ask for one id more than it may.
        const arrived = (/** @type {Step} */ step) => {
          input.pending = false;
          take(step);
        };
        Promise.resolve(step).then(arrived).catch(broken).finally(changed);
      } catch (error) {
        broken(error);
      }
    },

    /** Tells the iterable that no more will be asked for. One that is busy with an id is not waited for. */
    async close() {
      if (input.ended) return;
      input.ended = true;
      try {
        const closed = iterator.return?.();
        if (!input.pending) await closed;
        else Promise.resolve(closed).catch(() => {});
      } catch {
        // The run is over; what the caller's clean-up throws changes nothing.
      }
    },
  };
  return input;
}
