// What doctor finds, one check after the other: the keys, the hosts, the clock, the account.

import { judgeAccount } from "../api.js";
import { accountName, reasonLines } from "../card.js";
import { messageText } from "../error-text.js";
import { EXIT, EXIT_OF_VERDICT, exitCode } from "../exit-codes.js";
import { connectsafelyKey, seleqtKey } from "../keys.js";
import { asError, nextStep } from "../report.js";
import { keyVariable } from "../services.js";
import { clean, count, duration } from "../text.js";
import { ACCOUNT, SERVICES } from "../../words.js";
import { askAccount, askHost, keyProblem } from "./ask.js";
import { TOLERANCE_MS } from "./clock.js";

/** @typedef {import("../options.js").Values} Values */
/** @typedef {import("../main.js").Run} Run */
/** @typedef {import("./ask.js").Heard} Heard */
/** @typedef {import("./ask.js").Key} Key */
/** @typedef {import("../../../types/index.js").Vendor} Vendor */

/**
 * @typedef {object} Check
 * @property {string} check its name, for programs
 * @property {"ok" | "problem" | "skipped"} result
 * @property {string} message
 * @property {number} exit 0 where it is no problem
 * @property {Record<string, unknown>} [more] for programs
 */

/**
 * @param {Values} options
 * @param {Run} run
 * @returns {AsyncGenerator<Check, void, undefined>}
 */
export async function* examine(options, run) {
  const { env } = run;
  const keys = {
    connectsafely: await readKey("connectsafely", () => connectsafelyKey(env)),
    seleqt: await readKey("seleqt", () => seleqtKey(env)),
  };
  const key = keys.connectsafely.key;
  const asked = {
    connectsafely: key ? askAccount(key, options, run) : askHost("connectsafely", options, run),
    seleqt: askHost("seleqt", options, run),
  };
  // An interruption is reported where the first of the two is awaited.
  for (const one of Object.values(asked)) one.catch(() => {});

  yield keyCheck("connectsafely", keys.connectsafely, "", env);
  yield keyCheck("seleqt", keys.seleqt, "; whether Seleqt takes it shows with the first connection check", env);
  const account = await asked.connectsafely;
  yield hostCheck("connectsafely", account, env);
  const host = await asked.seleqt;
  yield hostCheck("seleqt", host, env);
  yield clockCheck([account, host]);
  yield await accountCheck(account, key !== undefined, env);
}

/**
 * @template {Key} K
 * @param {Vendor} vendor
 * @param {() => K} read
 * @returns {Promise<{ key?: K, error?: unknown }>}
 */
async function readKey(vendor, read) {
  try {
    const key = read();
    const error = await keyProblem(vendor, key);
    return error === undefined ? { key } : { error };
  } catch (error) {
    return { error };
  }
}

/**
 * @param {Vendor} vendor
 * @param {{ error?: unknown }} found
 * @param {string} note
 * @param {NodeJS.ProcessEnv} env
 */
function keyCheck(vendor, { error }, note, env) {
  const check = `${vendor}_key`;
  return error === undefined ? ok(check, `${keyVariable(vendor, env)} is set${note}.`) : problem(check, error, env);
}

/** @param {Heard} heard */
const isThere = ({ seen }) => seen !== undefined && seen.status < 500;

/**
 * @param {Vendor} vendor
 * @param {Heard} heard
 * @param {NodeJS.ProcessEnv} env
 */
function hostCheck(vendor, heard, env) {
  const check = `${vendor}_host`;
  const { url, seen, error } = heard;
  if (!seen || !isThere(heard)) return problem(check, error, env);
  return ok(check, `${clean(url, 200)} answers, ${seen.status} in ${count(seen.ms)} ms.`);
}

/**
 * By the service that agrees most with this clock: a service's own may be wrong as well.
 *
 * @param {readonly Heard[]} all
 * @returns {Check}
 */
function clockCheck(all) {
  const skews = all.flatMap(({ seen }) => seen?.skewMs ?? []).sort((a, b) => Math.abs(a) - Math.abs(b));
  const [skewMs] = skews;
  if (skewMs === undefined) return skipped("clock", "Not known: no answer carried the time.");
  const more = { skewMs };
  if (Math.abs(skewMs) < TOLERANCE_MS) return { ...ok("clock", "Right, by the time in the services' answers."), more };
  const off = `${duration(Math.abs(skewMs))} ${skewMs > 0 ? "ahead" : "behind"}`;
  const message = `This machine's clock is ${off}, by the time in the services' answers. Set it: when a check was made, what counts as a day and how old an answer is go by it.`;
  return { check: "clock", result: "problem", message, exit: EXIT.usage, more };
}

/**
 * @param {Heard} heard
 * @param {boolean} wasAsked
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Check>}
 */
async function accountCheck(heard, wasAsked, env) {
  const { account, error } = heard;
  if (!wasAsked) return skipped("account", "Not asked: that needs a ConnectSafely key.");
  if (!isThere(heard)) return skipped("account", `Not known: ${SERVICES.connectsafely} gave no answer.`);
  if (!account) return problem("account", error, env);
  const { verdict, reasons } = await judgeAccount(account);
  const why = reasonLines(reasons).map((line) => line.trim());
  const message = [`${accountName(account)}: ${ACCOUNT[verdict].title}.`, ...why].join(" ");
  const exit = EXIT_OF_VERDICT[verdict];
  return { check: "account", result: exit === 0 ? "ok" : "problem", message, exit, more: { verdict, reasons } };
}

/** @param {string} check @param {string} message @returns {Check} */
const ok = (check, message) => ({ check, result: "ok", message, exit: EXIT.done });

/** @param {string} check @param {string} message @returns {Check} */
const skipped = (check, message) => ({ check, result: "skipped", message, exit: EXIT.done });

/**
 * @param {string} check
 * @param {unknown} thrown
 * @param {NodeJS.ProcessEnv} env
 * @returns {Check}
 */
function problem(check, thrown, env) {
  const error = asError(thrown);
  const next = nextStep(error, env);
  const text = [messageText(error, next, env), ...(next ? [`Next: ${next}`] : [])].join(" ");
  const more = { error: error.toJSON() };
  return { check, result: "problem", message: clean(text, 1_500), exit: exitCode(error), more };
}
