// A service behind `fetch`, played in this process: what was sent, how much of it at once, and an answer at will.
import { setTimeout as sleep } from "node:timers/promises";

/**
 * @typedef {object} Sent
 * @property {number} id the prospect asked for; NaN where the other service was asked
 * @property {number} at `performance.now()` when it was sent
 * @property {string} url
 * @property {Headers} headers
 * @property {boolean} aborted
 */

/** @typedef {(sent: Sent, nth: number) => unknown} Play gives a Response, a promise of one, or what to fail with */

/** @param {object} [fields] of Seleqt's answer that differ */
export const connection = (fields) => ({
  success: true,
  is_connected: false,
  connection_level: 2,
  network_distance: "SECOND_DEGREE",
  checked_with_account_id: 42,
  ...fields,
});

/** @param {object} [fields] of ConnectSafely's answer that differ */
export const account = (fields) => ({ id: "a1", status: "AVAILABLE", enabled: true, hasTokens: true, ...fields });

/** @param {object} [fields] */
export const farther = (fields) => Response.json(connection(fields));

/**
 * @param {number} status
 * @param {Record<string, string>} [headers]
 * @param {object} [body]
 */
export const refusal = (status, headers, body = { error: `The stub says ${status}` }) =>
  Response.json(body, { status, headers });

/** Never answers; ends when it is aborted. */
export const silence = () => new Promise(() => {});

/**
 * @param {Play} [play] answers with a second-degree connection unless told otherwise
 */
export function stubService(play = () => farther()) {
  /** @type {Sent[]} */
  const sent = [];
  let open = 0;
  const service = {
    sent,
    /** The ids asked for, in the order of their requests. */
    get ids() {
      return sent.map(({ id }) => id);
    },
    /** The most requests that were open at once. */
    most: 0,
    get open() {
      return open;
    },
    /** @type {typeof fetch} */
    fetch: (input, init) => {
      const url = String(input);
      const one = {
        id: Number(/prospects\/(\d+)\//.exec(url)?.[1] ?? NaN),
        at: performance.now(),
        url,
        headers: new Headers(init?.headers),
        aborted: false,
      };
      sent.push(one);
      open++;
      service.most = Math.max(service.most, open);
      const signal = init?.signal;
      return new Promise((resolve, reject) => {
        signal?.addEventListener("abort", () => {
          one.aborted = true;
          reject(signal.reason);
        });
        new Promise((done) => done(play(one, sent.length))).then(
          (answer) => resolve(/** @type {any} */ (answer)),
          reject,
        );
      }).finally(() => open--);
    },
  };
  return service;
}

/**
 * @template T
 * @param {AsyncIterable<T>} results
 * @param {T[]} [into]
 */
export async function collect(results, into = []) {
  for await (const result of results) into.push(result);
  return into;
}

/**
 * What a promise rejects with.
 *
 * @param {PromiseLike<unknown>} promise
 * @returns {Promise<any>}
 */
export async function failure(promise) {
  let value;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`it resolved to ${JSON.stringify(value)}`);
}

/**
 * Waits until something has happened; long enough for a slow machine.
 *
 * @param {() => boolean} condition
 * @param {string} what
 */
export async function until(condition, what) {
  for (let waited = 0; !condition(); waited += 5) {
    if (waited > 20_000) throw new Error(`in the end, ${what}`);
    await sleep(5);
  }
}

/** Gives everything that is ready its turn. */
export const settle = () => sleep(20);
