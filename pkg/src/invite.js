// Should an invitation go out? Both questions at once, or the rule alone on answers that the caller has.

import { prepare, refuse, run } from "./call.js";
import { ENDPOINTS } from "./endpoints.js";
import { invalidOption } from "./faults.js";
import { CALL_OPTIONS } from "./limits.js";
import { readProperties, snapshot } from "./options.js";
import { isList, isObject } from "./quietly.js";

/** @import { EndpointName } from "./endpoints.js" */
/** @import { GetInstance } from "./instance.js" */
/** @typedef {import("./call-site.js").CallSite} CallSite */
/** @typedef {import("./instance.js").Glue} Glue */
/** @typedef {import("./host.js").Host} Host */
/** @typedef {import("./call.js").Call} Call */

/** What may stand for both calls: services have nothing in common but their callers. */
export const COMMON_OPTIONS = CALL_OPTIONS.filter((name) => name !== "baseUrl");

const PLAN =
  "premiumType,isPremium,hasSalesNavigator,hasRecruiter,hasAwayMessages,hasAdvertiseBadge,hasHiringManager".split(",");

/**
 * @param {GetInstance} getInstance
 * @param {unknown} options
 * @param {CallSite} site
 */
export async function checkInvite(getInstance, options, site) {
  const outer = snapshot(options, ["account", "connection", ...COMMON_OPTIONS]);
  const both = prepare(outer, undefined);
  const { values: common } = outer;
  const [account, connection] = [half("account", common), half("connection", common)];
  shareSecrets(both, account, connection);
  refuse([both, account, connection], site);
  return run(getInstance, [account, connection], site, async (glue, hosts, started) => {
    const [one, other] = /** @type {[Host, Host]} */ (hosts);
    const asked = new glue.Run(common, connection.values, account.values, true, 0, 0);
    try {
      // The first failure ends the run, which cancels the other call.
      const [ofAccount, ofConnection] = await Promise.all([
        asked.askAccount(one, started),
        asked.askProspect(Number(connection.values.prospectId), other, started),
      ]);
      const decision = glue.decideInvite(ofAccount, ofConnection, isPinned(account, connection));
      return { ...decision, account: ofAccount, connection: ofConnection, checkedAt: new Date().toISOString() };
    } finally {
      asked.free();
    }
  });
}

/**
 * Whether both services were told which LinkedIn account it is about: each would choose one in a way of its own.
 *
 * @param {Call[]} calls
 */
export const isPinned = (...calls) => calls.every(({ values }) => values.accountId !== undefined);

/**
 * One of the two calls: its own options, over those that stand for both. The signal for both ends it as well as its own.
 *
 * @param {EndpointName} name
 * @param {Record<string, unknown>} common
 * @param {readonly string[]} [options] that it takes
 */
export function half(name, common, options = ENDPOINTS[name].options) {
  const { vendor, call } = ENDPOINTS[name];
  const { values, problem } = snapshot(common[name], options);
  if (problem?.option === "options") problem.why += `; it takes the options of ${call}`;
  const { signal, ...shared } = common;
  // Without a prototype, as snapshots are. Nobody reads what is not an option of the call.
  const all = /** @type {Record<string, unknown>} */ ({ __proto__: null, ...shared, ...values });
  return prepare({ values: all, problem }, vendor, name, signal);
}

/**
 * What one service echoes, or fetch hangs on an error, may hold the other's key as well; and the name of an unknown option may be the
 * key of the other call in the wrong place.
 *
 * @param {Call[]} calls
 */
export function shareSecrets(...calls) {
  const secrets = calls.flatMap(({ secrets }) => secrets);
  for (const call of calls) {
    call.secrets = secrets;
    const { problem } = call;
    if (problem && secrets.some((secret) => secret && problem.option.includes(secret))) problem.option = "(unnamed)";
  }
}

/**
 * A rule on answers that the caller has. Nothing is sent.
 *
 * @template T
 * @param {GetInstance} getInstance
 * @param {CallSite} site
 * @param {Partial<Record<EndpointName, unknown>>} given
 * @param {(glue: Glue, copies: Record<EndpointName, unknown>) => T} rule
 * @returns {Promise<T>}
 */
export async function judge(getInstance, site, given, rule) {
  /** @type {Record<string, unknown>} */
  const copies = {};
  try {
    for (const name of /** @type {EndpointName[]} */ (Object.keys(given))) copies[name] = copy(given[name], name);
  } catch (error) {
    throw site(/** @type {Error} */ (error));
  }
  const call = { ...prepare(readProperties({}, []), undefined), problem: undefined };
  return run(getInstance, [call], site, async (glue) => rule(glue, copies));
}

/**
 * A copy of what is documented of an answer. What could not have come out of JSON becomes a value of a wrong type, so that
 * it is met by the check and not lost.
 *
 * @param {unknown} given
 * @param {EndpointName} option
 */
function copy(given, option) {
  const { vendor, call, answer } = ENDPOINTS[option];
  const why = `must be an answer of ${call}`;
  if (!isObject(given) || isList(given)) throw invalidOption(vendor, option, why);
  /** @param {object} value @param {readonly string[]} names @returns {Record<string, unknown>} */
  const read = (value, names) => {
    const { values, problem } = readProperties(value, names);
    if (problem) throw invalidOption(vendor, option, `${why}, but it could not be read: its getter or proxy threw`);
    return Object.fromEntries(names.map((name) => [name, plain(name, values[name])]));
  };
  /** @param {string} name @param {unknown} value */
  const plain = (name, value) => {
    if (name === "linkedinPlan" && isObject(value) && !isList(value)) return read(value, PLAN);
    return value === undefined || value === null || ["string", "boolean", "number"].includes(typeof value) ? value : [];
  };
  return read(given, answer);
}
