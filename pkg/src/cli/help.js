// The text of --help, from the tables in options.js that the parser reads.

import { EXIT_CODES } from "./exit-codes.js";
import { COMMANDS, COMMON } from "./options.js";

/** @typedef {import("./options.js").Option} Option */

export function generalHelp() {
  const commands = Object.entries(COMMANDS).map(([name, { positional, help }]) => ({
    name: positional ? `${name} ${positional}` : name,
    help,
  }));
  return [
    "linkedin-status: is the sending account fit to send, and are we connected already?",
    "",
    "Usage: linkedin-status <command> [options]",
    "",
    "Commands",
    ...table(commands.map(({ name, help }) => [name, help])),
    "",
    "Options of every command",
    ...optionLines(COMMON),
    "",
    "Environment (keys are taken from nowhere else)",
    ...table([
      ["CONNECTSAFELY_API_KEY", "the ConnectSafely key"],
      ["SELEQT_API_KEY", "the Seleqt key, or"],
      ["SELEQT_JWT", "the JWT of a signed-in Seleqt user"],
      ["CONNECTSAFELY_BASE_URL", "where ConnectSafely is"],
      ["SELEQT_BASE_URL", "where Seleqt is"],
      ["NO_COLOR", "no colours"],
    ]),
    "",
    "Exit codes",
    ...table(EXIT_CODES),
    "",
    "More: linkedin-status <command> --help. To try it without keys: linkedin-status sandbox",
  ].join("\n");
}

/** @param {import("./options.js").CommandName} name */
export function commandHelp(name) {
  const { help, positional, options, notes, examples } = COMMANDS[name];
  return [
    `linkedin-status ${name}: ${help}`,
    "",
    `Usage: linkedin-status ${name}${positional ? ` ${positional}` : ""} [options]`,
    "",
    ...(Object.keys(options).length > 0 ? ["Options", ...optionLines(options), ""] : []),
    "Options of every command",
    ...optionLines(COMMON),
    "",
    ...notes,
    "",
    examples.length > 1 ? "Examples" : "Example",
    ...examples.map((example) => `  ${example}`),
  ].join("\n");
}

/** @param {Record<string, Option>} options */
function optionLines(options) {
  return table(
    Object.entries(options).map(([name, { value, help, short }]) => [
      `${short ? `-${short}, ` : ""}--${name}${value ? ` ${value}` : ""}`,
      help,
    ]),
  );
}

/** @param {readonly (readonly string[])[]} rows */
function table(rows) {
  const width = Math.max(...rows.map(([name = ""]) => name.length));
  return rows.map(([name = "", help = ""]) => `  ${name.padEnd(width)}  ${help}`);
}
