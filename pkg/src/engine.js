// The life of the WebAssembly instance: made once, on the first call; made anew after a failed start, and after a trap.
// A trapped instance is never entered again: its memory may be in any state.

import { createGlue } from "virtual:glue";
import { now, rang } from "./clock.js";
import { codecs } from "./codec.js";

/** @typedef {ReturnType<typeof createGlue>} Glue */
/** @typedef {{ trapped: () => void }} Call */
/** @typedef {{ call: <T>(call: Call, enter: (glue: Glue) => Promise<T>) => Promise<T> }} Instance */
/** @typedef {() => WebAssembly.Module | Promise<WebAssembly.Module>} Load */

/** What a call rejects with when its instance has trapped. */
export const TRAPPED = Symbol("trapped");

/**
 * @param {Load} load gives the compiled module, at once where it can
 * @returns {() => Instance | Promise<Instance>}
 */
export function createEngine(load) {
  /** @type {Instance | undefined} */
  let instance;
  /** @type {Promise<Instance> | undefined} */
  let starting;

  /** @param {WebAssembly.Module} module */
  const start = (module) => {
    /** @type {Instance | undefined} */
    let fresh;
    fresh = instantiate(module, () => {
      if (fresh && instance === fresh) instance = undefined;
    });
    instance = fresh;
    return fresh;
  };

  return () => {
    if (instance) return instance;
    if (starting) return starting;
    const module = load();
    if (!("then" in module)) return start(module);
    starting = module.then(start).finally(() => {
      starting = undefined;
    });
    return starting;
  };
}

/** The glue asks `instanceof`, which denies modules that another realm compiled, as the edge's test runtimes do. */
const AnyModule = { [Symbol.hasInstance]: () => true };

/**
 * @param {WebAssembly.Module} module
 * @param {() => void} onTrap
 * @returns {Instance}
 */
function instantiate(module, onTrap) {
  let dead = false;
  /** How many times the module is entered just now, one within the other. */
  let depth = 0;
  /** @type {Set<Call>} */
  const calls = new Set();
  // Each with the way to take it back: that may be another by then, where fake timers came or went.
  /** @type {Map<ReturnType<typeof setTimeout>, typeof clearTimeout>} */
  const timers = new Map();

  const die = () => {
    if (dead) return;
    dead = true;
    onTrap();
    for (const [timer, clear] of timers) clear(timer);
    for (const call of calls) call.trapped();
    calls.clear();
  };

  // Every way into the module leads through here. An exception that leaves it, whatever it is, has cut off Rust code in the
  // middle; it must not surface as an unhandled one of the page or the process either.
  /** @param {WebAssembly.Exports} exports */
  const guard = (exports) => {
    /** @type {Record<string, unknown>} */
    const guarded = {};
    for (const [name, value] of Object.entries(exports)) {
      guarded[name] =
        typeof value !== "function"
          ? value
          : (/** @type {unknown[]} */ ...args) => {
              depth++;
              try {
                if (dead) throw TRAPPED;
                return value(...args);
              } catch {
                die();
                // Rust code that is still under way further out must not go on.
                if (depth > 1) throw TRAPPED;
                // The glue looks into some of what comes back, as in `ret[1]`: a number stands that, undefined does not.
                return 0;
              } finally {
                depth--;
              }
            };
    }
    return guarded;
  };

  const glue = createGlue({
    ...codecs(),
    WebAssembly: {
      Module: AnyModule,
      Instance: function (/** @type {WebAssembly.Module} */ compiled, /** @type {WebAssembly.Imports} */ imports) {
        return { exports: guard(new WebAssembly.Instance(compiled, imports).exports) };
      },
    },
    // Kept, so that a trap leaves no timer behind.
    setTimeout: (/** @type {() => void} */ then, /** @type {number} */ ms) => {
      const due = now() + ms;
      const timer = setTimeout(() => {
        rang(ms, due);
        // One that was taken back may ring all the same, where fake timers came or went between; nobody hears it then.
        if (timers.delete(timer)) then();
      }, ms);
      timers.set(timer, clearTimeout);
      return timer;
    },
    clearTimeout: (/** @type {ReturnType<typeof setTimeout>} */ timer) => {
      timers.get(timer)?.(timer);
      timers.delete(timer);
    },
  });
  glue.initSync({ module });
  if (dead) throw new Error("WebAssembly trapped while it started");

  return {
    call: (call, enter) =>
      new Promise((resolve, reject) => {
        const trapped = call.trapped;
        call.trapped = () => {
          trapped();
          reject(TRAPPED);
        };
        calls.add(call);
        /** @param {() => void} settle */
        const end = (settle) => {
          calls.delete(call);
          settle();
        };
        try {
          enter(glue).then(
            (value) => end(() => resolve(value)),
            (error) => end(() => reject(error)),
          );
        } catch {
          die();
          reject(TRAPPED);
        }
      }),
  };
}
