// The life of the WebAssembly instance: made once, on the first call; made anew after a failed start, and after a trap.
// A trapped instance is never entered again: its memory may be in any state.

import { createGlue } from "virtual:glue";
import { isSame, toKeep } from "./again.js";
import { codecs } from "./codec.js";
import { lookAt, readOptions, tellFields, textOf } from "./look.js";

/** @typedef {ReturnType<typeof createGlue>} Glue */
/** @typedef {import("./again.js").Kept} Kept */
/** @typedef {import("./call.js").Question} Question */
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
  /** What calls that are under way have been lent; each knows its place. @type {Host[]} */
  const lent = [];

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

  /** The options that Rust keeps, for each service. @type {Partial<Record<Vendor, Kept>>} */
  const kept = {};

  /** @param {Host} host @param {Question} question */
  function enter(host, question) {
    const { vendor, values } = question;
    const enter = vendor === "seleqt" ? glue.getConnectionStatus : glue.getAccountStatus;
    const last = kept[vendor];
    if (last && isSame(question, last)) {
      host.headers = last.headers;
      return enter(undefined, Number(values.prospectId ?? 1), host, host.started);
    }
    const mine = (kept[vendor] = toKeep(question));
    const promise = enter(values, 0, host, host.started);
    mine.headers = host.headers;
    // Rust keeps only what it found good. A custom fetch may have asked with other options meanwhile.
    if (question.attempts === 0 && kept[vendor] === mine) kept[vendor] = undefined;
    return promise;
  }

  /** @template T @param {Promise<T> | undefined} promise where nothing trapped */
  function alive(promise) {
    if (promise && !dead) return promise;
    // It was rejected, if it is one, and nobody waits for it.
    Promise.resolve(promise).catch(() => {});
    die();
    throw TRAPPED;
  }

  /** @param {Host} host */
  function use(host) {
    host.told = glue.told;
    host.place = lent.push(host) - 1;
  }

  return {
    /**
     * One question to one service. Throws or rejects with TRAPPED where it traps.
     *
     * @param {Host} host
     * @param {Question} question
     */
    ask(host, question) {
      /** @type {Promise<unknown> | undefined} */
      let promise;
      use(host);
      try {
        promise = enter(host, question);
      } catch {
        // As below.
      }
      return alive(promise);
    },
    /**
     * Likewise, for whatever else is entered.
     *
     * @template T
     * @param {readonly Host[]} hosts
     * @param {(glue: Glue) => Promise<T>} enter
     */
    begin(hosts, enter) {
      /** @type {Promise<T> | undefined} */
      let promise;
      hosts.forEach(use);
      try {
        promise = enter(glue);
      } catch {
        // Nothing but a trap throws.
      }
      return alive(promise);
    },
    /**
     * Whichever way a call ends, what it has open ends with it.
     *
     * @param {Promise<unknown> | undefined} promise where the glue made one
     * @param {Host | undefined} host
     */
    end(promise, host) {
      if (promise) calls.delete(promise);
      if (!host) return;
      const last = lent[host.place] === host ? lent.pop() : undefined;
      if (last && last !== host) lent[(last.place = host.place)] = last;
      host.end();
    },
  };
}
