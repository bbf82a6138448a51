// What doctor asks of the two services. Never the connection path: each request there is a live look at LinkedIn.

import { getAccountStatus, getConnectionStatus } from "../api.js";
import { baseUrls, common } from "../call-options.js";
import { BASE_URLS } from "../../base-urls.js";
import { skewOf } from "./clock.js";

/** @typedef {import("../options.js").Values} Values */
/** @typedef {import("../main.js").Run} Run */
/** @typedef {import("../../../types/index.js").Vendor} Vendor */
/** @typedef {import("../../../types/index.js").AccountStatus} AccountStatus */
/** @typedef {{ apiKey: string } | { jwt: string }} Key */
/** @typedef {{ status: number, ms: number, skewMs: number | undefined }} Seen the last answer that came, whatever it says */
/** @typedef {{ url: string, seen: Seen | undefined, error?: unknown, account?: AccountStatus }} Heard */

/** A key in the form of one, for calls whose request is replaced by one without a key. */
const NO_KEY = { apiKey: "none" };

/** Any id: nothing asks about it. */
const NOBODY = { prospectId: 1 };

/**
 * What the package says of a key before it sends anything. This call cannot send: its `fetch` does nothing.
 *
 * @param {Vendor} vendor
 * @param {Key} key
 * @returns {Promise<unknown>} the error; undefined for a key of sane form
 */
export async function keyProblem(vendor, key) {
  const unsent = { ...key, maxRetries: 0, fetch: () => Promise.reject(new Error("Not sent.")) };
  const call =
    vendor === "connectsafely"
      ? getAccountStatus(/** @type {{ apiKey: string }} */ (unsent))
      : getConnectionStatus({ ...unsent, ...NOBODY });
  const error = await call.catch((error) => error);
  return error.code === "invalid_options" ? error : undefined;
}

/**
 * The account, which costs nothing to ask.
 *
 * @param {{ apiKey: string }} key
 * @param {Values} options
 * @param {Run} run
 */
export const askAccount = (key, options, run) =>
  hear("connectsafely", options, run, fetch, (call) => getAccountStatus({ ...key, ...call }));

/**
 * Whether a host answers: its base URL, without a key. It goes through the package, as a call whose request is replaced: so
 * the rules for URLs, the deadline, retries and the words for failures are those of every call.
 *
 * @param {Vendor} vendor
 * @param {Values} options
 * @param {Run} run
 */
export function askHost(vendor, options, run) {
  const { url } = whereIs(vendor, options, run);
  /** @type {typeof fetch} */
  const knock = (_, init) => fetch(url, { redirect: "manual", signal: init?.signal ?? null });
  return hear(vendor, options, run, knock, async (call) => {
    if (vendor === "connectsafely") await getAccountStatus({ ...NO_KEY, ...call });
    else await getConnectionStatus({ ...NO_KEY, ...NOBODY, ...call });
  });
}

/** @param {Vendor} vendor @param {Values} options @param {Run} run */
function whereIs(vendor, options, run) {
  const baseUrl = baseUrls(options, run)[vendor];
  return { baseUrl, url: baseUrl ?? BASE_URLS[vendor].production };
}

/**
 * @param {Vendor} vendor
 * @param {Values} options
 * @param {Run} run
 * @param {typeof fetch} fetcher
 * @param {(call: object) => Promise<AccountStatus | void>} ask
 * @returns {Promise<Heard>} rejects only where the command was interrupted
 */
async function hear(vendor, options, run, fetcher, ask) {
  const { baseUrl, url } = whereIs(vendor, options, run);
  /** @type {Seen | undefined} */
  let seen;
  /** @type {typeof fetch} */
  const noted = async (url, init) => {
    const began = Date.now();
    const response = await fetcher(url, init);
    const ended = Date.now();
    seen = { status: response.status, ms: ended - began, skewMs: skewOf(response.headers, began, ended) };
    return response;
  };
  try {
    const account = await ask({ baseUrl, ...common(options, run), fetch: noted });
    return { url, seen, ...(account ? { account } : {}) };
  } catch (error) {
    run.signal.throwIfAborted();
    return { url, seen, error };
  }
}
