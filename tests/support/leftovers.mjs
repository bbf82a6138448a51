// Counts what is open in this process: timers, and listeners of a signal.

import { getEventListeners } from "node:events";

/**
 * Counts the timers that are set and neither rung nor taken back. Those of the platform's own fetch are not among them: it
 * has its own way to timers.
 */
export function watchTimers() {
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  /** @type {Set<unknown>} */
  const open = new Set();
  let set = 0;
  /** @param {(...args: unknown[]) => void} then @param {number} [ms] @param {unknown[]} args */
  const counting = (then, ms, ...args) => {
    set++;
    const timer = real.setTimeout(() => {
      open.delete(timer);
      then(...args);
    }, ms);
    open.add(timer);
    return timer;
  };
  Object.assign(globalThis, {
    setTimeout: counting,
    /** @param {ReturnType<typeof setTimeout>} timer */
    clearTimeout: (timer) => {
      open.delete(timer);
      real.clearTimeout(timer);
    },
  });
  return {
    get open() {
      return open.size;
    },
    /** How many were set in all. */
    get set() {
      return set;
    },
    pause: (/** @type {number} */ ms) => new Promise((resolve) => real.setTimeout(resolve, ms)),
    end: () => Object.assign(globalThis, real),
  };
}

/**
 * A signal that counts who listens, in two ways: by what it was told, and by what the platform knows.
 *
 * @param {AbortController} [controller]
 */
export function watchedSignal(controller = new AbortController()) {
  const { signal } = controller;
  let most = 0;
  let added = 0;
  /** @type {unknown[]} */
  const listeners = [];
  const { addEventListener, removeEventListener } = signal;
  Object.assign(signal, {
    /** @param {string} type @param {EventListener} listener @param {boolean | AddEventListenerOptions} [options] */
    addEventListener(type, listener, options) {
      added++;
      if (!listeners.includes(listener)) listeners.push(listener);
      most = Math.max(most, listeners.length);
      addEventListener.call(signal, type, listener, options);
    },
    /** @param {string} type @param {EventListener} listener @param {boolean | EventListenerOptions} [options] */
    removeEventListener(type, listener, options) {
      const at = listeners.indexOf(listener);
      if (at >= 0) listeners.splice(at, 1);
      removeEventListener.call(signal, type, listener, options);
    },
  });
  return {
    signal,
    controller,
    get now() {
      return Math.max(listeners.length, getEventListeners(signal, "abort").length);
    },
    get most() {
      return most;
    },
    get added() {
      return added;
    },
  };
}

/** A body that says whether it is still open, and goes on for ever unless it is given up. @param {string} [text] what it gives first @param {number} [pauseMs] between its chunks */
export function watchedBody(text = "", pauseMs = 0) {
  const state = { open: true, pulled: 0 };
  const pause = (/** @type {() => void} */ then) => void (pauseMs > 0 ? setTimeout(then, pauseMs) : setImmediate(then));
  const stream = new ReadableStream({
    start: (body) => body.enqueue(new TextEncoder().encode(text)),
    pull: (body) => {
      state.pulled++;
      // Slowly, as a server does; without end.
      return new Promise((resolve) =>
        pause(() => resolve(state.open ? body.enqueue(new Uint8Array(1_024).fill(32)) : undefined)),
      );
    },
    cancel: () => void (state.open = false),
  });
  return { stream, state };
}
