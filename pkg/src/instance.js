// The life of the WebAssembly instance: made once, on the first call; made anew after a failed start, and after a trap.
// A trapped instance is never entered again: its memory may be in any state.

import { createGlue } from "virtual:glue";
import { codecs } from "./codec.js";
import { valueKind, propertyKind } from "./kind.js";
import { ownProperty } from "./quietly.js";

/** @typedef {ReturnType<typeof createGlue>} Glue */
/** @typedef {ReturnType<typeof instantiate>} Instance */
/** @typedef {() => Instance | Promise<Instance>} GetInstance */
/** @typedef {() => WebAssembly.Module | Promise<WebAssembly.Module>} Load */

/** What a call rejects with when its instance has trapped. */
export const TRAPPED = Symbol("trapped");

/**
 * @param {Load} load gives the compiled module, at once where it can
 * @returns {GetInstance} gives the present instance, at once where there is one
 */
export function createInstances(load) {
  /** @type {Instance | undefined} */
  let instance;
  /** @type {Promise<Instance> | undefined} */
  let starting;

  /** @param {WebAssembly.Module} module */
  const start = (module) => {
    /** Not there yet where it traps while it starts. @type {Instance | undefined} */
    let fresh = undefined;
    fresh = instantiate(module, () => {
      if (instance === fresh) instance = undefined;
    });
    return (instance = fresh);
  };

  return () => {
    if (instance) return instance;
    if (starting) return starting;
    const module = load();
    if (!(module instanceof Promise)) return start(module);
    starting = module.then(start).finally(() => {
      starting = undefined;
    });
    return starting;
  };
}

const resolved = Promise.resolve();

/** The glue asks `instanceof`, which denies modules that another realm compiled, as the edge's test runtimes do. */
const AnyModule = { [Symbol.hasInstance]: () => true };

/**
 * Frees what Rust keeps for an object that is garbage, for a list that nobody ended. Not for functions: Rust keeps some for each
 * promise that it awaits, and frees them when that settles, as all promises of the host do.
 *
 * @template T
 * @param {(held: T) => void} free
 */
function Finalizers(free) {
  const registry = new FinalizationRegistry(free);
  return {
    register(/** @type {WeakKey} */ target, /** @type {T} */ held, /** @type {WeakKey} */ token) {
      if (typeof target !== "function") registry.register(target, held, token);
    },
    unregister: (/** @type {WeakKey} */ token) => registry.unregister(token),
  };
}

/**
 * @param {WebAssembly.Module} module
 * @param {() => void} onTrap
 */
function instantiate(module, onTrap) {
  let dead = false;
  /** How many calls into the module are on the stack, one within the other. */
  let depth = 0;
  /** Reject the promises of calls that are under way. @type {Set<(why: unknown) => void>} */
  const calls = new Set();

  const die = () => {
    if (dead) return;
    dead = true;
    onTrap();
    for (const reject of calls) reject(TRAPPED);
    calls.clear();
  };

  // Every way into the module leads through here. An exception that leaves it, whatever it is, has cut off Rust code in the
  // middle; it must not surface as an unhandled one of the page or the process either.
  const guard =
    (/** @type {Function} */ enter) =>
    (/** @type {unknown[]} */ ...args) => {
      depth++;
      try {
        if (dead) throw TRAPPED;
        return enter(...args);
      } catch {
        die();
        // Rust code that is still on the stack must not go on.
        if (depth > 1) throw TRAPPED;
        // The glue indexes some results, as in `ret[1]`, which a number allows and undefined does not.
        return 0;
      } finally {
        depth--;
      }
    };
  const guarded = (/** @type {WebAssembly.Exports} */ exports) =>
    Object.fromEntries(
      Object.entries(exports).map(([name, value]) => [name, typeof value === "function" ? guard(value) : value]),
    );

  const glue = createGlue({
    ...codecs(),
    WebAssembly: {
      Module: AnyModule,
      Instance: function (/** @type {WebAssembly.Module} */ compiled, /** @type {WebAssembly.Imports} */ imports) {
        return { exports: guarded(new WebAssembly.Instance(compiled, imports).exports) };
      },
    },
    FinalizationRegistry: globalThis.FinalizationRegistry && Finalizers,
    // Not the global one, which fake timers of tests replace.
    queueMicrotask: (/** @type {() => void} */ then) => void resolved.then(then),
    valueKind,
    ownProperty,
    propertyKind,
  });
  glue.initSync({ module });
  if (dead) throw new Error("WebAssembly trapped while it started");

  return {
    /**
     * Calls into the module. Rejects with TRAPPED where it traps, also later.
     *
     * @template T
     * @param {(glue: Glue) => Promise<T>} enter
     * @returns {Promise<T>}
     */
    run(enter) {
      return new Promise((resolve, reject) => {
        if (dead) return reject(TRAPPED);
        calls.add(reject);
        /** @type {<V>(settle: (value: V) => void) => (value: V) => void} */
        const ended = (settle) => (value) => {
          calls.delete(reject);
          settle(value);
        };
        try {
          // No promise where the module has trapped.
          Promise.resolve(enter(glue)).then(ended(resolve), ended(reject));
        } catch (error) {
          // The fields of an error, or what the glue makes of a trap, which `die` is ahead of.
          ended(reject)(error);
        }
      });
    },

    /**
     * A text without any of the keys.
     *
     * @param {string} text
     * @param {readonly string[]} keys
     */
    scrub(text, keys) {
      const clean = glue.scrub(text, keys);
      if (dead) throw TRAPPED;
      return clean;
    },

    /**
     * What `onResponse` is told of these headers.
     *
     * @param {Map<string, string>} headers
     * @param {readonly string[]} keys
     */
    describe: (headers, keys) => glue.describe(headers, keys),
  };
}
