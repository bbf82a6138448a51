// A run over many prospects, as an async generator. Which one is next, and how many at once, is decided here, where the
// iterables are; how fast, and when to try again, is decided in Rust.

import { onAbort } from "./abort.js";
import { callbacks, prepare, refuse, whatHappened, whenStarted } from "./call.js";
import { now } from "./clock.js";
import { invalidOption, notFit } from "./faults.js";
import { Host } from "./host.js";
import { readIds } from "./input.js";
import { COMMON_OPTIONS, half, isPinned, shareSecrets } from "./invite.js";
import { CALL_OPTIONS, MAX_ACCOUNT_AGE_MS, PACE_OPTIONS, VIEW_OPTIONS } from "./limits.js";
import { snapshot } from "./options.js";
import { readPace } from "./pace.js";
import { createProgress } from "./progress.js";

/** @typedef {import("./call.js").Call} Call */
/** @typedef {import("./call-site.js").CallSite} CallSite */
/** @typedef {import("./input.js").Ids} Ids */
/** @typedef {import("./instance.js").GetInstance} GetInstance */
/** @import { ConnectionCheck, InviteListCheck, LinkedInStatusError } from "../types/index.js" */

/** Another prospect would meet the same, so nothing more is sent. */
const FATAL = new Set(["unauthorized", "no_active_account", "account_not_active", "invalid_options", "internal"]);

/**
 * What a list asks, before anything is sent.
 *
 * @typedef {object} Asked
 * @property {Call} pace how fast
 * @property {Call} connection about each prospect
 * @property {Call} [account] about the sending account, where invites are to be decided
 * @property {ReturnType<typeof readPace>} given
 * @property {Ids} ids
 */

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
    Object.defineProperty(results, name, { value, configurable: true, writable: true });
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
    open++;
    const finish = (/** @type {object} */ found) => {
      const check = /** @type {ConnectionCheck} */ ({ prospectId: id, ...found, checkedAt: new Date().toISOString() });
      results.push(check);
      if ("decision" in check && check.decision === "send") sends++;
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
      const { take, concurrency } = pace;
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

/**
 * The run's pace, in Rust. Rejects where an option is wrong, and as soon as `stopped` is aborted.
 *
 * @param {GetInstance} getInstance
 * @param {Asked} asked
 * @param {CallSite} site
 * @param {AbortSignal} stopped
 */
async function begin(getInstance, asked, site, stopped) {
  const {
    pace: { values },
    given,
  } = asked;
  const [least, most] = given.between;
  const connection = { ...asked.connection, signals: [stopped] };
  const account = asked.account && { ...asked.account, signals: [stopped] };
  const host = new Host(connection, { onRetry() {} });
  try {
    const instance = await whenStarted(getInstance, [connection], [host]);
    const run = await instance.run(
      async (glue) => new glue.Run(values, connection.values, account?.values, false, least, most),
    );
    for (const time of given.earlier) run.sentBefore(time);

    /**
     * @template T
     * @param {Call} call
     * @param {(host: Host, glue: import("./instance.js").Glue) => Promise<T>} enter
     * @param {Partial<import("./host.js").Callbacks>} [more]
     */
    const ask = async (call, enter, more) => {
      const host = new Host(call, { ...callbacks(call, site, () => instance), ...more });
      try {
        return await instance.run((glue) => enter(host, glue));
      } catch (fault) {
        throw whatHappened(fault, [call], [host], instance, site);
      } finally {
        host.close();
      }
    };

    /** The answer about the account, and until when it counts. */
    let sender = { answer: {}, until: -Infinity };
    /** @type {Promise<void> | undefined} */
    let asking;
    /** @param {Call} call @returns {Promise<void>} */
    const askAccount = async (call) => {
      const [answer, judged, attempts] = await ask(call, async (host, glue) => {
        const answer = await run.askAccount(host, now());
        return [answer, glue.accountVerdict(answer), host.attempts];
      });
      if (judged.verdict !== "fit") throw site(notFit(judged, attempts));
      sender = { answer, until: now() + MAX_ACCOUNT_AGE_MS };
    };
    /** An account that is not fit could explain it. @param {{ code: string }} error */
    const failed = ({ code }) => {
      if (code === "provider_failed") sender.until = -Infinity;
    };

    return {
      concurrency: run.concurrency,
      take: run.take,
      leftToday: () => run.leftToday(now()),
      /**
       * Resolves to the verdict or the decision, and the answers; rejects with a LinkedInStatusError.
       *
       * @param {unknown} id
       * @param {number} position
       * @param {(ms: number) => void} onPause
       */
      async check(id, position, onPause) {
        /** What kept the account from being asked about. @type {{ error: unknown } | undefined} */
        let stopped;
        const { onRetry } = callbacks(connection, site, () => instance);
        const more = {
          onPause,
          onRetry(/** @type {import("./host.js").Fields} */ fields, /** @type {number} */ delayMs) {
            failed(fields);
            onRetry(fields, delayMs);
          },
          gate() {
            if (!account || now() < sender.until) return undefined;
            asking ??= askAccount(account).finally(() => (asking = undefined));
            return asking.catch((error) => {
              stopped = { error };
              throw error;
            });
          },
        };
        try {
          return await ask(
            connection,
            async (host, glue) => {
              const answer = await run.askProspect(id, position, host);
              if (!account) return { verdict: glue.connectionVerdict(answer), connection: answer };
              const decision = glue.decideInvite(sender.answer, answer, isPinned(account, connection));
              // Each has an object of its own, whatever is done to that of another.
              return { ...decision, account: { ...sender.answer }, connection: answer };
            },
            more,
          );
        } catch (error) {
          failed(/** @type {LinkedInStatusError} */ (error));
          throw stopped ? stopped.error : error;
        }
      },
      free: () => run.free(),
    };
  } catch (fault) {
    throw whatHappened(fault, [connection], [host], undefined, site);
  } finally {
    host.close();
  }
}
