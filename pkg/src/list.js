// A run over many prospects, as an async generator. Which one is next, and how many at once, is decided here, where the
// iterables are; how fast, and when to try again, is decided in Rust.

import { onAbort } from "./abort.js";
import { ask, invalidOption, lend, refuse, whatHappened, within } from "./call.js";
import { readIds } from "./input.js";
import { LIST_OPTIONS, OPTION_NAMES } from "./names.js";
import { snapshot } from "./options.js";
import { createProgress } from "./progress.js";

/** @typedef {import("./call.js").Engine} Engine */
/** @typedef {import("./host.js").Host} Host */
/** @typedef {import("./call.js").Question} Question */
/** @typedef {import("./input.js").Ids} Ids */
/** @import { ConnectionCheck, LinkedInStatusError } from "../types/index.js" */

/** Another prospect would meet the same, so nothing more is sent. */
const FATAL = new Set(["unauthorized", "no_active_account", "account_not_active", "invalid_options", "internal"]);

/** A generator that nobody holds any more never comes to its end, and WebAssembly's memory knows no collector. */
const abandoned =
  typeof FinalizationRegistry === "function"
    ? new FinalizationRegistry((/** @type {{ pace?: { free: () => void } }} */ held) => held.pace?.free())
    : undefined;

/**
 * @param {Engine} engine
 * @param {unknown} options
 * @returns {AsyncGenerator<ConnectionCheck, void, undefined>}
 */
export function checkConnections(engine, options) {
  const given = snapshot(options, [...OPTION_NAMES.filter((name) => name !== "prospectId"), ...LIST_OPTIONS]);
  const stop = new AbortController();
  /** @type {{ pace?: { free: () => void } }} */
  const held = {};
  const results = run(engine, ask(given, "seleqt"), readIds(given.values.prospectIds), stop, held);
  abandoned?.register(results, held, held);
  // A generator answers return() only when the value it is busy with is there; what is open must end at once.
  for (const name of /** @type {const} */ (["return", "throw"])) {
    const own = results[name];
    const value = (/** @type {never} */ given) => {
      stop.abort();
      return own.call(results, given);
    };
    Object.defineProperty(results, name, { value, configurable: true, writable: true });
  }
  return results;
}

/**
 * @param {Engine} engine
 * @param {Question} question
 * @param {Ids} ids
 * @param {AbortController} stop ends everything that is open
 * @param {{ pace?: { free: () => void } }} held what is to be freed at the end
 * @returns {AsyncGenerator<ConnectionCheck, void, undefined>}
 */
async function* run(engine, question, ids, stop, held) {
  refuse([question]);
  const progress = createProgress(question.values.onProgress, ids.total);
  /** Answers that nobody has taken yet. @type {ConnectionCheck[]} */
  const results = [];
  let open = 0;
  let position = 0;
  /** What ends the run, once something does. @type {{ error: unknown } | undefined} */
  let fatal;
  let changed = () => {};

  const end = (/** @type {unknown} */ error) => {
    fatal ??= { error };
    stop.abort();
  };
  const unlisten = question.signals.map((signal) =>
    onAbort(signal, () => {
      results.length = 0;
      end(signal.reason);
    }),
  );
  onAbort(stop.signal, () => changed());

  /** @type {Awaited<ReturnType<typeof begin>> | undefined} */
  let pace;
  /** @type {import("./input.js").Input | undefined} */
  let input;

  /** @param {ConnectionCheck} check */
  const finish = (check) => {
    results.push(check);
    progress.done(check);
  };
  /** @param {unknown} id */
  const start = (id) => {
    open++;
    const asked = { ...question, signals: [stop.signal] };
    const host = lend(asked, progress.pausing);
    const done = /** @type {NonNullable<typeof pace>} */ (pace).check(id, ++position, host);
    done
      .then(
        (check) => {
          if (!stop.signal.aborted) finish(/** @type {ConnectionCheck} */ (check));
        },
        (fault) => {
          if (stop.signal.aborted) return;
          const error = /** @type {LinkedInStatusError} */ (whatHappened(fault, [asked]));
          if (FATAL.has(error.code)) return end(error);
          finish({ prospectId: /** @type {number} */ (id), ok: false, error, checkedAt: new Date().toISOString() });
        },
      )
      .finally(() => {
        open--;
        changed();
      });
  };

  try {
    pace = await begin(engine, question, stop.signal).catch((fault) => {
      if (!stop.signal.aborted) throw fault;
      return undefined;
    });
    if (pace) {
      held.pace = pace;
      input = ids.open(end);
      if (!input) throw invalidOption("seleqt", "prospectIds", "must be an iterable of prospect ids, such as an array");
    }
    while (pace && input) {
      while (!stop.signal.aborted && !input.ended && !input.pending && open + results.length < pace.concurrency) {
        input.pull(start, () => changed());
      }
      const result = results.shift();
      if (result) yield result;
      else if (stop.signal.aborted || (input.ended && open === 0)) break;
      else {
        await new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
          changed = resolve;
        });
      }
    }
    if (fatal) throw fatal.error;
  } finally {
    unlisten.forEach((remove) => remove());
    stop.abort();
    abandoned?.unregister(held);
    pace?.free();
    const closed = input?.close();
    // What ends the run is told at once, however long the input takes to close.
    if (!fatal) await closed;
  }
}

/**
 * The run's pace, in Rust. Rejects where an option is wrong, and as soon as `stopped` is aborted.
 *
 * @param {Engine} engine
 * @param {Question} question
 * @param {AbortSignal} stopped
 */
async function begin(engine, question, stopped) {
  try {
    const ready = engine();
    const waiting = { ...question, signals: [stopped] };
    const instance = ready instanceof Promise ? await within(ready, [waiting]) : ready;
    return await instance.begin([], async (glue) => {
      const pace = new glue.ConnectionRun(question.values);
      return {
        concurrency: pace.concurrency,
        /** @param {unknown} id @param {number} position @param {Host} host */
        async check(id, position, host) {
          /** @type {Promise<unknown> | undefined} */
          let promise;
          try {
            promise = instance.begin([host], () => pace.check(id, position, host));
            return await promise;
          } finally {
            instance.end(promise, host);
          }
        },
        free: () => pace.free(),
      };
    });
  } catch (fault) {
    throw whatHappened(fault, [question]);
  }
}
