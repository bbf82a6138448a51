// A run over many prospects, as an async generator. Which one is next, and how many at once, is decided here, where the
// iterables are; how fast, and when to try again, is decided in Rust.

import { onAbort } from "./abort.js";
import { prepare, refuse } from "./call.js";
import { invalidOption } from "./faults.js";
import { readIds } from "./input.js";
import { COMMON_OPTIONS, half, shareSecrets } from "./invite.js";
import { CALL_OPTIONS, DEFAULT_CONCURRENCY, PACE_OPTIONS, VIEW_OPTIONS } from "./limits.js";
import { begin } from "./list-run.js";
import { snapshot } from "./options.js";
import { readPace } from "./pace.js";
import { createProgress } from "./progress.js";
import { define, ownProperty } from "./quietly.js";

/** @typedef {import("./call-site.js").CallSite} CallSite */
/** @typedef {import("./list-run.js").Asked} Asked */
/** @typedef {import("./instance.js").GetInstance} GetInstance */
/** @import { ConnectionCheck, InviteListCheck, LinkedInStatusError } from "../types/index.js" */

/** Another prospect would meet the same, so nothing more is sent. */
const FATAL = new Set(["unauthorized", "no_active_account", "account_not_active", "invalid_options", "internal"]);

/**
 * @param {GetInstance} getInstance
 * @param {unknown} options
 * @param {CallSite} site
 * @returns {AsyncGenerator<ConnectionCheck, void, undefined>}
 */
export function checkConnections(getInstance, options, site) {
  const all = snapshot(options, [...PACE_OPTIONS, ...VIEW_OPTIONS, ...CALL_OPTIONS]);
  const given = readPace(all);
  const call = prepare(all, "seleqt");
  const asked = { pace: call, connection: call, account: undefined, given, ids: readIds(all.values.prospectIds) };
  return /** @type {AsyncGenerator<ConnectionCheck, void, undefined>} */ (list(getInstance, asked, site));
}

/**
 * @param {GetInstance} getInstance
 * @param {unknown} options
 * @param {CallSite} site
 * @returns {AsyncGenerator<InviteListCheck, void, undefined>}
 */
export function checkInvites(getInstance, options, site) {
  const all = snapshot(options, ["account", "connection", "take", ...PACE_OPTIONS, ...COMMON_OPTIONS]);
  const given = readPace(all);
  const account = half("account", all.values);
  const connection = half("connection", all.values, [...VIEW_OPTIONS, ...CALL_OPTIONS]);
  const pace = prepare(all, undefined);
  shareSecrets(pace, account, connection);
  const asked = { pace, connection, account, given, ids: readIds(all.values.prospectIds) };
  return /** @type {AsyncGenerator<InviteListCheck, void, undefined>} */ (list(getInstance, asked, site));
}

/**
 * @param {GetInstance} getInstance
 * @param {Asked} asked
 * @param {CallSite} site
 */
function list(getInstance, asked, site) {
  const stop = new AbortController();
  const results = run(getInstance, asked, site, stop);
  // A generator answers return() only when the value it is busy with is there; what is open must end at once.
  for (const name of /** @type {const} */ (["return", "throw"])) {
    const own = results[name];
    const value = (/** @type {never} */ given) => {
      stop.abort();
      return own.call(results, given);
    };
    // Not by assignment, which throws where the prototypes are frozen.
    define(results, name, { value, writable: true });
  }
  return results;
}

/**
 * @param {GetInstance} getInstance
 * @param {Asked} asked
 * @param {CallSite} site
 * @param {AbortController} stop ends everything that is open
 * @returns {AsyncGenerator<ConnectionCheck | InviteListCheck, void, undefined>}
 */
async function* run(getInstance, asked, site, stop) {
  const {
    pace: { values },
    connection,
    account,
    ids,
  } = asked;
  const calls = account ? [asked.pace, account, connection] : [connection];
  refuse(calls, site);
  /** Answers that nobody has taken yet. @type {(ConnectionCheck | InviteListCheck)[]} */
  const results = [];
  // Rust has checked them before they count.
  const take = Number(values.take ?? Infinity);
  const concurrency = Number(values.concurrency ?? DEFAULT_CONCURRENCY);
  let open = 0;
  let position = 0;
  /** How many of the results so far may be sent. */
  let sends = 0;
  /** What ends the run, once something does. @type {{ error: unknown } | undefined} */
  let fatal;
  let changed = () => {};

  const end = (/** @type {unknown} */ error) => {
    fatal ??= { error };
    stop.abort();
  };
  /** What is open goes on: it is paid for. @param {unknown} error */
  const endAfterOpen = (error) => {
    fatal ??= { error };
    changed();
  };
  const unlisten = calls
    .flatMap(({ signals }) => signals)
    .map((signal) =>
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
  const progress = createProgress(values.onProgress, ids.total, !!account, () => pace?.leftToday() ?? 0);

  /** @param {unknown} id */
  const start = (id) => {
    const run = /** @type {NonNullable<typeof pace>} */ (pace);
    try {
      run.checkId(id, ++position);
    } catch (error) {
      return end(error);
    }
    open++;
    const finish = (/** @type {object} */ found) => {
      const check = /** @type {ConnectionCheck} */ ({ prospectId: id, ...found, checkedAt: new Date().toISOString() });
      results.push(check);
      if (ownProperty(check, "decision") === "send") sends++;
      progress.done(check);
    };
    run
      .check(Number(id), progress.pausing)
      .then(
        (check) => {
          if (!stop.signal.aborted) finish({ ok: true, ...check });
        },
        (/** @type {LinkedInStatusError} */ error) => {
          if (stop.signal.aborted) return;
          if (error.code === "daily_limit" || error.code === "account_not_fit") return endAfterOpen(error);
          if (FATAL.has(error.code) || error.vendor === "connectsafely") return end(error);
          finish({ ok: false, error });
        },
      )
      .finally(() => {
        open--;
        changed();
      });
  };

  try {
    pace = await begin(getInstance, asked, site, stop.signal).catch((fault) => {
      if (!stop.signal.aborted) throw fault;
      return undefined;
    });
    if (pace) {
      input = ids.open(end);
      if (!input) {
        throw site(invalidOption("seleqt", "prospectIds", "must be an iterable of prospect ids, such as an array"));
      }
    }
    while (pace && input) {
      // Each that is open may be one to send.
      const mayPull = () => open < take - sends && open + results.length < concurrency;
      while (!fatal && !stop.signal.aborted && !input.ended && !input.pending && mayPull()) {
        input.pull(start, () => changed());
      }
      const result = results.shift();
      if (result) yield result;
      else if (stop.signal.aborted || (open === 0 && (fatal || input.ended || sends >= take))) break;
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
