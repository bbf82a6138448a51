// One listener per signal, however many calls share it: Node warns of a leak at the eleventh.

import { get, isObject, method, quietly } from "./quietly.js";

/** @typedef {{ calls: Set<() => void>, fire: () => void }} Hub */

/** @type {WeakMap<AbortSignal, Hub>} */
const hubs = new WeakMap();

/**
 * Calls `then` once when the signal aborts, or at once if it has already. Throws where the signal does.
 *
 * @param {AbortSignal} signal
 * @param {() => void} then a function that was never given before
 * @returns {() => void} takes it back
 */
export function onAbort(signal, then) {
  if (signal.aborted) {
    then();
    return () => {};
  }
  const { calls, fire } = hubs.get(signal) ?? open(signal);
  if (calls.size === 0) signal.addEventListener("abort", fire);
  calls.add(then);
  return () => {
    if (calls.delete(then) && calls.size === 0) close(signal, fire);
  };
}

/**
 * @param {AbortSignal} signal
 * @returns {Hub}
 */
function open(signal) {
  /** @type {Set<() => void>} */
  const calls = new Set();
  const fire = () => {
    close(signal, fire);
    // Taken back meanwhile, by what an earlier one set off. One that throws has nobody to throw at: only a trap does, and
    // that is told to its call.
    for (const call of [...calls]) if (calls.delete(call)) quietly(call);
  };
  const hub = { calls, fire };
  hubs.set(signal, hub);
  return hub;
}

/**
 * @param {AbortSignal} signal
 * @param {() => void} fire
 */
function close(signal, fire) {
  try {
    signal.removeEventListener("abort", fire);
  } catch {
    // A polyfill's business; the call is over.
  }
}

/**
 * Signals of another realm, or of a polyfill, are signals, too.
 *
 * @param {unknown} value
 * @returns {value is AbortSignal}
 */
export function isSignal(value) {
  if (!isObject(value) || typeof get(value, "aborted") !== "boolean") return false;
  return !!method(value, "addEventListener") && !!method(value, "removeEventListener");
}
