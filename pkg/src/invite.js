// Should an invitation go out? Both questions at once, or the rule alone on answers that the caller has.

import { canListen, isSignal } from "./abort.js";
import { ask, call, invalidOption } from "./call.js";
import { isList } from "./look.js";
import { snapshot } from "./options.js";
import { get, isObject } from "./quietly.js";

/** @import { Engine } from "./call.js" */
/** @typedef {import("./host.js").Host} Host */
/** @typedef {import("./options.js").Snapshot} Snapshot */

const INVITE_OPTIONS = ["account", "connection", "signal"];

/** What belongs to either half of an invite. */
const HALVES = /** @type {const} */ ({
  account: {
    vendor: "connectsafely",
    call: "getAccountStatus",
    answer: "id,firstName,lastName,publicId,platform,status,enabled,lastUsed,hasTokens,linkedinPlan".split(","),
  },
  connection: {
    vendor: "seleqt",
    call: "getConnectionStatus",
    answer: "success,is_connected,connection_level,network_distance,checked_with_account_id".split(","),
  },
});
const PLAN =
  "premiumType,isPremium,hasSalesNavigator,hasRecruiter,hasAwayMessages,hasAdvertiseBadge,hasHiringManager".split(",");

/** @typedef {keyof typeof HALVES} Half */

/**
 * @param {Engine} engine
 * @param {unknown} options
 */
export async function checkInvite(engine, options) {
  const outer = snapshot(options, INVITE_OPTIONS);
  const { signal } = outer.values;
  const inner = { account: snapshot(outer.values.account), connection: snapshot(outer.values.connection) };
  const account = ask(inner.account, "connectsafely", "account.", signal);
  const connection = ask(inner.connection, "seleqt", "connection.", signal);
  // What one service echoes, or fetch hangs on an error, may hold the other's key as well.
  account.secrets = connection.secrets = [...account.secrets, ...connection.secrets];
  if (![...account.signals, ...connection.signals].some((signal) => get(signal, "aborted")))
    refuseOuter(outer, inner, account.secrets);
  return call(engine, [account, connection], (glue, hosts) => {
    const [one, other] = /** @type {[Host, Host]} */ (hosts);
    return glue.checkInvite(account.values, connection.values, one, other, one.started);
  });
}

/**
 * Throws what is wrong outside the options of the two calls.
 *
 * @param {Snapshot} outer
 * @param {Record<Half, Snapshot>} inner
 * @param {readonly string[]} secrets
 */
function refuseOuter({ values, problem }, inner, secrets) {
  if (problem) throw invalidOption(undefined, problem.option, problem.why);
  const unknown = Object.keys(values).find((name) => !INVITE_OPTIONS.includes(name));
  if (unknown !== undefined) {
    // As in Rust: a name that nobody would give an option may be a value in the wrong place.
    const plain = /^[\w.$-]{1,40}$/.test(unknown) && !secrets.some((secret) => secret && unknown.includes(secret));
    const why = `is not an option of this call; it takes ${INVITE_OPTIONS.join(", ")}`;
    throw invalidOption(undefined, plain ? unknown : "(unnamed)", why);
  }
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
 * @param {Engine} engine
 * @param {unknown} account
 * @param {unknown} connection
 */
export async function decideInvite(engine, account, connection) {
  const copies = { account: copy(account, "account"), connection: copy(connection, "connection") };
  return call(engine, [], (glue) => glue.decideInvite(copies.account, copies.connection));
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
    const { values, problem } = snapshot(value, names);
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
