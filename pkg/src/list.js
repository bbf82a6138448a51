// A run over many prospects, as an async generator. Which one is next, and how many at once, is decided here, where the
// iterables are; how fast, and when to try again, is decided in Rust.

import { onAbort } from "./abort.js";
import { onRetry, prepare, refuse, whatHappened, whenStarted } from "./call.js";
import { invalidOption } from "./faults.js";
import { Host } from "./host.js";
import { readIds } from "./input.js";
import { CALL_OPTIONS, LIST_OPTIONS } from "./limits.js";
import { snapshot } from "./options.js";
import { createProgress } from "./progress.js";

/** @typedef {import("./call.js").Call} Call */
/** @typedef {import("./input.js").Ids} Ids */
/** @typedef {import("./instance.js").GetInstance} GetInstance */
/** @import { ConnectionCheck, LinkedInStatusError } from "../types/index.js" */

/** Another prospect would meet the same, so nothing more is sent. */
const FATAL = new Set(["unauthorized", "no_active_account", "account_not_active", "invalid_options", "internal"]);

/**
 * @param {GetInstance} getInstance
 * @param {unknown} options
 * @returns {AsyncGenerator<ConnectionCheck, void, undefined>}
 */
export function checkConnections(getInstance, options) {
  const given = snapshot(options, [...LIST_OPTIONS, ...CALL_OPTIONS]);
  const stop = new AbortController();
  const results = run(getInstance, prepare(given, "seleqt"), readIds(given.values.prospectIds), stop);
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
 * @param {GetInstance} getInstance
 * @param {Call} call
 * @param {Ids} ids
 * @param {AbortController} stop ends everything that is open
 * @returns {AsyncGenerator<ConnectionCheck, void, undefined>}
 */
async function* run(getInstance, call, ids, stop) {
  refuse([call]);
  const progress = createProgress(call.values.onProgress, ids.total);
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
  const unlisten = call.signals.map((signal) =>
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

  /** @param {unknown} id */
  const start = (id) => {
    open++;
    const finish = (/** @type {object} */ found) => {
      const check = /** @type {ConnectionCheck} */ ({ prospectId: id, ...found, checkedAt: new Date().toISOString() });
      results.push(check);
      progress.done(check);
    };
    const done = /** @type {NonNullable<typeof pace>} */ (pace).check(id, ++position, progress.pausing);
    done
      .then(
        (check) => {
          if (!stop.signal.aborted) finish({ ok: true, ...check });
        },
        (/** @type {LinkedInStatusError} */ error) => {
          if (stop.signal.aborted) return;
          if (FATAL.has(error.code)) return end(error);
          finish({ ok: false, error });
        },
      )
      .finally(() => {
        open--;
        changed();
      });
  };

  try {
    pace = await begin(getInstance, call, stop.signal).catch((fault) => {
      if (!stop.signal.aborted) throw fault;
      return undefined;
    });
    if (pace) {
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
    pace?.free();
    const closed = input?.close();
    // What ends the run is told at once, however long the input takes to close.
    if (!fatal) await closed;
  }
}

/**
 * The run's pace, in Rust. Rejects where an option is wrong, and as soon as `stopped` is aborted.
 *
 * @param {GetInstance} getInstance
 * @param {Call} call
 * @param {AbortSignal} stopped
 */
async function begin(getInstance, call, stopped) {
  const stoppable = { ...call, signals: [stopped] };
  const host = new Host(stoppable, { onRetry() {} });
  try {
    const instance = await whenStarted(getInstance, [stoppable], [host]);
    const pace = await instance.run(async (glue) => new glue.ConnectionRun(call.values));
    return {
      concurrency: pace.concurrency,
      /**
       * Resolves to the verdict and the answer; rejects with a LinkedInStatusError.
       *
       * @param {unknown} id
       * @param {number} position
       * @param {(ms: number) => void} onPause
       */
      async check(id, position, onPause) {
        const host = new Host(stoppable, { onRetry: onRetry(call, () => instance), onPause });
        try {
          return await instance.run(() => pace.check(id, position, host));
        } catch (fault) {
          throw whatHappened(fault, [call], [host], instance);
        } finally {
          host.close();
        }
      },
      free: () => pace.free(),
    };
  } catch (fault) {
    throw whatHappened(fault, [call], [host], undefined);
  } finally {
    host.close();
  }
}
