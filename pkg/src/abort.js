// One listener per signal, however many calls share it: Node warns of a leak at the eleventh.

/** @typedef {{ calls: Set<() => void>, fire: () => void }} Hub */

/** @type {WeakMap<AbortSignal, Hub>} */
const hubs = new WeakMap();

/**
 * Calls `then` once when the signal aborts, or at once if it has already. Throws where the signal does.
 *
 * @param {AbortSignal} signal
 * @param {() => void} then
 * @returns {() => void} takes it back
 */
export function onAbort(signal, then) {
  if (signal.aborted) {
    then();
    return () => {};
  }
  const call = () => then();
  const hub = hubs.get(signal) ?? open(signal);
  if (hub.calls.size === 0) signal.addEventListener("abort", hub.fire);
  hub.calls.add(call);
  return () => {
    if (hub.calls.delete(call) && hub.calls.size === 0) close(signal, hub.fire);
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
    for (const call of [...calls]) {
      // Taken back meanwhile, by what an earlier one set off.
      try {
        if (calls.delete(call)) call();
      } catch {
        // Events have nobody to throw at. Only a trap gets here, and that is told to its call.
      }
    }
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
 * Whether a signal can be listened to at all. A polyfill or a proxy may throw, and must do so here, not inside WebAssembly.
 *
 * @param {AbortSignal} signal
 */
export function canListen(signal) {
  try {
    onAbort(signal, () => {})();
    return true;
  } catch {
    return false;
  }
}

/** @param {AbortSignal} signal */
export function isAborted(signal) {
  try {
    return signal.aborted;
  } catch {
    return false;
  }
}

/**
 * Signals of another realm, or of a polyfill, are signals, too.
 *
 * @param {unknown} value
 * @returns {value is AbortSignal}
 */
export function isSignal(value) {
  if (typeof value !== "object" || value === null) return false;
  const signal = /** @type {Partial<AbortSignal>} */ (value);
  try {
    return (
      typeof signal.aborted === "boolean" &&
      typeof signal.addEventListener === "function" &&
      typeof signal.removeEventListener === "function"
    );
  } catch {
    return false;
  }
}
