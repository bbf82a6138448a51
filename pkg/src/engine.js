// The life of the WebAssembly instance: made once, on the first call; made anew after a failed start, and after a trap.
// A trapped instance is never entered again: its memory may be in any state.

import { createGlue } from "virtual:glue";
import { codecs } from "./codec.js";
import { lookAt, tellFields, textAt, textOf } from "./look.js";

/** @typedef {ReturnType<typeof createGlue>} Glue */
/** @typedef {import("./host.js").Host} Host */
/** @typedef {{ call: <T>(hosts: readonly Host[], enter: (glue: Glue) => Promise<T>) => Promise<T> }} Instance */
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
    /** Not there yet where it traps while it starts. @type {Instance | undefined} */
    let fresh;
    fresh = instantiate(module, () => {
      if (instance === fresh) instance = undefined;
    });
    return (instance = fresh);
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

const idle = Promise.resolve();

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
  /** The glue's promises that are under way, with what rejects them. @type {Map<Promise<unknown>, (why: unknown) => void>} */
  const calls = new Map();

  const die = () => {
    if (dead) return;
    dead = true;
    onTrap();
    for (const fail of calls.values()) fail(TRAPPED);
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
    // Its promises are made here: after a trap it could not settle them.
    Promise: Object.assign(
      /** @param {ConstructorParameters<typeof Promise<unknown>>[0]} executor */
      function (executor) {
        /** @type {(why: unknown) => void} */
        let fail = () => {};
        const promise = new Promise((resolve, reject) => {
          fail = reject;
          executor(resolve, reject);
        });
        calls.set(promise, fail);
        return promise;
      },
      {
        resolve: (/** @type {unknown} */ value) => Promise.resolve(value),
        reject: (/** @type {unknown} */ why) => Promise.reject(why),
      },
    ),
    // A promise is cheaper, and not what fake timers replace.
    queueMicrotask: (/** @type {() => void} */ then) => void idle.then(then),
    // Every closure is freed when its call ends, and a run when its generator does: list.js sees to that.
    FinalizationRegistry: undefined,
    lookAt,
    tellFields,
    textAt,
    textOf,
  });
  glue.initSync({ module });
  if (dead) throw new Error("WebAssembly trapped while it started");

  return {
    // Whichever way a call ends, what it has open ends with it.
    async call(hosts, enter) {
      /** @type {ReturnType<typeof enter> | undefined} */
      let promise;
      try {
        promise = begin(enter);
        return await promise;
      } finally {
        if (promise) calls.delete(promise);
        for (const host of hosts) host.end();
      }
    },
  };

  /** @template T @param {(glue: Glue) => Promise<T>} enter */
  function begin(enter) {
    try {
      const promise = enter(glue);
      if (!dead) return promise;
      // It was rejected, and nobody waits for it.
      Promise.resolve(promise).catch(() => {});
    } catch {
      die();
    }
    throw TRAPPED;
  }
}
