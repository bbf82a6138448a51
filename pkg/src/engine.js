// The life of the WebAssembly instance: made once, on the first call; made anew after a failed start, and after a trap.
// A trapped instance is never entered again: its memory may be in any state.

import { createGlue } from "virtual:glue";
import { codecs } from "./codec.js";
import { lookAt, readOptions, tellFields, textOf } from "./look.js";

/** @typedef {ReturnType<typeof createGlue>} Glue */
/** @typedef {import("./again.js").Kept} Kept */
/** @typedef {import("./host.js").Host} Host */
/** @typedef {import("../types/index.js").Vendor} Vendor */
/** @typedef {ReturnType<typeof instantiate>} Instance */
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
 */
function instantiate(module, onTrap) {
  let dead = false;
  /** How many times the module is entered just now, one within the other. */
  let depth = 0;
  /** The glue's promises that are under way, with what rejects them. @type {Map<Promise<unknown>, (why: unknown) => void>} */
  const calls = new Map();
  /** What calls that are under way have been lent. @type {Set<Host>} */
  const lent = new Set();

  const die = () => {
    if (dead) return;
    dead = true;
    onTrap();
    for (const fail of calls.values()) fail(TRAPPED);
    for (const host of lent) host.failed(TRAPPED);
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
          : // No export takes more, and WebAssembly overlooks what there is too much: a list would have to be taken apart.
            /** @type {(...args: unknown[]) => unknown} */ (a, b, c, d, e, f) => {
              depth++;
              try {
                if (dead) throw TRAPPED;
                return value(a, b, c, d, e, f);
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
    readOptions,
    tellFields,
    textOf,
  });
  glue.initSync({ module });
  if (dead) throw new Error("WebAssembly trapped while it started");

  return {
    /** The options that Rust keeps, for each service. @type {Partial<Record<Vendor, Kept>>} */
    kept: {},
    /**
     * Throws or rejects with TRAPPED where it traps.
     *
     * @template T
     * @param {readonly Host[]} hosts
     * @param {(glue: Glue) => Promise<T>} enter
     */
    begin(hosts, enter) {
      try {
        for (const host of hosts) host.told = glue.told;
        const promise = enter(glue);
        for (const host of hosts) lent.add(host);
        if (!dead) return promise;
        // It was rejected, and nobody waits for it.
        Promise.resolve(promise).catch(() => {});
      } catch {
        die();
      }
      throw TRAPPED;
    },
    /**
     * Whichever way a call ends, what it has open ends with it.
     *
     * @param {Promise<unknown> | undefined} promise where it has begun
     * @param {readonly Host[]} hosts
     */
    end(promise, hosts) {
      if (promise) calls.delete(promise);
      for (const host of hosts) {
        lent.delete(host);
        host.end();
      }
    },
  };
}
