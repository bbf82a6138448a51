// Keys come from the environment alone: every process of the machine can read a command line, and the shell keeps it in its
// history.

import { usageError } from "./usage.js";

const ADVICE =
  "Keys are not taken from the command line, where other programs and the shell's history see them. " +
  "Set CONNECTSAFELY_API_KEY, and SELEQT_API_KEY or SELEQT_JWT, in the environment. " +
  "If this one was real, replace it: it may be in the history now.";

const KEY_OPTION = /key|token|jwt|secret|passw|bearer|auth|credential/;
const KEY_ASSIGNMENT = /^[A-Z0-9_]*(KEY|TOKEN|JWT|SECRET)=/;

/** What is shorter is a part of many a word. */
const SHORTEST_KEY = 8;

/**
 * The error repeats nothing of the argument: it may be a key.
 *
 * @param {readonly string[]} argv
 * @param {NodeJS.ProcessEnv} [env]
 */
export function refuseKeyArguments(argv, { CONNECTSAFELY_API_KEY, SELEQT_API_KEY, SELEQT_JWT } = {}) {
  const keys = [CONNECTSAFELY_API_KEY, SELEQT_API_KEY, SELEQT_JWT].filter((key) => key && key.length >= SHORTEST_KEY);
  for (const argument of argv)
    if (keys.some((key) => argument.includes(String(key)))) throw usageError(ADVICE, "apiKey");
  for (const argument of argv) {
    if (argument === "--") return;
    const name = /^-{1,2}([A-Za-z][\w-]*)/.exec(argument)?.[1]?.toLowerCase();
    if ((name && KEY_OPTION.test(name)) || KEY_ASSIGNMENT.test(argument)) throw usageError(ADVICE, "apiKey");
  }
}

/** @param {NodeJS.ProcessEnv} env */
export function connectsafelyKey(env) {
  const apiKey = env.CONNECTSAFELY_API_KEY;
  if (apiKey) return { apiKey };
  throw usageError("No ConnectSafely key: set CONNECTSAFELY_API_KEY in the environment and run again.", "apiKey");
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ apiKey: string } | { jwt: string }}
 */
export function seleqtKey(env) {
  const { SELEQT_API_KEY: apiKey, SELEQT_JWT: jwt } = env;
  if (apiKey && jwt) {
    throw usageError("SELEQT_API_KEY and SELEQT_JWT are both set: unset the one that is not meant.", "apiKey");
  }
  if (apiKey) return { apiKey };
  if (jwt) return { jwt };
  throw usageError("No Seleqt key: set SELEQT_API_KEY (or SELEQT_JWT) in the environment and run again.", "apiKey");
}
