// What a list asks and how fast: the run in Rust, and the answer about the sending account that its prospects share.

import { callbacks, run, whatHappened } from "./call.js";
import { now } from "./clock.js";
import { isPinned } from "./invite.js";
import { MAX_ACCOUNT_AGE_MS } from "./limits.js";

/** @typedef {import("./call.js").Call} Call */
/** @typedef {import("./call-site.js").CallSite} CallSite */
/** @typedef {import("./host.js").Host} Host */
/** @typedef {import("./instance.js").GetInstance} GetInstance */
/** @import { LinkedInStatusError } from "../types/index.js" */

/**
 * What a list asks, before anything is sent.
 *
 * @typedef {object} Asked
 * @property {Call} pace how fast
 * @property {Call} connection about each prospect
 * @property {Call} [account] about the sending account, where invites are to be decided
 * @property {ReturnType<typeof import("./pace.js").readPace>} given
 * @property {import("./input.js").Ids} ids
 */

/**
 * The run's pace, in Rust. Rejects where an option is wrong, and as soon as `stopped` is aborted.
 *
 * @param {GetInstance} getInstance
 * @param {Asked} asked
 * @param {CallSite} site
 * @param {AbortSignal} stopped
 */
export async function begin(getInstance, asked, site, stopped) {
  const {
    pace: { values },
    given,
  } = asked;
  const [least, most] = given.between;
  const connection = { ...asked.connection, signals: [stopped] };
  const account = asked.account && { ...asked.account, signals: [stopped] };
  return run(getInstance, [connection], site, async (glue, _hosts, _started, instance) => {
    const pace = new glue.Run(values, connection.values, account?.values, false, least, most);
    for (const time of given.earlier) pace.sentBefore(time);

    /**
     * @template T
     * @param {Call} call
     * @param {(host: Host) => Promise<T>} enter
     * @param {Partial<import("./host.js").Callbacks>} more
     */
    const ask = (call, enter, more) =>
      run(
        () => instance,
        [call],
        site,
        (_glue, [host]) => enter(/** @type {Host} */ (host)),
        more,
      );

    /** The answer about the account, and until when it counts. */
    let sender = { answer: {}, until: -Infinity };
    /** @type {Promise<void> | undefined} */
    let asking;
    /** An account that is not fit could explain it. @param {{ code: string }} error */
    const failed = ({ code }) => {
      if (code === "provider_failed") sender.until = -Infinity;
    };

    return {
      leftToday: () => pace.leftToday(now()),
      /**
       * Throws what is wrong with an id.
       *
       * @param {unknown} id
       * @param {number} position from 1
       */
      checkId(id, position) {
        try {
          pace.checkId(id, position);
        } catch (fault) {
          throw whatHappened(fault, [connection], [], instance, site);
        }
      },
      /**
       * Resolves to the verdict or the decision, and the answers; rejects with a LinkedInStatusError.
       *
       * @param {number} id checked
       * @param {(ms: number) => void} onPause
       */
      async check(id, onPause) {
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
            // What keeps it from being asked about ends the run: it is not asked again for those that are open.
            asking ??= ask(account, (host) => pace.askAccount(host, now()), { onPause }).then((answer) => {
              sender = { answer, until: now() + MAX_ACCOUNT_AGE_MS };
              asking = undefined;
            });
            return asking.catch((error) => {
              stopped = { error };
              throw error;
            });
          },
        };
        try {
          return await ask(
            connection,
            async (host) => {
              const answer = await pace.askProspect(id, host);
              if (!account) return { verdict: glue.connectionVerdict(answer), connection: answer };
              const decision = glue.decideInvite(sender.answer, answer, isPinned(account, connection));
              // A deep copy: what is done to one result must not change another. The answer is parsed JSON, so that nothing is lost.
              return { ...decision, account: JSON.parse(JSON.stringify(sender.answer)), connection: answer };
            },
            more,
          );
        } catch (error) {
          failed(/** @type {LinkedInStatusError} */ (error));
          throw stopped ? stopped.error : error;
        }
      },
      free: () => pace.free(),
    };
  });
}
