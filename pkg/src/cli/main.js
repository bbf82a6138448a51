// From the arguments to the exit code. Every error of a command is reported here, once.

import { parseArguments } from "./arguments.js";
import { account } from "./commands/account.js";
import { connection } from "./commands/connection.js";
import { connections } from "./commands/connections.js";
import { doctor } from "./commands/doctor.js";
import { invite } from "./commands/invite.js";
import { invites } from "./commands/invites.js";
import { sandbox } from "./commands/sandbox.js";
import { EXIT, exitCode } from "./exit-codes.js";
import { commandHelp, generalHelp } from "./help.js";
import { Interrupted, watchInterrupts } from "./interrupt.js";
import { refuseKeyArguments } from "./keys.js";
import { stderr, stdout } from "./output.js";
import { reportError } from "./report.js";
import { usageError } from "./usage.js";
import { VERSION } from "./version.js";

/**
 * @typedef {import("./arguments.js").Arguments} Arguments
 * @typedef {object} Run what every command gets besides its own arguments
 * @property {readonly string[]} argv
 * @property {NodeJS.ProcessEnv} env
 * @property {AbortSignal} signal aborted by Ctrl-C, with an `Interrupted`
 */

/** @type {Record<import("./options.js").CommandName, (given: Arguments, run: Run) => Promise<number>>} */
const COMMANDS = { account, connection, invite, connections, invites, doctor, sandbox };

/**
 * @param {readonly string[]} argv
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} the exit code
 */
export async function main(argv, env = process.env) {
  const json = argv.includes("--json");
  const { signal, stop } = watchInterrupts();
  try {
    refuseKeyArguments(argv, env);
    const given = parseArguments(argv);
    if (given.kind === "version") return await print(VERSION);
    if (given.kind === "help") return await print(given.command ? commandHelp(given.command) : generalHelp());
    if (given.kind === "run") return await COMMANDS[given.command](given, { argv, env, signal });
    stderr.line(generalHelp());
    throw usageError("No command was given: name one of those above.");
  } catch (error) {
    if (error instanceof Interrupted) {
      stderr.line(error.message);
      return EXIT.interrupted;
    }
    await reportError(error, { json, env });
    return exitCode(error);
  } finally {
    stop();
  }
}

/** @param {string} text */
async function print(text) {
  await stdout.write(`${text}\n`);
  return EXIT.done;
}
