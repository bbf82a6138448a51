// From the arguments to a command and its options. Values are never repeated in an error: one may be a key in the
// wrong place.

import { parseArgs } from "node:util";
import { COMMANDS, COMMON, isCommand } from "./options.js";
import { nearest } from "./text.js";
import { usageError } from "./usage.js";

/** @typedef {import("./options.js").CommandName} CommandName */
/** @typedef {import("./options.js").Option} Option */
/** @typedef {{ kind: "run", command: CommandName, options: import("./options.js").Values, positional: string }} Arguments */

/** Options of all commands: the parser needs to know which ones take a value before it knows the command. */
const ALL = Object.assign({}, COMMON, ...Object.values(COMMANDS).map(({ options }) => options));

/**
 * @param {readonly string[]} argv
 * @returns {Arguments | { kind: "help", command: CommandName | undefined } | { kind: "version" | "nothing" }}
 */
export function parseArguments(argv) {
  const { tokens } = parseArgs({
    args: [...argv],
    options: parseArgsOptions(),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  /** @type {string[]} */
  const words = [];
  const given = [];
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind === "option") given.push(token);
  }
  if (words[0] === "help") {
    words.shift();
    given.push({ name: "help", rawName: "--help", value: undefined, inlineValue: undefined });
  }
  const [name, positional, ...more] = words;
  const command = name !== undefined && isCommand(name) ? name : undefined;
  // --help and --version win over any mistake in the other arguments, except over a command that does not exist.
  if (given.some((one) => one.name === "help") && (command || name === undefined)) return { kind: "help", command };
  if (given.some((one) => one.name === "version") && (command || name === undefined)) return { kind: "version" };

  const known = { ...COMMON, ...(command ? COMMANDS[command].options : {}) };
  /** @type {Record<string, unknown>} */
  const options = {};
  for (const { name: option, rawName, value, inlineValue } of given) {
    const found = Object.hasOwn(known, option) ? known[option] : undefined;
    // Without a command, an option of some command is not reported: the missing command is.
    if (!found && (command || !Object.hasOwn(ALL, option))) throw unknownOption(rawName, command);
    if (found) options[found.property] = readValue(found, `--${option}`, value, inlineValue === true, command);
  }
  if (name === undefined) return { kind: "nothing" };
  if (!command) throw unknownCommand(name);

  const expected = COMMANDS[command].positional;
  if (expected && positional === undefined) {
    const what = COMMANDS[command].positional?.startsWith("<file")
      ? "a file with ids, or - for standard input"
      : "a prospect id";
    throw usageError(
      `${command} needs ${what}: linkedin-status ${command} ${expected}. ${seeHelp(command)}`,
      "prospectId",
    );
  }
  const surplus = expected ? more.length : words.length - 1;
  if (surplus > 0) {
    const surplusWords = surplus === 1 ? "There is 1 argument" : `There are ${surplus} arguments`;
    throw usageError(`${surplusWords} too many after "${command}". ${seeHelp(command)}`);
  }
  return { kind: "run", command, options, positional: positional ?? "" };
}

/** The options in the form that `parseArgs` takes. */
function parseArgsOptions() {
  /** @type {Record<string, { type: "string" | "boolean", short?: string }>} */
  const options = {};
  for (const [name, { value, short }] of Object.entries(/** @type {Record<string, Option>} */ (ALL))) {
    options[name] = { type: value ? "string" : "boolean", ...(short ? { short } : {}) };
  }
  return options;
}

/**
 * @param {Option} option
 * @param {string} flag
 * @param {string | undefined} value
 * @param {boolean} isInline given as --option=value, so that it may begin with a dash
 * @param {CommandName | undefined} command
 */
function readValue(option, flag, value, isInline, command) {
  if (!option.value) {
    if (value === undefined) return true;
    throw usageError(`${flag} is a switch and takes no value. ${seeHelp(command)}`, option.packageName);
  }
  if (value === undefined || (!isInline && /^--?[a-z]/i.test(value))) {
    const dash = value === undefined ? "" : ` One that begins with a dash is written ${flag}=${option.value}.`;
    throw usageError(`${flag} needs a value: ${flag} ${option.value}.${dash} ${seeHelp(command)}`, option.packageName);
  }
  const result = option.parse?.(value);
  if (result === undefined)
    throw usageError(`${flag} must be ${option.expected}. ${seeHelp(command)}`, option.packageName);
  return result;
}

/**
 * @param {string} flag
 * @param {CommandName | undefined} command
 */
function unknownOption(flag, command) {
  if (command && /^-\d/.test(flag)) {
    return usageError(
      `${command} was given a negative number; ids are whole numbers of at least 1. ${seeHelp(command)}`,
      "prospectId",
    );
  }
  const name = flag.replace(/^-+/, "");
  const shown = /^[\w-]{1,40}$/.test(name) ? ` ${flag}` : "";
  const owners = Object.entries(COMMANDS).filter(([, { options }]) => Object.hasOwn(options, name));
  if (owners.length > 0) {
    const owner = owners.map(([owner]) => `"${owner}"`).join(" and ");
    return usageError(`"${command}" has no option${shown}; it belongs to ${owner}. ${seeHelp(command)}`);
  }
  const near = nearest(name, Object.keys(command ? { ...COMMON, ...COMMANDS[command].options } : ALL));
  const hint = near ? ` Did you mean --${near}?` : "";
  return usageError(`Unknown option${shown}.${hint} ${seeHelp(command)}`);
}

/** @param {string} name */
function unknownCommand(name) {
  const near = nearest(name, Object.keys(COMMANDS));
  const shown = /^[a-z][a-z-]{0,20}$/i.test(name) ? ` "${name}"` : "";
  const hint = near ? ` Did you mean "${near}"?` : ` There are ${Object.keys(COMMANDS).join(", ")}.`;
  return usageError(`Unknown command${shown}.${hint} ${seeHelp(undefined)}`);
}

/** @param {CommandName | undefined} command */
const seeHelp = (command) => `See: linkedin-status ${command ? `${command} ` : ""}--help`;
