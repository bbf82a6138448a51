// The messages of the package's errors in the terms of the terminal. They speak of a function's options (`baseUrl`, `timeoutMs`);
// whoever types a command knows flags and variables.

import { BASE_URL_NAMES, keyVariable } from "./services.js";

/** @typedef {import("../../types/index.js").LinkedInStatusError} Failure */

/** The package's messages end with a sentence of advice for programmers. */
const ADVICE = /([.!?…]) [A-Z][^.!?…]*\.$/;

/** @param {string} message */
export const withoutAdvice = (message) => message.replace(ADVICE, "$1");

/** An option of the package that the command line does not have, with the advice to set it. */
const NOT_HERE = /,? or allowInsecureHttp\b[^)]*/;

/** What an `internal` error says to programmers. @type {readonly (readonly [RegExp, string])[]} */
const INTERNAL = [
  [/Call from a server instead\.$/, "Run it by a Node.js that has WebAssembly switched on."],
  [/with the code that made the call\.$/, "with the command."],
];

/**
 * What happened. What to do about it is `next`; where that says nothing, as for errors of the command line itself, the message does.
 *
 * @param {Failure} error
 * @param {string | undefined} next
 * @param {NodeJS.ProcessEnv} env
 */
export function messageText(error, next, env) {
  const { code, message, vendor, vendorMessage, option } = error;
  if (code === "internal") return INTERNAL.reduce((text, [said, here]) => text.replace(said, here), message);
  const isOfPackage = vendor !== undefined || (option !== undefined && message.startsWith(`${option} `));
  if (!isOfPackage) return message;
  const what = next === undefined ? message : withoutAdvice(message);
  // The service's own words are left as they are. They stand at the end; in a message they may be shortened.
  const quoted = vendorMessage ? what.indexOf(vendorMessage.slice(0, 40)) : -1;
  const ours = quoted < 0 ? what : what.slice(0, quoted);
  return inTerminalWords(ours, vendor, env) + what.slice(ours.length);
}

/**
 * @param {string} text
 * @param {Failure["vendor"]} vendor
 * @param {NodeJS.ProcessEnv} env
 */
function inTerminalWords(text, vendor, env) {
  const names = terminalNames(vendor, env);
  return text
    .replace(NOT_HERE, "")
    .replace(/\b(?:account\.|connection\.)?([a-z]+(?:[A-Z][a-z]+)*)\b/g, (word, name) =>
      Object.hasOwn(names, name) ? String(names[name]) : word,
    );
}

/**
 * The options of the package that a command sets.
 *
 * @param {Failure["vendor"]} vendor
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string>}
 */
function terminalNames(vendor, env) {
  return {
    apiKey: vendor ? keyVariable(vendor, env) : "the key",
    jwt: "SELEQT_JWT",
    baseUrl: vendor ? baseUrlName(vendor, env) : "the base URL",
    accountId: vendor === "connectsafely" ? "--account-id" : "account",
    prospectId: "the prospect id",
    prospectIds: "the list",
    timeoutMs: "--timeout",
    maxRetries: "--max-retries",
    perMinute: "--per-minute",
    perDay: "--per-day",
    pauseBetweenMs: "--pause",
    retryAfterMs: "the time stated",
  };
}

/**
 * The flag, or the variable where that is set: what is set is what is wrong.
 *
 * @param {NonNullable<Failure["vendor"]>} vendor
 * @param {NodeJS.ProcessEnv} env
 */
export function baseUrlName(vendor, env) {
  const { flag, variable } = BASE_URL_NAMES[vendor];
  return env[variable] ? `${flag} or ${variable}` : flag;
}
