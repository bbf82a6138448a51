// Should an invitation go out? Both questions at once, or the rule alone on answers that the caller has.

import { canListen, isSignal } from "./abort.js";
import { prepare, run } from "./call.js";
import { invalidOption } from "./faults.js";
import { ACCOUNT_OPTIONS, CALL_OPTIONS, CONNECTION_OPTIONS } from "./limits.js";
import { readProperties, snapshot } from "./options.js";
import { get, isList, isObject } from "./quietly.js";

/** @import { GetInstance } from "./instance.js" */
/** @typedef {import("./host.js").Host} Host */
/** @typedef {import("./options.js").Snapshot} Snapshot */

const INVITE_OPTIONS = ["account", "connection", "signal"];

/** What belongs to either half of an invite. */
const HALVES = /** @type {const} */ ({
  account: {
    vendor: "connectsafely",
    call: "getAccountStatus",
    options: [...ACCOUNT_OPTIONS, ...CALL_OPTIONS],
    answer: "id,firstName,lastName,publicId,platform,status,enabled,lastUsed,hasTokens,linkedinPlan".split(","),
  },
  connection: {
    vendor: "seleqt",
    call: "getConnectionStatus",
    options: [...CONNECTION_OPTIONS, ...CALL_OPTIONS],
    answer: "success,is_connected,connection_level,network_distance,checked_with_account_id".split(","),
  },
});
const PLAN =
  "premiumType,isPremium,hasSalesNavigator,hasRecruiter,hasAwayMessages,hasAdvertiseBadge,hasHiringManager".split(",");

/** @typedef {keyof typeof HALVES} Half */

/**
 * @param {GetInstance} getInstance
 * @param {unknown} options
 */
export async function checkInvite(getInstance, options) {
  const outer = snapshot(options, INVITE_OPTIONS);
  const { signal } = outer.values;
  const inner = {
    account: snapshot(outer.values.account, HALVES.account.options),
    connection: snapshot(outer.values.connection, HALVES.connection.options),
  };
  const account = prepare(inner.account, "connectsafely", "account.", signal);
  const connection = prepare(inner.connection, "seleqt", "connection.", signal);
  // What one service echoes, or fetch hangs on an error, may hold the other's key as well.
  const secrets = (account.secrets = connection.secrets = [...account.secrets, ...connection.secrets]);
  for (const { problem } of [outer, account, connection]) hideKeys(problem, secrets);
  if (![...account.signals, ...connection.signals].some((signal) => get(signal, "aborted"))) {
    refuseOuter(outer, inner);
  }
  const check = await run(getInstance, [account, connection], (glue, hosts, started) => {
    const [one, other] = /** @type {[Host, Host]} */ (hosts);
    return glue.checkInvite(account.values, connection.values, one, other, started);
  });
  return { ...check, checkedAt: new Date().toISOString() };
}

/**
 * An unknown option may be the key of the other call in the wrong place.
 *
 * @param {Snapshot["problem"]} problem
 * @param {readonly string[]} secrets
 */
function hideKeys(problem, secrets) {
  if (problem && secrets.some((secret) => secret && problem.option.includes(secret))) problem.option = "(unnamed)";
}

/**
 * Throws what is wrong outside the options of the two calls.
 *
 * @param {Snapshot} outer
 * @param {Record<Half, Snapshot>} inner
 */
function refuseOuter({ values, problem }, inner) {
  if (problem) throw invalidOption(undefined, problem.option, problem.why);
  for (const name of /** @type {const} */ (["account", "connection"])) {
    if (inner[name].problem?.option !== "options") continue;
    const { vendor, call } = HALVES[name];
    throw invalidOption(vendor, name, `${inner[name].problem.why}; it takes the options of ${call}`);
  }
  const { signal } = values;
  if (signal === undefined) return;
  if (!isSignal(signal)) throw invalidOption(undefined, "signal", "must be an AbortSignal");
  if (!canListen(signal)) throw invalidOption(undefined, "signal", "could not be listened to: it threw");
}

/**
 * @param {GetInstance} getInstance
 * @param {unknown} account
 * @param {unknown} connection
 */
export async function decideInvite(getInstance, account, connection) {
  const copies = { account: copy(account, "account"), connection: copy(connection, "connection") };
  const call = { ...prepare(readProperties({}, []), undefined), problem: undefined };
  return run(getInstance, [call], (glue) => glue.decideInvite(copies.account, copies.connection));
}

/**
 * A copy of what is documented of an answer. What could not have come out of JSON becomes a value of a wrong type, so that
 * it is met by the check and not lost.
 *
 * @param {unknown} given
 * @param {Half} option
 */
function copy(given, option) {
  const { vendor, call, answer } = HALVES[option];
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
